"""Custom slot types: a list of values with synonyms and ids, and what a skill adds to it at run time.

A custom type is no enumeration: words outside its list come back too (ER_SUCCESS_NO_MATCH), shaped like its values.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from simulator.language.spans import FUNCTION, KNOWN, LOOSE, STRANGE, VOCABULARY, Authority, SlotType, Spans, upto
from simulator.language.text import Token, tokens
from simulator.language.words import Words
from simulator.model import Value

MOST_MATCHES = 5
MOST_WORDS_OF_A_NAME = 5


@dataclass(slots=True)
class _Branch:
    """Values by the words of their names: what may come next, and the values that end here, best first."""

    branches: dict[str, _Branch] = field(default_factory=dict)
    values: list[Value] = field(default_factory=list)

    def add(self, run: Iterable[str], value: Value) -> None:
        branch = self
        for word in run:
            below = branch.branches.get(word)
            if below is None:
                below = branch.branches[word] = _Branch()
            branch = below
        if value not in branch.values:
            branch.values.append(value)

    def find(self, run: Iterable[str]) -> Sequence[Value]:
        branch: _Branch | None = self
        for word in run:
            branch = branch.branches.get(word) if branch else None
        return branch.values if branch else ()


class Catalogue:
    """A custom type: values with synonyms and ids."""

    open, extensible, unread = True, True, False

    def __init__(self, name: str, values: Sequence[Value], words: Words) -> None:
        self.name = name
        self._words = words
        self._exact, self._loose = _Branch(), _Branch()
        self._vocabulary: set[str] = set()
        self._longest = 1
        for synonyms in (False, True):  # a value's own name before anybody's synonym
            for value in values:
                for text in value.synonyms if synonyms else (value.name,):
                    self._add(text, value)
        self._limit = self._longest if self._longest <= 2 else 2 * self._longest

    def _add(self, text: str, value: Value) -> None:
        run = tokens(text, self._words)
        if not run:
            return
        self._exact.add([token.word for token in run], value)
        self._loose.add(self._bare(run), value)
        self._vocabulary.update(token.stem for token in run if token.weight == 1.0)
        self._longest = max(self._longest, len(run))

    def _bare(self, run: Sequence[Token]) -> list[str]:
        """Without articles and endings: "the legs" finds "leg"."""
        kept = [token.stem for token in run if token.word not in self._words.articles]
        return kept or [token.word for token in run]

    def spans(self, run: Sequence[Token]) -> Spans:
        """Where its values stand in an utterance."""
        known: dict[int, list[tuple[int, float]]] = {}
        articles = [token.word in self._words.articles for token in run]
        for start in range(len(run)):
            ends = self._ends(run, start, articles)
            if ends:
                known[start] = sorted(ends.items())
        names = self._longest <= MOST_WORDS_OF_A_NAME
        return Spans(known, upto(run, map(self._credit, run)), self._limit, names=names)

    def _ends(self, run: Sequence[Token], start: int, articles: Sequence[bool]) -> dict[int, float]:
        """Where values that start here end, with their credit: less for one that is found without articles, endings."""
        ends: dict[int, float] = {}
        last = min(len(run), start + self._longest + 1)
        branch: _Branch | None = self._loose
        for here in range(start, last):
            if articles[here]:
                continue
            branch = branch.branches.get(run[here].stem) if branch else None
            if branch is None:
                break
            if branch.values:
                ends[here + 1] = LOOSE
        branch = self._exact
        for here in range(start, last):
            branch = branch.branches.get(run[here].word) if branch else None
            if branch is None:
                break
            if branch.values:
                ends[here + 1] = KNOWN
        return ends

    def _credit(self, token: Token) -> float:
        if token.weight < 1.0:
            return FUNCTION
        return VOCABULARY if token.stem in self._vocabulary else STRANGE

    def alike(self, run: Sequence[Token]) -> bool:
        """Whether words that are no value of the type look like one: half of those that carry weight are its words."""
        heavy = [token.stem in self._vocabulary for token in run if token.weight == 1.0]
        return sum(heavy) * 2 >= len(heavy) > 0

    def value(self, text: str, at: datetime | None = None) -> str:  # noqa: ARG002 - the protocol's
        """The words as they were said."""
        return text

    def matches(self, text: str) -> tuple[Value, ...]:
        """The values these words name, best first; () for ER_SUCCESS_NO_MATCH."""
        run = tokens(text, self._words)
        found = self._exact.find([token.word for token in run]) or self._loose.find(self._bare(run))
        return tuple(_with_id(value) for value in found[:MOST_MATCHES])

    def authorities(self, text: str) -> tuple[Authority, ...]:
        """The one authority of the model's own values."""
        return (Authority(self.matches(text)),)


class Extended:
    """A type with values besides its own: those that a skill added at run time, or a model to one of Amazon's types."""

    extensible, unread = True, False

    def __init__(self, own: SlotType, more: Catalogue, *, dynamic: bool) -> None:
        self.name, self.open = own.name, own.open
        self._own, self._more, self._dynamic = own, more, dynamic

    def spans(self, run: Sequence[Token]) -> Spans:
        """Where values of either kind stand in an utterance; other words are worth what they are to the better one."""
        own, more = self._own.spans(run), self._more.spans(run)
        both: Mapping[int, Sequence[tuple[int, float]]] = {
            start: [*more.known.get(start, ()), *own.known.get(start, ())] for start in {*own.known, *more.known}
        }
        if not self._own.open:
            return Spans(both, own.upto, own.longest, own.until, own.names)
        worth = [0.0]
        for here in range(len(run)):
            worth.append(worth[-1] + max(one.unknown(here, here + 1) for one in (own, more)))
        return Spans(both, worth, max(own.longest, more.longest), names=own.names and more.names)

    def alike(self, run: Sequence[Token]) -> bool:
        """Whether words that are no value of the type look like one."""
        return self._own.alike(run) or self._more.alike(run)

    def value(self, text: str, at: datetime | None = None) -> str:
        """The words as they were said."""
        return self._own.value(text, at)

    def authorities(self, text: str) -> tuple[Authority, ...]:
        """Both authorities, each with its own answer: first the run-time values, then the model's."""
        return Authority(self._more.matches(text), dynamic=self._dynamic), *self._own.authorities(text)


def _with_id(value: Value) -> Value:
    if value.id:
        return value
    return Value(value.name, hashlib.md5(value.name.encode(), usedforsecurity=False).hexdigest(), value.synonyms)
