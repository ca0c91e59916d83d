"""`explain`: which intent an utterance reaches, and why."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from simulator.command import Command
from simulator.errors import UsageError
from simulator.language.explain import explanation
from simulator.language.noise import Noise
from simulator.language.step import Asked, Language, load_language
from simulator.language.text import key
from simulator.model import ModelError, model_path


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("utterance", nargs="+", help="what is said, as to an open skill, or with a call of the skill")
    parser.add_argument("--model", type=Path, default=argparse.SUPPRESS, help="another interaction model (JSON)")
    parser.add_argument("--asked", metavar="INTENT.SLOT", help="the slot that the skill elicited last")
    parser.add_argument("--noise", metavar="SEED", type=int, help="as a recogniser might mishear it, by this seed")
    parser.add_argument("--rate", type=float, default=0.2, help="the chance of noise for each word (default: 0.2)")


def _run(options: argparse.Namespace) -> int:
    language = load_language(options.model or model_path(options.locale), options.locale)
    said = " ".join(options.utterance)
    if not key(said, language.words):
        raise UsageError("nothing is said: give the words to be explained, in quotes")
    asked = _asked(options.asked, language)
    if not 0 <= options.rate <= 1:
        raise UsageError(f"--rate {options.rate:g} is no chance; give a number from 0 to 1")
    noise = Noise(options.noise, options.rate) if options.noise is not None else None
    words, shape = explanation(language, said, asked, noise)
    print(json.dumps(shape, indent=2, ensure_ascii=False) if options.json else words)
    return 0


def _asked(text: str | None, language: Language) -> Asked | None:
    """The slot that INTENT.SLOT names. Raises ModelError when there is none."""
    if not text:
        return None
    name, _, slot = text.rpartition(".")
    intent = language.model.intents.get(name)
    if intent is None:
        there = ", ".join(each for each in language.model.intents if language.model.intents[each].slots)
        raise ModelError(f"the model has no slot {text} (INTENT.SLOT); intents with slots: {there or 'none'}")
    if slot not in intent.slots:
        there = ", ".join(intent.slots)
        raise ModelError(f"the model has no slot {text} (INTENT.SLOT); the slots of {name}: {there or 'none'}")
    return Asked(name, slot)


EXPLAIN = Command(
    "explain",
    "which intent an utterance reaches, and why; --json in the shape of ask smapi profile-nlu",
    "Which intent an utterance reaches, by which sample, with which score; and the runners-up.",
    _arguments,
    _run,
)
