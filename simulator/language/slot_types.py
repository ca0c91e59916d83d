"""The slot types of a model: its own, and Amazon's as far as they are emulated."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import repeat

from simulator.language.catalogue import Catalogue
from simulator.language.quantities import Found, duration, number
from simulator.language.spans import KNOWN, PHRASE, SEARCH, Authority, SlotType, Spans, upto
from simulator.language.text import Token, tokens
from simulator.language.words import Words
from simulator.model import InteractionModel


class Quantity:
    """AMAZON.NUMBER or AMAZON.DURATION: takes what it can read, and nothing else."""

    open, extensible = False, False

    def __init__(self, name: str, read: Callable[[Sequence[str], Words], Found | None], words: Words) -> None:
        self.name = name
        self.unread = name != "AMAZON.DURATION"
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

    def alike(self, run: Sequence[Token]) -> bool:  # noqa: ARG002 - the protocol's
        """Never: what cannot be read is no quantity."""
        return False

    def value(self, text: str, at: datetime | None = None) -> str:  # noqa: ARG002 - the protocol's
        """ISO 8601 or digits; "?" when it cannot be read, as Alexa answers; a value in Alexa's form stays."""
        if text.startswith("P") and any(c.isdigit() for c in text):
            return text
        run = [token.word for token in tokens(text, self._words)]
        found = self._read(run, self._words)
        return found.value if found else "?"

    def authorities(self, text: str) -> tuple[Authority, ...]:  # noqa: ARG002 - the protocol's
        """Quantities have no entity resolution."""
        return ()


class Phrase:
    """AMAZON.SearchQuery and every built-in type not emulated here: takes any words."""

    open, unread = False, False

    def __init__(self, name: str) -> None:
        self.name, self.extensible = name, name != SEARCH

    def spans(self, run: Sequence[Token]) -> Spans:
        """Any words at all."""
        return Spans({}, upto(run, repeat(PHRASE)), len(run))

    def alike(self, run: Sequence[Token]) -> bool:  # noqa: ARG002 - the protocol's
        """Never: a phrase is found by its carrier."""
        return False

    def value(self, text: str, at: datetime | None = None) -> str:  # noqa: ARG002 - the protocol's
        """The words as they were said."""
        return text

    def authorities(self, text: str) -> tuple[Authority, ...]:  # noqa: ARG002 - the protocol's
        """No entity resolution."""
        return ()


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
