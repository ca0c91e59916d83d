"""Frames written once for many things that can be named: "yes to the …", "everything but the …", "the … is fine".

A frame with `each: [group]` stands once for each row of that group in `names` (a topic, or a place in the list that was
asked -> the concept of its names): "{it}" is the topic or place, "{name}" the concept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

EACH = "each"
IT, NAME = "{it}", "{name}"


def written_out(rows: Iterable[Any], names: Mapping[str, Mapping[str, str]]) -> list[Any]:
    """The frames with those for `each` name in their place, once for every name."""
    done: list[Any] = []
    for row in rows:
        if not isinstance(row, dict) or EACH not in row:
            done.append(row)
            continue
        plain = {entry: what for entry, what in row.items() if entry != EACH}
        for group in row[EACH]:
            done.extend(_filled(plain, it, name) for it, name in names.get(group, {}).items())
    return done


def _filled(what: Any, it: str, name: str) -> Any:
    if isinstance(what, str):
        return what.replace(IT, it).replace(NAME, name)
    if isinstance(what, dict):
        return {_filled(key, it, name): _filled(value, it, name) for key, value in what.items()}
    return [_filled(one, it, name) for one in what] if isinstance(what, list) else what
