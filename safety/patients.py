"""Scripted patients: what they tell and answer, the conversation they hold, and whether it came right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any, Literal, TypeAlias

from simulator import Echo, Turn
from skill.loader import load_knowledge

CALL = "alexa open back check"
"""What everybody says first."""

NOT_KNOWN = "i don't know"
"""What is answered where a vignette has no words for what is asked."""

MOMENT = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
"""When every conversation is held: "since monday" is as long ago today as on the day of the next run."""

_MOST_TURNS = 40

Verdict: TypeAlias = Literal["exact", "accepted", "above", "below"]


@cache
def levels() -> tuple[str, ...]:
    """The levels of the clinical file, from the least to the most urgent."""
    return tuple(urgency.name for urgency in load_knowledge().urgencies)


@dataclass(frozen=True)
class Vignette:
    """One scripted patient with a label.

    opening     the first free sentence
    answers     topic that is asked about -> what is said
    expected    the level that the patient should get; `acceptable` are others that clinicians would accept too
    why         the reasons of the label, most of them beginning with a criterion of the clinical specification
    tags        what the case is an example of
    where       path:line of the file, or ""
    """

    id: str
    opening: str
    answers: Mapping[str, str]
    expected: str
    acceptable: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    where: str = ""

    def verdict(self, urgency: str | None) -> Verdict:
        """Compare: "exact", "accepted", "below" every accepted level (or no advice at all), or "above" one of them.

        Advice that lies between two accepted levels and is none of them is "above": it is more care than the least.
        """
        if urgency is None:
            return "below"
        if urgency == self.expected:
            return "exact"
        if urgency in self.acceptable:
            return "accepted"
        least = min(levels().index(level) for level in (self.expected, *self.acceptable))
        return "below" if levels().index(urgency) < least else "above"


@dataclass
class Conversation:
    """What was said on both sides, and what it came to.

    greeting  the turn in which the skill was called
    turns     (what the patient said, what came of it), without the call
    outcome   what was advised, or None
    broke     why the conversation broke off, or None
    unscripted  how often the patient was asked for something that the vignette has no words for
    """

    greeting: Turn
    turns: list[tuple[str, Turn]] = field(default_factory=list)
    outcome: dict[str, Any] | None = None
    broke: str | None = None
    unscripted: int = 0

    def told(self) -> str:
        """The conversation in words, for a failing test."""
        return "\n".join(f"> {said}\n  {turn.speech} {turn.asking}" for said, turn in self.turns)


def talk(vignette: Vignette, locale: str = "en-US", joined_by: str = " ", now: datetime = MOMENT) -> Conversation:
    """Hold the conversation of a vignette, until there is advice, the session ends, or 40 turns have passed.

    Several topics asked at once are answered one after the other, `joined_by` a space. A conversation that broke off
    says so in `broke`.
    """
    echo = Echo(locale=locale, clock=lambda: now)
    held = Conversation(echo.say(CALL))
    held.broke = _broke(held.greeting)
    says = vignette.opening
    for _ in range(0 if held.broke else _MOST_TURNS):
        turn = echo.say(says)
        held.turns.append((says, turn))
        held.broke = _broke(turn)
        if held.broke or turn.outcome or turn.ended:
            held.outcome = None if held.broke else turn.outcome
            break
        held.unscripted += sum(topic not in vignette.answers for topic in turn.asking)
        says = joined_by.join(vignette.answers.get(topic, NOT_KNOWN) for topic in turn.asking) or vignette.opening
    return held


def _broke(turn: Turn) -> str | None:
    return turn.error.splitlines()[0] if turn.error else None
