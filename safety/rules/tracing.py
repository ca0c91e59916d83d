"""What carries a criterion, and which cases only it decides: computed with the engine, not guessed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from safety.domains import tests_of
from safety.rules.material import Case
from skill.engine import so_far
from skill.model import Advise, AnyOf, Condition, Knowledge, Question, Rule, Test, UnlessTold

_FEW = 5
"""Topics of one condition whose questions are all quoted with it."""


@dataclass(frozen=True)
class Decided:
    """A case that only one criterion decides: what is advised, and what would be without its rules."""

    case: Case
    without: Advise


def all_rules(knowledge: Knowledge) -> tuple[Rule, ...]:
    """The rules that require an urgency and those that raise one."""
    return (*knowledge.rules, *knowledge.raises)


def carrying(knowledge: Knowledge, criterion: str) -> tuple[Rule, ...]:
    """The rules that carry a criterion, always or where its own condition holds too; the most urgent first."""
    found = [rule for rule in all_rules(knowledge) if criterion in rule.criteria or criterion in rule.extra]
    return tuple(sorted(found, key=lambda rule: (-rule.urgency.rank if rule.urgency else 1, not rule.ambulance)))


def shaped(knowledge: Knowledge, decision: str) -> tuple[Rule, ...]:
    """The rules that a decision of the specification shaped."""
    return tuple(rule for rule in all_rules(knowledge) if decision in rule.settled_by)


def without(knowledge: Knowledge, rules: Collection[Rule]) -> Knowledge:
    """The clinical file less some rules."""
    gone = {rule.name for rule in rules}
    return replace(
        knowledge,
        rules=tuple(rule for rule in knowledge.rules if rule.name not in gone),
        raises=tuple(rule for rule in knowledge.raises if rule.name not in gone),
    )


def holding(criterion: str, cases: Collection[Case]) -> list[Case]:
    """The cases in which a criterion stands behind the advice, decisive or not."""
    return [case for case in cases if criterion in case.named]


def decided_only_by(knowledge: Knowledge, criterion: str, cases: Collection[Case]) -> list[Decided]:
    """The cases in which it holds, and where the advice is less urgent or of another form once its rules are gone."""
    rules = carrying(knowledge, criterion)
    left = without(knowledge, rules)
    found = []
    for case in holding(criterion, cases) if rules else ():
        other = so_far(left, case.answers)
        if other.urgency < case.advice.urgency or other.ambulance != case.advice.ambulance:
            found.append(Decided(case, other))
    return found


def topics_of(condition: Condition) -> list[str]:
    """The topics of a condition, in the order in which they stand there."""
    return list(dict.fromkeys(test.topic for test in tests_of(condition)))


def settling(condition: Condition, few: int = _FEW) -> list[str]:
    """The topics that settle a condition: all, where they are few; else those without which it can never hold.

    All of them, too, where no single one is needed.
    """
    topics = topics_of(condition)
    if len(topics) <= few:
        return topics
    return [topic for topic in topics if not _can_hold(condition, topic)] or topics


def _can_hold(condition: Condition, denied: str) -> bool:
    if isinstance(condition, Test):
        return condition.topic != denied
    if isinstance(condition, UnlessTold):
        return _can_hold(condition.part, denied)
    parts = [_can_hold(part, denied) for part in condition.parts]
    return any(parts) if isinstance(condition, AnyOf) else all(parts)


def questions_of(knowledge: Knowledge, topic: str) -> tuple[Question, ...]:
    """The questions that settle a topic; a sweep is none of them, for each of its topics has a question of its own."""
    return tuple(question for question in knowledge.questions if topic in question.asks and not question.is_sweep)
