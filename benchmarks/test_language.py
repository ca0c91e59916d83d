"""How long the language step of the local Alexa takes, on our own model: an utterance, and the model's loading.

The budget: an opening well under a millisecond, forty words a few, on a machine that does nothing else.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from simulator.language.resolution import intent_shape
from simulator.language.step import Asked, Language, load_language
from simulator.language.words import load_words
from simulator.model import load_model, model_path

HERE = Path(__file__).parent
OPENINGS = (HERE.parent / "tests" / "data" / "openings.txt").read_text(encoding="utf-8").splitlines()
LONG = [each["say"] for each in yaml.safe_load((HERE / "sentences.yaml").read_text(encoding="utf-8")).values()]
SAID = {"short answers": ["yes", "since tuesday", "in my lower back", "no i don't think so"], "openings": OPENINGS[:40]}
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def language() -> Language:
    """The language step of our own model."""
    return load_language(model_path("en-US"), "en-US")


@pytest.mark.parametrize("asked", [None, Asked("AnswerIntent", "answer")], ids=["nothing asked", "slot elicited"])
@pytest.mark.parametrize("name", [*SAID, "forty words"])
def test_utterances(name: str, asked: Asked | None, language: Language, benchmark: Any) -> None:
    """One after the other; the figures are those of one utterance, on average."""
    said = SAID.get(name, LONG)

    def all_of_them() -> None:
        for each in said:
            language.understand(each, asked)

    benchmark.pedantic(all_of_them, rounds=20, warmup_rounds=2)
    benchmark.extra_info["ms for each"] = round(1000 * benchmark.stats.stats.median / len(said), 2)


def test_resolution(language: Language, benchmark: Any) -> None:
    """The slots of an intent, as they stand in a request."""
    intent = language.model.intents["SymptomIntent"]
    known = language.model.types[intent.slots["symptoms"].type][0]
    heard = {"symptoms": (known.name, "a purple cow")}
    benchmark(intent_shape, intent, language.types, "x", heard, at=NOW)


def test_loading_our_model(benchmark: Any) -> None:
    """Half a megabyte of JSON, thousands of samples and values: once per process."""
    benchmark.pedantic(
        lambda: Language(load_model(model_path("en-US")), load_words("en-US")), rounds=5, warmup_rounds=1
    )
