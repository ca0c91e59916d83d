"""Rules about names: of the skill, of intents, slots and slot types."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from simulator.language.words import load_words
from simulator.lint.draft import Draft
from simulator.lint.finding import Problem
from simulator.lint.spoken import load_spoken

NAME = re.compile(r"[A-Za-z](?:_?[A-Za-z])*_?")
_TYPE = re.compile(r"[A-Za-z][A-Za-z_]*")
_ALLOWED = "use letters and single underscores, a letter first; no digits"
_INVOCATION = re.compile(
    r"(?:[^\W\d_]+(?:['’][^\W\d_]+)*['’]?|[^\W\d_]\.)(?: (?:[^\W\d_]+(?:['’][^\W\d_]+)*['’]?|[^\W\d_]\.))*"
)
MOST_WORDS = 3
# Source: Amazon's page "Standard built-in intents". AMAZON.SearchAction<...> and the like are long gone, and not here.
_BUILTINS = frozenset(
    f"AMAZON.{name}Intent"
    for name in (
        *("Cancel", "Fallback", "Help", "LoopOff", "LoopOn", "More", "NavigateHome", "NavigateSettings", "Next", "No"),
        *("PageDown", "PageUp", "Pause", "Previous", "Repeat", "Resume", "ScrollDown", "ScrollLeft", "ScrollRight"),
        *("ScrollUp", "Select", "ShuffleOff", "ShuffleOn", "StartOver", "Stop", "Yes"),
    )
)
REQUIRED = ("AMAZON.CancelIntent", "AMAZON.HelpIntent", "AMAZON.StopIntent")
ADVISED = ("AMAZON.FallbackIntent", "AMAZON.NavigateHomeIntent")


def invocation_characters(draft: Draft) -> Iterator[Problem]:
    """Lower-case letters, spaces, apostrophes, full stops in abbreviations. Source: "Choose the invocation name"."""
    name = draft.invocation
    if name and (not _INVOCATION.fullmatch(name) or name != name.lower()):
        yield Problem(
            "invocationName",
            f"'{name}' holds something else than lower-case words",
            "spell numbers out, write abbreviations as a. b. c., and use lower case",
        )


def invocation_words(draft: Draft) -> Iterator[Problem]:
    """No word that Alexa keeps for herself."""
    words, spoken = load_words(draft.locale), load_spoken(draft.locale)
    kept = words.wake | spoken.name_words
    launch = {verb for verb in (*words.launch, *(v for one in words.requests for v in one.verbs)) if " " not in verb}
    run = draft.invocation.lower().split()
    for word in dict.fromkeys(run):
        if word in kept:
            yield Problem(
                "invocationName", f"'{word}' is a word that a skill's name may not hold", "choose another name"
            )
        elif word in launch:
            yield Problem("invocationName", f"'{word}' is a launch word", "choose a name without it")
    if len(run) == 2 and set(run) & spoken.small_words:
        small = next(word for word in run if word in spoken.small_words)
        yield Problem(
            "invocationName", f"a name of two words may not hold '{small}'", "choose two words that tell more"
        )


def invocation_length(draft: Draft) -> Iterator[Problem]:
    """Two or three words: one word only for a brand of one's own, more are hard to remember."""
    count = len(draft.invocation.split())
    if count == 1:
        yield Problem("invocationName", "is one word", "use two, unless the word is your own brand")
    elif count > MOST_WORDS:
        yield Problem("invocationName", f"has {count} words", f"use {MOST_WORDS} at most: people must remember it")


def intent_names(draft: Draft) -> Iterator[Problem]:
    """InvalidIntentName: letters and single underscores; full stops only in Amazon's own names."""
    for intent in draft.intents:
        if not intent.builtin and not NAME.fullmatch(intent.name):
            yield Problem(intent.where, "is no name that an intent may have", _ALLOWED)


def slot_names(draft: Draft) -> Iterator[Problem]:
    """The same letters for slots."""
    for intent in draft.intents:
        for slot in intent.slots:
            if not NAME.fullmatch(slot.name):
                yield Problem(slot.where, "is no name that a slot may have", _ALLOWED)


def type_names(draft: Draft) -> Iterator[Problem]:
    """InvalidSlotTypeName: letters and underscores. Amazon's own types may be extended."""
    for one in draft.types:
        if not _TYPE.fullmatch(one.name.removeprefix("AMAZON.")):
            yield Problem(
                one.where, "is no name that a slot type may have", "use letters and underscores, a letter first"
            )


def names_twice(draft: Draft) -> Iterator[Problem]:
    """DuplicateIntentName, and the same for types, and for the slots of an intent. Case makes no difference."""
    kinds = [("intent", [intent.name for intent in draft.intents]), ("type", [one.name for one in draft.types])]
    kinds += [(f"intent {intent.name}, slot", [slot.name for slot in intent.slots]) for intent in draft.intents]
    for kind, names in kinds:
        for name, times in Counter(name.lower() for name in names).items():
            if times > 1:
                shown = next(one for one in names if one.lower() == name)
                yield Problem(f"{kind} {shown}", f"is defined {times} times", "keep one")


def names_overlap(draft: Draft) -> Iterator[Problem]:
    """Slot names and intent names must not overlap."""
    intents = {intent.name.lower(): intent.name for intent in draft.intents}
    for intent in draft.intents:
        for slot in intent.slots:
            if slot.name.lower() in intents:
                yield Problem(slot.where, f"is named like intent {intents[slot.name.lower()]}", "rename one of them")


def known_builtins(draft: Draft) -> Iterator[Problem]:
    """A name that begins with AMAZON. must be one of Amazon's."""
    for intent in draft.intents:
        if intent.builtin and intent.name not in _BUILTINS and "<" not in intent.name:
            yield Problem(intent.where, "is none of Amazon's standard built-in intents", "mend the name")


def builtin_slots(draft: Draft) -> Iterator[Problem]:
    """Standard built-in intents take no slots; only AMAZON.SelectIntent brings its own."""
    for intent in draft.intents:
        if intent.name in _BUILTINS and intent.slots and intent.name != "AMAZON.SelectIntent":
            yield Problem(
                intent.where, "is built in and takes no slots", "leave the slots out, or use an intent of your own"
            )


def required_intents(draft: Draft) -> Iterator[Problem]:
    """Every custom skill must cancel, help and stop. Source: "Standard built-in intents"."""
    yield from _lacking(draft, REQUIRED, "is required")


def advised_intents(draft: Draft) -> Iterator[Problem]:
    """Fallback for words that fit nothing; NavigateHome, which the console adds to every skill."""
    yield from _lacking(draft, ADVISED, "is expected in every skill")


def _lacking(draft: Draft, names: tuple[str, ...], why: str) -> Iterator[Problem]:
    there = {intent.name for intent in draft.intents}
    for name in names:
        if there and name not in there:
            yield Problem("intents", f"{name} {why} and not there", f'add {{"name": "{name}", "samples": []}}')
