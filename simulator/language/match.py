"""How well one sample utterance fits what was said: a best alignment of its words and slots, as a share from 0 to 1.

The share is the weight of the spoken words that the sample explains, over the weight of all spoken words and of the
sample's words that were not said. Fillers weigh next to nothing, function words little, other words one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from simulator.language.spans import SEARCH, Spans
from simulator.language.text import Token

MISSING = 0.8  # how much a sample's own word costs when it was not said
_LATER = 1e-7  # of two places for a slot that are worth the same, the first one is taken


@dataclass(frozen=True)
class Element:
    """One word of a sample, or one slot (then `type` is set)."""

    word: str
    weight: float
    type: str = ""
    several: bool = False


@dataclass(frozen=True)
class Pattern:
    """A sample utterance, ready to be compared. `answers`: the slot it answers, for a slot's own samples.

    `literal`: the weight of its own words. `carries`: it has a phrase slot, and needs its own words, all of them.
    """

    intent: str
    sample: str
    elements: tuple[Element, ...]
    answers: str = ""
    literal: float = field(default=0.0, compare=False)
    carries: bool = field(default=False, compare=False)


class Utterance:
    """What was said, ready to be compared.

    `near`: the sample words that each word may stand for, with credit. `upto`: the weight of all words before a
    position. `places`: sample word -> (position, what is explained there), in order.
    """

    def __init__(self, run: Sequence[Token], near: Sequence[Mapping[str, float]], spans: Mapping[str, Spans]) -> None:
        """`spans`: slot type -> what it finds in these words."""
        self.run, self.near, self.spans = tuple(run), tuple(near), spans
        self.upto = (0.0, *accumulate(token.weight for token in run))
        self.places: dict[str, list[tuple[int, float]]] = {}
        for position, words in enumerate(near):
            for word, credit in words.items():
                self.places.setdefault(word, []).append((position, credit * run[position].weight))
        self._fills: dict[tuple[str, bool, str | None, bool], list[list[tuple[int, float]]]] = {}

    @property
    def total(self) -> float:
        """The weight of all words."""
        return self.upto[-1]

    def fills(self, element: Element, following: Element | None) -> Sequence[Sequence[tuple[int, float]]]:
        """For each position: where a slot that starts there may end, and what it then explains."""
        word = following.word if following and not following.type else None
        wanted = element.type, element.several, word, following is None
        found = self._fills.get(wanted)
        if found is None:
            found = self._fills[wanted] = [self._fill(*wanted, start) for start in range(len(self.run))]
        return found

    def _fill(
        self, type_name: str, several: bool, word: str | None, closing: bool, start: int
    ) -> list[tuple[int, float]]:
        if self.run[start].glued:
            return []  # nobody hears the half of "can't" as a value
        spans, upto = self.spans[type_name], self.upto
        known = spans.known.get(start, ())
        fills = [(end, credit * (upto[end] - upto[start])) for end, credit in known]
        if several and fills:
            fills += self._more(spans, max(fills))
        if not spans.longest:
            return fills
        count = len(self.run)
        last = min(count if spans.until is None else spans.until[start], start + spans.longest)
        if word is not None:  # the slot ends where the sample's next word is heard, or where nothing more is to come
            ends = [at for at, _ in self.places.get(word, ()) if start < at <= last]
            if last == count:
                ends.append(count)
        elif closing:  # the further on it ends, the more it explains
            ends = [count] if type_name == SEARCH else [last] if last > start else []
        else:
            ends = list(range(start + 1, last + 1))
        if spans.names:  # nobody's name ends with "a" or "my": there the sentence goes on
            ends = [end for end in ends if self.run[end - 1].weight == 1.0]
        return fills + [(end, spans.upto[end] - spans.upto[start]) for end in ends]

    def _more(self, spans: Spans, first: tuple[int, float]) -> list[tuple[int, float]]:
        """Further known values of a slot that takes several: "a and b", "a, b"."""
        more = []
        end, gain = first
        while True:
            for start in (end, end + 1):  # next to it (after a pause), or after a joiner
                known = spans.known.get(start)
                if known:
                    stop, credit = max(known)
                    gain += self.upto[start] - self.upto[end]
                    gain += credit * (self.upto[stop] - self.upto[start])
                    end = stop
                    more.append((end, gain))
                    break
            else:
                return more


@dataclass(frozen=True)
class Alignment:
    """A pattern laid over an utterance. `slots`: name -> (start, end). `said`: weight of its own words heard."""

    pattern: Pattern
    score: float
    slots: Mapping[str, tuple[int, int]]
    said: float


# A place on the way through an utterance: the position, less what is explained so far, where the last element of the
# sample was heard (-1: it was not), and the place before. They sort by position, then the better one first.
_Place = tuple[int, float, int, Any]


def align(pattern: Pattern, utterance: Utterance) -> Alignment:
    """The best way to lay a pattern over an utterance: element by element, the places worth going on from are kept."""
    places: list[_Place] = [(0, 0.0, -1, None)]
    elements = pattern.elements
    for number, element in enumerate(elements):
        lost = MISSING * element.weight
        ways: list[_Place] = [(place[0], place[1] + lost, -1, place) for place in places]
        if element.type:
            following = elements[number + 1] if number + 1 < len(elements) else None
            ways += _slot_ways(places, utterance, element, following)
        else:
            here, count = -1, len(places)
            for start, gain in utterance.places.get(element.word, ()):
                while here + 1 < count and places[here + 1][0] <= start:
                    here += 1
                if here >= 0 and (number or not utterance.run[start].glued):
                    ways.append((start + 1, places[here][1] - gain, start, places[here]))
        places = _worth_keeping(ways) if len(ways) > 1 else ways
    return _read(pattern, utterance, places[-1])


def _slot_ways(
    places: Sequence[_Place], utterance: Utterance, element: Element, following: Element | None
) -> list[_Place]:
    fills = utterance.fills(element, following)
    ways: list[_Place] = []
    for number, place in enumerate(places):
        until = places[number + 1][0] if number + 1 < len(places) else len(fills)
        for start in range(place[0], until):
            early = place[1] + start * _LATER
            ways += [(end, early - gain, start, place) for end, gain in fills[start]]
            if fills[start] and element.type == SEARCH and following is None:
                break  # it goes on to the end: the first start explains most
    return ways


def _worth_keeping(ways: list[_Place]) -> list[_Place]:
    """The places before which nothing better lies: the further on, the more must be explained."""
    ways.sort()
    kept = ways[:1]
    best = ways[0][1]
    for way in ways:
        if way[1] < best:
            kept.append(way)
            best = way[1]
    return kept


def _read(pattern: Pattern, utterance: Utterance, last: _Place) -> Alignment:
    slots: dict[str, tuple[int, int]] = {}
    missing = said = 0.0
    place = last
    for element in reversed(pattern.elements):
        end, _, start, before = place
        if start < 0:
            missing += MISSING * element.weight
        elif element.type:
            slots[element.word] = (start, end)
        else:
            said += element.weight
        place = before
    total = utterance.total + missing
    score = max(0.0, (missing - last[1]) / total) if total else 0.0
    return Alignment(pattern, score, slots, said)
