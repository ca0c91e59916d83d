"""`certify`: visits every state of a skill, and says in each what Amazon's testers say."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from simulator.command import Command
from simulator.commands.speaker import handler_of, speaker_arguments, switches_of

OUR_CONVERSATIONS = Path(__file__).resolve().parents[2] / "tests" / "conversations"
_NOW = datetime(2026, 1, 12, 10, 0, tzinfo=UTC)  # a Monday morning: the same walk on every day


def _arguments(parser: argparse.ArgumentParser) -> None:
    speaker_arguments(parser)
    parser.add_argument(
        "--manifest", type=Path, help="skill.json with the example phrases (default: the model's package)"
    )
    parser.add_argument(
        "--along",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="conversation files: go along these, too (default for our own skill: those of its tests)",
    )
    parser.add_argument("--states", type=_whole, default=0, help="examine so many states at most (default: all)")
    parser.add_argument("--seconds", type=_positive, default=300.0, help="walk so long at most (default: 300)")


def _run(options: argparse.Namespace) -> int:
    from simulator.certify.answers import Answers
    from simulator.certify.page import example_phrases, manifest_of
    from simulator.certify.progress import Bar
    from simulator.certify.report import as_json, dumped, in_words
    from simulator.certify.walk import Budget, Walk
    from simulator.conversations.form import ConversationError, read
    from simulator.device.door import lambda_handler
    from simulator.device.echo import Echo
    from simulator.lint.spoken import load_spoken
    from simulator.model import model_path

    model = options.model or model_path(options.locale)
    Echo(options.locale, model=model)  # a model that cannot be used is told before the skill is started
    handler = handler_of(options) or lambda_handler()
    echo = Echo(
        options.locale,
        model=model,
        handler=handler,
        device=options.device,
        clock=lambda: _NOW,
        **{**switches_of(options), "user": options.user or "certify"},
    )
    try:
        along = [one.steps for file in along_of(options) for one in read(file) if one.locale in ("", options.locale)]
    except ConversationError as error:
        print("\n".join(error.problems), file=sys.stderr)
        return 2
    manifest = options.manifest or manifest_of(model)
    answers = Answers(echo.language.model, echo.language.words, load_spoken(options.locale), options.seed)
    bar = Bar()
    walk = Walk(
        echo,
        answers,
        Budget(options.states, options.seconds),
        examples=example_phrases(manifest, options.locale) if manifest else (),
        along=along,
        seed=options.seed,
        watch=bar.show,
    )
    try:
        walked = walk.run()
    finally:
        bar.wipe()
    print(dumped(as_json(walked, options.locale)) if options.json else in_words(walked, options.locale))
    return 1 if walked.defects else 0


def along_of(options: argparse.Namespace) -> list[Path]:
    """The conversation files to go along: those that were named, else for our own skill those of its tests."""
    if options.along is not None or options.model or options.handler:
        return list(options.along or ())
    return sorted(OUR_CONVERSATIONS.joinpath(options.locale).glob("*.yaml"))


def _whole(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


def _positive(text: str) -> float:
    number = float(text)
    if not number > 0:
        raise ValueError(text)
    return number


CERTIFY = Command(
    "certify",
    "visit every state of a skill, and say in each what Amazon's testers say",
    "Walks through a skill: in every state that can be told apart it says stop, cancel, help, words that fit nothing, "
    "repeat, nothing at all and exit, and what the prompts suggest; and it calls the skill by every intent, and by the "
    "example phrases of its page. A defect is shown by the shortest conversation that leads there, for replay. "
    "Exit status: 0 nothing was found; 1 a defect was, or the skill does not start; 2 it cannot be done as asked.",
    _arguments,
    _run,
)
