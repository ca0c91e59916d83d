"""Slot types: which words they know, which others they would take, and how a value is resolved.

A custom type is no enumeration: words outside its list come back too (ER_SUCCESS_NO_MATCH), shaped like its values.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, repeat
from typing import Protocol

from simulator.language.quantities import Found, duration, number
from simulator.language.text import Token, spoken, tokens
from simulator.language.words import Words
from simulator.model import InteractionModel, Value

SEARCH = "AMAZON.SearchQuery"
KNOWN, LOOSE, VOCABULARY, FUNCTION, STRANGE, PHRASE = 1.0, 0.95, 0.8, 0.6, 0.4, 0.7
MOST_MATCHES = 5


@dataclass(frozen=True)
class Spans:
    """What a type finds in one utterance.

    `known`: start -> (end, credit) of values it knows. `upto`: the credit, by weight, of all words before a position as
    words of a value it does not know. `longest`: how many words such a value may have; 0 when the type takes none.
    """

    known: Mapping[int, Sequence[tuple[int, float]]]
    upto: Sequence[float]
    longest: int

    def unknown(self, start: int, end: int) -> float:
        """What these words are worth as a value that the type does not know."""
        return self.upto[end] - self.upto[start]


def _upto(run: Sequence[Token], each: Iterable[float]) -> list[float]:
    return list(accumulate((t.weight * credit for t, credit in zip(run, each, strict=False)), initial=0.0))


class SlotType(Protocol):
    """A slot type, as the language step and the request need it."""

    @property
    def name(self) -> str:
        """The name in the interaction model."""

    def spans(self, run: Sequence[Token]) -> Spans:
        """Where its values stand in an utterance."""

    def value(self, text: str) -> str:
        """What Alexa sends for words that were heard as this slot."""

    def matches(self, text: str) -> tuple[Value, ...] | None:
        """Entity resolution, best first; None for a type that has none."""


class Catalogue:
    """A custom type: values with synonyms and ids."""

    def __init__(self, name: str, values: Sequence[Value], words: Words) -> None:
        self.name = name
        self._words = words
        self._exact: dict[tuple[str, ...], list[Value]] = {}
        self._loose: dict[tuple[str, ...], list[Value]] = {}
        self._first: set[str] = set()
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
        exact = tuple(token.word for token in run)
        for table, entry in ((self._exact, exact), (self._loose, self._bare(run))):
            there = table.setdefault(entry, [])
            if value not in there:
                there.append(value)
        self._first.update((exact[0], self._bare(run)[0]))
        self._vocabulary.update(token.stem for token in run if token.weight == 1.0)
        self._longest = max(self._longest, len(exact))

    def _bare(self, run: Sequence[Token]) -> tuple[str, ...]:
        """Without articles and endings: "the legs" finds "leg"."""
        kept = tuple(token.stem for token in run if token.word not in self._words.articles)
        return kept or tuple(token.word for token in run)

    def _find(self, run: Sequence[Token]) -> tuple[list[Value], float]:
        exact = self._exact.get(tuple(token.word for token in run))
        return (exact, KNOWN) if exact else (self._loose.get(self._bare(run), []), LOOSE)

    def spans(self, run: Sequence[Token]) -> Spans:
        """Where its values stand in an utterance."""
        known: dict[int, list[tuple[int, float]]] = {}
        for start, first in enumerate(run):
            if (
                first.word not in self._first
                and first.stem not in self._first
                and first.word not in self._words.articles
            ):
                continue
            for end in range(start + 1, min(len(run), start + self._longest + 1) + 1):
                found, credit = self._find(run[start:end])
                if found:
                    known.setdefault(start, []).append((end, credit))
        return Spans(known, _upto(run, map(self._credit, run)), self._limit)

    def _credit(self, token: Token) -> float:
        if token.weight < 1.0:
            return FUNCTION
        return VOCABULARY if token.stem in self._vocabulary else STRANGE

    def alike(self, run: Sequence[Token]) -> bool:
        """Whether words that are no value of the type look like one: half of those that carry weight are its words."""
        heavy = [token.stem in self._vocabulary for token in run if token.weight == 1.0]
        return sum(heavy) * 2 >= len(heavy) > 0

    def value(self, text: str) -> str:
        """The words as they were said."""
        return text

    def matches(self, text: str) -> tuple[Value, ...] | None:
        """The values these words name; () for ER_SUCCESS_NO_MATCH."""
        found, _ = self._find(tokens(text, self._words))
        return tuple(_with_id(value) for value in found[:MOST_MATCHES])


def _with_id(value: Value) -> Value:
    if value.id:
        return value
    return Value(value.name, hashlib.md5(value.name.encode(), usedforsecurity=False).hexdigest(), value.synonyms)


class Quantity:
    """AMAZON.NUMBER or AMAZON.DURATION: takes what it can read, and nothing else."""

    def __init__(self, name: str, read: Callable[[Sequence[str], Words], Found | None], words: Words) -> None:
        self.name = name
        self._read = read
        self._words = words

    def spans(self, run: Sequence[Token]) -> Spans:
        """Where its values stand in an utterance."""
        said = [token.word for token in run]
        known = {}
        for start in range(len(said)):
            found = self._read(said[start:], self._words)
            if found:
                known[start] = [(start + found.length, KNOWN)]
        return Spans(known, [0.0] * (len(run) + 1), 0)

    def value(self, text: str) -> str:
        """ISO 8601 or digits; "?" when it cannot be read, as Alexa answers; a value in Alexa's form stays."""
        if text.startswith("P") and any(c.isdigit() for c in text):
            return text
        run = [token.word for token in tokens(text, self._words)]
        found = self._read(run, self._words)
        return found.value if found else "?"

    def matches(self, text: str) -> tuple[Value, ...] | None:  # noqa: ARG002 - the protocol's
        """Quantities have no entity resolution."""
        return None


