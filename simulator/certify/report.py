"""What a walk found, for people and for programs. Each defect comes with a conversation that `replay` can play."""

from __future__ import annotations

import json
import textwrap
from typing import Any

from simulator.certify.nouns import Defect, Walked
from simulator.conversations.writing import conversation_yaml

_WIDTH = 110


def in_words(walked: Walked, locale: str) -> str:
    """The defects, the nearest first, then how far the walk went: as a whole, a file that `replay` can play."""
    parts = [_defect(defect, locale) for defect in walked.defects]
    return "\n\n".join([*parts, f"# {summary(walked)}"])


def summary(walked: Walked) -> str:
    """How far the walk went, and whether that was all."""
    found = _count(len(walked.defects), "defect")
    took = f"{_count(walked.states, 'state')}, {walked.turns} turns in {walked.seconds:.0f} s"
    if walked.cut:
        left = walked.states - walked.examined
        how = f"cut by its budget of {walked.cut}: {_count(left, 'state')} found and not examined"
    else:
        how = "exhaustive: every state that can be told apart was examined"
        how += f", then {walked.further} more ways by chance, the last {walked.barren} of which led to no other"
    return f"{found}. {took}, {walked.longest} turns deep; {how}."


def as_json(walked: Walked, locale: str) -> dict[str, Any]:
    """The same for programs."""
    return {
        "defects": [
            {
                "rule": defect.rule,
                "what": defect.what,
                "todo": defect.todo,
                "times": defect.times,
                "path": [
                    {"say": step.say} if step.say is not None else {"intent": step.intent} for step, _ in defect.path
                ],
                "heard": defect.path[-1][1].speech,
                "conversation": _conversation(defect, locale),
            }
            for defect in walked.defects
        ],
        "exhaustive": walked.cut is None,
        "cut": walked.cut,
        "states": walked.states,
        "examined": walked.examined,
        "by_chance": walked.further,
        "by_chance_in_vain": walked.barren,
        "turns": walked.turns,
        "longest": walked.longest,
        "seconds": round(walked.seconds, 1),
        "requests": dict(sorted(walked.intents.items())),
    }


def _defect(defect: Defect, locale: str) -> str:
    times = f" ({defect.times} times)" if defect.times > 1 else ""
    head = f"# {defect.rule}: {defect.what}{times} - {defect.todo}"
    last = defect.path[-1][1]
    heard = textwrap.shorten(last.speech, _WIDTH) if last.speech else "(nothing)"
    return f"{head}\n{_conversation(defect, locale).rstrip()}\n    # heard: {heard}"


def _conversation(defect: Defect, locale: str) -> str:
    """The conversation that shows the defect. It holds as long as the defect is there."""
    return conversation_yaml(defect.path, name=f"{defect.rule}: {defect.what}", locale=locale)


def _count(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"


def dumped(shape: dict[str, Any]) -> str:
    """JSON as the commands print it."""
    return json.dumps(shape, indent=2, ensure_ascii=False)
