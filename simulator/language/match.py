"""How well one sample utterance fits what was said: a best alignment of its words and slots, as a share from 0 to 1.

The share is the weight of the spoken words that the sample explains, over the weight of all spoken words and of the
sample's words that were not said. Fillers weigh next to nothing, function words little, other words one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from simulator.language.spans import SEARCH, Spans
from simulator.language.text import Token

MISSING = 0.8  # how much a sample's own word costs when it was not said
_LATER = 1e-7  # of two places for a slot that are worth the same, the first one is taken
_NONE = float("-inf")


@dataclass(frozen=True)
class Element:
    """One word of a sample, or one slot (then `type` is set)."""

    word: str
    weight: float
    type: str = ""
    several: bool = False


@dataclass(frozen=True)
class Pattern:
    """A sample utterance, ready to be compared. `answers`: the slot it answers, for a slot's own samples."""

    intent: str
    sample: str
    elements: tuple[Element, ...]
    answers: str = ""
    literal: float = field(default=0.0, compare=False)


@dataclass(frozen=True)
class Utterance:
    """What was said, ready to be compared. `near`: the sample words that each may stand for, with credit.

    `upto`: the weight of all words before a position.
    """

    run: tuple[Token, ...]
    near: tuple[Mapping[str, float], ...]
    upto: tuple[float, ...]

    @property
    def total(self) -> float:
        """The weight of all words."""
        return self.upto[-1]


@dataclass(frozen=True)
class Alignment:
    """A pattern laid over an utterance. `slots`: name -> (start, end). `said`: weight of its own words heard."""

    pattern: Pattern
    score: float
    slots: Mapping[str, tuple[int, int]]
    said: float


def align(pattern: Pattern, utterance: Utterance, spans_of: Callable[[str], Spans]) -> Alignment:
    """The best way to lay a pattern over an utterance (Viterbi over words said and words of the sample)."""
    elements, count = pattern.elements, len(utterance.run)
    best = [[_NONE] * (count + 1) for _ in range(len(elements) + 1)]
    back: list[list[tuple[int, int]]] = [[(0, 0)] * (count + 1) for _ in range(len(elements) + 1)]
    best[0][0] = 0.0
    for j in range(len(elements) + 1):
        row = best[j]
        for i in range(count + 1):
            value = row[i]
            if value == _NONE:
                continue
            if i < count and value > row[i + 1]:
                row[i + 1], back[j][i + 1] = value, (j, i)
            if j == len(elements):
                continue
            element = elements[j]
            below, steps = best[j + 1], back[j + 1]
            skipped = value - MISSING * element.weight
            if skipped > below[i]:
                below[i], steps[i] = skipped, (j, i)
            if element.type:
                early = value - i * _LATER
                for end, gain in _fills(elements, j, i, utterance, spans_of(element.type)):
                    if early + gain > below[end]:
                        below[end], steps[end] = early + gain, (j, i)
            elif i < count and (j or not utterance.run[i].glued):
                credit = utterance.near[i].get(element.word, 0.0)
                if credit and value + credit * utterance.run[i].weight > below[i + 1]:
                    below[i + 1], steps[i + 1] = value + credit * utterance.run[i].weight, (j, i)
    return _read(pattern, utterance, best[-1][count], back)


def _fills(elements: Sequence[Element], j: int, i: int, utterance: Utterance, spans: Spans) -> list[tuple[int, float]]:
    """Where a slot that starts at word i may end, and what it then explains."""
    count = len(utterance.run)
    if i == count or utterance.run[i].glued:
        return []  # nobody hears the half of "can't" as a value
    fills = [(end, credit * (utterance.upto[end] - utterance.upto[i])) for end, credit in spans.known.get(i, ())]
    if elements[j].several and fills:
        fills += _more(utterance, spans, max(fills))
    if not spans.longest:
        return fills
    last = min(count if spans.until is None else spans.until[i], i + spans.longest)
    following = elements[j + 1].word if j + 1 < len(elements) and not elements[j + 1].type else None
    if following is not None:  # the slot ends where the sample's next word is heard, or where nothing more is to come
        ends = [end for end in range(i + 1, last + 1) if end == count or following in utterance.near[end]]
    elif elements[j].type == SEARCH:
        ends = [count]
    else:
        ends = list(range(i + 1, last + 1))
    return fills + [(end, spans.unknown(i, end)) for end in ends]


def _more(utterance: Utterance, spans: Spans, first: tuple[int, float]) -> list[tuple[int, float]]:
    """Further known values of a slot that takes several: "a and b", "a, b"."""
    more = []
    end, gain = first
    while True:
        for start in (end, end + 1):  # next to it (after a pause), or after a joiner
            known = spans.known.get(start)
            if known:
                stop, credit = max(known)
                gain += utterance.upto[start] - utterance.upto[end]
                gain += credit * (utterance.upto[stop] - utterance.upto[start])
                end = stop
                more.append((end, gain))
                break
        else:
            return more


def _read(pattern: Pattern, utterance: Utterance, gained: float, back: list[list[tuple[int, int]]]) -> Alignment:
    slots: dict[str, tuple[int, int]] = {}
    missing = said = 0.0
    j, i = len(pattern.elements), len(utterance.run)
    while (j, i) != (0, 0):
        before_j, before_i = back[j][i]
        if before_j < j:
            element = pattern.elements[before_j]
            if before_i == i:
                missing += MISSING * element.weight
            elif element.type:
                slots[element.word] = (before_i, i)
            else:
                said += element.weight
        j, i = before_j, before_i
    total = utterance.total + missing
    score = max(0.0, (gained + missing) / total) if total else 0.0
    return Alignment(pattern, score, slots, said)
