"""Writing conversations: what happened becomes what is expected, and a file never loses what it holds."""

from __future__ import annotations

import os
import re
import tempfile
import textwrap
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from simulator.conversations.form import ConversationError, read, text_of
from simulator.conversations.nouns import Step
from simulator.conversations.strict import Reading
from simulator.device.turn import Turn

_SENTENCE = re.compile(r".+?[.!?](?=\s|$)")
_LONGEST_PIECE = 80


def conversation_yaml(
    turns: Iterable[tuple[str | Step, Turn]],
    *,
    name: str,
    locale: str = "",
    device: str = "",
    now: datetime | None = None,
) -> str:
    """A conversation file (a list of one) of what was said and what came of it.

    turns   (what was said, or the Step that was done; what came of it); "" is silence
    Expected are: the first sentence heard, what is asked, the urgency, the end, an error; what is "" is left out.
    Read back and played against the same skill, it holds.
    """
    head: dict[str, Any] = {"name": _line(name)}
    head |= {"locale": locale} if locale else {}
    head |= {"device": device} if device else {}
    head |= {"now": now.isoformat()} if now else {}
    lines = [f"{'- ' if key == 'name' else '  '}{key}: {_scalar(value)}" for key, value in head.items()]
    lines.append("  turns:")
    lines += [f"    - {_flow(_done(what) | _expected(turn))}" for what, turn in turns]
    return "\n".join(lines) + "\n"


def append(path: Path, written: str) -> None:
    """Add conversations (as `conversation_yaml` writes them) to the end of a file; it is made where there is none.

    The file is replaced in one step, and only by one that holds everything it held before and what is new.
    Raises ConversationError, with nothing written, where the file cannot be used or added to; OSError likewise.
    """
    before = text_of(path) if path.exists() else ""
    root = Reading(str(path)).compose(before)
    if root is not None:
        read(path)  # a file that is broken is not added to
    gap = "" if not before.strip() else "\n" if before.endswith("\n") else "\n\n"
    new = textwrap.indent(gap + written, " " * (root.start_mark.column if root is not None else 0))
    text = before + (new.replace("\n", "\r\n") if "\r\n" in before else new)
    try:
        read(text, str(path))
    except ConversationError as error:
        raise ConversationError([*error.problems, f"{path}: nothing was added to it"]) from error
    replace(path, text)


def replace(path: Path, text: str) -> None:
    """Put a text in the place of a file, in one step: whoever reads it sees the old one or the new one, whole."""
    target = path.resolve()
    mode = target.stat().st_mode & 0o777 if target.exists() else None
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".new")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode if mode is not None else 0o666 & ~_umask())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _done(what: str | Step) -> dict[str, Any]:
    if isinstance(what, str):
        return {"say": _line(what)}
    if what.say is not None:
        return {"say": _line(what.say)}
    if what.touch is not None:
        return {"touch": list(what.touch)}
    if what.sent is not None:
        return {"send": dict(what.sent)}
    return {"intent": what.intent} | ({"slots": dict(what.slots)} if what.slots else {})


def _expected(turn: Turn) -> dict[str, Any]:
    expected: dict[str, Any] = {}
    if turn.error:
        expected["error"] = _line(turn.error.partition("\n")[0])
    if turn.asking:
        expected["asking"] = turn.asking
    speech = _line(turn.speech)
    if speech:
        expected["hears"] = [_first_sentence(speech)]
    urgency = (turn.outcome or {}).get("urgency")
    if isinstance(urgency, str):
        expected["urgency"] = urgency
    if turn.ended:
        expected["ended"] = True
    return expected


def _first_sentence(speech: str) -> str:
    """The first sentence, or as much of it as a reader wants to see in a line."""
    found = _SENTENCE.match(speech)
    piece = found[0] if found else speech
    return (
        piece if len(piece) <= _LONGEST_PIECE else piece[:_LONGEST_PIECE].rpartition(" ")[0] or piece[:_LONGEST_PIECE]
    )


def _line(text: str) -> str:
    """On one line: YAML has more kinds of line ends than a keyboard."""
    return " ".join(text.split())


def _flow(entries: dict[str, Any]) -> str:
    """A mapping on one line, in the way that our files are written."""
    return yaml.safe_dump(
        entries, default_flow_style=True, width=float("inf"), allow_unicode=True, sort_keys=False
    ).strip()


def _scalar(value: str) -> str:
    return _flow({"x": value})[len("{x: ") : -1]
