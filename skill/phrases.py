"""The phrases of concepts: read from their entries, and found in an utterance. Stdlib only.

An entry is a row of parts: words, "(choices)", "[other concepts]", each of which may be missing ("?"). A short row is
written out, phrase by phrase; one with many choices stays a row, for it would come to thousands of phrases. An entry
that is nothing but "[other]" makes every phrase of the other one belong to this concept as well.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from skill.patterns import parts
from skill.tokens import Words

WRITTEN_OUT = 300
"""A row that comes to more phrases than this stays a row."""

Report = Callable[[str, str], None]
"""Takes the name of a concept that is not there or holds itself, and how it was come to."""


@dataclass(frozen=True)
class Part:
    """One place in a row: phrases that may stand there; an `optional` one may be missing.

    `lengths` are those of the phrases that begin with a word, the longest last.
    """

    phrases: frozenset[Words]
    lengths: Mapping[str, tuple[int, ...]]
    optional: bool = False

    @classmethod
    def of(cls, options: Iterable[Words]) -> Part:
        """Index the phrases; an empty one means that it may be missing."""
        by_first: dict[str, set[int]] = {}
        kept = list(options)
        for words in kept:
            if words:
                by_first.setdefault(words[0], set()).add(len(words))
        lengths = {first: tuple(sorted(some)) for first, some in by_first.items()}
        return cls(frozenset(filter(None, kept)), lengths, () in kept)

    def ends(self, words: Words, at: int) -> Iterator[int]:
        """Where it may end if it begins at a place."""
        if self.optional:
            yield at
        if at < len(words):
            for length in self.lengths.get(words[at], ()):
                if words[at : at + length] in self.phrases and at + length <= len(words):
                    yield at + length


Names = tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """A row of parts that belongs to some concepts; `firsts` are the words it may begin with, `number` its place."""

    parts: tuple[Part, ...]
    names: Names
    firsts: frozenset[str]
    number: int

    @classmethod
    def of(cls, made: tuple[Part, ...], names: Names, number: int) -> Row:
        """Make a row, with what it may begin with."""
        firsts: frozenset[str] = frozenset()
        for part in made:
            firsts |= part.lengths.keys()
            if not part.optional:
                break
        return cls(made, names, firsts, number)

    @cached_property
    def needs(self) -> tuple[frozenset[str], ...]:
        """For each part that may not be missing the words it may begin with, one of which must be there."""
        return tuple(frozenset(part.lengths) for part in self.parts if not part.optional)

    def ends(self, words: Words, place: int) -> set[int]:
        """Where it may end if it begins at a place."""
        ends = {place}
        for part in self.parts:
            ends = {end for at in ends for end in part.ends(words, at)}
            if not ends:
                break
        return ends


@dataclass(frozen=True)
class Phrases:
    """The phrases of every concept: those `written` out, and the `rows`."""

    written: Mapping[Words, Names]
    rows: tuple[Row, ...]

    @cached_property
    def single(self) -> Mapping[str, Names]:
        """The concepts of each word that has a meaning by itself."""
        return {words[0]: names for words, names in self.written.items() if len(words) == 1}

    def longer(self, words: Words) -> Iterator[tuple[int, int, Names]]:
        """Phrases of several words: where each begins and ends, and its concepts."""
        there = set(words)
        for place in range(len(words)):
            for length in self._lengths.get(words[place : place + 2], ()):
                phrase = words[place : place + length]
                if phrase in self.written and len(phrase) == length:
                    yield place, place + length, self.written[phrase]
        likely = {row.number: row for word in self._rows_with.keys() & there for row in self._rows_with[word]}
        for row in [likely[number] for number in sorted(likely)]:
            if not any(map(there.isdisjoint, row.needs)):
                for place, word in enumerate(words):
                    if word in row.firsts:
                        yield from ((place, end, row.names) for end in row.ends(words, place) if end > place + 1)

    @cached_property
    def _lengths(self) -> Mapping[Words, tuple[int, ...]]:
        """Two words -> the lengths of the phrases that begin with them."""
        found: dict[Words, set[int]] = {}
        for words in self.written:
            if len(words) > 1:
                found.setdefault(words[:2], set()).add(len(words))
        return {start: tuple(sorted(lengths)) for start, lengths in found.items()}

    @cached_property
    def _rows_with(self) -> Mapping[str, tuple[Row, ...]]:
        """A word that some part of a row may begin with, of the part whose words are rarest in rows -> the rows."""
        found: dict[str, list[Row]] = {}
        common = Counter(word for row in self.rows for need in row.needs for word in need)
        for row in self.rows:
            for word in min(row.needs, key=lambda need: sum(common[word] for word in need), default=row.firsts):
                found.setdefault(word, []).append(row)
        return {word: tuple(some) for word, some in found.items()}

    @cached_property
    def by_concept(self) -> dict[str, list[Words]]:
        """The phrases that are written out, by their concepts."""
        found: dict[str, list[Words]] = {}
        for words, names in self.written.items():
            for name in names:
                found.setdefault(name, []).append(words)
        return found

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of a phrase."""
        told = {word for words in self.written for word in words}
        for part in (part for row in self.rows for part in row.parts):
            told |= {word for words in part.phrases for word in words}
        return frozenset(told)


