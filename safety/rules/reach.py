"""How urgent an answer can make it: alone, in somebody who is well otherwise, and together with other answers."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from safety.domains import tests_of
from safety.rules.tracing import all_rules, questions_of, topics_of
from skill.engine import Findings
from skill.model import YES, AllOf, Answers, AnyOf, Condition, Knowledge, Rule, Test, Urgency, Value


@dataclass(frozen=True, order=True)
class Level:
    """An urgency and its spoken form; an ambulance is more than going there."""

    urgency: Urgency
    ambulance: bool = False


def together(knowledge: Knowledge, topic: str) -> Level | None:
    """The highest level of all rules in which a topic has a part; None where it has a part in none."""
    return max((_level(rule) for rule in knowledge.rules if topic in topics_of(rule.when)), default=None)


def alone(knowledge: Knowledge, topic: str, well: Answers) -> Level | None:
    """The highest level that an answer to one topic brings about in the well person, by a rule in which it has a part.

    The well person is first given what must hold for the question to be asked at all. None where no rule holds.
    """
    found = knowledge.topics[topic]
    levels = []
    for base in _asked_of(knowledge, topic, well):
        for value in _values(knowledge, topic):
            implied = {found.part_of: found.implies} if found.part_of and found.implies and value == YES else {}
            findings = Findings(knowledge, {**base, **implied, topic: value})
            rules = [reason.rule for reason in findings.reasons if {topic, *implied} & set(reason.topics)]
            levels += [_level(rule) for rule in rules if rule and rule.urgency]
    return max(levels, default=None)


def each_alone(knowledge: Knowledge, well: Answers) -> dict[str, Level | None]:
    """The highest level that each topic brings about alone."""
    return {topic: alone(knowledge, topic, well) for topic in knowledge.topics}


def _asked_of(knowledge: Knowledge, topic: str, well: Answers) -> Iterator[Answers]:
    """The well person, as changed as must be for the questions about a topic to be asked."""
    asked_if = [question.only_if for question in questions_of(knowledge, topic)] or [None]
    for condition in dict.fromkeys(asked_if):
        for change in _bases(knowledge, condition):
            changed = {**well, **change}
            if condition is None or Findings(knowledge, changed).holds(condition):
                yield changed


def _level(rule: Rule) -> Level:
    assert rule.urgency  # noqa: S101 - rules that only raise are never asked
    return Level(rule.urgency, rule.ambulance)


def _values(knowledge: Knowledge, topic: str) -> Iterator[Value]:
    """Answers that can make a difference: every value, or for a number both sides of each limit that a rule has."""
    found = knowledge.topics[topic]
    if found.values:
        yield from ((value,) if found.kind == "set" else value for value in found.values)
        return
    limits = {
        test.value
        for rule in all_rules(knowledge)
        for test in tests_of(rule.when)
        if test.topic == topic and isinstance(test.value, int)
    }
    yield from sorted({value for limit in limits for value in (limit - 1, limit)})


def _bases(knowledge: Knowledge, condition: Condition | None) -> Iterator[dict[str, Value]]:
    """Answers that make a condition hold, in each of the ways that it names."""
    if condition is None:
        yield {}
    elif isinstance(condition, Test):
        value = condition.value
        if isinstance(value, int):
            yield {condition.topic: value - 1 if condition.relation == "under" else value}
        elif isinstance(value, tuple):
            for one in value:
                yield {condition.topic: one}
        else:
            yield {condition.topic: (value,) if condition.relation == "includes" else value}
    elif isinstance(condition, AnyOf):
        for part in condition.parts:
            yield from _bases(knowledge, part)
    elif isinstance(condition, AllOf):
        for ways in itertools.product(*(list(_bases(knowledge, part)) for part in condition.parts)):
            yield {topic: value for way in ways for topic, value in way.items()}
    else:
        yield from _bases(knowledge, condition.part)
