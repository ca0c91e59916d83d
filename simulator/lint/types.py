"""Rules about slot types and their values, and how large a model may be."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from simulator.lint.draft import Draft
from simulator.lint.finding import Problem
from simulator.lint.reading import objects

LONGEST_VALUE = 140
MOST_VALUES, MOST_INTENTS, MOST_CHARACTERS = 50_000, 250, 1_500_000
MANY_CHARACTERS = 1_000_000
LONGEST_MAKER = 100
_ODD = re.compile(r"[^\w\s'’.,&?!/+%:\-]", re.UNICODE)
_SENSITIVE = ("en", "de-DE")


def undefined_types(draft: Draft) -> Iterator[Problem]:
    """A slot's type is one of the model's, or Amazon's."""
    there = {one.name for one in draft.types}
    for intent in draft.intents:
        for slot in intent.slots:
            if slot.type and slot.type not in there and not slot.type.startswith("AMAZON."):
                yield Problem(slot.where, f"type {slot.type} is not defined", "define it under types, or mend the name")


def slot_keeps_type(draft: Draft) -> Iterator[Problem]:
    """A slot name that stands in two intents keeps one type."""
    first: dict[str, tuple[str, str]] = {}
    for intent in draft.intents:
        for slot in intent.slots:
            kind, where = first.setdefault(slot.name, (slot.type, intent.name))
            if slot.type and kind and slot.type != kind:
                yield Problem(
                    slot.where, f"is of type {slot.type}, and of type {kind} in {where}", "use one type, or two names"
                )


def empty_types(draft: Draft) -> Iterator[Problem]:
    """A custom type has a value; Amazon's own types may be extended by none."""
    for one in draft.types:
        if not one.values and not one.supplied and not one.name.startswith("AMAZON."):
            yield Problem(one.where, "has no value", "add values, or leave the type out")


def few_values(draft: Draft) -> Iterator[Problem]:
    """One value teaches Alexa no shape."""
    for one in draft.types:
        if len(one.values) == 1 and not one.supplied and not one.name.startswith("AMAZON."):
            yield Problem(one.where, "has one value only", "add more")


def orphan_types(draft: Draft) -> Iterator[Problem]:
    """A type that no slot uses."""
    used = {slot.type for intent in draft.intents for slot in intent.slots}
    for one in draft.types:
        if one.name not in used:
            yield Problem(one.where, "no slot uses it", "leave it out")


def long_values(draft: Draft) -> Iterator[Problem]:
    """Slot value length exceeds the limit of 140 characters."""
    for one in draft.types:
        for value in one.values:
            for wording in value.wordings:
                if len(wording) > LONGEST_VALUE:
                    yield Problem(value.where, f"{len(wording)} characters, {LONGEST_VALUE} at most", "shorten it")


def odd_values(draft: Draft) -> Iterator[Problem]:
    """Values are taught as they are spoken; brackets, stars and the like are not. No slot stands in a value."""
    for one in draft.types:
        for value in one.values:
            for wording in value.wordings:
                odd = "".join(dict.fromkeys(_ODD.findall(_without_marks(wording))))
                if odd:
                    yield Problem(value.where, f"'{odd}' in '{wording}' is not spoken", "write it as it is said")


def _without_marks(wording: str) -> str:
    import unicodedata

    return "".join(c for c in wording if not unicodedata.category(c).startswith("M"))


def empty_values(draft: Draft) -> Iterator[Problem]:
    """A value or synonym of blanks."""
    for one in draft.types:
        for value in one.values:
            if any(not wording.strip() for wording in value.wordings):
                yield Problem(value.where, "a value or synonym is empty", "fill it or leave it out")


def no_synonyms(draft: Draft) -> Iterator[Problem]:
    """Amazon's description of the format asks for one synonym at least; the service is milder."""
    for one in draft.types:
        bare = [value.name for value in one.values if not value.synonyms]
        if bare:
            count = f"{len(bare)} of {len(one.values)} values"
            yield Problem(one.where, f"{count} have no synonym, such as '{bare[0]}'", "add other ways of saying them")


def words_twice(draft: Draft) -> Iterator[Problem]:
    """The same words in two values of a type: entity resolution then gives both."""
    for one in draft.types:
        first: dict[str, int] = {}
        for place, value in enumerate(one.values):
            for wording in dict.fromkeys(" ".join(w.lower().split()) for w in value.wordings):
                before = first.setdefault(wording, place)
                if before != place:
                    other = one.values[before].name
                    yield Problem(value.where, f"'{wording}' stands in value '{other}' too", "keep it in one")


def ids_twice(draft: Draft) -> Iterator[Problem]:
    """An id names one value of a type."""
    for one in draft.types:
        first: dict[str, str] = {}
        for value in one.values:
            if value.id and first.setdefault(value.id, value.where) != value.where:
                yield Problem(
                    value.where, f"id {value.id} stands in another value too", "give each value an id of its own"
                )


def size(draft: Draft) -> Iterator[Problem]:
    """Intents, values and characters of a model are limited."""
    count = sum(len(value.wordings) for one in draft.types for value in one.values)
    letters = len(json.dumps(draft.raw, ensure_ascii=False))
    for what, there, most in (
        ("intents", len(draft.intents), MOST_INTENTS),
        ("values and synonyms", count, MOST_VALUES),
        ("characters", letters, MOST_CHARACTERS),
    ):
        if there > most:
            yield Problem("", f"has {there} {what}, {most} at most", "shorten the model")


def nearly_too_large(draft: Draft) -> Iterator[Problem]:
    """Older tools take a million characters."""
    letters = len(json.dumps(draft.raw, ensure_ascii=False))
    if MANY_CHARACTERS < letters <= MOST_CHARACTERS:
        yield Problem("", f"has {letters} characters; older tools take {MANY_CHARACTERS}", "shorten the model")


def maker(draft: Draft) -> Iterator[Problem]:
    """A generatedBy has 1 to 100 characters."""
    for part in ("intents", "types"):
        for _, raw in objects(draft.language.get(part)):
            name = raw.get("generatedBy")
            if isinstance(name, str) and not 1 <= len(name) <= LONGEST_MAKER:
                where = f"{part[:-1]} {raw.get('name')}"
                yield Problem(where, f"generatedBy has {len(name)} characters", f"write 1 to {LONGEST_MAKER}")


def sensitivity(draft: Draft) -> Iterator[Problem]:
    """The fallbackIntentSensitivity is for English and for German. Source: Amazon's page on FallbackIntent."""
    configured = draft.language.get("modelConfiguration")
    there = isinstance(configured, dict) and "fallbackIntentSensitivity" in configured
    if there and draft.locale and not draft.locale.startswith(_SENSITIVE):
        yield Problem("modelConfiguration", f"fallbackIntentSensitivity is not known in {draft.locale}", "leave it out")
