"""The files that `ask dialog --replay` plays: {"skillId", "locale", "type": "text", "userInput": ["open …", "yes"]}.

Source: ask-cli 2.30, lib/commands/dialog: skillId and locale are needed, inputs are trimmed and may not be empty,
`.quit` ends the replay. Such a file expects nothing; a session that breaks off is still told.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from simulator.conversations.form import ConversationError, text_of
from simulator.conversations.nouns import Conversation, Expected, Step
from simulator.conversations.strict import did_you_mean

QUIT = ".quit"
_ENTRIES = ("skillId", "locale", "type", "userInput")
_NOTHING_EXPECTED = Expected(end_known=False)


def is_dialog_file(path: Path) -> bool:
    """Whether a file is one of these: JSON by its name."""
    return path.suffix.lower() == ".json"


def read_dialog(path: Path) -> Conversation:
    """The conversation of such a file, named after it. Raises ConversationError with every problem."""
    problems: list[str] = []

    def add(what: str, to_do: str, line: int = 1) -> None:
        problems.append(f"{path}:{line}: {what} - {to_do}")

    try:
        raw = json.loads(text_of(path), object_pairs_hook=lambda pairs: _once(pairs, add))
    except json.JSONDecodeError as error:
        raise ConversationError([f"{path}:{error.lineno}: this is not JSON ({error.msg}) - mend the line"]) from error
    if not isinstance(raw, dict) or "userInput" not in raw:
        add("this is no replay file of ask dialog", 'write {"skillId", "locale", "type": "text", "userInput": […]}')
        raise ConversationError(problems)
    for key in raw:
        if key not in _ENTRIES:
            add(f"unknown entry '{key}'", did_you_mean(key, _ENTRIES))
    for key in ("skillId", "locale"):
        if not isinstance(raw.get(key), str) or not raw[key].strip():
            add(f"{key} is missing or empty", "ask dialog needs it")
    if raw.get("type", "text") != "text":
        add(f"type is {raw['type']!r}", 'only "text" can be replayed')
    steps = _steps(raw["userInput"], add)
    if problems:
        raise ConversationError(problems)
    return Conversation(path.stem, steps, locale=raw["locale"].strip(), where=f"{path}:1")


def _once(pairs: list[tuple[str, Any]], add: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            add(f"'{key}' stands twice", "remove one of them")
        found[key] = value
    return found


def _steps(inputs: Any, add: Any) -> tuple[Step, ...]:
    if not isinstance(inputs, list) or not inputs:
        add("userInput is no list of what is said", 'write ["open …", "yes"]')
        return ()
    steps = []
    for number, text in enumerate(inputs, 1):
        words = text.strip() if isinstance(text, str) else ""
        if words == QUIT:
            break
        if not words:
            add(f"number {number} of userInput is no text or empty", "write words; such a file has no silence")
        elif words.startswith("."):
            add(f"number {number} of userInput is the command {words}", f"only {QUIT} can be replayed")
        steps.append(Step(words, expected=_NOTHING_EXPECTED))
    if not steps:
        add(f"userInput says nothing before {QUIT}", 'write ["open …", "yes"]')
    return tuple(steps)


def dialog_json(said: Iterable[str], *, skill_id: str, locale: str) -> str:
    """A replay file for `ask dialog`, ending with `.quit`. Raises ValueError for silence, which it cannot hold."""
    inputs = [text.strip() for text in said]
    if not all(inputs):
        raise ValueError("ask dialog has no silence: this conversation cannot be written for it")
    shape = {"skillId": skill_id, "locale": locale, "type": "text", "userInput": [*inputs, QUIT]}
    return json.dumps(shape, indent=2, ensure_ascii=False) + "\n"
