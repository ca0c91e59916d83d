"""The keys of an utterance, words and concepts, and where each stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from skill.patterns import AT_START, NEAR, NEAR_END, NEAR_START

Starts = Sequence[tuple[int, tuple[int, ...]]]
"""Places where something begins, from left to right, each with the places where it may end."""


class _Starts(dict[frozenset[str], Starts]):
    """Where one of some keys begins, and where it may end there, from left to right; looked for when first asked."""

    def __init__(self, where: Mapping[str, Starts]) -> None:
        super().__init__()
        self.where, self.there = where, frozenset(where)

    def __missing__(self, keys: frozenset[str]) -> Starts:
        rows = [self.where[key] for key in keys & self.there]
        self[keys] = found = rows[0] if len(rows) == 1 else _merged(rows)
        return found


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
class Keyed:
    """The keys of an utterance.

    ends: at each place those that begin there, with the places where they end.
    where: every key that stands somewhere, and where.
    keys: every one of them, and those that stand near the start or the end once more, marked as such.
    starts: for any keys, where one of them begins, and where it may end there, from left to right.
    """

    ends: Sequence[Mapping[str, int]]
    where: Mapping[str, Starts]
    keys: frozenset[str]
    starts: Mapping[frozenset[str], Starts]

    @classmethod
    def of(cls, ends: Sequence[Mapping[str, int]]) -> Keyed:
        """Index the keys that begin at each place."""
        where: dict[str, list[tuple[int, tuple[int, ...]]]] = {}
        late = len(ends) - NEAR
        marked = [AT_START + key for here in ends[:1] for key in here]
        marked += [NEAR_START + key for here in ends[: NEAR + 1] for key in here]
        for place, here in enumerate(ends):
            for key, end in here.items():
                if key in where:
                    where[key].append((place, (end,)))
                else:
                    where[key] = [(place, (end,))]
                if end >= late:
                    marked.append(NEAR_END + key)
        return cls(ends, where, frozenset((*where, *marked)), _Starts(where))

    def more(self, found: Iterable[tuple[int, str, int]]) -> Keyed:
        """The same with some more keys, each with the place where it begins and the one where it ends."""
        ends, where, keys = [*self.ends], {**self.where}, {*self.keys}
        for place, key, end in found:
            ends[place] = {**ends[place], key: end}
            where[key] = [(at, (here[key],)) for at, here in enumerate(ends) if key in here]
            keys.add(key)
            if place == 0:
                keys.add(AT_START + key)
            if place <= NEAR:
                keys.add(NEAR_START + key)
            if end >= len(ends) - NEAR:
                keys.add(NEAR_END + key)
        return Keyed(ends, where, frozenset(keys), _Starts(where))

    @cached_property
    def wide(self) -> Sequence[tuple[int, int, str]]:
        """Where phrases of several words begin and end, and their concepts."""
        return [(at, end, key) for at, here in enumerate(self.ends) for key, end in here.items() if end > at + 1]
