"""From an utterance to clean words: contractions opened, recogniser slips mended, fillers dropped. Stdlib only."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from skill.soundalikes import SoundAlikes

Words = tuple[str, ...]
Placed = tuple[str, int]
"""A word, and the place where it was heard."""

_WORD = re.compile(r"[\w']+")
_PAUSE = re.compile(r"[,.;:!?](?=\s)")


@dataclass(frozen=True)
class Rewrites:
    """Phrases and what stands for them, looked up by their first two words, the longest first, or by their only one."""

    by_start: Mapping[Words, tuple[tuple[Words, Words], ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, pairs: Iterable[tuple[Words, Words]]) -> Rewrites:
        """Index pairs of (what was heard, what is meant)."""
        table: dict[Words, list[tuple[Words, Words]]] = {}
        for heard, meant in pairs:
            table.setdefault(heard[:2], []).append((heard, meant))
        for rows in table.values():
            rows.sort(key=lambda row: -len(row[0]))
        return cls({start: tuple(rows) for start, rows in table.items()})

    @cached_property
    def firsts(self) -> frozenset[str]:
        """The words that a phrase may begin with."""
        return frozenset(start[0] for start in self.by_start)

    def apply(self, words: list[Placed]) -> list[Placed]:
        """Replace every phrase that stands in `words`, from left to right; what was put in is not read again."""
        texts = tuple([word for word, _ in words])
        if self.firsts.isdisjoint(texts):
            return words
        out: list[Placed] = []
        place = 0
        while place < len(words):
            row = self._at(texts, place) if texts[place] in self.firsts else None
            if row is None:
                out.append(words[place])
                place += 1
            else:
                heard, meant = row
                out += [(word, words[place][1]) for word in meant]
                place += len(heard)
        return out

    def _at(self, texts: Words, place: int) -> tuple[Words, Words] | None:
        """The longest phrase that stands at a place."""
        for heard, meant in self.by_start.get(texts[place : place + 2], ()):
            if texts[place : place + len(heard)] == heard:
                return heard, meant
        alone = self.by_start.get(texts[place : place + 1])
        return alone[0] if alone else None


@dataclass(frozen=True)
class Cleaned:
    """An utterance as `heard`, word by word, and its clean `words`; `origins[i]` is the place heard of clean word i."""

    heard: Words
    words: Words
    origins: tuple[int, ...]
    pauses: frozenset[int] = frozenset()
    """Clean words before which a comma or a full stop was written; a recogniser writes none."""

    def place(self, heard: int) -> int:
        """The clean word that stands where a heard one stood, or the next one after it."""
        return next((at for at, origin in enumerate(self.origins) if origin >= heard), len(self.words) - 1)


@dataclass(frozen=True)
class Spelling:
    """How one language is brought into the words of its lexicon: `endings` that are words, `rewrites`, long `names`.

    `doubles` are words that mean something when they are said twice in a row; any other is a stutter then.
    """

    endings: tuple[tuple[str, Words], ...] = ()
    rewrites: tuple[Rewrites, ...] = ()
    names: SoundAlikes = field(default_factory=SoundAlikes)
    doubles: frozenset[str] = frozenset()

    def clean(self, said: str) -> Cleaned:
        """The words of an utterance, in lower case."""
        text = said.lower().replace("\u2019", "'")
        heard = tuple(_WORD.findall(text))
        words = [(part, place) for place, word in enumerate(heard) for part in self._open(word.strip("'") or word)]
        for table in self.rewrites:
            words = self._once(table.apply(words))
        words = self.names.mend(words)
        origins = tuple(origin for _, origin in words)
        marked = [len(_WORD.findall(text[: stop.end()])) for stop in _PAUSE.finditer(text)]
        pauses = frozenset(next((at for at, origin in enumerate(origins) if origin >= place), 0) for place in marked)
        return Cleaned(heard, tuple(word for word, _ in words), origins, pauses - {0})

    def _once(self, words: list[Placed]) -> list[Placed]:
        """Without stutters: a word, or two together, said again at once."""
        texts = [text for text, _ in words]
        twice, later = map(operator.eq, texts, texts[1:]), list(map(operator.eq, texts, texts[2:]))
        if not any(twice) and not any(map(operator.and_, later, later[1:])):
            return words
        kept: list[Placed] = []
        for word in words:
            kept.append(word)
            for length in (1, 2):
                again = [text for text, _ in kept[-length:]]
                if again == [text for text, _ in kept[-2 * length : -length]] and self._stutters(again):
                    del kept[-length:]
        return kept

    @cached_property
    def _any_ending(self) -> tuple[str, ...]:
        return tuple(ending for ending, _ in self.endings)

    def _stutters(self, again: list[str]) -> bool:
        if len(again) == 1 and again[0].isdigit():
            return False
        return " ".join(again) not in self.doubles

    def _open(self, word: str) -> Words:
        if not word.endswith(self._any_ending):
            return (word,)
        for ending, meant in self.endings:
            if word.endswith(ending) and len(word) > len(ending):
                return (word[: -len(ending)], *meant)
        return (word,)
