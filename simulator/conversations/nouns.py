"""What a conversation file is made of, and what playing it gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from simulator.device.turn import Turn

SILENCE = "(silence)"


@dataclass(frozen=True)
class Expected:
    """What must hold after a turn; `given` names the entries that the file has, others are not looked at.

    Two hold whether they are written or not: there is no `error`, and without one the session has not `ended`.
    `end_known` is False in files that cannot tell whether the session ends; it is then not looked at.
    """

    given: Mapping[str, Any] = field(default_factory=dict)
    end_known: bool = True

    @property
    def ended(self) -> bool:
        """Whether the session must be closed after the turn."""
        return bool(self.given.get("ended", "error" in self.given))


@dataclass(frozen=True)
class Step:
    """One thing that is done, and what is expected of the answer.

    say     the words, "" for silence; None where the language step is skipped
    intent  the intent (or LaunchRequest) that is sent instead of words, with `slots`
    touch   arguments of a touch on the screen, instead of words
    sent    a request that is sent as it is, instead of words
    line    where it stands in its file; 0 when it does not
    """

    say: str | None = None
    intent: str = ""
    slots: Mapping[str, str | list[str]] = field(default_factory=dict)
    touch: tuple[Any, ...] | None = None
    sent: Mapping[str, Any] | None = None
    expected: Expected = field(default_factory=Expected)
    line: int = 0

    @property
    def words(self) -> str:
        """What is done, as a transcript shows it."""
        if self.say is not None:
            return self.say or SILENCE
        if self.touch is not None:
            return f"(touch: {', '.join(map(str, self.touch))})"
        if self.sent is not None:
            return f"({self.sent.get('type')})"
        slots = "".join(f", {name} = {_listed(value)}" for name, value in self.slots.items())
        return f"({self.intent}{slots})"


@dataclass(frozen=True)
class Conversation:
    """A conversation with expectations.

    locale, device  of the speaker; "" where the file leaves them to whoever plays it
    now     the time of every request, or None for the time of playing
    where   path:line
    """

    name: str
    steps: tuple[Step, ...]
    locale: str = ""
    device: str = ""
    now: datetime | None = None
    where: str = ""


@dataclass(frozen=True)
class Difference:
    """One expectation that does not hold: the entry's name, what was expected and what was found; `hint` may help."""

    what: str
    expected: str
    found: str
    hint: str = ""


@dataclass(frozen=True)
class Played:
    """A step that was played: `number` counts from 1; no differences is good."""

    number: int
    step: Step
    turn: Turn
    differences: tuple[Difference, ...] = ()


def _listed(value: str | list[str]) -> str:
    return value if isinstance(value, str) else " | ".join(value)
