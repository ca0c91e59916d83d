"""The commands of the workbench: `understand`, `evaluate`, `phrase`, `compare`.

What only one command needs is imported when it runs, so that talking, and another skill than ours, need none of it.
"""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from simulator.command import Command
from simulator.errors import UsageError
from simulator.iso_time import moment


def _understand_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("utterance", nargs="+", help="what is said")
    parser.add_argument(
        "--asked",
        metavar="TOPIC",
        action="append",
        default=[],
        help="the topic that was asked; several: a,b or --asked again (default: the opening)",
    )
    _add_now(parser)


def _understand(options: argparse.Namespace) -> int:
    from simulator.workbench.understand import show
    from simulator.workbench.vocabulary import moment

    now = moment(options.now)
    return show(" ".join(options.utterance), options.asked, options.locale, now, json_wanted=options.json)


def _evaluate_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="labelled sentences (the form of tests/data/utterances.yaml), or NLU annotation sets (JSON, CSV)",
    )
    parser.add_argument("--misses", action="store_true", help="list every sentence that was not understood exactly")
    parser.add_argument("--model", type=Path, default=argparse.SUPPRESS, help="annotation sets: another model (JSON)")
    parser.add_argument(
        "--at-least",
        type=float,
        metavar="PERCENT",
        help="annotation sets: so many utterances must be right for status 0 (default: 100)",
    )
    _add_now(parser)


def _evaluate(options: argparse.Namespace) -> int:
    from simulator.annotations.sets import is_annotation_set

    sets = [path for path in options.files if is_annotation_set(path)]
    if not sets:
        return _evaluate_labels(options)
    labels = [path for path in options.files if path not in sets]
    if labels:
        raise UsageError(
            f"{sets[0]} is an annotation set, {labels[0]} holds labelled sentences - evaluate them one after the other"
        )
    from simulator.annotations.evaluate import evaluate

    now = moment(options.now) if options.now else datetime.now(UTC)
    share = 100.0 if options.at_least is None else options.at_least
    return evaluate(sets, options.model, options.locale, now, json_wanted=options.json, at_least=share)


def _evaluate_labels(options: argparse.Namespace) -> int:
    from simulator.workbench.evaluate import evaluate
    from simulator.workbench.vocabulary import moment as moment_or_now

    for switch, given in (("--model", options.model), ("--at-least", options.at_least)):
        if given is not None:
            raise UsageError(f"{switch} is for annotation sets, and {options.files[0]} is none - leave it out")
    now = moment_or_now(options.now)
    return evaluate(options.files, options.locale, now, json_wanted=options.json, misses=options.misses)


def _phrase_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("phrase", help='a way of saying something, written as in the lexicon: "as a (board|plank)"')
    parser.add_argument("--concept", required=True, help="the concept of the lexicon that it would belong to")
    parser.add_argument("--files", nargs="+", type=Path, help="labelled files (default: those in tests/data)")
    _add_now(parser)


def _phrase(options: argparse.Namespace) -> int:
    from simulator.workbench.phrase import default_files, show
    from simulator.workbench.vocabulary import moment

    now, files = moment(options.now), options.files or default_files()
    return show(options.phrase, options.concept, files, options.locale, now, json_wanted=options.json)


def _compare_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("before", metavar="BEFORE", help="a revision (main, HEAD~1, a commit) or a clinical file")
    parser.add_argument("after", metavar="AFTER", nargs="?", help="the same (default: the clinical file as it is here)")


def _compare(options: argparse.Namespace) -> int:
    from safety.compare import show

    return show(options.before, options.after, json_wanted=options.json)


def _add_now(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--now", metavar="TIME", help='what "since monday" counts from, ISO 8601 (default: this moment)'
    )


WORKBENCH = (
    Command(
        "understand",
        "what the skill understands of a sentence, and which words or rule made it so",
        "Topics and values, finer findings and the wish of a sentence, each with the phrase or rule that made it.",
        _understand_arguments,
        _understand,
    ),
    Command(
        "evaluate",
        "how well the sentences of labelled files, or of annotation sets, are understood",
        "Labelled sentences: what the skill understands, by group with 95 % intervals, what was taken for what, and "
        "every emergency heard as no by mistake. Exit status: 0; 1 if there is such an emergency; 2: a file cannot be "
        "used. Amazon's NLU annotation sets: which intent and slots the language step finds, for any model. Exit "
        "status: 0 if all (or --at-least so many percent) are right; 1 if fewer are; 2 if a file cannot be used.",
        _evaluate_arguments,
        _evaluate,
    ),
    Command(
        "phrase",
        "what a new way of saying something would collide with",
        "What a phrase meets in the lexicon, and which labelled sentences would be understood otherwise with it. "
        "Nothing is written. Exit status: 0; 1 if a sentence would be understood worse.",
        _phrase_arguments,
        _phrase,
    ),
    Command(
        "compare",
        "who gets other advice by a changed clinical file",
        "Which cases, vignettes and sets of one or two answers get other advice than by another version of the "
        "clinical file, and whether anybody at all gets less urgent advice (proved). "
        "Exit status: 0; 1 if somebody does; 2 if a version cannot be read.",
        _compare_arguments,
        _compare,
    ),
)
