"""`explain`: which intent an utterance reaches, and why."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from simulator.command import Command
from simulator.device.echo import Echo
from simulator.language.explain import in_words, profile
from simulator.language.step import Asked
from simulator.model import ModelError


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("utterance", nargs="+", help="what is said")
    parser.add_argument("--model", type=Path, default=argparse.SUPPRESS, help="another interaction model (JSON)")
    parser.add_argument("--asked", metavar="INTENT.SLOT", help="the slot that the skill elicited last")


def _run(options: argparse.Namespace) -> int:
    echo = Echo(options.locale, model=options.model)
    said, asked = " ".join(options.utterance), None
    if options.asked:
        intent, _, slot = options.asked.rpartition(".")
        if intent not in echo.language.model.intents or slot not in echo.language.model.intents[intent].slots:
            raise ModelError(f"the model has no slot {options.asked} (INTENT.SLOT)")
        asked = Asked(intent, slot)
    understood = echo.language.understand(said, asked) if asked else echo.understand(said)
    print(json.dumps(profile(understood), indent=2, ensure_ascii=False) if options.json else in_words(understood))
    return 0


EXPLAIN = Command(
    "explain",
    "which intent an utterance reaches, and why; --json in the shape of ask smapi profile-nlu",
    "Which intent an utterance reaches, by which sample, with which score; and the runners-up.",
    _arguments,
    _run,
)
