"""Proofs over rules: each one is needed, and each decides what is advised to somebody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from safety.anybody import Anybody
from safety.claims import Claim
from safety.proofs.subject import Proof, Subject, fitting, lower_or_no_ambulance


def _alive(subject: Subject) -> Iterator[Claim]:
    """Without the rule somebody would be advised less: it is neither dead nor covered everywhere by others."""
    anybody, sound = subject.anybody()
    knowledge = subject.knowledge
    for rule in (*knowledge.rules, *knowledge.raises):
        left = replace(
            knowledge,
            rules=tuple(other for other in knowledge.rules if other is not rule),
            raises=tuple(other for other in knowledge.raises if other is not rule),
        )
        without = Anybody(left, anybody.told)
        people = {"with the rule": anybody}
        some = [*sound, *fitting(anybody), anybody.holds(rule.when)]
        yield Claim(f"rule '{rule.name}' holds", people, some, None)
        decides = [*some, lower_or_no_ambulance(without, anybody)]
        if rule.name not in subject.floors.names_only:
            yield Claim(f"rule '{rule.name}' decides", people, decides, None)


RULES = (Proof("alive", "Every rule decides what is advised to somebody: none is idle, none is covered.", _alive),)
