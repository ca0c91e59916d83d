"""What can be answered, sorted into kinds that no rule tells apart: so a proof over kinds holds for all answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from skill.model import Condition, Knowledge, Question, Test, Topic, UnlessTold


@dataclass(frozen=True)
class Domain:
    """The clear answers to a topic: named values, the members of a set, or for a number the start of each stretch.

    No condition tells two numbers of a stretch apart: with tests at 30 and 180 the stretches begin at 0, 30 and 180.
    """

    topic: Topic
    values: tuple[str | int, ...]

    @property
    def is_set(self) -> bool:
        """Whether several of its values can be told at once."""
        return self.topic.kind == "set"

    @property
    def is_number(self) -> bool:
        """Whether it has no order of gravity."""
        return self.topic.kind in ("minutes", "years")

    def stretch(self, number: int) -> int:
        """The start of the stretch that a number lies in."""
        return max(start for start in self.values if isinstance(start, int) and start <= number)


def domains(knowledge: Knowledge) -> dict[str, Domain]:
    """For every topic its clear answers."""
    cuts: dict[str, set[int]] = {name: {0} for name in knowledge.topics}
    for test in (test for condition in every_condition(knowledge) for test in tests_of(condition)):
        if isinstance(test.value, int):
            cuts[test.topic].add(test.value)
    return {
        name: Domain(topic, tuple(sorted(cuts[name])) if topic.kind in ("minutes", "years") else topic.values)
        for name, topic in knowledge.topics.items()
    }


def every_condition(knowledge: Knowledge) -> Iterator[Condition]:
    """Every condition of a clinical file."""
    for rule in (*knowledge.rules, *knowledge.raises):
        yield from (rule.when, *rule.extra.values())
    yield from (question.only_if for question in knowledge.questions if question.only_if)


def tests_of(condition: Condition) -> Iterator[Test]:
    """Every test of one topic in a condition."""
    if isinstance(condition, Test):
        yield condition
    elif isinstance(condition, UnlessTold):
        yield from tests_of(condition.part)
    else:
        for part in condition.parts:
            yield from tests_of(part)


def asking(knowledge: Knowledge) -> Mapping[str, tuple[Question, ...]]:
    """For every topic the questions that ask for it."""
    return {
        name: tuple(question for question in knowledge.questions if name in question.asks) for name in knowledge.topics
    }
