"""Where patterns stand in an utterance: how far a gap reaches in it, and the search for rows of its keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from skill.keys import Keyed
from skill.patterns import Pattern

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


_OTHER, _LIGHT, _NEGATOR, _BREAK = range(4)
"""What a word is to a gap: one of its words, passed over, what a word must follow closely, or where it stops."""


class _Reaches(dict[tuple[int, int, bool], int]):
    """The last place that what follows may begin at, by place, gap and `far`; looked for when first asked."""

    def __init__(self, said: Tagged) -> None:
        super().__init__()
        self.far = [_OTHER] * len(said.words)
        for place in said.light:
            self.far[place] = _LIGHT
        self.near = [*self.far]
        for place in said.negators:
            self.near[place] = _NEGATOR
        for place in said.breaks:
            self.near[place] = _BREAK

    def __missing__(self, asked: tuple[int, int, bool]) -> int:
        place, gap, far = asked
        light, last = LIGHT_RUN, place - 1
        for kind in (self.far if far else self.near)[place:]:
            if kind == _BREAK:
                break
            last += 1
            if kind == _NEGATOR:
                gap = 0
            elif kind == _LIGHT and light > 0:
                light -= 1
            elif gap > 0:
                gap -= 1
            else:
                break
        self[asked] = last
        return last


@dataclass(frozen=True)
class Tagged:
    """An utterance made ready for matching: its words, their keys, and what lets a gap go on or stops it."""

    words: tuple[str, ...]
    keyed: Keyed
    light: frozenset[int] = frozenset()
    negators: frozenset[int] = frozenset()
    breaks: frozenset[int] = frozenset()

    @cached_property
    def reaches(self) -> Mapping[tuple[int, int, bool], int]:
        """By a place, a gap and `far`: the last place that what follows may begin at.

        That is after light words and as many others as the gap. A new clause stops it, and so does the word after a
        negator; `far` passes over both.
        """
        return _Reaches(self)

    def concepts(self, place: int) -> frozenset[str]:
        """The concepts that begin at a place."""
        return frozenset(self.keyed.ends[place])


def find(pattern: Pattern, said: Tagged) -> list[Match]:
    """Every place where a pattern stands, one match for each start; all that it needs is known to be there."""
    bound = pattern.at_start if pattern.at_start >= 0 else len(said.words)
    found: list[Match] = []
    if pattern.elements[0].optional:
        for start, _ in said.keyed.starts[pattern.begins]:
            places = _match(pattern, said, 0, start, start) if start <= bound else None
            if places is not None:
                found.append(Match(places))
        return found
    for start, ends in said.keyed.starts[pattern.elements[0].keys]:
        if start > bound:
            break
        for end in ends:
            rest = _match(pattern, said, 1, end)
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


Entries = tuple[tuple[frozenset[str], tuple[Entry, ...]], ...]
"""Patterns by what they need next; those that need no more stand under the same again."""


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
                by_need.setdefault(key, {}).setdefault(others[0] if others else rarest, []).append(entry)
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

    def candidates(self, said: Tagged) -> list[tuple[int, Pattern]]:
        """Numbers and patterns of which all that they need is there, each once."""
        keys = said.keyed.keys
        found: list[tuple[int, Pattern]] = []
        tried: set[int] = set()
        for key in sorted(self.needed & keys):
            for second, entries in self.by_need[key]:
                if second.isdisjoint(keys):
                    continue
                for entry in entries:
                    for need in entry.others:
                        if need.isdisjoint(keys):
                            break
                    else:
                        if entry.once or id(entry) not in tried:
                            tried.add(id(entry))
                            found.append((entry.number, entry.pattern))
        return found

    def matches(self, said: Tagged) -> list[tuple[Pattern, Match]]:
        """Every pattern that stands, and where."""
        return [(pattern, match) for _, pattern in self.candidates(said) for match in find(pattern, said)]

    def stands(self, said: Tagged) -> bool:
        """Whether one of the patterns stands somewhere."""
        return any(find(pattern, said) for _, pattern in self.candidates(said))


def _match(pattern: Pattern, said: Tagged, index: int, place: int, last: int = -1) -> tuple[int, ...] | None:
    """Places of the words from element `index` on, the first of them at `place` or after it, by `last` if that is told.

    Otherwise the element says how far it may be away.
    """
    elements = pattern.elements
    if index == len(elements):
        return () if pattern.at_end < 0 or _ends(pattern, said, place) else None
    keys, optional, gap, far = elements[index]
    reach = said.reaches[place, gap, far] if last < 0 else last
    if place <= reach:
        for start, ends in said.keyed.starts[keys]:
            if start > reach:
                break
            if start >= place:
                for end in ends:
                    rest = _match(pattern, said, index + 1, end)
                    if rest is not None:
                        return (*range(start, end), *rest)
    return _match(pattern, said, index + 1, place, last) if optional else None


def _ends(pattern: Pattern, said: Tagged, place: int) -> bool:
    """Whether the utterance, or a clause, ends here or after the words that the pattern allows."""
    if len(said.words) - place <= pattern.at_end:
        return True
    return not pattern.whole and any(place + more in said.breaks for more in range(pattern.at_end + 1))
