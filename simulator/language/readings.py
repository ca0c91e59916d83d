"""What the language step is asked, and what it answers: readings of an utterance, best first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Asked:
    """The slot that the skill elicited last."""

    intent: str
    slot: str


@dataclass(frozen=True)
class Candidate:
    """One reading of what was said. `slots`: slot name -> the words heard for it, one entry per value."""

    intent: str
    sample: str
    score: float
    how: str
    slots: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Understood:
    """What the language step made of an utterance: the reading chosen, and the others, best first."""

    utterance: str
    chosen: Candidate | None
    others: tuple[Candidate, ...] = ()
    asked: Asked | None = None
