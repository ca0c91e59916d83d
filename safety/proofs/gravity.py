"""Proofs over single answers: what is graver, not known, or told besides never lowers the advice."""

from __future__ import annotations

from collections.abc import Iterator

from safety.anybody import Anybody, Told, anything, just
from safety.claims import Claim
from safety.formulas import Formula, all_of, not_
from safety.proofs.subject import Proof, Subject, changed, lower_or_no_ambulance
from skill.model import UNKNOWN, Value


def _graver(subject: Subject) -> Iterator[Claim]:
    anybody, sound = subject.anybody()
    for name, domain in subject.domains.items():
        if domain.is_set:
            clear = anybody.told[name].clear
            for member in domain.values:
                less, more = (changed(anybody.told[name], member, there=there) for there in (False, True))
                yield _not_lower(f"{name}: '{member}' as well", anybody, (name, less, more), [*sound, clear])
        elif not domain.is_number:  # minutes and years have no order of gravity: what is new can be graver than the old
            for value, graver in zip(domain.values, domain.values[1:], strict=False):
                sides = name, just(value, domain), just(graver, domain)
                yield _not_lower(f"{name}: '{graver}' after '{value}'", anybody, sides, sound)


def _not_lower(about: str, anybody: Anybody, sides: tuple[str, Told, Told], sound: list[Formula]) -> Claim:
    """The claim that the advice is no lower after a topic changed; `sides`: the topic, before, and after."""
    name, before, after = sides
    first, then = anybody.but({name: before}), anybody.but({name: after})
    return Claim(about, {"before": first, "after": then}, sound, lower_or_no_ambulance(then, first))


def _not_known(subject: Subject) -> Iterator[Claim]:
    anybody, sound = subject.anybody()
    for name, domain in subject.domains.items():
        unsure = anybody.but({name: just(UNKNOWN, domain)})
        if domain.is_number:  # no number is the best one for every rule: some number must be no more urgent
            some = [anybody.but({name: just(value, domain)}) for value in domain.values]
            below = all_of(lower_or_no_ambulance(unsure, one) for one in some)
            yield Claim(f"{name}: not known, and any number", {"not known": unsure}, sound, below)
        else:
            best: Value = () if domain.is_set else domain.values[0]
            sure = anybody.but({name: just(best, domain)})
            people = {"told": sure, "not known": unsure}
            yield Claim(
                f"{name}: not known, and '{best or 'none'}'", people, sound, lower_or_no_ambulance(unsure, sure)
            )


def _one_more(subject: Subject) -> Iterator[Claim]:
    anybody, sound = subject.anybody()
    for name, domain in subject.domains.items():
        if name not in subject.floors.told_later:
            told, more = anything(f"{name} told", domain)
            sides = name, just(None, domain), told
            yield _not_lower(f"{name}: told", anybody, sides, [*sound, *more, not_(told.open)])


GRAVITY = (
    Proof("graver", "A graver answer, or one more of a set, never lowers the urgency or its form.", _graver),
    Proof("not_known", "Not knowing is never less urgent than the best answer.", _not_known),
    Proof(
        "one_more", "One more thing told never lowers what is advised so far, but for facts that reassure.", _one_more
    ),
)
