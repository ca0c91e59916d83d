"""Going on by chance from where little was seen: for what a skill keeps to itself.

Two states that look alike may go on differently, by answers that were given long before. So after every look was
examined, more answers are given: in states that look alike and were reached otherwise, first in those that were seldom
gone on from. How a skill takes leave tells some of them apart. An answer that led to what was seldom seen is likelier.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from random import Random

from simulator.certify.nouns import State
from simulator.conversations.nouns import Step

_END = ""
_END_WEIGHT = 0.02  # a conversation that ends at once teaches nothing
_SAME_WEIGHT = 0.2  # nor does a question that stays open
MOST_KEPT = 40
"""States that look alike, kept to go on from; of more, those that are kept are drawn."""


@dataclass
class _Look:
    """States that look and take leave alike: some of them, how many there were, how often one was gone on from."""

    kept: list[State] = field(default_factory=list)
    met: int = 0
    gone_on: int = 0


class Chart:
    """The states that were met, by how they look, and where answers led."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311 - a choice of states and answers
        self._looks: dict[tuple[str, str], _Look] = {}
        self._leads: dict[str, dict[str, tuple[Step, set[str]]]] = {}
        self._marks: set[str] = set()
        self._visits: Counter[str] = Counter()

    def is_new(self, state: State) -> bool:
        """Whether the skill keeps something in a state that it kept in none before that looks alike."""
        self._visits[state.key.seen] += 1
        mark = _mark(state)
        known = mark in self._marks
        self._marks.add(mark)
        return not known

    def keep(self, state: State, goodbye: str) -> None:
        """A state is kept to go on from. `goodbye`: what is said to a stop in it."""
        look = self._looks.setdefault((state.key.seen, goodbye), _Look())
        look.met += 1
        if len(look.kept) < MOST_KEPT:
            look.kept.append(state)
        elif (place := self._random.randrange(look.met)) < MOST_KEPT:
            look.kept[place] = state

    def note(self, seen: str, step: Step, after: str | None) -> None:
        """An answer in a state, and what the state after it looks like (None: the session ended)."""
        self._leads.setdefault(seen, {}).setdefault(step.words, (step, set()))[1].add(after or _END)

    def state(self) -> State | None:
        """A state to go on from; None when there is none."""
        if not self._looks:
            return None
        weights = [1 / (1 + look.gone_on) / (1 + self._visits[seen]) for (seen, _), look in self._looks.items()]
        (look,) = self._random.choices(list(self._looks.values()), weights)
        look.gone_on += 1
        return self._random.choice(look.kept)

    def answer(self, state: State, fresh: list[Step]) -> Step:
        """An answer: one whose lead is known, or a fresh one."""
        known = self._leads.get(state.key.seen, {})
        if fresh and (not known or self._random.random() < 0.4):
            return self._random.choice(fresh)
        weights = [max(self._weight(state.key.seen, after) for after in leads) for _, leads in known.values()]
        return self._random.choices([step for step, _ in known.values()], weights)[0]

    def _weight(self, seen: str, after: str) -> float:
        if after == _END:
            return _END_WEIGHT
        return (_SAME_WEIGHT if after == seen else 1.0) / (1 + self._visits[after])


def _mark(state: State) -> str:
    """What the skill keeps in a state, to the letter."""
    kept = json.dumps(state.turn.response.get("sessionAttributes"), sort_keys=True)
    return hashlib.sha256(f"{state.key.seen} {kept}".encode()).hexdigest()
