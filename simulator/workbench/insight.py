"""What the clinical rules make of a conversation so far: computed from the session attributes of a response.

No device could tell this: the page of `make serve` shows it to developers and clinicians beside the conversation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from simulator.workbench.vocabulary import in_words
from skill.engine import Findings
from skill.loader import load_knowledge
from skill.model import UNKNOWN, Knowledge, Question, Reason, Source
from skill.speech import Speech, load_speech
from skill.state import State


@dataclass(frozen=True)
class Level:
    """An urgency: its name, its place (0 is the least urgent), and how it is said in short."""

    name: str
    rank: int
    words: str


@dataclass(frozen=True)
class Answer:
    """What is known of one topic; `words` are those in which the skill says it back, "" where it has none."""

    topic: str
    value: str
    words: str


@dataclass(frozen=True)
class Held:
    """Why an urgency is required: a rule that holds, or what could not be ruled out (then `rule` is "").

    `urgency` is None where it raises what the others require by one level.
    """

    rule: str
    urgency: Level | None
    words: str
    criteria: tuple[str, ...]
    topics: tuple[str, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Depends:
    """A rule that an open question can still decide."""

    rule: str
    urgency: Level
    words: str


@dataclass(frozen=True)
class StillOpen:
    """A question whose answer can still change the outcome, with the rules that wait for it, the gravest first."""

    question: str
    words: str
    topics: tuple[str, ...]
    decides: tuple[Depends, ...]


@dataclass(frozen=True)
class Insight:
    """What holds now. `urgency` is what is known so far requires, `floor` what somebody who leaves now would hear.

    `advised` is the name of the urgency that was spoken, None before.
    """

    urgency: Level
    floor: Level
    advised: str | None
    answers: tuple[Answer, ...]
    rules: tuple[Held, ...]
    open: tuple[StillOpen, ...]


def levels(locale: str) -> list[dict[str, Any]]:
    """The urgencies from the least to the most urgent, as plain JSON."""
    speech = load_speech(locale)
    return [asdict(_level(urgency.name, speech)) for urgency in load_knowledge().urgencies]


def insight(attributes: Mapping[str, Any], locale: str) -> dict[str, Any]:
    """`read_insight` as plain JSON, which is what the page takes."""
    return asdict(read_insight(attributes, locale))


def read_insight(attributes: Mapping[str, Any], locale: str) -> Insight:
    """What the rules make of the session attributes of a response. What is unsound in them is left out."""
    knowledge, speech = load_knowledge(), load_speech(locale)
    state = State.from_attributes(attributes, knowledge)
    findings = Findings(knowledge, state.answers)
    advice = findings.advice()
    return Insight(
        urgency=_level(advice.urgency.name, speech),
        floor=_level(max(advice.urgency, knowledge.unfinished).name, speech),
        advised=str(state.outcome["urgency"]) if state.outcome else None,
        answers=tuple(_answer(name, value, speech, knowledge) for name, value in state.answers.items()),
        rules=tuple(_held(reason, speech, knowledge) for reason in advice.reasons),
        open=() if state.outcome else tuple(_still_open(findings, state, speech)),
    )


def _level(name: str, speech: Speech) -> Level:
    words = speech.say(f"advice.short_levels.{name}").rstrip(".")
    return Level(name, load_knowledge().urgency(name).rank, words)


def _answer(name: str, value: object, speech: Speech, knowledge: Knowledge) -> Answer:
    told = f"told.{name}.{knowledge.topics[name].reports.get(str(value)) or value}"
    return Answer(name, in_words(value), speech.say(told) if speech.has(told) else "")


def _held(reason: Reason, speech: Speech, knowledge: Knowledge) -> Held:
    urgency = _level(reason.urgency.name, speech) if reason.urgency else None
    if reason.rule is None:
        words = speech.say("advice.because_unknown", topics=speech.say(f"topics.{reason.topics[0]}"))
        return Held("", urgency, words, reason.criteria, reason.topics, ())
    words = speech.say(f"reasons.{reason.rule.name}.because")
    sources = tuple(knowledge.sources[name] for name in reason.rule.sources if name in knowledge.sources)
    return Held(reason.rule.name, urgency, words, reason.criteria, reason.topics, sources)


def _still_open(findings: Findings, state: State, speech: Speech) -> Iterator[StillOpen]:
    undecided = list(findings.undecided())
    for question in findings.open_questions(state.put):
        decides = [rule for rule, topics in undecided if set(topics).intersection(question.asks)]
        ranked = sorted(decides, key=lambda rule: -rule.urgency.rank if rule.urgency else 0)
        yield StillOpen(
            question.name,
            _asked(question, state, speech),
            question.asks,
            tuple(
                Depends(rule.name, _level(rule.urgency.name, speech), speech.say(f"reasons.{rule.name}.because"))
                for rule in ranked
                if rule.urgency
            ),
        )


def _asked(question: Question, state: State, speech: Speech) -> str:
    again = any(state.answers.get(name) == UNKNOWN or name in state.unsure for name in question.asks)
    return speech.say(f"questions.{question.name}.{'rephrase' if again else 'ask'}")
