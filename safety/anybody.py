"""Anybody: a person whose every answer is left to the solver, and what the engine makes of them, as formulas.

It says in formulas what skill/engine.py does with one set of answers; tests hold the two against each other over
thousands of people. A topic is open, not known, or told; told, it has one value, or any members of a set.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import z3

from safety.domains import Domain, asking, domains
from safety.formulas import Formula, all_of, any_of, just_one, not_
from skill.engine import passes
from skill.model import UNKNOWN, Answers, AnyOf, Condition, Knowledge, Question, Rule, Test, UnlessTold, Urgency, Value


@dataclass(frozen=True)
class Told:
    """What is known of one topic: `open`, `unknown`, or one of `values` (of a set each of them by itself)."""

    open: Formula
    unknown: Formula
    values: Mapping[str | int, Formula]

    @property
    def clear(self) -> Formula:
        """Whether it was told."""
        return all_of([not_(self.open), not_(self.unknown)])


def anything(name: str, domain: Domain) -> tuple[Told, list[Formula]]:
    """Any answer to a topic, under a name that no other answer has; and what makes it one."""
    is_open, unknown = z3.Bool(f"{name} open"), z3.Bool(f"{name} unknown")
    values = {value: z3.Bool(f"{name} {value}") for value in domain.values}
    told = Told(is_open, unknown, values)
    if domain.is_set:
        return told, [not_(all_of([is_open, unknown])), *(z3.Implies(one, told.clear) for one in values.values())]
    return told, just_one([is_open, unknown, *values.values()])


def just(value: Value | None, domain: Domain) -> Told:
    """One certain answer to a topic; None: it is open."""
    members = value if isinstance(value, tuple) else (domain.stretch(value) if isinstance(value, int) else value,)
    return Told(value is None, value == UNKNOWN, {one: one in members for one in domain.values})


class Anybody:
    """A person made of what is known of each topic, held against one clinical file."""

    def __init__(self, knowledge: Knowledge, told: Mapping[str, Told]) -> None:
        self.knowledge = knowledge
        self.told = told
        self.asking = asking(knowledge)
        self._known: dict[tuple[str, object], Formula] = {}

    @classmethod
    def free(cls, knowledge: Knowledge, name: str = "") -> tuple[Anybody, list[Formula]]:
        """A person who may answer anything, and what makes them one. `name` tells several such people apart."""
        rules: list[Formula] = []
        told: dict[str, Told] = {}
        for topic, domain in domains(knowledge).items():
            told[topic], more = anything(f"{name}{topic}", domain)
            rules += more
        return cls(knowledge, told), rules

    @classmethod
    def certain(cls, knowledge: Knowledge, answers: Answers) -> Anybody:
        """A person with given answers."""
        return cls(knowledge, {name: just(answers.get(name), domain) for name, domain in domains(knowledge).items()})

    def but(self, changes: Mapping[str, Told]) -> Anybody:
        """The same person with some other answers."""
        return Anybody(self.knowledge, {**self.told, **changes})

    def _once(self, what: str, of: object, make: Callable[[], Formula]) -> Formula:
        key = what, of
        if key not in self._known:
            self._known[key] = make()
        return self._known[key]

    # -- what is known of a topic: Findings.value, Findings._told ------------------------------------------------------

    def is_open(self, topic: str) -> Formula:
        """Whether nothing is known of a topic, and nothing is taken for granted."""
        return self._once("open", topic, lambda: all_of([self.told[topic].open, not_(self._granted(topic))]))

    def _granted(self, topic: str) -> Formula:
        """Whether it counts as it is `assumed`: nothing was said, and no question about it is open."""
        if self.knowledge.topics[topic].assumed is None:
            return False

        def granted() -> Formula:
            return all_of([self.told[topic].open, *(not_(self._may_be_put(one)) for one in self.asking[topic])])

        return self._once("granted", topic, granted)

    def _may_be_put(self, question: Question) -> Formula:
        return True if question.only_if is None else not_(self.fails(question.only_if))

    # -- conditions: Findings.holds -----------------------------------------------------------------------------------

    def holds(self, condition: Condition, *, closed: bool = False) -> Formula:
        """Whether a condition holds by what is known; `closed` counts what is open as not known."""
        return self._once("closed" if closed else "holds", id(condition), lambda: self._holds(condition, closed))

    def _holds(self, condition: Condition, closed: bool) -> Formula:
        if isinstance(condition, Test):
            return self._passes(condition, closed)
        if isinstance(condition, UnlessTold):
            return self.holds(condition.part, closed=True)
        parts = [self.holds(part, closed=closed) for part in condition.parts]
        return any_of(parts) if isinstance(condition, AnyOf) else all_of(parts)

    def _passes(self, test: Test, closed: bool) -> Formula:
        topic, told = self.knowledge.topics[test.topic], self.told[test.topic]
        members = topic.kind == "set"
        ways = [here for value, here in told.values.items() if passes(test, (str(value),) if members else value, topic)]
        if topic.assumed is not None and passes(test, topic.assumed, topic):
            ways.append(self._granted(test.topic))
        if topic.unknown.counts_as is not None and passes(test, topic.unknown.counts_as, topic):
            ways.append(told.unknown)
            if closed:
                ways.append(self.is_open(test.topic))
        return any_of(ways)

    def fails(self, condition: Condition) -> Formula:
        """Whether a condition does not hold, whatever is still told."""
        return self._once("fails", id(condition), lambda: self._fails(condition))

    def _fails(self, condition: Condition) -> Formula:
        if isinstance(condition, Test):
            return all_of([not_(self.is_open(condition.topic)), not_(self.holds(condition))])
        if isinstance(condition, UnlessTold):
            return not_(self.holds(condition))
        parts = map(self.fails, condition.parts)
        return all_of(parts) if isinstance(condition, AnyOf) else any_of(parts)

    def undecided(self, condition: Condition) -> Formula:
        """Whether open answers decide a condition."""
        return all_of([not_(self.holds(condition)), not_(self.fails(condition))])

    # -- the urgency required: Findings.advice ------------------------------------------------------------------------

    @cached_property
    def reasons(self) -> list[tuple[Formula, Urgency | None, bool]]:
        """What may require an urgency (None: raise it): whether it does, which, and whether by ambulance."""
        rules = (*self.knowledge.rules, *self.knowledge.raises)
        found = [(self.holds(rule.when), rule.urgency, rule.ambulance) for rule in rules]
        for name, topic in self.knowledge.topics.items():
            if topic.unknown.at_least or topic.unknown.raises:
                found.append((self.told[name].unknown, topic.unknown.at_least, topic.unknown.ambulance))
        return found

    @cached_property
    def _base(self) -> list[Formula]:
        """For each urgency, whether rules and unknowns require it or more, before anything raises it."""
        return [
            True if not level.rank else any_of(so for so, urgency, _ in self.reasons if urgency and urgency >= level)
            for level in self.knowledge.urgencies
        ]

    @cached_property
    def _raising(self) -> Formula:
        return any_of(so for so, urgency, _ in self.reasons if urgency is None)

    @cached_property
    def at_least(self) -> list[Formula]:
        """For each urgency, by rank, whether the advice is that urgent or more."""
        last = self.knowledge.raise_up_to.rank
        return [
            any_of([base, all_of([self._raising, self._base[rank - 1]])]) if 0 < rank <= last else base
            for rank, base in enumerate(self._base)
        ]

    def advised(self, urgency: Urgency) -> Formula:
        """Whether the advice is just this urgent."""
        above = self.at_least[urgency.rank + 1 : urgency.rank + 2]
        return all_of([self.at_least[urgency.rank], *map(not_, above)])

    @cached_property
    def ambulance(self) -> Formula:
        """Whether the advice is given in the form of the ambulance."""
        return any_of(all_of([so, self.advised(urgency)]) for so, urgency, calls in self.reasons if urgency and calls)

    # -- the next question: Findings.next_question --------------------------------------------------------------------

    def _matters(self, rule: Rule) -> Formula:
        """Whether a rule would change the advice if it held."""
        if rule.urgency is None:
            return False
        rank, last = rule.urgency.rank, self.knowledge.raise_up_to.rank
        lower = not_(self._base[rank])
        if rank >= last:  # what is raised already, to where raising ends, is not less urgent
            return all_of([lower, not_(self.at_least[rank])])
        return lower

    @cached_property
    def _wanted(self) -> Mapping[str, Formula]:
        ways: dict[str, list[Formula]] = defaultdict(list)
        for rule in self.knowledge.rules:
            self._want(rule.when, all_of([self._matters(rule), self.undecided(rule.when)]), ways)
        return {name: any_of(some) for name, some in ways.items()}

    def _want(self, condition: Condition, so: Formula, ways: dict[str, list[Formula]]) -> None:
        """Note the topics that decide an open condition, and what decides whether those are asked at all."""
        if so is False or isinstance(condition, UnlessTold):
            return
        if isinstance(condition, Test):
            here = all_of([so, self.is_open(condition.topic)])
            ways[condition.topic].append(here)
            for question in self.asking[condition.topic]:
                if question.only_if:
                    self._want(question.only_if, all_of([here, self.undecided(question.only_if)]), ways)
            return
        for part in condition.parts:
            self._want(part, all_of([so, self.undecided(part)]), ways)

    def would_be_asked(self, question: Question) -> Formula:
        """Whether a question could be put now: its answer can change the advice, and it applies."""
        applies = True if question.only_if is None else self.holds(question.only_if)
        return all_of([applies, any_of(self._wanted.get(topic, False) for topic in question.asks)])

    def sweep_would_be_asked(self, question: Question) -> Formula:
        """Whether a sweep could be put now: all its topics can change the advice, and it applies."""
        applies = True if question.only_if is None else self.holds(question.only_if)
        return all_of([applies, *(self._wanted.get(topic, False) for topic in question.asks)])

    def applies_to(self, topic: str) -> Formula:
        """Whether some question about a topic applies."""
        return any_of(True if one.only_if is None else self.holds(one.only_if) for one in self.asking[topic])

    @cached_property
    def done(self) -> Formula:
        """Whether advice is given now, all sweeps put that were to be put."""
        return not_(any_of(self.would_be_asked(one) for one in self.knowledge.questions if not one.is_sweep))
