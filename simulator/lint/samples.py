"""Rules about sample utterances."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from simulator.lint.draft import PHRASE_TYPES, Draft
from simulator.lint.finding import Problem

SLOT = re.compile(r"\{\s*([^{}|\s]*)\s*\}")
_OLD = re.compile(r"\{([^{}|]*)\|([^{}]*)\}")
_TOKEN = re.compile(r"[\w'’.\-]+", re.UNICODE)
_PERIOD = re.compile(r"(?<![^\W\d_])[^\W\d_]\.(?=[\s'’]|$)|(?<=\.)[^\W\d_]\.")  # "a. b." and "a.b."
# Han, kana and Hangul, with the full-width forms. A slot must be parted from these by an ordinary space.
_CJK = r"[\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef]"
_GLUED = re.compile(rf"{_CJK}\{{|\}}{_CJK}")


def slots_of(sample: str) -> list[str]:
    """The slots that a sample names, in order."""
    return SLOT.findall(sample)


def words_of(sample: str) -> str:
    """What a sample says beside its slots."""
    return " ".join(SLOT.sub(" ", sample).split())


def _spoken(sample: str) -> str:
    return SLOT.sub(" ", _OLD.sub(" ", sample))


def old_slots(draft: Draft) -> Iterator[Problem]:
    """The form of 2015, {value|slot}, is no longer read."""
    for _, sample, where in draft.samples():
        for value, slot in _OLD.findall(sample):
            yield Problem(where, f"{{{value}|{slot}}} is the old form", f"write {{{slot.strip()}}}")


def braces(draft: Draft) -> Iterator[Problem]:
    """Every { has its }, with a name between them."""
    for _, sample, where in draft.samples():
        rest = _spoken(sample)
        if "{" in rest or "}" in rest or "" in slots_of(sample):
            yield Problem(where, "has a brace without its other half, or without a name", "write {slot}")


def characters(draft: Draft) -> Iterator[Problem]:
    """InvalidCharInSamples: letters, spaces, apostrophes, hyphens, underscores, and full stops for abbreviations."""
    for _, sample, where in draft.samples():
        rest = re.sub(r"[{}]", " ", _spoken(sample))
        for token in rest.split():
            wrong = "".join(dict.fromkeys(c for c in token if not _TOKEN.fullmatch(c) and not _is_mark(c)))
            if wrong:
                yield Problem(where, f"'{wrong}' may not stand in a sample", "leave it out")
            elif "." in _PERIOD.sub("", token):
                yield Problem(where, "a full stop may only follow a letter that is spoken alone", "leave it out")


def _is_mark(character: str) -> bool:
    """Whether a character belongs to the letter before it, as vowel signs of Hindi and Arabic do."""
    import unicodedata

    return unicodedata.category(character).startswith("M")


def digits(draft: Draft) -> Iterator[Problem]:
    """Numbers are spelled out, as they are spoken."""
    for _, sample, where in draft.samples():
        if any(c.isdigit() for c in _spoken(sample)):
            yield Problem(where, "holds digits", "spell the number out")


def undefined_slots(draft: Draft) -> Iterator[Problem]:
    """A slot in a sample must be one of its intent; upper and lower case count."""
    for intent, sample, where in draft.samples():
        for name in dict.fromkeys(slots_of(sample)):
            if name and name not in intent.types:
                near = next((one for one in intent.types if one.lower() == name.lower()), None)
                todo = f"write {{{near}}}" if near else f"define it in {intent.name}, or leave it out"
                yield Problem(where, f"slot {name} is not defined", todo)


def slot_twice(draft: Draft) -> Iterator[Problem]:
    """One slot takes one place in a sample."""
    for _, sample, where in draft.samples():
        for name, times in Counter(slots_of(sample)).items():
            if times > 1:
                yield Problem(where, f"slot {name} stands in it {times} times", "use a second slot of the same type")


def glued_slots(draft: Draft) -> Iterator[Problem]:
    """Japanese text needs a space around a slot, or the build fails."""
    for _, sample, where in draft.samples():
        if _GLUED.search(sample):
            yield Problem(where, "a slot touches the text beside it", "put an ordinary space between them")


def phrase_alone(draft: Draft) -> Iterator[Problem]:
    """A phrase slot is carried by words: a sample "with phrase types cannot consist of only slots", says Amazon."""
    for intent in draft.intents:
        for sample in intent.samples:
            if any(intent.types.get(name) in PHRASE_TYPES for name in slots_of(sample)) and not words_of(sample):
                yield Problem(f"{intent.where} '{sample}'", "a phrase slot stands without a word", "add carrier words")


def phrase_alone_elicited(draft: Draft) -> Iterator[Problem]:
    """The same in the answers to an elicitation; there it is reported both ways."""
    for intent in draft.intents:
        for slot in intent.slots:
            for sample in slot.samples:
                if slot.type in PHRASE_TYPES and not words_of(sample):
                    yield Problem(
                        f"{slot.where} '{sample}'", "a phrase slot stands without a word", "add carrier words"
                    )


def phrase_with_other(draft: Draft) -> Iterator[Problem]:
    """A phrase slot is the only slot of its sample."""
    for intent, sample, where in draft.samples():
        names = slots_of(sample)
        phrases = [name for name in names if intent.types.get(name) in PHRASE_TYPES]
        if phrases and len(names) > 1:
            yield Problem(where, f"phrase slot {phrases[0]} stands with another slot", "keep it alone in its sample")


def no_samples(draft: Draft) -> Iterator[Problem]:
    """An intent of one's own without a sample is never said, unless a dialog leads to it and its slots have samples."""
    dialog = {entry.get("name") for entry in draft.dialog.get("intents") or () if isinstance(entry, dict)}
    for intent in draft.intents:
        answered = intent.name in dialog and any(slot.samples for slot in intent.slots)
        if not intent.builtin and not intent.samples and not answered:
            yield Problem(intent.where, "has no sample utterance", "add some, or leave the intent out")


def empty_samples(draft: Draft) -> Iterator[Problem]:
    """An empty sample says nothing."""
    for _, sample, where in draft.samples():
        if not sample.strip():
            yield Problem(where, "an empty sample", "leave it out")


def repeated_samples(draft: Draft) -> Iterator[Problem]:
    """The same sample twice in an intent or in the answers of a slot; case and spaces make no difference."""
    for intent in draft.intents:
        lists = [(intent.where, intent.samples), *((slot.where, slot.samples) for slot in intent.slots)]
        for where, samples in lists:
            for sample, times in Counter(" ".join(sample.lower().split()) for sample in samples).items():
                if times > 1:
                    yield Problem(f"{where} '{sample}'", f"stands there {times} times", "keep one")


def unused_slots(draft: Draft) -> Iterator[Problem]:
    """A slot that no sample names and no dialog asks for stays empty for ever."""
    asked = {
        (entry.get("name"), slot.get("name"))
        for entry in draft.dialog.get("intents") or ()
        if isinstance(entry, dict)
        for slot in entry.get("slots") or ()
        if isinstance(slot, dict)
    }
    for intent in draft.intents:
        named = {name for sample in intent.samples for name in slots_of(sample)}
        named |= {name for slot in intent.slots for sample in slot.samples for name in slots_of(sample)}
        for slot in intent.slots:
            if slot.name not in named and (intent.name, slot.name) not in asked and not intent.builtin:
                yield Problem(slot.where, "no sample names it, and no dialog asks for it", "use it or leave it out")
