"""What a walk through a skill is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from simulator.certify.fingerprint import Fingerprint
from simulator.conversations.nouns import Step
from simulator.device.echo import Echo
from simulator.device.turn import Turn

Path = tuple[tuple[Step, Turn], ...]
"""What was done since no session was open, and what came of each."""


@dataclass(frozen=True)
class State:
    """A state in which the skill waits for an answer, by the shortest path that leads to it.

    key     what it is told apart by; two states with one key are one
    number  counts from 1, in the order in which they were found
    alike   it looks like a state that was found before; what the skill keeps in the session differs
    """

    number: int
    key: Fingerprint
    echo: Echo = field(repr=False)
    path: Path = field(repr=False)
    alike: bool = False

    @property
    def turn(self) -> Turn:
        """The turn that led here."""
        return self.path[-1][1]


@dataclass(frozen=True)
class Defect:
    """One thing that certification would object to, with the shortest path to it; `times`: how often it was met."""

    rule: str
    what: str
    todo: str
    path: Path = field(repr=False)
    times: int = 1


@dataclass(frozen=True)
class Walked:
    """What a walk came to.

    states     states that were found; `examined`: those in which everything was said
    further    how often the walk went on by chance after that; the last `barren` times it found nothing new
    turns      turns that were taken, `seconds` how long that took
    cut        None when every state found was examined; else which budget was used up
    intents    requests that the skill got, by name
    """

    defects: tuple[Defect, ...]
    states: int
    examined: int
    further: int
    barren: int
    turns: int
    seconds: float
    longest: int
    cut: str | None
    intents: Mapping[str, int]
