"""Rules about the dialog model and its prompts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from simulator.lint.draft import Draft, DraftIntent
from simulator.lint.finding import Problem
from simulator.lint.reading import objects, table, text
from simulator.lint.samples import slots_of

_COMPARING = ("isGreaterThan", "isGreaterThanOrEqualTo", "isLessThan", "isLessThanOrEqualTo")
_SETS = ("isInSet", "isNotInSet")
_SPANS = ("isInDuration", "isNotInDuration")
_MATCH = "hasEntityResolutionMatch"
_COMPARABLE = ("AMAZON.NUMBER", "AMAZON.FOUR_DIGIT_NUMBER", "AMAZON.DATE", "AMAZON.TIME", "AMAZON.Ordinal")
_MOMENTS = ("AMAZON.DATE", "AMAZON.TIME")
_SPAN = re.compile(r"-?P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?)?|\d{4}-\d{2}-\d{2}|\d{2}:\d{2}")


def _intents(draft: Draft) -> Iterator[tuple[str, dict[str, Any], DraftIntent | None]]:
    for _, entry in objects(draft.dialog.get("intents")):
        name = text(entry.get("name"))
        yield f"dialog, intent {name}", entry, draft.intent(name)


def _slots(draft: Draft) -> Iterator[tuple[str, dict[str, Any], DraftIntent | None]]:
    for where, entry, intent in _intents(draft):
        for _, slot in objects(entry.get("slots")):
            yield f"{where}, slot {text(slot.get('name'))}", slot, intent


def dialog_intents(draft: Draft) -> Iterator[Problem]:
    """An intent of the dialog model is one of the language model, and stands there once."""
    names = [text(entry.get("name")) for _, entry, _ in _intents(draft)]
    for name, times in Counter(names).items():
        if name and draft.intent(name) is None:
            yield Problem(
                f"dialog, intent {name}", "is no intent of the language model", "add it there, or leave it out"
            )
        if times > 1:
            yield Problem(f"dialog, intent {name}", f"stands there {times} times", "keep one")


def dialog_slots(draft: Draft) -> Iterator[Problem]:
    """A slot of the dialog model is one of its intent, of the same type."""
    for where, slot, intent in _slots(draft):
        name, kind = text(slot.get("name")), text(slot.get("type"))
        if intent is None or not name:
            continue
        if name not in intent.types:
            yield Problem(where, f"intent {intent.name} has no such slot", "add it there, or leave it out")
        elif kind and kind != intent.types[name]:
            yield Problem(where, f"is of type {kind}, and of {intent.types[name]} in the intent", "use one type")


def dialog_complete(draft: Draft) -> Iterator[Problem]:
    """Every slot of an intent stands in its dialog, or a dialog that reaches it breaks off in silence."""
    for where, entry, intent in _intents(draft):
        listed = {text(slot.get("name")) for _, slot in objects(entry.get("slots"))}
        for name in intent.types if intent else ():
            if name not in listed:
                yield Problem(where, f"slot {name} of the intent is missing", "add it, elicitationRequired false")


def needed_prompts(draft: Draft) -> Iterator[Problem]:
    """What is required of a person needs a prompt that asks for it."""
    for where, entry, _ in (*_intents(draft), *_slots(draft)):
        prompts = table(entry.get("prompts"))
        for need, kind in (("elicitationRequired", "elicitation"), ("confirmationRequired", "confirmation")):
            if entry.get(need) is True and not prompts.get(kind):
                yield Problem(where, f"{need} without a prompt", f"add prompts.{kind} with the id of a prompt")


def _used(draft: Draft) -> Iterator[tuple[str, str, DraftIntent | None]]:
    """(where, prompt id, intent) of every reference to a prompt."""
    for where, entry, intent in (*_intents(draft), *_slots(draft)):
        for kind, id_ in table(entry.get("prompts")).items():
            if isinstance(id_, str):
                yield f"{where}, {kind}", id_, intent
        for place, validation in objects(entry.get("validations")):
            if isinstance(validation.get("prompt"), str):
                yield f"{where}, validation {place + 1}", validation["prompt"], intent


def dangling_prompts(draft: Draft) -> Iterator[Problem]:
    """A prompt that is referred to is defined."""
    there = {id_ for id_, _ in draft.prompts}
    for where, id_, _ in _used(draft):
        if id_ not in there:
            yield Problem(where, f"prompt {id_} is not defined", "define it under prompts, or mend the id")


def orphan_prompts(draft: Draft) -> Iterator[Problem]:
    """A prompt that nothing refers to is never heard."""
    used = {id_ for _, id_, _ in _used(draft)}
    for id_, _ in draft.prompts:
        if id_ and id_ not in used:
            yield Problem(f"prompt {id_}", "nothing refers to it", "leave it out, or use it")


def prompts_twice(draft: Draft) -> Iterator[Problem]:
    """An id names one prompt."""
    for id_, times in Counter(id_ for id_, _ in draft.prompts).items():
        if times > 1:
            yield Problem(f"prompt {id_}", f"is defined {times} times", "keep one")


def prompt_slots(draft: Draft) -> Iterator[Problem]:
    """A prompt may say the value of a slot of the intent that it speaks for."""
    speaks: dict[str, list[DraftIntent]] = {}
    for _, id_, intent in _used(draft):
        if intent:
            speaks.setdefault(id_, []).append(intent)
    for id_, prompt in draft.prompts:
        for _, variation in objects(prompt.get("variations")):
            for name in slots_of(text(variation.get("value"))):
                for intent in speaks.get(id_, ()):
                    if name not in intent.types:
                        yield Problem(
                            f"prompt {id_}", f"says {{{name}}}, which {intent.name} does not have", "mend the name"
                        )
                        break


def validations(draft: Draft) -> Iterator[Problem]:
    """Each of Amazon's nine validations, with what belongs to it, on a type that it can judge."""
    types = {one.name for one in draft.types}
    for where, slot, intent in _slots(draft):
        kind = intent.types.get(text(slot.get("name")), "") if intent else text(slot.get("type"))
        for place, validation in objects(slot.get("validations")):
            here = f"{where}, validation {place + 1}"
            for what, todo in _validation(validation, kind, types):
                yield Problem(here, what, todo)


