"""Conversation files in the page: save what was said as a test, read such a file, judge a replayed turn."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import yaml

from simulator.device.turn import Turn
from simulator.web.refused import MOST_SAID, RefusedError
from simulator.web.shown import Step

_KNOWN = {"say", "asking", "hears", "urgency", "ended", "card"}
_MOST_TURNS = 150


def file_name(title: str) -> str:
    """A name for the file of a conversation, made of its title."""
    return f"{'_'.join(re.findall(r'[a-z0-9]+', title.lower())[:8]) or 'conversation'}.yaml"


def written(title: str, locale: str, device: str, steps: Sequence[Step]) -> str:
    """The conversation as a test file, in the form of tests/conversations: what was said, and what must come of it."""
    turns = [_expected(step) for step in steps]
    lines = [f"# Held in {locale} on the device '{device}'.", f"- name: {_flow(title)}", "  turns:"]
    return "\n".join([*lines, *(f"    - {_flow(turn)}" for turn in turns)]) + "\n"


def _flow(value: Any) -> str:
    text: str = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, sort_keys=False, width=10**6)
    return text.strip().removesuffix("\n...").strip()


def _expected(step: Step) -> dict[str, Any]:
    turn = step.turn
    expected: dict[str, Any] = {"say": step.said}
    if turn.asking:
        expected["asking"] = turn.asking
    elif turn.speech:
        expected["hears"] = [turn.speech]
    if turn.outcome:
        expected["urgency"] = turn.outcome.get("urgency")
    if turn.card and turn.card.get("title"):
        expected["card"] = turn.card["title"]
    if turn.ended:
        expected["ended"] = True
    return expected


def read(text: str) -> list[dict[str, Any]]:
    """The conversations of a file: [{name, turns: [{say, ...}]}]. Raises RefusedError with the line that is wrong."""
    try:
        found = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise RefusedError(400, f"line {line} of the file is not YAML ({error.problem})") from None
    except (yaml.YAMLError, ValueError, RecursionError):
        raise RefusedError(400, "the file is not YAML") from None
    if not isinstance(found, list) or not found:
        raise RefusedError(400, "the file holds no list of conversations (- name: ..., turns: [{say: ...}])")
    return [_conversation(entry, number) for number, entry in enumerate(found, 1)]


def _conversation(entry: Any, number: int) -> dict[str, Any]:
    if not isinstance(entry, dict) or not isinstance(entry.get("turns"), list) or not entry["turns"]:
        raise RefusedError(400, f"conversation {number} has no turns (turns: [{{say: ...}}])")
    name = str(entry.get("name") or f"conversation {number}")
    if len(entry["turns"]) > _MOST_TURNS:
        raise RefusedError(400, f"{name!r} has more than {_MOST_TURNS} turns")
    return {"name": name, "turns": [_turn(turn, name, place) for place, turn in enumerate(entry["turns"], 1)]}


def _turn(turn: Any, name: str, place: int) -> dict[str, Any]:
    where = f"{name!r}, turn {place}"
    if not isinstance(turn, dict) or not isinstance(turn.get("say"), str):
        raise RefusedError(400, f'{where}: "say" is missing or no text (quote words like "no")')
    if len(turn["say"]) > MOST_SAID:
        raise RefusedError(400, f'{where}: "say" has more than {MOST_SAID} characters')
    unknown = sorted(str(key) for key in set(turn) - _KNOWN)
    if unknown:
        raise RefusedError(
            400, f"{where} has {unknown[0]!r}, which is not known; there are: {', '.join(sorted(_KNOWN))}"
        )
    return turn


def judge(expected: Mapping[str, Any]) -> Callable[[Turn], tuple[str, ...]]:
    """What a turn has otherwise than a file expects, in words; () when nothing. As tests/test_conversations.py does."""

    def differences(turn: Turn) -> tuple[str, ...]:
        found = [f"it broke off: {turn.error.splitlines()[0]}"] if turn.error else []
        found += _missing(turn.speech, expected.get("hears") or ())
        now = {
            "asking": turn.asking,
            "urgency": (turn.outcome or {}).get("urgency"),
            "ended": turn.ended,
            "card": (turn.card or {}).get("title"),
        }
        for name, is_now in now.items():
            wanted = expected.get(name, False if name == "ended" else is_now)
            if wanted != is_now:
                found.append(f"{name} is {is_now!r}, expected {wanted!r}")
        return tuple(found)

    return differences


def _missing(speech: str, wanted: Any) -> list[str]:
    at, found = 0, []
    for piece in wanted if isinstance(wanted, list | tuple) else [wanted]:
        at = speech.find(str(piece), at)
        if at < 0:
            found.append(f"{str(piece)!r} is not heard")
            at = 0
    return found
