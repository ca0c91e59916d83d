"""One page for each criterion: its rules, its questions, its words, its sources, its cases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from safety.rules.material import Material
from safety.rules.spoken import Spoken
from safety.rules.tracing import (
    Decided,
    carrying,
    decided_only_by,
    holding,
    questions_of,
    settling,
    shaped,
    topics_of,
)
from safety.rules.wording import Wording
from skill.engine import NOT_RULED_OUT
from skill.model import AllOf, Condition, Rule, Source

_GENERAL = "G"  # the source of what is generally known, in the specification and in the clinical file
_MEANING = re.compile(r"spoken: meaning of (\w+)")
_SPOKEN = re.compile(r"spoken: (\w+)")


class CriterionPages:
    """Writes the page of any criterion of the specification."""

    def __init__(self, material: Material, wording: Wording) -> None:
        self.material = material
        self.knowledge = material.knowledge
        self.text = material.text
        self.wording = wording
        self.spoken = Spoken(material)

    @cached_property
    def decided(self) -> dict[str, list[Decided]]:
        """Each criterion that a rule carries, and the cases that only it decides."""
        return {
            criterion: decided_only_by(self.knowledge, criterion, self.material.cases)
            for criterion in self.material.titles
            if carrying(self.knowledge, criterion)
        }

    def lines(self, criterion: str) -> Iterator[str]:
        """All that there is to say about one criterion, as lines of Markdown."""
        rules = carrying(self.knowledge, criterion)
        twin = self._twin(criterion, rules)
        yield f'<a id="{anchor(criterion)}"></a>'
        yield from ("", f"### {criterion}: {self.material.titles[criterion]}", "")
        if twin:
            yield from (self.text.say("criterion.twin", name=twin, anchor=anchor(twin)), "")
        for rule in rules:
            yield from (*self._rule(rule, criterion), "")
        if rules:
            yield from (*self._questions(rules, criterion), "")
            yield from (*self._sources(rules), "")
            yield from (*self._cases(criterion), "")
        yield from self._without_rule(criterion, bool(rules))
        yield from (self.text.say("signing.criterion"), "")

    def source(self, source: Source) -> str:
        """A source in one line; what is not noted of it is said so, and so is what a clinician has to confirm."""
        if is_general(source):
            confirm = self.text.say("missing.confirm")
            return self.text.say("source.general", id=source.id, title=source.title, confirm=confirm)
        missing = self.text.say("missing.noted")
        return self.text.say(
            "source.line",
            id=source.id,
            title=source.title,
            address=f"`{source.address}`" if source.address else missing,
            section=source.section or missing,
            read=source.read or missing,
        )

    # -- rules ---------------------------------------------------------------------------------------------------------

    def _twin(self, criterion: str, rules: tuple[Rule, ...]) -> str:
        """A criterion that stands further up and is carried by the very same rules in the same way; "" if none is."""
        for other in self.material.titles if rules else ():
            if other == criterion:
                return ""
            if carrying(self.knowledge, other) == rules and all(
                rule.extra.get(other) == rule.extra.get(criterion) for rule in rules
            ):
                return other
        return ""

    def _rule(self, rule: Rule, criterion: str) -> Iterator[str]:
        say = self.text.say
        yield say("criterion.rule", name=rule.name, level=self.wording.rule_level(rule))
        yield ""
        yield from self._condition("criterion.when", rule.when)
        if criterion not in rule.criteria:
            yield from self._condition("criterion.only_where", rule.extra[criterion])
        yield say("criterion.said", words=self.spoken.reason(rule))
        if self.material.speech.has(f"advice.meanwhile.{rule.name}") and not self._is_level(rule.name):
            yield say("criterion.meanwhile", words=self.spoken.quote(f"advice.meanwhile.{rule.name}"))
        if rule.settled_by:
            yield say("criterion.settled_by", decisions=", ".join(map(self._decision, rule.settled_by)))
        yield say("criterion.rests_on", sources=", ".join(rule.sources) or say("missing.noted"))
        if rule.review_by:
            yield say("criterion.review_by", date=rule.review_by)

    def _is_level(self, name: str) -> bool:
        return any(urgency.name == name for urgency in self.knowledge.urgencies)

    def _condition(self, path: str, condition: Condition) -> Iterator[str]:
        first, *rest = self.wording.outline(condition)
        yield self.text.say(path, condition=first)
        yield from (f"  {line}" for line in rest)

    def _decision(self, name: str) -> str:
        title = self.material.titles.get(name, "")
        return self.text.say("criterion.decision", name=name, anchor=anchor(name), title=title)

    # -- questions -----------------------------------------------------------------------------------------------------

    def _questions(self, rules: tuple[Rule, ...], criterion: str) -> Iterator[str]:
        wholes = [
            rule.when if criterion in rule.criteria else AllOf((rule.extra[criterion], rule.when)) for rule in rules
        ]
        needed = list(dict.fromkeys(topic for whole in wholes for topic in settling(whole)))
        others = dict.fromkeys(topic for whole in wholes for topic in topics_of(whole) if topic not in needed)
        yield self.text.say("criterion.asked")
        yield ""
        yield from dict.fromkeys(line for topic in needed for line in self._asked(topic))
        if others:
            yield ""
            yield self.text.say("criterion.with", topics=", ".join(f"`{topic}`" for topic in others))

    def _asked(self, topic: str) -> Iterator[str]:
        """The questions of one topic as spoken, or that there is none and where it is heard instead."""
        public = self.knowledge.public(topic)
        for question in questions_of(self.knowledge, public):
            told = {"asked": self.spoken.asked(question), "again": self.spoken.again(question)}
            if public == topic:
                yield self.text.say("criterion.question", **told)
            else:
                yield self.text.say("criterion.heard_in", topic=topic, public=public, note=self._note(topic), **told)
        if not questions_of(self.knowledge, public):
            yield self.text.say("criterion.listened", topic=topic, note=self._note(topic))

    def _note(self, topic: str) -> str:
        note = self.material.notes.get(topic)
        return f" {self.text.say('criterion.note', note=note)}" if note else ""

    # -- sources and cases ---------------------------------------------------------------------------------------------

    def _sources(self, rules: tuple[Rule, ...]) -> Iterator[str]:
        names = dict.fromkeys(name for rule in rules for name in rule.sources)
        yield from (self.text.say("criterion.sources"), "")
        yield from (self.source(self.knowledge.sources[name]) for name in names)
        if not names:
            yield self.text.say("missing.source")

    def _cases(self, criterion: str) -> Iterator[str]:
        decided = self.decided[criterion]
        held = holding(criterion, self.material.cases)
        if decided:
            yield from (self.text.say("criterion.only", count=len(decided)), "")
        else:
            yield self.text.say("criterion.only_none")
        for one in decided:
            level = self.wording.level(one.case.advice.urgency, one.case.advice.ambulance)
            other = self.wording.level(one.without.urgency, one.without.ambulance)
            yield self.text.say("criterion.only_case", case=one.case.sentence, level=level, other=other)
        yield ""
        yield self.text.say("criterion.others", count=len(held) - len(decided))

    # -- what no rule decides by ---------------------------------------------------------------------------------------

    def _without_rule(self, criterion: str, ruled: bool) -> Iterator[str]:
        say, knowledge = self.text.say, self.knowledge
        rules = shaped(knowledge, criterion)
        place = knowledge.carried_elsewhere.get(criterion)
        if criterion in knowledge.otherwise:
            held = [case for case in self.material.cases if not case.advice.reasons]
            lowest = self.wording.level(knowledge.urgencies[0])
            yield from (say("criterion.otherwise", level=lowest, count=len(held)), "")
        if place:
            yield from (*self._elsewhere(place), "")
        if criterion == NOT_RULED_OUT:
            held = holding(criterion, self.material.cases)
            yield from (say("criterion.unknown_cases", count=len(held)), "")
        if criterion in knowledge.left_out:
            yield from (say("criterion.left_out", reason=knowledge.left_out[criterion]), "")
        if rules:
            yield from (*self._shaped(rules), "")
        yield from self._shown(criterion)
        if not (ruled or rules or place or criterion in knowledge.otherwise or criterion in knowledge.left_out):
            yield from (say("criterion.nowhere"), "")

    def _elsewhere(self, place: str) -> Iterator[str]:
        yield self.text.say("criterion.elsewhere", place=place)
        if rule := _MEANING.fullmatch(place):
            found = {rule.name: rule for rule in self.knowledge.rules}.get(rule[1])
            words = self.spoken.reason(found) if found else self.text.say("missing.words")
            yield from ("", self.text.say("criterion.spoken", words=words))
        elif spoken := _SPOKEN.fullmatch(place):
            path = f"advice.{spoken[1]}.any"
            yield from ("", self.text.say("criterion.spoken", words=self.spoken.quote(path)))

    def _shaped(self, rules: tuple[Rule, ...]) -> Iterator[str]:
        yield from (self.text.say("criterion.shaped"), "")
        for rule in rules:
            home = anchor(next(iter((*rule.criteria, *rule.extra)), ""))
            level = self.wording.rule_level(rule)
            first, *rest = self.wording.outline(rule.when)
            yield self.text.say("criterion.shaped_rule", name=rule.name, anchor=home, level=level, condition=first)
            yield from (f"  {line}" for line in rest)

    def _shown(self, criterion: str) -> Iterator[str]:
        """The cases whose sentence names a decision."""
        if not criterion.startswith("D-"):
            return
        shown = [case for case in self.material.cases if re.search(rf"\b{criterion}\b", case.sentence)]
        if shown:
            yield from (self.text.say("criterion.shown"), "")
        for case in shown:
            level = self.wording.level(case.advice.urgency, case.advice.ambulance)
            yield self.text.say("criterion.shown_case", case=case.sentence, level=level)
        if shown:
            yield ""


def anchor(name: str) -> str:
    """Where a criterion stands in the document."""
    return name.lower()


def is_general(source: Source) -> bool:
    """Whether a source is no document, but what is generally known."""
    return source.id == _GENERAL
