"""Mutants of the clinical file: every small change that could slip into a rule, or into how not knowing counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from safety.domains import Domain, domains
from skill.model import AllOf, AnyOf, Condition, Knowledge, Rule, Test, Unknown, UnlessTold


@dataclass(frozen=True)
class Mutant:
    """A changed clinical file, and the change: of a rule (None where it is taken out), or of a topic."""

    change: str
    knowledge: Knowledge
    rule: Rule | None = None
    into: Rule | None = None
    topic: str | None = None


def mutants(knowledge: Knowledge) -> Iterator[Mutant]:
    """Every mutant: of each rule the urgency, the form, the rule itself, each condition, each number; each unknown."""
    for rule in (*knowledge.rules, *knowledge.raises):
        yield Mutant(f"rule '{rule.name}': taken out", _with_rule(knowledge, rule, None), rule)
        for what, into in _changed(rule, knowledge):
            yield Mutant(f"rule '{rule.name}': {what}", _with_rule(knowledge, rule, into), rule, into)
    there = domains(knowledge)
    for topic in knowledge.topics.values():
        for what, unknown in _landings(there[topic.name], knowledge):
            other = replace(knowledge, topics={**knowledge.topics, topic.name: replace(topic, unknown=unknown)})
            yield Mutant(f"not knowing '{topic.name}': {what}", other, topic=topic.name)


def _with_rule(knowledge: Knowledge, rule: Rule, into: Rule | None) -> Knowledge:
    def left(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
        return tuple(kept for one in rules if (kept := into if one is rule else one))

    return replace(knowledge, rules=left(knowledge.rules), raises=left(knowledge.raises))


def _changed(rule: Rule, knowledge: Knowledge) -> Iterator[tuple[str, Rule]]:
    for urgency in knowledge.urgencies:
        if rule.urgency and urgency != rule.urgency:
            yield f"{urgency.name} instead of {rule.urgency.name}", replace(rule, urgency=urgency)
    if rule.urgency == knowledge.urgencies[-1]:
        yield "the other form of it", replace(rule, ambulance=not rule.ambulance)
    for what, condition in edits(rule.when):
        yield what, replace(rule, when=condition)
    for name, condition in rule.extra.items():
        left = {other: part for other, part in rule.extra.items() if other != name}
        yield f"{name} no more named with it", replace(rule, extra=left)
        for what, changed in edits(condition):
            yield f"{name}: {what}", replace(rule, extra={**rule.extra, name: changed})


def edits(condition: Condition) -> Iterator[tuple[str, Condition]]:
    """A condition changed in one place: a part left out, a number one higher or lower, `unless_told` taken away."""
    if isinstance(condition, Test):
        if isinstance(condition.value, int):
            for by in (1, -1):
                value = condition.value + by
                yield f"{described(condition)} with {value}", replace(condition, value=value)
    elif isinstance(condition, UnlessTold):
        yield "without unless_told", condition.part
        for what, part in edits(condition.part):
            yield what, UnlessTold(part)
    else:
        yield from _parts_changed(condition)


def _parts_changed(condition: AnyOf | AllOf) -> Iterator[tuple[str, Condition]]:
    parts = condition.parts
    for at, part in enumerate(parts):
        left = (*parts[:at], *parts[at + 1 :])
        if left:
            yield f"without {described(part)}", replace(condition, parts=left)
        for what, changed in edits(part):
            yield what, replace(condition, parts=(*parts[:at], changed, *parts[at + 1 :]))


def described(condition: Condition) -> str:
    """A condition in the short form of the clinical file, for a line."""
    if isinstance(condition, Test):
        value = ", ".join(condition.value) if isinstance(condition.value, tuple) else condition.value
        return f"[{condition.topic} {condition.relation} {value}]"
    if isinstance(condition, UnlessTold):
        return f"[unless_told {described(condition.part)}]"
    word = "any" if isinstance(condition, AnyOf) else "all"
    return f"[{word} of {' '.join(described(part) for part in condition.parts)}]"


def _landings(domain: Domain, knowledge: Knowledge) -> Iterator[tuple[str, Unknown]]:
    """How not knowing a topic could count otherwise."""
    unknown = domain.topic.unknown
    if unknown.at_least:
        for urgency in knowledge.urgencies:
            if urgency != unknown.at_least:
                yield f"{urgency.name} instead of {unknown.at_least.name}", replace(unknown, at_least=urgency)
        if unknown.at_least == knowledge.urgencies[-1]:
            yield "the other form of it", replace(unknown, ambulance=not unknown.ambulance)
    if unknown.raises:
        yield "raises nothing", Unknown()
    elif unknown.counts_as is not None:
        counts = unknown.counts_as
        usual = domain.stretch(counts) if isinstance(counts, int) else counts
        for value in domain.values:
            if value != usual:
                yield f"counts as {value} instead of {unknown.counts_as}", replace(unknown, counts_as=value)
