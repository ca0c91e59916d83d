"""JSON files as they are written: with the line of what is malformed, and with keys that stand twice."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from simulator.lint.finding import Finding


def read_json(path: Path) -> tuple[Any, list[Finding]]:
    """What stands in a file, and what is wrong with it as JSON. The first is None when it cannot be read at all."""
    shown = str(path)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        return None, [Finding("json", "error", shown, "", f"cannot be read ({why})", "give a readable JSON file")]
    twice: list[str] = []

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        table: dict[str, Any] = {}
        for key, value in found:
            if key in table:
                twice.append(key)
            table[key] = value
        return table

    try:
        raw = json.loads(text, object_pairs_hook=pairs)
    except json.JSONDecodeError as error:
        what = f"is not JSON ({error.msg})"
        return None, [Finding("json", "error", shown, f"line {error.lineno}", what, "mend the JSON there")]
    return raw, [
        Finding("key-twice", "warning", shown, key, "the key stands twice in one object", "keep one: the last one wins")
        for key in twice
    ]


def objects(raw: object) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects in a list, with their places; nothing for what is no list. What is no object is left out."""
    for place, entry in enumerate(raw if isinstance(raw, list) else ()):
        if isinstance(entry, dict):
            yield place, entry


def texts(raw: object) -> tuple[str, ...]:
    """The strings in a list; what is none is left out, for the rule about shapes tells it."""
    return tuple(entry for entry in raw if isinstance(entry, str)) if isinstance(raw, list) else ()


def text(raw: object) -> str:
    """A string, or "" for anything else."""
    return raw if isinstance(raw, str) else ""


def table(raw: object) -> dict[str, Any]:
    """An object, or an empty one for anything else."""
    return raw if isinstance(raw, dict) else {}
