"""What a person may want other than answer: why, help, how many more … It is met, then the question stands again."""

from __future__ import annotations

from skill.engine import Findings, so_far
from skill.model import CALLER, Knowledge, Question, Urgency
from skill.speech import Speech
from skill.state import State

_FEW = 3

_PLAIN = {
    "wait": "asking.wait",
    "help": "asking.help",
    "correct": "asking.correct",
    "go_back": "asking.no_back",
    "are_you_a_doctor": "asking.are_you_a_doctor",
    "privacy": "asking.privacy",
    "off_topic": "asking.off_topic",
    "out_of_scope_symptom": "asking.out_of_scope",
    "ask_reason": "asking.reason_later",
    "ask_what_doctor_does": "asking.doctor_later",
    "send_to_phone": "asking.reason_later",
}
"""Wish -> the words that meet it, where they do not depend on the state."""

BESIDE_THE_POINT = ("off_topic", "out_of_scope_symptom")
"""Not an answer and not about the conversation: said so, and counted as a question that was not answered."""

_LEADING = ("privacy", "are_you_a_doctor", "off_topic", "out_of_scope_symptom", "ask_reason")
"""Wishes that are met even where the same breath held an answer."""


def speaks_for_another(state: State) -> bool:
    """Whether somebody asks for another person, so that the pronouns follow."""
    return state.answers.get(CALLER) == "third_party"


class Wishes:
    """Meets wishes in the words of one locale."""

    def __init__(self, knowledge: Knowledge, speech: Speech) -> None:
        self.knowledge = knowledge
        self.speech = speech

    def lead(self, intent: str) -> str | None:
        """Name the words that come before the next question, where an answer came with the wish."""
        return _PLAIN[intent] if intent in _LEADING else None

    def answer(self, intent: str, state: State, question: Question | None) -> str:
        """Say what meets a wish; empty where saying the question again does."""
        other = speaks_for_another(state)
        if intent == "why_asking" and question:
            return self.speech.say(f"questions.{question.name}.why", third_party=other)
        if intent == "progress" and question:
            return self.progress(state)
        if intent == "ask_result":
            level = self.level(so_far(self.knowledge, state.answers).urgency, state)
            return self.speech.say("asking.result_so_far", third_party=other, level=level)
        return self.speech.say(_PLAIN[intent], third_party=other) if intent in _PLAIN else ""

    def level(self, urgency: Urgency, state: State) -> str:
        """Say an urgency in a few words."""
        return self.speech.say(f"advice.short_levels.{urgency.name}", third_party=speaks_for_another(state))

    def progress(self, state: State) -> str:
        """Say how many questions may come at most."""
        count = self.questions_left(state)
        size = "one" if count <= 1 else "few" if count <= _FEW else "many"
        return self.speech.say(f"asking.progress.{size}", count=count)

    def questions_left(self, state: State) -> int:
        """Count the questions that can still change the outcome, a sweep as one."""
        return len(Findings(self.knowledge, state.answers).open_questions(state.put))
