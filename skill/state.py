"""What a conversation carries from turn to turn: answers and questions put. Plain JSON, no words of the person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from skill.model import NO, UNKNOWN, YES, Answers, Knowledge, Topic, Value

_LONGEST_HISTORY = 40
_CHANGES_OF_MIND = 3
_GREATEST_NUMBER = 100 * 525_600
"""A hundred years in minutes: numbers beyond it were not said by anybody."""


@dataclass(frozen=True)
class Change:
    """One step that "go back" undoes: the question that was open, and what stood before (None: nothing did)."""

    question: str | None
    before: Mapping[str, Value | None]


@dataclass(frozen=True)
class State:
    """All that is known between two turns.

    `put` are the questions put so far, `unsure` the topics that the person once did not know, `missed` how often the
    open question was not understood, `told` whether the story was heard, `correcting` whether the next answer may
    change an earlier one, `outcome` what was advised (None before).
    """

    answers: Answers = field(default_factory=dict)
    put: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    missed: int = 0
    told: bool = False
    correcting: bool = False
    history: tuple[Change, ...] = ()
    outcome: Mapping[str, Any] | None = None

    def having_put(self, question: str) -> State:
        """Note that a question was put."""
        return self if question in self.put else replace(self, put=(*self.put, question))

    def with_answers(self, answers: Answers, question: str | None) -> State:
        """Take new answers, so that they can be undone."""
        changed = {name for name in answers if answers[name] != self.answers.get(name)}
        if not changed:
            return self
        change = Change(question, {name: self.answers.get(name) for name in sorted(changed)})
        return replace(self, answers=dict(answers), history=(*self.history, change)[-_LONGEST_HISTORY:])

    def changed_often(self) -> set[str]:
        """Name the answers that changed so often that they go round in circles: from now on the graver one stays."""
        changes = Counter(name for change in self.history for name in change.before)
        return {name for name, count in changes.items() if count >= _CHANGES_OF_MIND}

    def without_last(self) -> State:
        """Undo the last answer: the question that it answered is open again."""
        *earlier, last = self.history
        answers = {name: value for name, value in self.answers.items() if name not in last.before}
        answers.update({name: value for name, value in last.before.items() if value is not None})
        put = tuple(name for name in self.put if name != last.question)
        return replace(self, answers=answers, put=put, history=tuple(earlier), missed=0, outcome=None)

    def to_attributes(self) -> dict[str, Any]:
        """Build plain JSON for the session."""
        return {
            "answers": {
                name: list(value) if isinstance(value, tuple) else value for name, value in self.answers.items()
            },
            "put": list(self.put),
            "unsure": list(self.unsure),
            "missed": self.missed,
            "told": self.told,
            "correcting": self.correcting,
            "history": [[change.question, _plain(change.before)] for change in self.history],
            **({"outcome": dict(self.outcome)} if self.outcome else {}),
        }

    @classmethod
    def from_attributes(cls, attributes: Mapping[str, Any], knowledge: Knowledge) -> State:
        """Read a session again; what is unsound in it (an old version, a stranger's hand) is left out."""
        questions = {question.name for question in knowledge.questions}
        outcome = attributes.get("outcome")
        return cls(
            answers=_answers(attributes.get("answers"), knowledge),
            put=_names(attributes.get("put"), questions),
            unsure=_names(attributes.get("unsure"), set(knowledge.topics)),
            missed=min(9, _number(attributes.get("missed"))),
            told=attributes.get("told") is True,
            correcting=attributes.get("correcting") is True,
            history=_history(attributes.get("history"), questions, knowledge),
            outcome=outcome if isinstance(outcome, dict) and isinstance(outcome.get("urgency"), str) else None,
        )


def _plain(values: Mapping[str, Value | None]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def sound_value(topic: Topic, value: object) -> Value | None:
    """A value as this topic can take it, or None."""
    if value == UNKNOWN:
        return UNKNOWN
    if topic.kind in ("minutes", "years"):
        return value if type(value) is int and 0 <= value <= _GREATEST_NUMBER else None
    if topic.kind == "set":
        if value == NO:
            return NO
        members = tuple(item for item in value if item in topic.values) if isinstance(value, list | tuple) else ()
        return members or None
    return value if isinstance(value, str) and value in topic.values else None


def merged(
    knowledge: Knowledge, old: Answers, new: Answers, overriding: bool, asked: Collection[str]
) -> dict[str, Value]:
    """Merge new answers in. What was asked, or is being corrected, replaces; what is volunteered only adds gravity."""
    answers = dict(old)
    for name, value in new.items():
        topic = knowledge.topics.get(name)
        sound = sound_value(topic, value) if topic else None
        if topic is None or sound is None:
            continue
        standing = answers.get(name)
        free = standing in (None, UNKNOWN) or overriding or name in asked
        answers[name] = sound if free else _graver(topic, standing, sound)
    for name, value in new.items():
        topic = knowledge.topics.get(name)
        if topic and topic.part_of and topic.implies and value == YES:
            whole = knowledge.topics[topic.part_of]
            answers[whole.name] = _graver(whole, answers.get(whole.name), topic.implies)
    return answers


def _graver(topic: Topic, one: Value | None, other: Value) -> Value:
    if one is None or one == UNKNOWN:
        return other
    if other == UNKNOWN:
        return one
    if topic.kind == "set":
        members = [*(one if isinstance(one, tuple) else ()), *(other if isinstance(other, tuple) else ())]
        least = topic.values[0]
        graver = tuple(dict.fromkeys(member for member in members if member != least or len(set(members)) == 1))
        return graver or NO
    if isinstance(one, int) or isinstance(other, int):
        return one
    if isinstance(one, str) and isinstance(other, str):
        return max(one, other, key=topic.gravity)
    return one


def _answers(raw: object, knowledge: Knowledge) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for name, value in raw.items() if isinstance(raw, dict) else ():
        sound = sound_value(knowledge.topics[name], value) if name in knowledge.topics else None
        if sound is not None:
            found[name] = sound
    return found


def _names(raw: object, known: set[str]) -> tuple[str, ...]:
    return tuple(name for name in raw if isinstance(name, str) and name in known) if isinstance(raw, list) else ()


def _number(raw: object) -> int:
    return raw if type(raw) is int and raw >= 0 else 0


def _history(raw: object, questions: set[str], knowledge: Knowledge) -> tuple[Change, ...]:
    changes = []
    for entry in raw if isinstance(raw, list) else ():
        if isinstance(entry, list) and len(entry) == 2 and isinstance(entry[1], dict):
            question, before = entry
            values = {
                name: None if value is None else sound_value(knowledge.topics[name], value)
                for name, value in before.items()
                if name in knowledge.topics
            }
            changes.append(Change(question if question in questions else None, values))
    return tuple(changes[-_LONGEST_HISTORY:])
