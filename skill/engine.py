"""What to do next: a pure function over the clinical file and the answers. No clinical word stands here.

All rules are read and the most urgent one that holds decides (decision D-1 of the clinical specification). The next
question is the first, in the order of the file, whose answer can still change the outcome.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from skill.model import (
    UNKNOWN,
    Advise,
    AllOf,
    Answers,
    AnyOf,
    Ask,
    Condition,
    Knowledge,
    Question,
    Reason,
    Rule,
    Step,
    Test,
    Topic,
    UnlessTold,
    Urgency,
    Value,
)

NOT_RULED_OUT = "RF-50"
"""Criterion of the specification: what cannot be ruled out counts as present."""


def next_step(knowledge: Knowledge, answers: Answers, put: Collection[str] = ()) -> Step:
    """What to do now: ask the next question, or give the advice that stands.

    `put` names the sweeps that were put before: what they left open is asked one by one.
    """
    findings = Findings(knowledge, answers)
    question = findings.next_question(put)
    return Ask(question) if question else findings.advice()


def so_far(knowledge: Knowledge, answers: Answers) -> Advise:
    """The advice that what is known requires already, however much is still open."""
    return Findings(knowledge, answers).advice()


@dataclass(frozen=True)
class Findings:
    """The rules of one clinical file held against one set of answers."""

    knowledge: Knowledge
    answers: Answers

    # -- what is known of a topic -------------------------------------------------------------------------------------

    def value(self, topic: str) -> Value | None:
        """The answer as it counts; None while it is open."""
        known = self._told(topic)
        if known == UNKNOWN:
            return self.knowledge.topics[topic].unknown.counts_as
        return known

    def _told(self, topic: str) -> Value | None:
        if topic in self.answers:
            return self.answers[topic]
        if topic not in self._unanswered:  # the conditions of many rules and questions ask for the same few
            self._unanswered[topic] = self._assumed(topic)
        return self._unanswered[topic]

    @cached_property
    def _unanswered(self) -> dict[str, Value | None]:
        return {}

    def _assumed(self, topic: str) -> Value | None:
        assumed = self.knowledge.topics[topic].assumed
        if assumed is None or any(self._may_be_put(question) for question in self._questions_of(topic)):
            return None
        return assumed

    def _may_be_put(self, question: Question) -> bool:
        return question.only_if is None or self.holds(question.only_if) is not False

    def _questions_of(self, topic: str) -> Sequence[Question]:
        return self._questions.get(topic, ())

    @cached_property
    def _questions(self) -> dict[str, list[Question]]:
        by_topic: dict[str, list[Question]] = {}
        for question in self.knowledge.questions:
            for topic in dict.fromkeys(question.asks):
                by_topic.setdefault(topic, []).append(question)
        return by_topic

    # -- conditions: True, False, or None while open ------------------------------------------------------------

    def holds(self, condition: Condition, *, closed: bool = False) -> bool | None:
        """Whether a condition holds; None where open answers decide. `closed` counts what is open as unknown."""
        key = (id(condition), closed)
        if key not in self._held:
            self._held[key] = (condition, self._holds(condition, closed))  # kept with it: no other gets its id
        return self._held[key][1]

    @cached_property
    def _held(self) -> dict[tuple[int, bool], tuple[Condition, bool | None]]:
        return {}

    def _holds(self, condition: Condition, closed: bool) -> bool | None:
        if isinstance(condition, Test):
            return self._test(condition, closed)
        if isinstance(condition, UnlessTold):
            return self.holds(condition.part, closed=True)
        parts = [self.holds(part, closed=closed) for part in condition.parts]
        deciding = isinstance(condition, AnyOf)
        if deciding in parts:
            return deciding
        return None if None in parts else not deciding

    def _test(self, test: Test, closed: bool) -> bool | None:
        topic = self.knowledge.topics[test.topic]
        value = self.value(test.topic)
        if value is None and closed:
            value = topic.unknown.counts_as
        if value is None:  # open; or unknown, and what that requires is said with the topic
            return False if closed or self._told(test.topic) == UNKNOWN else None
        return passes(test, value, topic)

    # -- the urgency required ------------------------------------------------------------------------------------

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """Everything that requires an urgency by now, the most urgent first."""
        found = [*self._rules_that_hold(), *self._not_ruled_out()]
        ranked = [(reason.urgency.rank if reason.urgency else -1, reason) for reason in found]
        return tuple(reason for _, reason in sorted(ranked, key=lambda pair: -pair[0]))

    def _rules_that_hold(self) -> Iterator[Reason]:
        for rule in (*self.knowledge.rules, *self.knowledge.raises):
            if self.holds(rule.when):
                extra = tuple(name for name, part in rule.extra.items() if self.holds(part))
                topics = tuple(dict.fromkeys(self._support(rule.when)))
                unknown = (NOT_RULED_OUT,) if any(self.answers[name] == UNKNOWN for name in topics) else ()
                yield Reason(rule, topics, rule.urgency, rule.criteria + extra + unknown)

    def _not_ruled_out(self) -> Iterator[Reason]:
        for name, topic in self.knowledge.topics.items():
            if self.answers.get(name) == UNKNOWN and (topic.unknown.at_least or topic.unknown.raises):
                yield Reason(None, (name,), topic.unknown.at_least, (NOT_RULED_OUT,))

    def _support(self, condition: Condition) -> Iterator[str]:
        """The answered topics that make a condition hold."""
        if isinstance(condition, Test):
            if self._test(condition, closed=False) and condition.topic in self.answers:
                yield condition.topic
        elif not isinstance(condition, UnlessTold):
            for part in condition.parts:
                if self.holds(part):
                    yield from self._support(part)

    @cached_property
    def _base(self) -> Urgency:
        return max((reason.urgency for reason in self.reasons if reason.urgency), default=self.knowledge.urgencies[0])

    def _raised(self, urgency: Urgency) -> Urgency:
        raising = any(reason.urgency is None for reason in self.reasons)
        if not raising or urgency >= self.knowledge.raise_up_to:
            return urgency
        return self.knowledge.urgencies[urgency.rank + 1]

    def advice(self) -> Advise:
        """The advice that stands, with its reasons, the deciding ones first."""
        urgency = self._raised(self._base)
        ambulance = any(self._by_ambulance(reason) for reason in self.reasons if reason.urgency == urgency)
        return Advise(urgency, self.reasons, ambulance)

    def _by_ambulance(self, reason: Reason) -> bool:
        if reason.rule:
            return reason.rule.ambulance
        return self.knowledge.topics[reason.topics[0]].unknown.ambulance

    # -- the next question ---------------------------------------------------------------------------------------

    def next_question(self, put: Collection[str]) -> Question | None:
        """The first question, in the order of the file, whose answer can still change the outcome."""
        return self._first(self._topics_that_matter(), put)

    def _first(self, wanted: Collection[str], put: Collection[str]) -> Question | None:
        for question in self.knowledge.questions:
            if not set(wanted).intersection(question.asks) or (question.only_if and not self.holds(question.only_if)):
                continue
            if question.is_sweep and (question.name in put or not set(question.asks) <= set(wanted)):
                continue
            return question
        return None

    def open_questions(self, put: Collection[str] = ()) -> list[Question]:
        """The questions that can still change the outcome as things stand, a sweep in place of its parts."""
        wanted = self._topics_that_matter()
        found: list[Question] = []
        while wanted:
            question = self._first(wanted, put)
            if question is None:
                break
            found.append(question)
            wanted = wanted.difference(question.asks)
        return found

    def undecided(self) -> Iterator[tuple[Rule, tuple[str, ...]]]:
        """The rules that could still change the outcome, each with the topics that are open in it."""
        standing = self._raised(self._base)
        for rule in self.knowledge.rules:
            if rule.urgency and self._matters(rule, standing) and self.holds(rule.when) is None:
                yield rule, tuple(dict.fromkeys(self._open_topics(rule.when)))

    def _topics_that_matter(self) -> set[str]:
        return {topic for _, topics in self.undecided() for topic in topics}

    def _matters(self, rule: Rule, standing: Urgency) -> bool:
        return rule.urgency is not None and rule.urgency > self._base and self._raised(rule.urgency) > standing

    def _open_topics(self, condition: Condition) -> Iterator[str]:
        """Topics that decide an open condition, and what decides whether those are asked at all."""
        if isinstance(condition, Test):
            if self._told(condition.topic) is None:
                yield condition.topic
                for question in self._questions_of(condition.topic):
                    if question.only_if and self.holds(question.only_if) is None:
                        yield from self._open_topics(question.only_if)
        elif isinstance(condition, AnyOf | AllOf):
            for part in condition.parts:
                if self.holds(part) is None:
                    yield from self._open_topics(part)


def passes(test: Test, value: Value, topic: Topic) -> bool:
    """Whether a clear answer passes a test, by its value alone."""
    if isinstance(value, int) and isinstance(test.value, int):
        return value >= test.value if test.relation == "at_least" else value < test.value
    if test.relation == "includes":
        return isinstance(value, tuple) and test.value in value
    if test.relation == "is":
        return isinstance(test.value, tuple) and value in test.value
    return isinstance(test.value, str) and value in topic.values[topic.gravity(test.value) :]
