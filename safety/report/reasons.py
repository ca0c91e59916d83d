"""Which criteria decided about advice, and whether the words that were spoken give each of them as a reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from simulator import Turn
from skill.engine import so_far
from skill.loader import load_knowledge
from skill.model import Reason
from skill.speech import Speech, load_speech
from skill.state import State

_SELF_CARE = "meanings.self_care"
_NOT_UNDERSTOOD = ("advice.unsure_end", "advice.stopped_early")
"""What is said as the reason where no rule gave the level: too little was understood, or somebody left."""


def decided_and_named(turn: Turn, outcome: Mapping[str, Any], locale: str) -> dict[str, bool]:
    """Criterion that decided -> whether a reason that carries it is spoken in the turn that gives the advice.

    What decides is every reason at the level that is advised, and every one that raised it by a step. The answers are
    those that the session keeps.
    """
    knowledge, speech = load_knowledge(), load_speech(locale)
    state = State.from_attributes(turn.response.get("sessionAttributes") or {}, knowledge)
    advice = so_far(knowledge, state.answers)
    criteria: list[str] = list(outcome.get("criteria", ()))
    if advice.urgency.name != outcome["urgency"]:
        return {name: _is_spoken(turn, speech, _NOT_UNDERSTOOD) for name in criteria[:1]}
    found: dict[str, bool] = {}
    for reason in _deciding(advice.reasons):
        spoken = _is_spoken(turn, speech, [_words_of(reason)])
        found |= {name: found.get(name, False) or spoken for name in reason.criteria}
    return found or dict.fromkeys(criteria, _is_spoken(turn, speech, [_SELF_CARE]))


def _deciding(reasons: Iterable[Reason]) -> list[Reason]:
    known = tuple(reasons)
    top = max((reason.urgency for reason in known if reason.urgency), default=None)
    return [reason for reason in known if reason.urgency in (top, None)]


def _words_of(reason: Reason) -> str:
    return f"reasons.{reason.rule.name}.because" if reason.rule else f"topics.{reason.topics[0]}"


def _is_spoken(turn: Turn, speech: Speech, paths: Iterable[str]) -> bool:
    """Whether the words of one of the paths were said, to the person or about them."""
    spoken = turn.speech.lower()
    return any(
        words.lower() in spoken
        for path in paths
        for third_party in (False, True)
        for words in [speech.say(path, third_party=third_party, level="").strip()]
    )