def _validation(validation: dict[str, Any], kind: str, types: set[str]) -> Iterator[tuple[str, str]]:
    name = text(validation.get("type"))
    if name == _MATCH:
        if kind and kind.startswith("AMAZON.") and kind not in types:
            yield f"{name} on {kind}", "use it on a custom type: only those are resolved"
    elif name in _SETS:
        values = validation.get("values")
        if not isinstance(values, list) or not values or not all(isinstance(value, str) for value in values):
            yield f"{name} needs values, a list of texts", "add the values"
    elif name in _COMPARING:
        if not isinstance(validation.get("value"), str):
            yield f"{name} needs value, a text", 'add it in quotes, such as "10"'
        if kind and kind not in _COMPARABLE:
            yield f"{name} on {kind}, which has no order", "use it on numbers, dates or times"
    elif name in _SPANS:
        for end in ("start", "end"):
            if not _SPAN.fullmatch(text(validation.get(end))):
                yield f"{name} needs {end}, a duration or a moment", "write such as P7D, PT2H, 2026-01-31 or 09:00"
        if kind and kind not in _MOMENTS:
            yield f"{name} on {kind}", "use it on AMAZON.DATE or AMAZON.TIME: it judges moments"
    else:
        yield f"{name!r} is none of Amazon's validations", "mend the type"


def validated_several(draft: Draft) -> Iterator[Problem]:
    """A slot of several values cannot be validated by the dialog model."""
    for where, slot, intent in _slots(draft):
        name = text(slot.get("name"))
        if intent and slot.get("validations") and any(one.several and one.name == name for one in intent.slots):
            yield Problem(where, "takes several values, which no validation judges", "judge them in the skill")
