"""What a slot type has to offer: where its values stand in an utterance, what Alexa sends for them, what they name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from typing import Protocol

from simulator.language.text import Token
from simulator.model import Value

SEARCH = "AMAZON.SearchQuery"
KNOWN, LOOSE, VOCABULARY, FUNCTION, STRANGE, PHRASE = 1.0, 0.95, 0.8, 0.65, 0.4, 0.7


@dataclass(frozen=True)
class Spans:
    """What a type finds in one utterance.

    `known`: start -> (end, credit) of values it knows. `upto`: the credit, by weight, of all words before a position as
    words of a value it does not know. `longest`: how many words such a value may have; 0 when the type takes none.
    `until`: where such a value must end that starts at a position, if not at the end of the utterance. `names`: whether
    values are names of a few words, not sentences.
    """

    known: Mapping[int, Sequence[tuple[int, float]]]
    upto: Sequence[float]
    longest: int
    until: Sequence[int] | None = None
    names: bool = False

    def unknown(self, start: int, end: int) -> float:
        """What these words are worth as a value that the type does not know."""
        return self.upto[end] - self.upto[start]


@dataclass(frozen=True)
class Authority:
    """The answer of one authority of entity resolution: the values that the words name, best first, or none."""

    matches: tuple[Value, ...]
    dynamic: bool = False


class SlotType(Protocol):
    """A slot type, as the language step and the request need it."""

    @property
    def name(self) -> str:
        """The name in the interaction model."""

    @property
    def open(self) -> bool:
        """Whether any words at all may be its value when its slot is elicited: those of a custom type."""

    @property
    def extensible(self) -> bool:
        """Whether a skill may add values to it at run time."""

    @property
    def unread(self) -> bool:
        """Whether words that it cannot read are sent all the same when its slot is elicited, as "?"."""

    def spans(self, run: Sequence[Token]) -> Spans:
        """Where its values stand in an utterance."""

    def value(self, text: str, at: datetime | None = None) -> str:
        """What Alexa sends for words that were heard as this slot. `at`: what "tomorrow" counts from; now if None."""

    def authorities(self, text: str) -> tuple[Authority, ...]:
        """Entity resolution, one entry per authority that is asked; () for a type that has none."""

    def alike(self, run: Sequence[Token]) -> bool:
        """Whether words that are no value of the type look like one."""


def upto(run: Sequence[Token], each: Iterable[float]) -> list[float]:
    """The credit of all words before each position, by weight."""
    return list(accumulate((t.weight * credit for t, credit in zip(run, each, strict=False)), initial=0.0))
