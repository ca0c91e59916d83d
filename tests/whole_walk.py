"""The whole walk through our own skill, to its end: `make certify`. It takes a minute, so `make test` leaves it out.

It proves two things: no state is found in which Amazon's testers would object; and the walk, which knows nothing of
our skill but its model and the conversations of our tests, reaches all that the clinical file can lead to. Only this
test looks into that file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from simulator import Echo, Turn
from simulator.certify.answers import Answers
from simulator.certify.nouns import Walked
from simulator.certify.page import example_phrases, manifest_of
from simulator.certify.report import in_words, summary
from simulator.certify.walk import Budget, Walk
from simulator.conversations.form import read
from simulator.conversations.nouns import Step
from simulator.lint.spoken import load_spoken
from simulator.model import model_path
from skill.loader import load_knowledge
from skill.speech import load_speech

LOCALE = "en-US"
NOW = datetime(2026, 1, 12, 10, 0, tzinfo=UTC)
SECONDS = 900.0
GUARDED = {"advice.no_doubt"}  # said where an advice has no reason at all: no answers are known that lead there
PLAIN = re.compile(r"[a-z]+")


@dataclass
class Notes:
    """What was heard on the way."""

    speeches: set[str] = field(default_factory=set)
    urgencies: set[str] = field(default_factory=set)

    def take(self, _step: Step, turn: Turn) -> None:
        """One turn."""
        self.speeches.update(filter(None, (turn.speech, turn.reprompt)))
        if turn.outcome:
            self.urgencies.add(turn.outcome["urgency"])


@pytest.fixture(scope="module")
def walk() -> tuple[Walked, Notes]:
    """The walk of the command, with its budgets."""
    notes = Notes()
    echo = Echo(LOCALE, user="certify", clock=lambda: NOW)
    answers = Answers(echo.language.model, echo.language.words, load_spoken(LOCALE), 0)
    manifest = manifest_of(model_path(LOCALE))
    assert manifest is not None
    files = sorted((Path(__file__).parent / "conversations" / LOCALE).glob("*.yaml"))
    along = [conversation.steps for file in files for conversation in read(file)]
    examples = example_phrases(manifest, LOCALE)
    walked = Walk(echo, answers, Budget(seconds=SECONDS), examples, along=along, heard=notes.take).run()
    return walked, notes


def test_nothing_is_found(walk: tuple[Walked, Notes]) -> None:
    """No defect, in any state; and every state that was found was examined."""
    walked, _ = walk
    assert walked.defects == (), in_words(walked, LOCALE)
    assert walked.cut is None, summary(walked)


def test_every_question_is_reached(walk: tuple[Walked, Notes]) -> None:
    """In its own words, and in the other words in which it is said again."""
    _, notes = walk
    speech = load_speech(LOCALE)
    heard = "\n".join(notes.speeches)
    unheard = [
        f"{question.name}.{words}"
        for question in load_knowledge().questions
        for words in ("ask", "rephrase")
        if not any(
            speech.say(f"questions.{question.name}.{words}", third_party=other) in heard for other in (False, True)
        )
    ]
    assert unheard == []


def test_every_urgency_is_reached(walk: tuple[Walked, Notes]) -> None:
    """From emergency to watching it oneself."""
    _, notes = walk
    assert notes.urgencies == {urgency.name for urgency in load_knowledge().urgencies}


def test_every_kind_of_prompt_is_reached(walk: tuple[Walked, Notes]) -> None:
    """All that the skill says around its questions: leads, wishes met, advice and goodbyes."""
    _, notes = walk
    speech = load_speech(LOCALE)
    heard = "\n".join(notes.speeches)
    entries = [f"{part}.{name}" for part in ("opening", "asking", "advice") for name in speech.entries[part]]
    kinds = {key: text for key in entries if isinstance(text := _entry(speech.entries, key), str)}
    unheard = {key for key, text in kinds.items() if not _is_heard(text, heard)}
    assert unheard == GUARDED


def _entry(entries: object, key: str) -> object:
    for name in key.split("."):
        entries = entries[name] if isinstance(entries, dict) else None
    return entries


def _is_heard(text: str, heard: str) -> bool:
    """Whether the parts of a text that never vary were heard, in this order."""
    parts = [re.escape(part.strip()) for part in re.split(r"\{[^}]*\}", text) if PLAIN.search(part)]
    return not parts or re.search(".*?".join(parts), heard) is not None
