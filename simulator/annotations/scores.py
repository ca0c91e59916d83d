"""What the language step makes of annotated utterances, and figures about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from simulator.annotations.sets import Annotation, Meaning
from simulator.language.step import Language, Understood

NOTHING = "-"
"""What is heard where no intent fits, and the model has no AMAZON.FallbackIntent."""


@dataclass(frozen=True)
class Scored:
    """One utterance: the expected meaning that is nearest to what was heard, and what was heard."""

    annotation: Annotation
    expected: Meaning
    heard: Meaning
    understood: Understood

    @property
    def intent_right(self) -> bool:
        """Whether the intent is the expected one."""
        return self.heard.intent == self.expected.intent

    @property
    def right(self) -> bool:
        """Whether the intent and every slot are as expected, and no other slot is filled."""
        return self.intent_right and not self.wrong_slots

    @property
    def right_slots(self) -> int:
        """Slots with the expected values; none where the intent is another one."""
        same = (slot for slot in self.expected.slots if _same(self.expected.slots[slot], self.heard.slots.get(slot)))
        return sum(1 for _ in same) if self.intent_right else 0

    @property
    def wrong_slots(self) -> tuple[str, ...]:
        """Slots that were missed, invented, or hold something else."""
        names = dict.fromkeys((*self.expected.slots, *self.heard.slots))
        return tuple(slot for slot in names if not _same(self.expected.slots.get(slot), self.heard.slots.get(slot)))


@dataclass(frozen=True)
class Tally:
    """Counts: utterances `said`, with the `right` intent; slots `expected`, `heard`, and heard as expected (`held`)."""

    said: int = 0
    right: int = 0
    expected: int = 0
    heard: int = 0
    held: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.said + other.said,
            self.right + other.right,
            self.expected + other.expected,
            self.heard + other.heard,
            self.held + other.held,
        )

    @property
    def accuracy(self) -> float | None:
        """The share of utterances that reach their intent; None where there are none."""
        return _share(self.right, self.said)

    @property
    def precision(self) -> float | None:
        """The share of filled slots that hold what they should."""
        return _share(self.held, self.heard)

    @property
    def recall(self) -> float | None:
        """The share of expected slots that hold what they should."""
        return _share(self.held, self.expected)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both: twice the slots that are right, among all that are expected and all heard."""
        return _share(2 * self.held, self.expected + self.heard)


def score(annotation: Annotation, language: Language, now: datetime) -> Scored:
    """Take an utterance through the language step; `now` is when it is said, if the annotation does not tell."""
    understood = language.understand(annotation.utterance)
    heard = _heard(understood, language, annotation.at or now)
    tries = [Scored(annotation, meaning, heard, understood) for meaning in annotation.expected]
    return max(tries, key=lambda one: (one.right, one.intent_right, one.right_slots, -len(one.wrong_slots)))


def _heard(understood: Understood, language: Language, at: datetime) -> Meaning:
    chosen = understood.chosen
    if chosen is None:
        return Meaning(NOTHING)
    declared = language.model.intents[chosen.intent].slots
    return Meaning(
        chosen.intent,
        {
            slot: tuple(language.types[declared[slot].type].value(text, at) for text in texts)
            for slot, texts in chosen.slots.items()
            if texts
        },
    )


def by_intent(scored: Iterable[Scored]) -> dict[str, Tally]:
    """Intent -> counts. What was heard in the slots of a wrong intent counts against that intent."""
    found: dict[str, Tally] = {}

    def add(intent: str, tally: Tally) -> None:
        found[intent] = found.get(intent, Tally()) + tally

    for one in scored:
        add(one.expected.intent, Tally(1, int(one.intent_right), len(one.expected.slots), 0, one.right_slots))
        if one.heard.slots:
            add(one.heard.intent, Tally(heard=len(one.heard.slots)))
    return dict(sorted(found.items()))


def total(tallies: Mapping[str, Tally]) -> Tally:
    """All intents together."""
    return sum(tallies.values(), Tally())


def confusions(scored: Sequence[Scored]) -> list[tuple[str, str, int]]:
    """(expected intent, heard intent, how often), the most frequent first."""
    counted = Counter((one.expected.intent, one.heard.intent) for one in scored if not one.intent_right)
    return sorted(((*pair, count) for pair, count in counted.items()), key=lambda row: (-row[2], row))


def _same(expected: tuple[str, ...] | None, heard: tuple[str, ...] | None) -> bool:
    """The same values, whatever their case and the order of several."""
    return sorted(map(_plain, expected or ())) == sorted(map(_plain, heard or ()))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