def read_phrases(concepts: Mapping[str, Iterable[object]], report: Report) -> Phrases:
    """The phrases of all concepts. What names a concept that is not there, or itself, is told to `report`."""
    return _Reading(concepts, report).phrases()


class _Reading:
    def __init__(self, concepts: Mapping[str, Iterable[object]], report: Report) -> None:
        self.entries = {name: [parts(str(text)) for text in texts or ()] for name, texts in concepts.items()}
        self.report = report
        self.spelt: dict[str, list[Words]] = {}

    def phrases(self) -> Phrases:
        self.check()
        written: dict[Words, dict[str, None]] = {}
        rows: list[Row] = []
        belongs = self.closure()
        for name, entries in self.entries.items():
            for entry in (entry for entry in entries if not _aliased(entry)):
                options = [self.options(part) for part in entry]
                if math.prod(map(len, options)) <= WRITTEN_OUT:
                    phrases = _spelt(options)
                else:
                    phrases = _single(options)
                    rows.append(Row.of(tuple(map(Part.of, options)), belongs[name], len(rows)))
                for words in phrases:
                    written.setdefault(words, {}).update(dict.fromkeys(belongs[name]))
        return Phrases({words: tuple(held) for words, held in written.items()}, tuple(rows))

    def check(self) -> None:
        """Report every name that is no concept, and every concept that holds itself; these are left out."""
        for name in self.entries:
            self._check(name, ())

    def _check(self, name: str, trail: tuple[str, ...]) -> None:
        kept = []
        for entry in self.entries[name]:
            bad = [
                other
                for part in entry
                for other in _named(part)
                if other not in self.entries or other in (*trail, name)
            ]
            for other in bad:
                self.report(other, " > ".join((*trail, name, other)))
            if not bad:
                kept.append(entry)
                for other in (other for part in entry for other in _named(part)):
                    self._check(other, (*trail, name))
        self.entries[name] = kept

    def closure(self) -> dict[str, Names]:
        """Concept -> itself and every concept that holds all of it."""
        holders: dict[str, list[str]] = {name: [] for name in self.entries}
        for name, entries in self.entries.items():
            for other in (other for entry in entries for other in _aliased(entry)):
                holders[other].append(name)
        found: dict[str, Names] = {}
        for name in self.entries:
            reached, to_do = {name: None}, [name]
            while to_do:
                new = [holder for holder in holders[to_do.pop()] if holder not in reached]
                reached.update(dict.fromkeys(new))
                to_do.extend(new)
            found[name] = tuple(reached)
        return found

    def all_of(self, name: str) -> list[Words]:
        """Every phrase of a concept, written out: what "[name]" stands for inside another entry."""
        if name not in self.spelt:
            entries = self.entries[name]
            found = (words for entry in entries for words in _spelt([self.options(part) for part in entry]))
            self.spelt[name] = list(dict.fromkeys(found))
        return self.spelt[name]

    def options(self, part: str) -> list[Words]:
        """What may stand for one part of an entry; an empty row of words where it may be missing."""
        found: list[Words] = [()] if part.endswith("?") else []
        named = _named(part)
        if named:
            return found + [words for name in named for words in self.all_of(name)]
        return found + [tuple(choice.split()) for choice in part.removesuffix("?").strip("()").split("|")]


def _named(part: str) -> list[str]:
    """The concepts that a part names."""
    body = part.removesuffix("?")
    return body.strip("[]").split("|") if body.startswith("[") else []


def _aliased(entry: Sequence[str]) -> list[str]:
    """The concepts that an entry takes in whole."""
    return _named(entry[0]) if len(entry) == 1 and not entry[0].endswith("?") else []


def _spelt(options: Sequence[Sequence[Words]]) -> Iterator[Words]:
    for choice in itertools.product(*options):
        words = tuple(itertools.chain.from_iterable(choice))
        if words:
            yield words


def _single(options: Sequence[Sequence[Words]]) -> Iterator[Words]:
    """Phrases of one word: where everything else may be missing."""
    for at, some in enumerate(options):
        if all(() in other for other in (*options[:at], *options[at + 1 :])):
            yield from (words for words in some if len(words) == 1)
