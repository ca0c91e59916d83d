"""How long a sentence of forty words takes to be understood, the lexicon loaded: the budget is two milliseconds."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from skill.understanding import understand

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
SENTENCES = yaml.safe_load((Path(__file__).parent / "sentences.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", SENTENCES)
def test_forty_words(name: str, benchmark: Any) -> None:
    """Forty words, about the longest that somebody says in one breath."""
    understand("warm up", (), now=NOW)  # the lexicon is loaded at the first sentence
    benchmark(understand, SENTENCES[name]["say"], SENTENCES[name]["asked"], now=NOW)
