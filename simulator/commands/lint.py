"""`lint`: what Amazon's build, certification or people would object to in a skill package."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from simulator.command import Command


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="interaction models (JSON), or the folder of a skill package (default: our own)",
    )


def _run(options: argparse.Namespace) -> int:
    from simulator.lint.linter import OWN, lint

    result = lint(options.paths or [OWN], options.locale)
    warnings = len(result.findings) - result.errors
    if options.json:
        shape = {
            "files": list(result.files),
            "errors": result.errors,
            "warnings": warnings,
            "findings": [asdict(finding) for finding in result.findings],
            "conflicts": {path: [one.as_json() for one in found] for path, found in result.conflicts.items()},
        }
        print(json.dumps(shape, indent=2, ensure_ascii=False))
    else:
        for finding in result.findings:
            print(finding.line())
        print(f"{_count(len(result.files), 'file')}, {_count(result.errors, 'error')}, {_count(warnings, 'warning')}")
    return 1 if result.findings else 0


def _count(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"


LINT = Command(
    "lint",
    "what Amazon's build or certification would refuse in a skill package",
    "Judges interaction models and a skill's manifest. error: Amazon's build refuses it; warning: certification, or "
    "people, will object. --json has the utterance conflicts in the shape of Amazon's own, retired tool. "
    "Exit status: 0 nothing was found; 1 something was; 2 a path cannot be used.",
    _arguments,
    _run,
)
