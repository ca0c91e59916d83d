"""Every vignette speaks with the skill, and what came of it is noted down as plain figures."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from safety.patients import CALL, Conversation, Vignette, levels, talk
from safety.reading_grade import words_of
from safety.report.reasons import decided_and_named
from skill.engine import so_far
from skill.loader import load_knowledge
from skill.state import State

LOCALE = "en-US"
WORDS_A_MINUTE = 150
"""The pace of speech at which words are turned into seconds, on both sides."""

_CRITERION = re.compile(r"(SEED-\w+|RF-\w+|SC(?:-\d+)?)\b")


@dataclass(frozen=True)
class Case:
    """One vignette and what the skill made of it.

    urgency    the level that was advised, or None
    broke      why the conversation broke off, or None
    questions  how many questions were put before the advice; the first, open one is not counted
    words_before, words_in_all  words said on both sides before the advice, and with it
    decided    criterion that decided -> whether its reason was spoken
    labelled   criterion named by the label -> whether `outcome` names it
    unscripted  topics asked for which the vignette has no words
    late       an emergency was understood, and yet another question was put first
    """

    vignette: Vignette
    urgency: str | None
    broke: str | None
    questions: int
    words_before: int
    words_in_all: int
    decided: Mapping[str, bool]
    labelled: Mapping[str, bool]
    unscripted: int
    late: bool

    @property
    def verdict(self) -> str:
        """See Vignette.verdict."""
        return self.vignette.verdict(self.urgency)

    @property
    def seconds_before(self) -> int:
        """Seconds of speech, both sides, until the advice begins."""
        return seconds(self.words_before)

    @property
    def seconds_in_all(self) -> int:
        """Seconds of speech, both sides, with the advice."""
        return seconds(self.words_in_all)


def seconds(words: int) -> int:
    """How long it takes to say so many words, in whole seconds, half a second rounded up."""
    return math.floor(words * 60 / WORDS_A_MINUTE + 0.5)


def hear(vignette: Vignette) -> Case:
    """Hold the conversation of a vignette through the local Alexa, and note what came of it."""
    held = talk(vignette, LOCALE)
    outcome = held.outcome or {}
    urgency = str(outcome["urgency"]) if outcome else None
    last = len(words_of(held.turns[-1][1].speech)) if urgency else 0
    in_all = _words(held)
    return Case(
        vignette,
        urgency,
        held.broke,
        sum(bool(turn.asking) for _, turn in held.turns),
        in_all - last,
        in_all,
        decided_and_named(held.turns[-1][1], outcome, LOCALE) if outcome else {},
        labelled_and_named(vignette.why, outcome.get("criteria", ())),
        held.unscripted,
        urgency == levels()[-1] and _was_clear_before(held),
    )


def _words(held: Conversation) -> int:
    spoken = [CALL, held.greeting.speech, *(text for said, turn in held.turns for text in (said, turn.speech))]
    return sum(len(words_of(text)) for text in spoken)


def _was_clear_before(held: Conversation) -> bool:
    """Whether the answers that were understood a turn earlier required the most urgent level already."""
    knowledge = load_knowledge()
    states = (
        State.from_attributes(turn.response.get("sessionAttributes") or {}, knowledge) for _, turn in held.turns[:-1]
    )
    return any(so_far(knowledge, state.answers).urgency == knowledge.urgencies[-1] for state in states)


def labelled_and_named(why: Iterable[str], criteria: Iterable[str]) -> dict[str, bool]:
    """The criteria that stand first in the lines of a label -> whether a given criterion is it or a part of it.

    SEED-2b4 is met by its part SEED-2b4u, and SC, the rule for self-care, by any of SC-1, SC-2 …; RF-1 is not by RF-10.
    """
    named = tuple(criteria)
    found = [match[1] for line in why if (match := _CRITERION.match(line))]
    return {label: any(_is_or_is_part(one, label) for one in named) for label in found}


def _is_or_is_part(criterion: str, label: str) -> bool:
    if label.startswith("SEED-"):
        return criterion.startswith(label)
    return criterion == label or (label == "SC" and criterion.startswith("SC-"))
