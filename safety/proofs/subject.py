"""What a proof is about, and what every proof needs: anybody, answers that fit together, and which advice is lower."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from safety.anybody import Anybody, Told
from safety.claims import Claim
from safety.domains import Domain, domains
from safety.floors import Floors
from safety.formulas import Formula, all_of, any_of, if_then, not_
from skill.model import Knowledge


@dataclass(frozen=True)
class Subject:
    """A clinical file, and the floors that it is held against."""

    knowledge: Knowledge
    floors: Floors

    @cached_property
    def domains(self) -> dict[str, Domain]:
        """For every topic its clear answers."""
        return domains(self.knowledge)

    @cached_property
    def asked(self) -> frozenset[str]:
        """The topics that some question asks for."""
        return frozenset(topic for question in self.knowledge.questions for topic in question.asks)

    def anybody(self, name: str = "") -> tuple[Anybody, list[Formula]]:
        """A person who may answer anything, and what makes them one."""
        return Anybody.free(self.knowledge, name)


@dataclass(frozen=True)
class Proof:
    """A sentence about the rules, and the claims that prove it; `finds` tells what else the proof brought to light."""

    name: str
    sentence: str
    claims: Callable[[Subject], Iterator[Claim]]
    finds: Callable[[Subject], str] | None = None


def fitting(person: Anybody) -> list[Formula]:
    """What the conversation keeps true: with a finer finding that implies it, its topic is at least as grave.

    skill/taking.py does it for what is told, skill/contradictions.py for what is taken back.
    """
    rules = []
    for name, topic in person.knowledge.topics.items():
        if topic.part_of and topic.implies:
            whole = person.knowledge.topics[topic.part_of]
            as_grave = whole.values[whole.gravity(topic.implies) :]
            told = person.told[whole.name]
            rules.append(if_then(person.told[name].values[topic.implies], any_of(told.values[one] for one in as_grave)))
    return rules


def lower(one: Anybody, other: Anybody) -> Formula:
    """Whether the advice of one person is less urgent than that of another."""
    return any_of(all_of([not_(here), there]) for here, there in zip(one.at_least, other.at_least, strict=True))


def lower_or_no_ambulance(one: Anybody, other: Anybody) -> Formula:
    """Whether the advice of one person is less urgent than that of another, or without the ambulance that it has."""
    return any_of([lower(one, other), all_of([other.ambulance, not_(one.ambulance)])])


def same(one: Formula, other: Formula) -> Formula:
    """Whether both are true, or none is."""
    return all_of([if_then(one, other), if_then(other, one)])


def agree(one: Told, other: Told) -> list[Formula]:
    """What makes two persons answer a topic alike."""
    pairs = [(one.open, other.open), (one.unknown, other.unknown)]
    pairs += [(one.values[value], other.values[value]) for value in one.values]
    return [same(*pair) for pair in pairs]


def part_of(person: Anybody, whole: Anybody) -> list[Formula]:
    """What makes one person's answers some of another's."""
    return [
        if_then(not_(told.open), part) for name, told in person.told.items() for part in agree(told, whole.told[name])
    ]


def changed(told: Told, member: str | int, *, there: bool) -> Told:
    """What is known of a set, with one member added or taken out."""
    return Told(told.open, told.unknown, {**told.values, member: there})
