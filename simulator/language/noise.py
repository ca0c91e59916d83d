"""Noise between a mouth and the language step: what a recogniser mishears, adds, loses or writes as one word.

Words are taken as typed by the language step; a device mishears. With noise, a conversation can be held as it might be
heard. What may be misheard is data of the language. The same seed, turn and words give the same noise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from simulator.language.words import Words


@dataclass(frozen=True)
class Noise:
    """Noise of one strength: `rate` is the chance, for each word, that something happens to it (0 to 1)."""

    seed: int
    rate: float = 0.1

    def over(self, said: str, words: Words, turn: int = 0) -> str:
        """The words as they arrive. `turn` tells one hearing of the same words from another."""
        random = Random(f"{self.seed} {turn} {said}")  # noqa: S311 - noise, not a secret
        left = said.split()
        heard: list[str] = []
        while left:
            word = left.pop(0)
            if random.random() >= self.rate:
                heard.append(word)
                continue
            choice = random.choice(_ways(word.lower().strip(".,;!?"), words, merges=bool(left)))
            if choice == "merged":
                heard.append(word.rstrip(".,;!?") + left.pop(0))
            else:
                heard += self._happened(choice, word, words, random)
        return " ".join(heard) or said

    def _happened(self, choice: str, word: str, words: Words, random: Random) -> Sequence[str]:
        if choice == "filler":
            return random.choice(words.noise.fillers), word
        if choice == "doubled":
            return word, word
        if choice == "dropped":
            return ()
        return (random.choice(words.noise.misheard[word.lower().strip(".,;!?")]),)


def _ways(word: str, words: Words, *, merges: bool) -> Sequence[str]:
    """What may happen to a word; a sound-alike, where there is one, is the likeliest."""
    ways = ["filler"] if words.noise.fillers else []
    if word in words.noise.swallowed:
        ways += ["dropped", "dropped", "doubled"]
    if word in words.noise.misheard:
        ways += ["misheard"] * 3
    if merges:
        ways += ["merged"]
    return ways or ["doubled"]
