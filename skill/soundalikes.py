"""Long names that a recogniser writes as it hears them: "war for in" for warfarin, "meth o trex ate". Stdlib only.

What survives a mishearing is the row of consonants, so a name and what was heard are compared by their skeletons.
Which letters sound alike is data, and so is which names are worth it: long ones that are no everyday words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

SHORTEST_SKELETON, LONGEST_RUN, LETTERS_APART = 4, 5, 3
"""At least so many consonants; at most so many words heard for one name; so many letters more or less."""

_TWICE = re.compile(r"(.)\1+")


@dataclass(frozen=True)
class SoundAlikes:
    """Names by their skeletons. `alike` says how letters sound: "ph" -> "f", "^x" only where a word starts.

    Those of several letters come first, in their order; then each single one.
    """

    alike: tuple[tuple[str, str], ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    """Words that the lexicon knows: what was heard is a name only if one word of it is not among them."""

    @classmethod
    def of(cls, names: Iterable[str], alike: Mapping[str, str], known: Iterable[str]) -> SoundAlikes:
        """Index names; two with the same skeleton cannot be told apart, so neither is ever guessed."""
        bare = cls(tuple(alike.items()))
        found: dict[str, set[str]] = {}
        for name in names:
            found.setdefault(bare.skeleton(name), set()).add(name)
        unique = {key: min(same) for key, same in found.items() if len(same) == 1 and len(key) >= SHORTEST_SKELETON}
        return cls(bare.alike, unique, frozenset(known))

    def skeleton(self, word: str) -> str:
        """What is left of a word when letters that sound alike are one, and silent ones and vowels are gone."""
        for letters, sound in self._several:
            if not letters.startswith("^"):
                word = word.replace(letters, sound)
            elif word.startswith(letters[1:]):
                word = sound + word[len(letters) - 1 :]
        return _TWICE.sub(r"\1", word.translate(self._single))

    @cached_property
    def _several(self) -> tuple[tuple[str, str], ...]:
        return tuple(pair for pair in self.alike if len(pair[0]) > 1)

    @cached_property
    def _single(self) -> dict[int, str]:
        return {ord(letters): sound for letters, sound in self.alike if len(letters) == 1}

    def mend(self, words: list[tuple[str, int]]) -> list[tuple[str, int]]:
        """The words (each with the place where it was heard), with every misheard name put right."""
        strange = [place for place, (word, _) in enumerate(words) if word not in self.known]
        if not self.names or not strange:
            return words
        near = {place for at in strange for place in range(at - LONGEST_RUN + 1, at + LONGEST_RUN)}
        skeletons = {at: self.skeleton(words[at][0]) for at in near if 0 <= at < len(words)}
        starts = self._starts
        mended: list[tuple[str, int]] = []
        place = 0
        while place < len(words):
            length, name = 1, words[place][0]
            if place in near and self._heard(skeletons, place, LONGEST_RUN)[:SHORTEST_SKELETON] in starts:
                length, name = self._name_at(words, skeletons, place)
            mended.append((name, words[place][1]))
            place += length
        return mended

    @staticmethod
    def _heard(skeletons: Mapping[int, str], start: int, length: int) -> str:
        """The skeleton of so many words together."""
        return _TWICE.sub(r"\1", "".join([skeletons.get(place, "") for place in range(start, start + length)]))

    @cached_property
    def _starts(self) -> frozenset[str]:
        """How a skeleton must begin that is one of a name: most words are none, and this tells it at once."""
        return frozenset(skeleton[:SHORTEST_SKELETON] for skeleton in self.names)

    def _name_at(self, words: Sequence[tuple[str, int]], skeletons: Mapping[int, str], start: int) -> tuple[int, str]:
        """How many words from `start` on are one name, and the name: one word, and itself, where there is none."""
        for length in range(min(LONGEST_RUN, len(words) - start), 0, -1):
            name = self.names.get(self._heard(skeletons, start, length))
            if name is None:
                continue
            heard = [word for word, _ in words[start : start + length]]
            if abs(sum(map(len, heard)) - len(name)) <= LETTERS_APART and not self.known.issuperset(heard):
                return length, name
        return 1, words[start][0]
