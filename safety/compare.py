"""`python -m simulator compare`: which people get other advice by another version of the clinical file."""

from __future__ import annotations

import itertools
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from safety.anybody import Anybody, anything
from safety.claims import Claim, check
from safety.domains import Domain, domains
from safety.formulas import Formula
from safety.people import people, well
from safety.proofs.subject import fitting, lower_or_no_ambulance
from safety.versions import known_to, read_version
from safety.words import in_words
from skill.engine import Findings
from skill.loader import TRIAGE
from skill.model import UNKNOWN, Answers, Knowledge, Rule, Topic, Value
from skill.strict_yaml import KnowledgeError

_SHOWN = 20
"""So many differences of a kind are shown; the rest is counted."""


@dataclass(frozen=True)
class Level:
    """What is advised: the urgency, and whether by ambulance. The higher, the more urgent."""

    rank: int
    ambulance: bool
    name: str

    @classmethod
    def of(cls, knowledge: Knowledge, answers: Answers) -> Level:
        """What a version advises."""
        advice = Findings(knowledge, known_to(knowledge, answers)).advice()
        return cls(advice.urgency.rank, advice.ambulance, advice.urgency.name)

    def __str__(self) -> str:
        """The urgency, and the form where it is by ambulance."""
        return f"{self.name} by ambulance" if self.ambulance else self.name


@dataclass(frozen=True)
class Difference:
    """Somebody, and what they were and are advised."""

    who: str
    before: Level
    after: Level

    @property
    def less(self) -> bool:
        """Whether the new advice is less urgent, or no longer by ambulance."""
        return (self.after.rank, self.after.ambulance) < (self.before.rank, self.before.ambulance)

    def __str__(self) -> str:
        """One line of a report."""
        return f"{self.before} -> {self.after}: {self.who}"


@dataclass(frozen=True)
class Comparison:
    """What a change does: to the named people, to sets of one or two answers, and by proof to anybody at all."""

    named: tuple[Difference, ...]
    sets: tuple[Difference, ...]
    looked_at: int
    less_urgent: str | None
    """The smallest answers that get less urgent advice; None where the solver proves that there are none."""

    @property
    def safe(self) -> bool:
        """Whether nobody at all is advised less urgently."""
        return self.less_urgent is None


def compare(before: Knowledge, after: Knowledge) -> Comparison:
    """Hold two versions of the clinical file against each other."""
    named = tuple(_differences(before, after, ((one.sentence, one.answers) for one in people())))
    few = list(_few_answers(before, after))
    sets: list[Difference] = []
    alone: set[str] = set()
    for given, answers in few:
        parts = in_words(given, _topics(before, after))
        if alone.isdisjoint(parts):  # of two answers, none of which makes the difference by itself
            found = list(_differences(before, after, [("the well person, but " + "; ".join(parts), answers)]))
            sets += found
            alone.update(parts if found and len(parts) == 1 else ())
    return Comparison(named, tuple(sets), len(few), _anybody_less_urgent(before, after))


def _topics(before: Knowledge, after: Knowledge) -> dict[str, Topic]:
    return {**before.topics, **after.topics}


def _differences(before: Knowledge, after: Knowledge, told: Iterable[tuple[str, Answers]]) -> Iterator[Difference]:
    for who, answers in told:
        one, other = Level.of(before, answers), Level.of(after, answers)
        if one != other:
            yield Difference(who, one, other)


# ---- one or two answers ----------------------------------------------------------------------------------------------


def _few_answers(before: Knowledge, after: Knowledge) -> Iterator[tuple[Answers, Answers]]:
    """One or two answers that differ from the well person's, and all answers: those that a change could touch."""
    there = _merged(before, after)
    single = [{name: value} for name, domain in there.items() for value in _others(domain)]
    pairs = (one | other for one, other in itertools.combinations(single, 2) if one.keys().isdisjoint(other))
    changed = _changed_rules(before, after), _changed_topics(before, after)
    for given in itertools.chain(single, pairs):
        answers = {**well(), **given}
        if _touched(before, after, answers, *changed):
            yield given, answers


def _merged(before: Knowledge, after: Knowledge) -> dict[str, Domain]:
    """For each topic of either version every clear answer that either can tell apart."""
    one, other = domains(before), domains(after)
    merged: dict[str, Domain] = {}
    for name, topic in _topics(before, after).items():
        values = dict.fromkeys(value for there in (one, other) if name in there for value in there[name].values)
        numbers = sorted(value for value in values if isinstance(value, int))
        merged[name] = Domain(topic, tuple(numbers) or tuple(values))
    return merged


