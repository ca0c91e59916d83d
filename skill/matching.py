"""Where patterns stand in an utterance: its words with their concepts, and the search for rows of them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from skill.patterns import Element, Pattern

_FEW = 5
"""So few places are gone through one by one; among more, the first that counts is searched for."""

LIGHT_RUN = 6
"""At most so many light words are passed over between two elements."""


class Match(NamedTuple):
    """Where a pattern stands: the places of its words, in order."""

    places: tuple[int, ...]

    @property
    def first(self) -> int:
        """The place of the first word."""
        return self.places[0]

    @property
    def last(self) -> int:
        """The place of the last word."""
        return self.places[-1]


Starts = Sequence[tuple[int, tuple[int, ...]]]
"""Places where something begins, from left to right, each with the places where it may end."""


@dataclass(frozen=True)
class Keyed:
    """The keys of an utterance: at each place those that begin there, with the places where they end."""

    ends: tuple[Mapping[str, int], ...]

    @cached_property
    def where(self) -> Mapping[str, Starts]:
        """Every key that stands somewhere, and where."""
        found: dict[str, list[tuple[int, tuple[int, ...]]]] = {}
        for place, here in enumerate(self.ends):
            for key, end in here.items():
                if key in found:
                    found[key].append((place, (end,)))
                else:
                    found[key] = [(place, (end,))]
        return found

    @cached_property
    def keys(self) -> frozenset[str]:
        """Every key that stands somewhere."""
        return frozenset(self.where)

    def starts(self, keys: frozenset[str]) -> Starts:
        """Where one of `keys` begins, and where it may end there, from left to right."""
        found = self._starts.get(keys)
        if found is None:
            there = keys & self.keys
            if len(there) == 1:
                (key,) = there
                found = self.where[key]
            else:
                found = _merged([self.where[key] for key in there])
            self._starts[keys] = found
        return found

    def starts_of(self, element: Element) -> Starts:
        """Where an element begins, and where it may end there, from left to right."""
        return self.where.get(element.only, ()) if element.only else self.starts(element.keys)

    @cached_property
    def _starts(self) -> dict[frozenset[str], Starts]:
        return {}


def _merged(rows: Iterable[Starts]) -> Starts:
    """From left to right, each place once with all its ends."""
    merged: dict[int, tuple[int, ...]] = {}
    for starts in rows:
        for place, ends in starts:
            known = merged.get(place)
            if known is None:
                merged[place] = ends
            elif ends[0] not in known:
                merged[place] = tuple(sorted((*known, *ends)))
    return sorted(merged.items())


@dataclass(frozen=True)
class Tagged:
    """An utterance made ready for matching: its words, their keys, and what lets a gap go on or stops it."""

    words: tuple[str, ...]
    keyed: Keyed
    light: frozenset[int] = frozenset()
    negators: frozenset[int] = frozenset()
    breaks: frozenset[int] = frozenset()

    @property
    def keys(self) -> frozenset[str]:
        """Every key that stands somewhere."""
        return self.keyed.keys

    def reach(self, place: int, gap: int, far: bool) -> int:
        """The last place that what follows may begin at: after light words and as many others as `gap`, no further.

        A new clause stops it, and so does the word after a negator; `far` passes over both.
        """
        asked = (place, gap, far)
        last = self._reaches.get(asked)
        if last is None:
            last = self._reaches[asked] = self._reach(place, gap, far)
        return last

    def _reach(self, place: int, gap: int, far: bool) -> int:
        light, last = LIGHT_RUN, place - 1
        while place < len(self.words):
            if place in self.breaks and not far:
                break
            last = place
            if place in self.negators and not far:
                gap = 0
            elif place in self.light and light > 0:
                light -= 1
            elif gap > 0:
                gap -= 1
            else:
                break
            place += 1
        return last

    @cached_property
    def _reaches(self) -> dict[tuple[int, int, bool], int]:
        return {}

    def concepts(self, place: int) -> frozenset[str]:
        """The concepts that begin at a place."""
        return frozenset(self.keyed.ends[place])


def find(pattern: Pattern, said: Tagged) -> list[Match]:
    """Every place where a pattern stands, one match for each start; all that it needs is known to be there."""
    bound = pattern.at_start if pattern.at_start >= 0 else len(said.words)
    found: list[Match] = []
    if pattern.elements[0].optional:
        for start, _ in said.keyed.starts(pattern.begins):
            places = _match(pattern, said, 0, start, False) if start <= bound else None
            if places is not None:
                found.append(Match(places))
        return found
    for start, ends in said.keyed.starts_of(pattern.elements[0]):
        if start > bound:
            break
        for end in ends:
            rest = _match(pattern, said, 1, end, True)
            if rest is not None:
                found.append(Match((*range(start, end), *rest)))
                break
    return found


@dataclass(frozen=True)
class Entry:
    """A pattern in an index: its number, and what it needs besides that under which it stands, the rarest first."""

    number: int
    pattern: Pattern
    others: tuple[frozenset[str], ...]
    once: bool
    """Whether it stands under one key only."""


_NOTHING: frozenset[str] = frozenset()
Entries = tuple[tuple[frozenset[str], tuple[Entry, ...]], ...]
"""Patterns by what they need next; those that need no more stand under nothing."""


@dataclass(frozen=True)
class PatternIndex:
    """Numbered patterns by the least common of what each needs, so that few are tried that cannot stand."""

    by_need: Mapping[str, Entries]

    @classmethod
    def of(cls, rows: Iterable[tuple[int, Pattern]], said: Mapping[str, float] = MappingProxyType({})) -> PatternIndex:
        """Index patterns; several may have one number. `said`: how often keys are said, as far as that is known."""
        kept = list(rows)
        held = Counter(key for _, pattern in kept for need in pattern.needs for key in need)
        common = {key: said.get(key, 0) + count / len(kept) for key, count in held.items()}
        by_need: dict[str, dict[frozenset[str], list[Entry]]] = {}
        for number, pattern in kept:
            rarest, *others = sorted(pattern.needs, key=lambda need: sum(common[key] for key in need))
            entry = Entry(number, pattern, tuple(others[1:]), len(rarest) == 1)
            for key in rarest:
                by_need.setdefault(key, {}).setdefault(others[0] if others else _NOTHING, []).append(entry)
        return cls({key: tuple((need, tuple(some)) for need, some in rows.items()) for key, rows in by_need.items()})

    @classmethod
    def plain(cls, patterns: Iterable[Pattern], said: Mapping[str, float] = MappingProxyType({})) -> PatternIndex:
        """Index patterns whose number does not matter."""
        return cls.of(((0, pattern) for pattern in patterns), said)

    def __iter__(self) -> Iterator[Pattern]:
        """Every pattern, once."""
        entries = (one for rows in self.by_need.values() for _, some in rows for one in some)
        return iter({id(one.pattern): one.pattern for one in entries}.values())

    @cached_property
    def needed(self) -> frozenset[str]:
        """Keys one of which must be there."""
        return frozenset(self.by_need)

    def candidates(self, said: Tagged) -> Iterator[tuple[int, Pattern]]:
        """Numbers and patterns of which all that they need is there, each once."""
        keys = said.keys
        if self.needed.isdisjoint(keys):
            return
        tried: set[int] = set()
        for key in sorted(self.needed & keys):
            for second, entries in self.by_need[key]:
                if second and second.isdisjoint(keys):
                    continue
                for entry in entries:
                    for need in entry.others:
                        if need.isdisjoint(keys):
                            break
                    else:
                        if entry.once or id(entry) not in tried:
                            tried.add(id(entry))
                            yield entry.number, entry.pattern

    def matches(self, said: Tagged) -> Iterator[tuple[Pattern, Match]]:
        """Every pattern that stands, and where."""
        if not self.needed.isdisjoint(said.keys):
            for _, pattern in self.candidates(said):
                for match in find(pattern, said):
                    yield pattern, match

    def stands(self, said: Tagged) -> bool:
        """Whether one of the patterns stands somewhere."""
        return not self.needed.isdisjoint(said.keys) and any(find(one, said) for _, one in self.candidates(said))


def _match(pattern: Pattern, said: Tagged, index: int, place: int, begun: bool) -> tuple[int, ...] | None:
    """Places of the words from element `index` on; `begun` is False until the first word was found."""
    elements = pattern.elements
    if index == len(elements):
        return () if pattern.at_end < 0 or _ends(pattern, said, place) else None
    element = elements[index]
    last = said.reach(place, element.gap, element.far) if begun else place
    if place <= last:
        starts = said.keyed.starts_of(element)
        for start, ends in starts if len(starts) < _FEW else starts[bisect_left(starts, (place,)) :]:
            if start > last:
                break
            if start >= place:
                for end in ends:
                    rest = _match(pattern, said, index + 1, end, True)
                    if rest is not None:
                        return (*range(start, end), *rest)
    return _match(pattern, said, index + 1, place, begun) if element.optional else None


def _ends(pattern: Pattern, said: Tagged, place: int) -> bool:
    """Whether the utterance, or a clause, ends here or after the words that the pattern allows."""
    if len(said.words) - place <= pattern.at_end:
        return True
    return not pattern.whole and any(place + more in said.breaks for more in range(pattern.at_end + 1))
