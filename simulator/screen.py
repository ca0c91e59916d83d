"""Text for a terminal: colours where there is one, and lines that fit it."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap

STYLES = {"alexa": "1;36", "note": "2", "error": "31", "prompt": "1", "good": "32"}
_WIDEST, _NARROWEST = 100, 20


def styled(text: str, style: str, *, typed: bool = False) -> str:
    """Coloured on a terminal only. `typed`: in a prompt, where readline must be told what takes no room."""
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return text
    on, off = f"\x1b[{STYLES[style]}m", "\x1b[0m"
    if typed and "readline" in sys.modules:
        on, off = f"\x01{on}\x02", f"\x01{off}\x02"
    return f"{on}{text}{off}"


def wrapped(label: str, text: str) -> str:
    """A labelled text, wrapped to the terminal under its label."""
    indent = " " * len(label)
    lines = []
    for paragraph in text.splitlines() or [""]:
        lead = paragraph[: len(paragraph) - len(paragraph.lstrip())]
        lines += textwrap.wrap(paragraph.strip(), _room(label), initial_indent=lead, subsequent_indent=lead) or [""]
    return label + f"\n{indent}".join(lines)


def clipped(label: str, text: str) -> str:
    """A labelled text on one line of the terminal, with … for what has no room."""
    line = " ".join(text.split())
    room = _room(label)
    return label + (line if len(line) <= room else f"{line[: room - 1].rpartition(' ')[0] or line[: room - 1]}…")


def _room(label: str) -> int:
    return max(_NARROWEST, min(shutil.get_terminal_size((_WIDEST, 24)).columns, _WIDEST) - len(label))
