"""The defects that were found: each once, by the shortest path that shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from simulator.certify.fingerprint import folded, question
from simulator.certify.judge import Objection
from simulator.certify.nouns import Defect, Path
from simulator.language.words import Words


class Ledger:
    """Objections come in as they are met; defects come out, the nearest first."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._defects: dict[tuple[str, str], Defect] = {}

    def enter(self, path: Path, objections: Iterable[Objection]) -> None:
        """Objections to the last turn of a path. The same one, at the same question, is one defect."""
        for one in objections:
            key = (one.rule, f"{one.what}|{folded(question(path[-1][1].speech), self._words)}")
            there = self._defects.get(key)
            if there is None:
                self._defects[key] = Defect(one.rule, one.what, one.todo, path)
            else:
                shorter = path if len(path) < len(there.path) else there.path
                self._defects[key] = replace(there, times=there.times + 1, path=shorter)

    def defects(self) -> tuple[Defect, ...]:
        """All defects, those with the shortest path first."""
        return tuple(sorted(self._defects.values(), key=lambda one: (len(one.path), one.rule, one.what)))
