"""A seedable noise: what is added to, lost from, or misheard in a sentence between a mouth and the skill."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from simulator.language.words import load_words

AROUND: Mapping[str, Any] = yaml.safe_load((Path(__file__).parent / "data" / "noise.yaml").read_text(encoding="utf-8"))
HEARD = load_words("en-US").noise


class Noise:
    """Noise of one strength: `level` is the chance, for each word, that something happens to it (0 to 1)."""

    def __init__(self, level: float, seed: int) -> None:
        self.level = level
        self.order = random.Random(seed)  # noqa: S311 - noise, not a secret

    def over(self, said: str) -> str:
        """The sentence as it arrives: the same for the same seed and the same sentences before it."""
        words: list[str] = []
        for word in said.split():
            words += self._word(word) if self.order.random() < self.level else [word]
        return " ".join(words) or said

    def _word(self, word: str) -> Sequence[str]:
        choices: list[Sequence[str]] = [[self._one(HEARD.fillers), word], [word, word]]
        if word in HEARD.misheard:
            choices += [[self.order.choice(HEARD.misheard[word])]] * 3
        if word in HEARD.swallowed:
            choices += [[]] * 2
        return self.order.choice(choices)

    def wrapped(self, said: str) -> str:
        """The sentence between a hedge or a relative that plays it down, and an afterthought."""
        before = self._one(AROUND["before"]) if self.order.random() < 0.7 else ""
        after = self._one(AROUND["after"]) if not before or self.order.random() < 0.4 else ""
        return " ".join(filter(None, [before, said, after]))

    def _one(self, among: Sequence[str]) -> str:
        return str(self.order.choice(among))
