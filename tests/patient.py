"""A scripted patient: tells the opening, then answers whatever is asked with the words written down for that topic."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from simulator import Echo, Turn

DATA = Path(__file__).with_name("data")
LEVELS = ("self_care_watch", "routine_appointment", "see_doctor_soon", "urgent_today", "emergency_now")
_MOST_TURNS = 40


@dataclass
class Conversation:
    """What was said on both sides, and what it came to (None: nothing)."""

    turns: list[tuple[str, Turn]] = field(default_factory=list)
    outcome: dict[str, Any] | None = None

    def told(self) -> str:
        """The conversation in words, for a failing test."""
        return "\n".join(f"> {said}\n  {turn.speech} {turn.asking}" for said, turn in self.turns)


def vignettes(name: str = "vignettes") -> list[dict[str, Any]]:
    """The labelled patients of a file in tests/data."""
    found: list[dict[str, Any]] = yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))["vignettes"]
    return found


def talk(vignette: dict[str, Any], locale: str = "en-US", joined_by: str = " ") -> Conversation:
    """Hold the conversation of a vignette; a topic that it has no words for is answered with "i don't know"."""
    answers = {answer["asked_about"]: answer["says"] for answer in vignette["answers"]}
    echo = Echo(locale=locale)
    turn = echo.say("alexa open back check")
    held = Conversation()
    says = vignette["opening"]
    for _ in range(_MOST_TURNS):
        turn = echo.say(says)
        held.turns.append((says, turn))
        assert not turn.error, held.told()
        if turn.outcome or turn.ended:
            held.outcome = turn.outcome
            break
        says = joined_by.join(answers.get(topic, "i don't know") for topic in turn.asking) or vignette["opening"]
    return held


def verdict(vignette: dict[str, Any], urgency: str | None) -> str:
    """Compare: "exact", "accepted", "below" every accepted level (or no advice at all), or "above"."""
    accepted = [vignette["expected"], *vignette["acceptable"]]
    if urgency == vignette["expected"]:
        return "exact"
    if urgency in accepted:
        return "accepted"
    if urgency is None or LEVELS.index(urgency) < min(LEVELS.index(level) for level in accepted):
        return "below"
    return "above"
