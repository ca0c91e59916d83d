"""Slot types: which words they know, which others they would take, and how a value is resolved.

A custom type is no enumeration: words outside its list come back too (ER_SUCCESS_NO_MATCH), shaped like its values.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from simulator.model import InteractionModel, Value
from simulator.quantities import Found, duration, number
from simulator.text import Token, key, spoken, stem, tokens
from simulator.words import Words

SEARCH = "AMAZON.SearchQuery"
KNOWN, LOOSE, VOCABULARY, FUNCTION, STRANGE, PHRASE = 1.0, 0.95, 0.8, 0.6, 0.4, 0.7
MOST_MATCHES = 5


@dataclass(frozen=True)
class Spans:
    """What a type finds in one utterance.

    `known`: start -> (end, credit) of values it knows. `each`: credit of a word in a value that it does not know.
    `longest`: how many words such a value may have; 0 when the type takes none.
    """

    known: Mapping[int, Sequence[tuple[int, float]]]
    each: Sequence[float]
    longest: int


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
        self._vocabulary: set[str] = set()
        self._longest = 1
        for synonyms in (False, True):  # a value's own name before anybody's synonym
            for value in values:
                for text in value.synonyms if synonyms else (value.name,):
                    self._add(text, value)
        self._limit = self._longest if self._longest <= 2 else 2 * self._longest

    def _add(self, text: str, value: Value) -> None:
        exact = key(text, self._words)
        for table, entry in ((self._exact, exact), (self._loose, self._bare(exact))):
            there = table.setdefault(entry, [])
            if value not in there:
                there.append(value)
        self._vocabulary.update(stem(word, self._words) for word in exact if self._words.weight(word) == 1.0)
        self._longest = max(self._longest, len(exact))

    def _bare(self, run: Sequence[str]) -> tuple[str, ...]:
        """Without articles and endings: "the legs" finds "leg"."""
        kept = tuple(stem(word, self._words) for word in run if word not in self._words.articles)
        return kept or tuple(run)

    def _find(self, run: tuple[str, ...]) -> tuple[list[Value], float]:
        if run in self._exact:
            return self._exact[run], KNOWN
        return self._loose.get(self._bare(run), []), LOOSE

    def spans(self, run: Sequence[Token]) -> Spans:
        """Where its values stand in an utterance."""
        said = tuple(token.word for token in run)
        known: dict[int, list[tuple[int, float]]] = {}
        for start in range(len(said)):
            for end in range(start + 1, min(len(said), start + self._longest + 1) + 1):
                found, credit = self._find(said[start:end])
                if found:
                    known.setdefault(start, []).append((end, credit))
        return Spans(known, [self._credit(word) for word in said], self._limit)

    def _credit(self, word: str) -> float:
        if self._words.weight(word) < 1.0:
            return FUNCTION
        return VOCABULARY if stem(word, self._words) in self._vocabulary else STRANGE

    def value(self, text: str) -> str:
        """The words as they were said."""
        return text

    def matches(self, text: str) -> tuple[Value, ...] | None:
        """The values these words name; () for ER_SUCCESS_NO_MATCH."""
        found, _ = self._find(key(text, self._words))
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
        return Spans(known, [0.0] * len(said), 0)

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
        return Spans({}, [PHRASE] * len(run), len(run))

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
