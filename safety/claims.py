"""A claim about anybody, put to the solver: proved, or broken by the smallest set of answers that breaks it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import z3

from safety.anybody import Anybody
from safety.formulas import Formula, any_of
from skill.model import UNKNOWN, Answers, Value

_PATIENCE_MS = 20_000
"""So long the solver looks for the smallest set of answers; then a small one has to do."""

_ODD, _SAID = 10, 1
"""What it costs in that search to answer something else than the best, and to answer at all."""


@dataclass(frozen=True)
class Claim:
    """Of people of whom all that is `given` is true, `never` is. `people` are shown where it is, by their part.

    With `never` None the claim is the other way round: there must be such people.
    """

    about: str
    people: Mapping[str, Anybody]
    given: Sequence[Formula]
    never: Formula | None


@dataclass(frozen=True)
class Broken:
    """A claim that does not hold, and answers that show it, person by person (none where there should be somebody)."""

    about: str
    answers: Mapping[str, Answers]


def check(claim: Claim) -> Broken | None:
    """Put a claim to the solver; None where it is proved.

    A claim about nobody proves nothing: it is broken as well. Raises RuntimeError where the solver gives up.
    """
    solver = z3.Solver()
    if not _possible(solver, claim, claim.given):
        return Broken(f"{claim.about}: there is nobody like this", {})
    if claim.never is None or not _possible(solver, claim, [claim.never]):
        return None
    return Broken(claim.about, _shown(claim, smallest(claim) or solver.model()))


def _possible(solver: z3.Solver, claim: Claim, parts: Iterable[Formula]) -> bool:
    kept = [part for part in parts if part is not True]
    if any(part is False for part in kept):
        return False
    solver.add(*kept)
    found = solver.check()
    if found == z3.unknown:
        raise RuntimeError(f"the solver gave up on: {claim.about} ({solver.reason_unknown()})")
    return bool(found == z3.sat)


def smallest(claim: Claim) -> z3.ModelRef | None:
    """A model with as few answers as can be, and as few that are not the best ones; None where that takes too long."""
    optimizer = z3.Optimize()
    optimizer.set("timeout", _PATIENCE_MS)
    optimizer.add(*(part for part in (*claim.given, claim.never) if not (part is True or part is None)))
    for person in claim.people.values():
        for name, told in person.told.items():
            topic = person.knowledge.topics[name]
            best = [told.values[value] for value in topic.values[:1]] if topic.kind != "set" else []
            for formula, cost in ((told.open, _SAID), (any_of([told.open, *best]), _ODD)):
                if not isinstance(formula, bool):
                    optimizer.add_soft(formula, cost)
            if topic.kind == "set":
                for member in told.values.values():
                    if not isinstance(member, bool):
                        optimizer.add_soft(z3.Not(member), _SAID)
    return optimizer.model() if optimizer.check() == z3.sat else None


def _shown(claim: Claim, model: z3.ModelRef) -> dict[str, Answers]:
    return {part: answers_in(person, model) for part, person in claim.people.items()}


def answers_in(person: Anybody, model: z3.ModelRef) -> Answers:
    """What a person answers in a model of the solver; what is open is left out."""

    def so(formula: Formula) -> bool:
        return formula if isinstance(formula, bool) else z3.is_true(model.eval(formula, model_completion=True))

    found: dict[str, Value] = {}
    for name, told in person.told.items():
        if so(told.open):
            continue
        if so(told.unknown):
            found[name] = UNKNOWN
            continue
        values = [value for value, here in told.values.items() if so(here)]
        if person.knowledge.topics[name].kind == "set":
            found[name] = tuple(map(str, values))
        else:
            found[name] = values[0]
    return found
