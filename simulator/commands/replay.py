"""`replay`: play conversation files, and say what differs from what they expect."""

from __future__ import annotations

import argparse
from pathlib import Path

from simulator.command import Command
from simulator.commands.speaker import handler_of, speaker_arguments, switches_of
from simulator.errors import UsageError


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="conversations (YAML), a folder of them, or a replay file of ask dialog (JSON)",
    )
    parser.add_argument("-v", "--verbose", action="store_true", help="all words, cards and warnings; diffs in full")
    parser.add_argument("-q", "--quiet", action="store_true", help="only what differs, and the count")
    parser.add_argument("--golden", type=Path, metavar="FILE", help="compare every request and response with this file")
    parser.add_argument("--update", action="store_true", help="take what is new or changed over into the golden file")
    speaker_arguments(parser)


def _run(options: argparse.Namespace) -> int:
    from simulator.conversations.golden import Golden
    from simulator.conversations.running import Options, replay

    if options.update and not options.golden:
        raise UsageError("--update without --golden - name the golden file")
    golden = Golden(options.golden, update=options.update) if options.golden else None
    how = Options(
        locale=options.locale,
        device=options.device,
        model=options.model,
        handler=handler_of(options),
        switches=switches_of(options),
        json=options.json,
        quiet=options.quiet,
        verbose=options.verbose,
    )
    return replay(options.files, how, golden)


REPLAY = Command(
    "replay",
    "play conversation files, and say what differs from what they expect",
    "Plays conversations from files, turn by turn, and says what differs from what they expect. With --golden every "
    "request and response is compared with a file, which is written on first use (ids and times do not count). "
    "Exit status: 0 all good; 1 something differs; 2 a file cannot be used (nothing is played).",
    _arguments,
    _run,
)