def _others(domain: Domain) -> Iterator[Value]:
    for value in (*domain.values, UNKNOWN):
        told: Value = (str(value),) if domain.is_set and value != UNKNOWN else value
        if told != well().get(domain.topic.name):
            yield told


def _changed_rules(before: Knowledge, after: Knowledge) -> list[Rule]:
    """Rules that only one version has as they are; how they are named and grounded changes nobody's advice."""

    def parts(rule: Rule) -> tuple[object, ...]:
        return rule.urgency, rule.ambulance, repr(rule.when)

    old, new = ({parts(rule): rule for rule in (*one.rules, *one.raises)} for one in (before, after))
    return [rule for key, rule in (*old.items(), *new.items()) if (key in old) != (key in new)]


def _changed_topics(before: Knowledge, after: Knowledge) -> frozenset[str]:
    both = before.topics.keys() | after.topics.keys()
    only_if = {question.name: repr(question.only_if) for question in before.questions}
    asked = {
        topic
        for question in after.questions
        if only_if.get(question.name) != repr(question.only_if)
        for topic in question.asks
    }
    return frozenset(name for name in both if before.topics.get(name) != after.topics.get(name)) | asked


def _touched(
    before: Knowledge, after: Knowledge, answers: Answers, rules: Sequence[Rule], topics: frozenset[str]
) -> bool:
    if any(answers.get(name) != well().get(name) for name in topics):
        return True
    return any(
        Findings(knowledge, known_to(knowledge, answers)).holds(rule.when)
        for knowledge in (before, after)
        for rule in rules
        if rule in (*knowledge.rules, *knowledge.raises)
    )


# ---- anybody ---------------------------------------------------------------------------------------------------------


def _anybody_less_urgent(before: Knowledge, after: Knowledge) -> str | None:
    """The smallest answers that are advised less urgently than before, in words; None where there are none (proved)."""
    told, sound = {}, []
    for name, domain in _merged(before, after).items():
        told[name], more = anything(name, domain)
        sound += more
    one, other = Anybody(before, told), Anybody(after, told)
    given: list[Formula] = [*sound, *fitting(one), *fitting(other)]
    broken = check(Claim("less urgent than before", {"somebody": other}, given, lower_or_no_ambulance(other, one)))
    if broken is None:
        return None
    answers = broken.answers["somebody"]
    return "; ".join(in_words(answers, after.topics)) or "nothing told"


# ---- report ----------------------------------------------------------------------------------------------------------


def show(old: str, new: str | None, *, json_wanted: bool) -> int:
    """Print what a change does; 1 where somebody is advised less urgently, 2 where a version cannot be read."""
    try:
        found = compare(read_version(old), read_version(new or str(TRIAGE)))
    except KnowledgeError as error:
        print("\n".join(error.problems), file=sys.stderr)
        return 2
    told = _text(found, old, new or "the clinical file here")
    print(json.dumps(_data(found), indent=2, ensure_ascii=False) if json_wanted else told)
    return 0 if found.safe else 1


def _data(found: Comparison) -> dict[str, Any]:
    def rows(some: Sequence[Difference]) -> list[dict[str, str]]:
        return [{"who": one.who, "before": str(one.before), "after": str(one.after)} for one in some]

    return {
        "cases": rows(found.named),
        "answer_sets": rows(found.sets),
        "answer_sets_looked_at": found.looked_at,
        "less_urgent_for_anybody": found.less_urgent,
    }


def _text(found: Comparison, old: str, new: str) -> str:
    lines = [f"From {old} to {new}:"]
    if found.less_urgent is None:
        lines.append("Nobody is advised less urgently than before, whatever they answer (proved).")
    else:
        lines.append(f"Somebody is advised LESS URGENTLY than before: {found.less_urgent}")
    kinds = (
        (f"of {len(people())} cases and vignettes", found.named),
        (f"of {found.looked_at} sets of one or two answers that the change could touch", found.sets),
    )
    for what, some in kinds:
        less = [one for one in some if one.less]
        lines.append(f"{len(some)} {what} get other advice; {len(less)} of them less urgent.")
        shown = [*less, *(one for one in some if not one.less)][:_SHOWN]
        lines += [f"  {one}" for one in shown]
        lines += [f"  … and {len(some) - len(shown)} more (--json lists them)"] if len(some) > len(shown) else []
    return "\n".join(lines)
