"""`python -m safety mutate`: every small change of the clinical file, and who notices it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import z3

from safety.anybody import Anybody, just
from safety.claims import answers_in
from safety.domains import domains
from safety.formulas import Formula, all_of, any_of, not_
from safety.mutants import Mutant, mutants
from safety.people import Person, people, well
from safety.proofs.subject import fitting, lower_or_no_ambulance, same
from safety.words import in_words
from skill.engine import Findings
from skill.loader import read_knowledge
from skill.model import UNKNOWN, Answers, Knowledge


class Court:
    """The people that a clinical file is held to, and which of them notice a mutant."""

    def __init__(self, knowledge: Knowledge, jury: Sequence[Person]) -> None:
        self.knowledge = knowledge
        self.findings = [(person, Findings(knowledge, person.answers)) for person in jury]

    def wronged(self, mutant: Mutant) -> Person | None:
        """Somebody whom the mutant would advise otherwise than they must be advised; None if nobody notices."""
        for person in self._touched(mutant):
            if not person.judged_rightly(mutant.knowledge, person.advised_by(mutant.knowledge)):
                return person
        return None

    def _touched(self, mutant: Mutant) -> Iterator[Person]:
        """The people to whom the change can make a difference: the others need not be judged again."""
        for person, findings in self.findings:
            if mutant.rule is None:
                if person.answers.get(mutant.topic or "", UNKNOWN) == UNKNOWN:
                    yield person
            elif findings.holds(mutant.rule.when) or (mutant.into and findings.holds(mutant.into.when)):
                yield person


def mutate(path: Path) -> int:
    """Make every mutant, let everybody look at it, and print what came of it; 1 if one would go unnoticed."""
    knowledge = read_knowledge(path)
    court = Court(knowledge, people())
    killers: Counter[str] = Counter()
    idle: list[Mutant] = []
    alive: list[tuple[Mutant, Answers]] = []
    for mutant in mutants(knowledge):
        person = court.wronged(mutant)
        if person is not None:
            killers[person.sentence] += 1
        elif (answers := witness(knowledge, mutant)) is None:
            idle.append(mutant)
        else:
            alive.append((mutant, answers))
    made = killers.total() + len(idle) + len(alive)
    print(
        f"{path}: {made} mutants; {killers.total()} are noticed, by {len(killers)} of {len(people())} people; "
        f"{len(idle)} change nothing for anybody (proved); {len(alive)} survive."
    )
    for mutant in idle:
        print(f"  changes nothing: {mutant.change}")
    for mutant, answers in alive:
        print(f"  SURVIVES: {mutant.change}")
        print(f"    a case that would notice: the well person, but {'; '.join(in_words(answers, knowledge.topics))}")
    return 1 if alive else 0


def witness(knowledge: Knowledge, mutant: Mutant) -> Answers | None:
    """The fewest answers, beside those of the well person, that would show a mutant; None where none do (proved).

    What shows it is another urgency or form, or another criterion that is named.
    """
    both = replace(
        knowledge, rules=(*knowledge.rules, *([mutant.into] if mutant.into else []))
    )  # numbers of both count
    anybody, sound = Anybody.free(both)
    before, after = Anybody(knowledge, anybody.told), Anybody(mutant.knowledge, anybody.told)
    shows = any_of([lower_or_no_ambulance(before, after), lower_or_no_ambulance(after, before), *_names(before, after)])
    optimizer = z3.Optimize()
    optimizer.add(*(part for part in (*sound, *fitting(anybody), shows) if part is not True))
    there = domains(both)
    for name, told in anybody.told.items():
        usual = just(well().get(name), there[name])
        pairs = [(told.open, usual.open), (told.unknown, usual.unknown)]
        pairs += [(told.values[value], usual.values[value]) for value in told.values]
        optimizer.add_soft(all_of(here if as_usual else not_(here) for here, as_usual in pairs), 1)
    if shows is False or optimizer.check() == z3.unsat:
        return None
    found = answers_in(anybody, optimizer.model())
    return {
        name: value for name, value in found.items() if just(value, there[name]) != just(well().get(name), there[name])
    }


def _names(one: Anybody, other: Anybody) -> Iterator[Formula]:
    """For each criterion, whether it is named to one person and not to the other."""
    here, there = _named(one), _named(other)
    for criterion in here.keys() | there.keys():
        yield not_(same(here.get(criterion, False), there.get(criterion, False)))


def _named(person: Anybody) -> Mapping[str, Formula]:
    ways: dict[str, list[Formula]] = {}
    for rule in (*person.knowledge.rules, *person.knowledge.raises):
        so = person.holds(rule.when)
        for criterion in rule.criteria:
            ways.setdefault(criterion, []).append(so)
        for criterion, part in rule.extra.items():
            ways.setdefault(criterion, []).append(all_of([so, person.holds(part)]))
    return {criterion: any_of(some) for criterion, some in ways.items()}
