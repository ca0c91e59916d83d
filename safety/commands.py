"""The commands of `python -m safety`: what each is told, and what it does.

To add one: a function for its arguments, one that runs it, and a line in COMMANDS. What only one command needs is
imported when it runs.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from simulator.command import Command
from skill.loader import TRIAGE


def _prove_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--file", type=Path, default=TRIAGE, help="another clinical file (default: the skill's own)")


def _prove(options: argparse.Namespace) -> int:
    from safety.prove import prove

    return prove(options.file)


def _mutate_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--file", type=Path, default=TRIAGE, help="another clinical file (default: the skill's own)")


def _mutate(options: argparse.Namespace) -> int:
    from safety.mutate import mutate

    return mutate(options.file)


def _rules_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--check", action="store_true", help="write nothing; 1 if docs/clinical-rules.md is not current"
    )
    parser.add_argument("--today", metavar="DATE", help="the day that review_by is held against (default: today)")


def _rules(options: argparse.Namespace) -> int:
    from safety.rules_document import write_or_check

    return write_or_check(check=options.check, today=options.today)


def _report_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--file", type=Path, action="append", help="other vignettes, in the form of tests/data/vignettes.yaml"
    )
    parser.add_argument(
        "--out", type=Path, help="where it is written (default: docs/safety-report; with --file: build/safety-report)"
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; 1 if a figure of the report is not current"
    )


def _report(options: argparse.Namespace) -> int:
    from safety.report import write_or_check

    return write_or_check(options.file, options.out, check=options.check)


COMMANDS = (
    Command(
        "prove",
        "every proof about the rules, over all answers",
        "Puts the rules as they are loaded to a solver, and says what is proved. "
        "Exit status: 0; 1 if a proof fails (then with the smallest set of answers that breaks it).",
        _prove_arguments,
        _prove,
    ),
    Command(
        "mutate",
        "change every rule in every small way: a named test must notice",
        "Exit status: 0; 1 if a change would go unnoticed (then with answers that would show it).",
        _mutate_arguments,
        _mutate,
    ),
    Command(
        "rules",
        "write docs/clinical-rules.md, for a clinician to read, check and sign",
        "Exit status: 0; 1 if it is not current (--check), or if a rule is past its review date.",
        _rules_arguments,
        _rules,
    ),
    Command(
        "report",
        "speak all vignettes through the local Alexa, and write the safety report",
        "Exit status: 0; 1 if a figure is not current (--check); 2 if a file cannot be used.",
        _report_arguments,
        _report,
    ),
)
