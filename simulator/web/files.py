"""Conversation files in the page: read one, hold it again step by step, and save what was said as one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from simulator.conversations import Conversation, ConversationError, Difference, Step, conversation_yaml, read
from simulator.device.turn import Turn
from simulator.web.refused import RefusedError

_MOST_PROBLEMS = 5
_LONGEST_NAME = 60


def file_name(title: str) -> str:
    """A name for the file of a conversation, made of its title."""
    words = "_".join(re.findall(r"[a-z0-9]+", title.lower()))
    return f"{words[:_LONGEST_NAME].rstrip('_') or 'conversation'}.yaml"


def written(
    title: str, locale: str, device: str, now: datetime | None, turns: Iterable[tuple[str | Step, Turn]]
) -> str:
    """The file of a conversation, as a text."""
    return conversation_yaml(turns, name=title, locale=locale, device=device, now=now)


def conversations(text: str) -> list[Conversation]:
    """The conversations of a file's text. Raises RefusedError with the lines that are wrong."""
    try:
        return read(text, "the file")
    except ConversationError as error:
        more = len(error.problems) - _MOST_PROBLEMS
        lines = [*error.problems[:_MOST_PROBLEMS], *([f"and {more} more"] if more > 0 else [])]
        raise RefusedError(400, "; ".join(lines)) from None


def listed(found: Conversation) -> dict[str, Any]:
    """A conversation of a file as the page lists it."""
    steps = [step.words for step in found.steps]
    return {"name": found.name, "locale": found.locale, "device": found.device, "steps": steps}


def told(difference: Difference) -> str:
    """What came otherwise than a file expects, in a line."""
    hint = f" ({difference.hint})" if difference.hint else ""
    return f"{difference.what}: expected {difference.expected}, found {difference.found}{hint}"
