"""A golden file holds every request and response of some conversations; a later run is compared with it, whole.

It is written on first use. Ids and times have names in it (see results.py), so that only what matters differs.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.conversations.nouns import Conversation, Played
from simulator.conversations.results import Names, invocations
from simulator.conversations.writing import replace
from simulator.errors import UsageError

_FORM = "local Alexa, golden conversations, 1"


@dataclass(frozen=True)
class Change:
    """What differs in one conversation from the golden file: lines of a unified diff, or one line that says why not."""

    name: str
    lines: tuple[str, ...]


class Golden:
    """The golden conversations of one file; new ones are added, and `update` takes changed ones over.

    Raises UsageError for a file that is none.
    """

    def __init__(self, path: Path, *, update: bool = False) -> None:
        self.path = path
        self.update = update
        self.new = 0
        self._first = not path.exists()
        self._held: dict[str, Any] = {} if self._first else _held(path)
        self._changed = False

    def compare(self, conversation: Conversation, turns: Sequence[Played]) -> Change | None:
        """How a conversation differs from the golden one; None where it does not, or where it was taken over."""
        name = _name(conversation)
        now = _turns(turns)
        if self._first or self.update:
            self.new += self._held.get(name) != now
            self._held[name] = now
            return None
        if name not in self._held:
            return Change(name, (f"is not in {self.path}: --update adds it",))
        lines = difflib.unified_diff(_lines(self._held[name]), _lines(now), "golden", "now", lineterm="", n=3)
        found = tuple(lines)
        return Change(name, found) if found else None

    def save(self) -> None:
        """Write the file, if there is anything new. Raises OSError."""
        if self.new:
            shape = {"form": _FORM, "conversations": self._held}
            replace(self.path, json.dumps(shape, indent=1, ensure_ascii=False, sort_keys=True) + "\n")


def _held(path: Path) -> dict[str, Any]:
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}) - check the path") from error
    except ValueError as error:
        raise UsageError(f"{path}: is no golden file (not JSON) - name another file, or remove it") from error
    if not isinstance(raw, dict) or raw.get("form") != _FORM or not isinstance(raw.get("conversations"), dict):
        raise UsageError(f"{path}: is no golden file - name another file, or remove it")
    found: dict[str, Any] = raw["conversations"]
    return found


def _name(conversation: Conversation) -> str:
    """Folder, file and name: the same wherever the command is started."""
    file = Path(conversation.where.rpartition(":")[0]).resolve()
    return f"{file.parent.name}/{file.name}: {conversation.name}"


def _turns(turns: Sequence[Played]) -> list[dict[str, Any]]:
    names = Names()
    return [
        {
            "said": played.step.words,
            "heard": played.turn.speech,
            "invocations": invocations(played.turn.exchanges, names),
        }
        for played in turns
    ]


def _lines(turns: Any) -> list[str]:
    return json.dumps(turns, indent=1, ensure_ascii=False, sort_keys=True).splitlines()
