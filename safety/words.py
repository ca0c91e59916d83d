"""Answers in words: the topic and its value, and what the skill itself would call it."""

from __future__ import annotations

from collections.abc import Mapping

from skill.model import Answers, Topic, Value
from skill.speech import Speech, load_speech

_LOCALE = "en-US"


def in_words(answers: Answers, topics: Mapping[str, Topic]) -> list[str]:
    """One line for each answer, in the order of the clinical file: "course: worse (it is getting worse)"."""
    speech = load_speech(_LOCALE)
    return [_line(topics[name], answers[name], speech) for name in topics if name in answers]


def _line(topic: Topic, value: Value, speech: Speech) -> str:
    members = value if isinstance(value, tuple) else (value,)
    spoken = [words for member in members if (words := _spoken(topic, member, speech))]
    shown = ", ".join(map(str, members)) or "none"
    unit = f" {topic.kind}" if isinstance(value, int) else ""
    return f"{topic.name}: {shown}{unit}" + (f" ({', '.join(spoken)})" if spoken else "")


def _spoken(topic: Topic, value: str | int, speech: Speech) -> str | None:
    for told in (str(value), topic.reports.get(str(value)) or ""):
        if told and speech.has(f"told.{topic.name}.{told}"):
            return speech.say(f"told.{topic.name}.{told}")
    return None
