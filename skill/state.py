"""What a conversation carries from turn to turn: answers and questions put. Plain JSON, no words of the person."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeAlias, get_args

from skill.model import NO, UNKNOWN, Answers, Knowledge, Topic, Value

_LONGEST_HISTORY = 40
_GREATEST_NUMBER = 100 * 525_600
"""A hundred years in minutes: numbers beyond it were not said by anybody."""


Stage: TypeAlias = Literal["waiting", "open", "left", "settled"]


@dataclass(frozen=True)
class Contradiction:
    """Two clear answers about one topic: what was told first, and what was told `then`.

    It is "waiting" until it changes the outcome, and "open" while it is put to the person. After that it is "settled",
    or "left" where no answer was understood. It is put once.
    """

    first: Value
    then: Value
    stage: Stage = "waiting"

    def at(self, stage: Stage) -> Contradiction:
        """Take it to another stage."""
        return replace(self, stage=stage)


@dataclass(frozen=True)
class Change:
    """One step that "go back" undoes: the question that was open, and what stood before (None: nothing did)."""

    question: str | None
    before: Mapping[str, Value | None]
    contradictions: Mapping[str, Contradiction | None] = field(default_factory=dict)


@dataclass(frozen=True)
class State:
    """All that is known between two turns.

    `put` are the questions put so far, `unsure` the topics that the person once did not know, `missed` how often the
    open question was not understood, `wished` a question that was met with wishes, and how often in a row, `told`
    whether the story was heard, `correcting` whether the next answer may change an earlier one, `outcome` what was
    advised (None before). `contradictions` are topics with two answers, of which the graver stands in `answers`
    wherever that makes a difference.
    """

    answers: Answers = field(default_factory=dict)
    put: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    missed: int = 0
    wished: tuple[str, int] = ("", 0)
    told: bool = False
    correcting: bool = False
    history: tuple[Change, ...] = ()
    outcome: Mapping[str, Any] | None = None
    contradictions: Mapping[str, Contradiction] = field(default_factory=dict)

    @property
    def in_question(self) -> str | None:
        """Name the topic whose two answers are put to the person now."""
        return next((name for name, one in self.contradictions.items() if one.stage == "open"), None)

    def having_put(self, question: str) -> State:
        """Note that a question was put."""
        return self if question in self.put else replace(self, put=(*self.put, question))

    def met_with_wish(self, question: str) -> State:
        """Note that a question was answered with a wish once more."""
        return replace(self, wished=(question, (self.wished[1] if self.wished[0] == question else 0) + 1))

    def staged(self, name: str | None, stage: Stage) -> State:
        """Bring a contradiction to a stage; where another one is open, it waits again."""
        found = {other: one.at("waiting") if one.stage == "open" else one for other, one in self.contradictions.items()}
        if name in found:
            found[name] = found[name].at(stage)
        return replace(self, contradictions=found)

    def with_answers(
        self, answers: Answers, question: str | None, contradictions: Mapping[str, Contradiction] | None = None
    ) -> State:
        """Take new answers, and contradictions that came up or were settled, so that they can be undone."""
        found = contradictions or {}
        changed = {name for name in answers if answers[name] != self.answers.get(name)} | set(found)
        if not changed:
            return self
        change = Change(
            question,
            {name: self.answers.get(name) for name in sorted(changed)},
            {name: self.contradictions.get(name) for name in found},
        )
        return replace(
            self,
            answers=dict(answers),
            history=(*self.history, change)[-_LONGEST_HISTORY:],
            contradictions={**self.contradictions, **found},
        )

    def without_last(self, keep: Collection[str] = ()) -> State:
        """Undo the last answer: the question that it answered is open again. What is to `keep` stays as it is."""
        *earlier, last = self.history
        undone = {name: value for name, value in last.before.items() if name not in keep}
        answers = {name: value for name, value in self.answers.items() if name not in undone}
        answers.update({name: value for name, value in undone.items() if value is not None})
        stood = {name: one for name, one in last.contradictions.items() if name not in keep}
        found = {**self.staged(None, "waiting").contradictions, **stood}
        put = tuple(name for name in self.put if name != last.question)
        return replace(
            self,
            answers=answers,
            put=put,
            history=tuple(earlier),
            missed=0,
            outcome=None,
            contradictions={name: one for name, one in found.items() if one and name in answers},
        )

    def to_attributes(self) -> dict[str, Any]:
        """Build plain JSON for the session."""
        return {
            "answers": {name: _plain_value(value) for name, value in self.answers.items()},
            "put": list(self.put),
            "unsure": list(self.unsure),
            "missed": self.missed,
            **({"wished": list(self.wished)} if self.wished[1] else {}),
            "told": self.told,
            "correcting": self.correcting,
            "history": [_plain_change(change) for change in self.history],
            **({"contradictions": _plain_contradictions(self.contradictions)} if self.contradictions else {}),
            **({"outcome": dict(self.outcome)} if self.outcome else {}),
        }

    @classmethod
    def from_attributes(cls, attributes: Mapping[str, Any], knowledge: Knowledge) -> State:
        """Read a session again; what is unsound in it (an old version, a stranger's hand) is left out."""
        questions = {question.name for question in knowledge.questions}
        outcome = attributes.get("outcome")
        answers = _answers(attributes.get("answers"), knowledge)
        contradictions = _contradictions(attributes.get("contradictions"), knowledge)
        return cls(
            answers=answers,
            put=_names(attributes.get("put"), questions),
            unsure=_names(attributes.get("unsure"), set(knowledge.topics)),
            missed=min(9, _number(attributes.get("missed"))),
            wished=_wished(attributes.get("wished"), questions),
            told=attributes.get("told") is True,
            correcting=attributes.get("correcting") is True,
            history=_history(attributes.get("history"), questions, knowledge),
            outcome=outcome if isinstance(outcome, dict) and isinstance(outcome.get("urgency"), str) else None,
            contradictions={name: one for name, one in contradictions.items() if one and name in answers},
        )


def _plain_value(value: Value | None) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _plain_contradictions(found: Mapping[str, Contradiction | None]) -> dict[str, Any]:
    return {
        name: [_plain_value(one.first), _plain_value(one.then), one.stage] if one else None
        for name, one in found.items()
    }


def _plain_change(change: Change) -> list[Any]:
    before = {name: _plain_value(value) for name, value in change.before.items()}
    more = [_plain_contradictions(change.contradictions)] if change.contradictions else []
    return [change.question, before, *more]


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


def _answers(raw: object, knowledge: Knowledge) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for name, value in raw.items() if isinstance(raw, dict) else ():
        sound = sound_value(knowledge.topics[name], value) if name in knowledge.topics else None
        if sound is not None:
            found[name] = sound
    return found


def _names(raw: object, known: set[str]) -> tuple[str, ...]:
    return tuple(name for name in raw if isinstance(name, str) and name in known) if isinstance(raw, list) else ()


def _wished(raw: object, questions: set[str]) -> tuple[str, int]:
    sound = isinstance(raw, list) and len(raw) == 2 and isinstance(raw[0], str) and raw[0] in questions
    return (raw[0], min(99, _number(raw[1]))) if sound and isinstance(raw, list) else ("", 0)


def _number(raw: object) -> int:
    return raw if type(raw) is int and raw >= 0 else 0


def _contradictions(raw: object, knowledge: Knowledge) -> dict[str, Contradiction | None]:
    """Read contradictions again; None where there was none yet. Only what a question asks about can be put."""
    asked = {name for question in knowledge.questions for name in question.asks}
    found: dict[str, Contradiction | None] = {}
    for name, entry in raw.items() if isinstance(raw, dict) else ():
        if name not in asked:
            continue
        if entry is None:
            found[name] = None
        elif isinstance(entry, list) and len(entry) == 3 and entry[2] in get_args(Stage):
            first, then = (sound_value(knowledge.topics[name], value) for value in entry[:2])
            if first not in (None, UNKNOWN) and then not in (None, UNKNOWN):
                found[name] = Contradiction(first, then, entry[2])
    return found


def _history(raw: object, questions: set[str], knowledge: Knowledge) -> tuple[Change, ...]:
    changes = []
    for entry in raw if isinstance(raw, list) else ():
        if isinstance(entry, list) and len(entry) in (2, 3) and isinstance(entry[1], dict):
            question, before, *more = entry
            values = {
                name: None if value is None else sound_value(knowledge.topics[name], value)
                for name, value in before.items()
                if name in knowledge.topics
            }
            found = _contradictions(more[0] if more else None, knowledge)
            changes.append(Change(question if question in questions else None, values, found))
    return tuple(changes[-_LONGEST_HISTORY:])
