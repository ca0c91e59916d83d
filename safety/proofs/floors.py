"""Proofs against the specification: nobody falls below a floor, and self-care needs clear answers."""

from __future__ import annotations

from collections.abc import Iterator

from safety.anybody import Anybody, just
from safety.claims import Claim
from safety.formulas import all_of, any_of, not_
from safety.proofs.subject import Proof, Subject, fitting
from skill.model import UNKNOWN


def _floors(subject: Subject) -> Iterator[Claim]:
    anybody, sound = subject.anybody()
    for floor in subject.floors.floors:
        below = not_(anybody.at_least[floor.at_least.rank])
        if floor.ambulance:
            below = any_of([below, not_(anybody.ambulance)])
        about = f"{floor.sentence} ({floor.criterion})"
        yield Claim(about, {"somebody": anybody}, [*sound, anybody.holds(floor.when)], below)
    for topic, least in subject.floors.unknown.items():
        unsure = anybody.but({topic: just(UNKNOWN, subject.domains[topic])})
        below = not_(unsure.at_least[least.rank])
        yield Claim(f"Not knowing {topic} is at least {least.name}", {"somebody": unsure}, sound, below)


def _self_care(subject: Subject) -> Iterator[Claim]:
    anybody, sound = subject.anybody()
    ended = [*sound, *fitting(anybody), anybody.done, anybody.advised(subject.knowledge.urgencies[0])]
    for name in sorted(emergency_topics(subject)):
        told, domain = anybody.told[name], subject.domains[name]
        fine = (domain.values[0], *subject.floors.beside_self_care.get(name, ()))
        clear = any_of(told.values[value] for value in fine)
        never = all_of([anybody.applies_to(name), not_(clear)])
        yield Claim(f"self-care without a clear answer to {name}", {"somebody": anybody}, ended, never)


def emergency_topics(subject: Subject) -> frozenset[str]:
    """The asked topics of which an answer alone, or not knowing, is of the highest urgency."""
    top = subject.knowledge.urgencies[-1].rank
    found = set()
    for name in subject.asked:
        domain = subject.domains[name]
        people = (Anybody.certain(subject.knowledge, {name: value}) for value in (*domain.values, UNKNOWN))
        if not domain.is_set and any(person.at_least[top] is True for person in people):
            found.add(name)
    return frozenset(found)


FLOORS = (
    Proof("floors", "Nobody falls below a floor of the specification, whatever else they answer.", _floors),
    Proof("self_care", "Self-care needs a clear answer to every question about an emergency.", _self_care),
)
