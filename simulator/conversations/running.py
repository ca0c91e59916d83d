"""Playing many conversations, and saying how each went: what `replay` does."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from simulator.conversations.dialog_files import is_dialog_file, read_dialog
from simulator.conversations.form import ConversationError, read
from simulator.conversations.golden import Change, Golden
from simulator.conversations.nouns import Conversation, Played
from simulator.conversations.player import device_for, play
from simulator.conversations.results import is_good, result
from simulator.conversations.telling import counted, ending, report, told
from simulator.device.door import Handler
from simulator.errors import UsageError
from simulator.progress import watched

_SUFFIXES = (".yaml", ".yml")
_MOST_LINES = 40
"""Lines of a golden difference that are shown without --verbose."""


@dataclass(frozen=True)
class Options:
    """What is played with which skill, and how much is said of it."""

    locale: str
    device: str = "speaker"
    model: Path | None = None
    handler: Handler | None = None
    switches: Mapping[str, Any] = field(default_factory=dict)
    json: bool = False
    quiet: bool = False
    verbose: bool = False

    @property
    def loud(self) -> bool:
        """Whether every conversation is shown as it goes."""
        return not (self.json or self.quiet)


def replay(paths: Sequence[Path], options: Options, golden: Golden | None) -> int:
    """Plays the files and prints how it went: 0 all good, 1 something differs, 2 a file cannot be used.

    Raises UsageError, ModelError and SkillError.
    """
    conversations: list[Conversation] = []
    problems: list[str] = []
    for path in _files(paths):
        try:
            conversations += [read_dialog(path)] if is_dialog_file(path) else read(path)
        except ConversationError as error:
            problems += error.problems
    if problems:
        print("\n".join(problems), file=sys.stderr)
        return 2
    return _Run(options, golden).all(conversations)


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    """The files, and those in the folders, each once."""
    for path in dict.fromkeys(paths):
        if not path.is_dir():
            yield path
            continue
        found = sorted(file for file in path.rglob("*") if file.suffix in _SUFFIXES)
        if not found:
            raise UsageError(f"{path}: holds no conversation file (.yaml) - name a file")
        yield from found


class _Run:
    """One run over some conversations, with what is printed of it."""

    def __init__(self, options: Options, golden: Golden | None) -> None:
        self.options = options
        self.golden = golden
        self.wrong: list[str] = []
        self.results: list[dict[str, Any]] = []

    def all(self, conversations: Sequence[Conversation]) -> int:
        """Play them all; the exit status."""
        for one in conversations if self.options.loud else watched(conversations):
            self._one(one)
        if self.golden:
            self._save(self.golden)
        good = len(conversations) - len(self.wrong)
        if self.options.json:
            shape = {"good": good, "differ": len(self.wrong), "conversations": self.results}
            print(json.dumps(shape, indent=2, ensure_ascii=False))
        else:
            gap = "\n" if self.options.loud or self.wrong else ""
            print(f"{gap}{counted(len(conversations), 'conversation')}: {good} good, {len(self.wrong)} differ")
            print("".join(f"  {line}\n" for line in self.wrong), end="")
        return 1 if self.wrong else 0

    def _one(self, conversation: Conversation) -> None:
        options, turns = self.options, list[Played]()
        echo = device_for(
            conversation,
            handler=options.handler,
            model=options.model,
            locale=options.locale,
            device=options.device,
            **options.switches,
        )
        if options.loud:
            print(f"\n{conversation.where}: {conversation.name}")
        for played in play(conversation, echo):
            turns.append(played)
            if options.loud:
                print("\n".join(told(played, whole=options.verbose)))
        change = self.golden.compare(conversation, turns) if self.golden else None
        good = is_good(turns) and change is None
        if not good:
            self.wrong.append(f"{conversation.where}: {conversation.name}")
        if options.json:
            golden = {} if self.golden is None else {"golden": list(change.lines) if change else []}
            self.results.append(result(conversation, turns) | {"good": good} | golden)
        elif options.loud:
            print(ending(conversation, turns))
        elif not good:
            print(f"\n{report(conversation, turns)}")
        if change and not options.json:
            self._show(change)

    def _show(self, change: Change) -> None:
        most = len(change.lines) if self.options.verbose else _MOST_LINES
        print(f"  DIFFERS from the golden file: {change.name}")
        print("".join(f"    {line}\n" for line in change.lines[:most]), end="")
        if len(change.lines) > most:
            print(f"    … {len(change.lines) - most} lines more; -v shows them")

    def _save(self, golden: Golden) -> None:
        try:
            golden.save()
        except OSError as error:
            raise UsageError(f"{golden.path}: cannot be written ({error.strerror}) - name another file") from error
        if golden.new and not self.options.json:
            print(f"\n{golden.path}: {counted(golden.new, 'conversation')} written")
