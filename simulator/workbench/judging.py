"""How an understanding is judged against a label: what was missed, invented, or - the worst - heard as no."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.workbench.labels import Utterance
from simulator.workbench.vocabulary import emergency_topics
from skill.loader import load_knowledge
from skill.model import NO, Heard

_NEVER_WRONG = (("caller", "self"),)
"""What may be heard in "my back" although no label says it."""

_TOLERANCE = 2
"""Minutes are right within this factor."""


@dataclass(frozen=True)
class Judged:
    """One utterance and what was understood of it.

    `missed` are labelled topics that were not heard as labelled, `invented` those that were heard and are not labelled,
    `denied` emergency topics that were heard as no although the label says yes, how, or that it is not known.
    """

    said: Utterance
    heard: Heard
    missed: tuple[str, ...]
    invented: tuple[str, ...]
    denied: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Every labelled fact was heard, and the wish."""
        return not self.missed and self.heard.intent == self.said.intent

    @property
    def clean(self) -> bool:
        """The same, and nothing was invented besides."""
        return self.right and not self.invented

    @property
    def exact(self) -> bool:
        """The same, and a soft answer was heard as one, a firm one as firm."""
        return self.clean and self.heard.hedged == self.said.hedged


def judge(said: Utterance, heard: Heard) -> Judged:
    """Compare what was understood of an utterance with its label."""
    told = heard.topics
    return Judged(
        said,
        heard,
        tuple(topic for topic, label in said.meaning.items() if not _same(topic, told.get(topic), label)),
        tuple(
            topic for topic, value in told.items() if topic not in said.meaning and (topic, value) not in _NEVER_WRONG
        ),
        tuple(topic for topic in emergency_topics() if told.get(topic) == NO and said.meaning.get(topic, NO) != NO),
    )


def _same(topic: str, heard: object, label: object) -> bool:
    if load_knowledge().topics[topic].kind == "minutes" and isinstance(heard, int) and isinstance(label, int):
        return label / _TOLERANCE <= heard <= label * _TOLERANCE
    if isinstance(label, list):
        return isinstance(heard, list) and set(heard) == set(label)
    return heard == label