class Phrase:
    """AMAZON.SearchQuery and every built-in type not emulated here: takes any words."""

    def __init__(self, name: str) -> None:
        self.name = name

    def spans(self, run: Sequence[Token]) -> Spans:
        """Any words at all."""
        return Spans({}, _upto(run, repeat(PHRASE)), len(run))

    def value(self, text: str) -> str:
        """The words as they were said."""
        return text

    def matches(self, text: str) -> tuple[Value, ...] | None:  # noqa: ARG002 - the protocol's
        """No entity resolution."""
        return None


def slot_types(model: InteractionModel, words: Words) -> dict[str, SlotType]:
    """Every slot type that the model's intents use, by name."""
    types: dict[str, SlotType] = {}
    for intent in model.intents.values():
        for slot in intent.slots.values():
            if slot.type in types:
                continue
            if slot.type in ("AMAZON.NUMBER", "AMAZON.FOUR_DIGIT_NUMBER"):
                types[slot.type] = Quantity(slot.type, number, words)
            elif slot.type == "AMAZON.DURATION":
                types[slot.type] = Quantity(slot.type, duration, words)
            elif slot.type in model.types:
                types[slot.type] = Catalogue(slot.type, model.types[slot.type], words)
            else:
                types[slot.type] = Phrase(slot.type)
    return types


def parts(run: Sequence[Token], kind: SlotType, words: Words) -> tuple[str, ...]:
    """The values in the words of a slot that takes several: split at pauses and joiners, whole known values first."""
    spans = kind.spans(run)
    found: list[str] = []
    loose: list[Token] = []  # words of a value the type does not know

    def close() -> None:
        if loose:
            found.append(spoken(loose))
            loose.clear()

    at = 0
    while at < len(run):
        joiner = _joiner(run, at, words)
        known = max((end for end, _ in spans.known.get(at, ())), default=0)
        if run[at].pause or joiner:
            close()
        if joiner and not known:
            at += joiner
        elif known and not loose and _closed(run, known, words):
            found.append(spoken(run[at:known]))
            at = known
        else:
            loose.append(run[at])
            at += 1
    close()
    return tuple(found)


def _joiner(run: Sequence[Token], at: int, words: Words) -> int:
    for joiner in words.joiners:
        wanted = joiner.split()
        if [token.word for token in run[at : at + len(wanted)]] == wanted:
            return len(wanted)
    return 0


def _closed(run: Sequence[Token], at: int, words: Words) -> bool:
    """Whether a value may end here: at the end, a pause or a joiner."""
    return at >= len(run) or run[at].pause or bool(_joiner(run, at, words))
