"""`record`: a conversation in the terminal that becomes a test."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from simulator.command import Command
from simulator.commands.speaker import handler_of, speaker_arguments, switches_of
from simulator.commands.talk import Options, talk
from simulator.device.door import lambda_handler
from simulator.device.echo import LOCAL_SKILL, Echo
from simulator.device.turn import Turn
from simulator.errors import UsageError
from simulator.iso_time import moment

_ASK_NAME = "\nName of this conversation (nothing: it is not kept): "
_STOPPED = "Nothing was written."


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="conversations (YAML); this one is added at the end")
    parser.add_argument("--name", help="name of the conversation (default: it is asked for at the end)")
    parser.add_argument("--first", metavar="WORDS", default="", help="what is said first (default: it is opened)")
    parser.add_argument("--now", metavar="TIME", help="the time of every request, ISO 8601; it is kept in the file")
    parser.add_argument("--ask", type=Path, metavar="FILE", help="write a replay file for ask dialog, too (JSON)")
    speaker_arguments(parser)


def _run(options: argparse.Namespace) -> int:
    from simulator.conversations.form import ConversationError, read
    from simulator.conversations.writing import append, conversation_yaml

    try:
        taken = {one.name for one in read(options.file)} if _holds_something(options.file) else set()
    except ConversationError as error:
        print("\n".join(error.problems), file=sys.stderr)
        return 2
    _check(options, taken)
    now = moment(options.now) if options.now else None
    handler = handler_of(options) or lambda_handler()
    clock = (lambda: now) if now else None
    switches = switches_of(options)
    echo = Echo(options.locale, model=options.model, handler=handler, device=options.device, clock=clock, **switches)
    turns: list[tuple[str, Turn]] = []
    talk(echo, Options(json=options.json), first=options.first, noted=lambda said, turn: turns.append((said, turn)))
    name = options.name or _asked_name(taken)
    if not name:
        print(_STOPPED)
        return 0
    locale = "" if options.file.resolve().parent.name == options.locale else options.locale
    device = "" if options.device == "speaker" else options.device
    text = conversation_yaml(turns, name=name, locale=locale, device=device, now=now)
    try:
        append(options.file, text)
    except (ConversationError, OSError) as error:
        print(f"{error}\nThis is what was to be written:\n{text}", file=sys.stderr)
        return 2
    print(f"{options.file}: {name!r} was added")
    return _ask_dialog(options, [said for said, _ in turns]) if options.ask else 0


def _holds_something(path: Path) -> bool:
    return path.exists() and not (path.is_file() and path.stat().st_size == 0)


def _check(options: argparse.Namespace, taken: Collection[str]) -> None:
    """Everything that can be known before somebody talks for ten minutes. Raises UsageError."""
    for path in filter(None, (options.file, options.ask)):
        if not path.parent.is_dir():
            raise UsageError(f"{path}: there is no such folder - make it, or name another file")
    if options.ask and options.ask.exists():
        raise UsageError(f"{options.ask}: is there already, and a replay file holds one dialog - name another file")
    if options.name in taken:
        raise UsageError(f"{options.file}: has a conversation {options.name!r} already - take another name")
    if not options.name and not sys.stdin.isatty():
        raise UsageError("nobody can be asked for a name, for the input is no terminal - write --name")


def _asked_name(taken: Collection[str]) -> str:
    """The name that is typed; "" where the conversation shall not be kept."""
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            name = input(_ASK_NAME).strip()
            if name not in taken:
                return name
            print("There is one of this name in the file.")
    print()
    return ""


def _ask_dialog(options: argparse.Namespace, said: list[str]) -> int:
    from simulator.conversations.dialog_files import dialog_json
    from simulator.conversations.writing import replace

    try:
        text = dialog_json(said, skill_id=os.environ.get("SKILL_ID") or LOCAL_SKILL, locale=options.locale)
        replace(options.ask, text)
    except (ValueError, OSError) as error:
        raise UsageError(f"{options.ask}: was not written: {error}") from error
    print(f"{options.ask}: written for ask dialog --replay")
    return 0


RECORD = Command(
    "record",
    "talk in this terminal, and keep the conversation as a test",
    "Talks as `python -m simulator` does, and adds the conversation to a file, with what happened as what is expected: "
    "the first sentence of every answer, what it asks, the urgency, the end. Exit status: 0; 2 it cannot be written.",
    _arguments,
    _run,
)
