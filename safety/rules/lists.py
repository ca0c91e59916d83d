"""The lists at the end: shared conditions, every name, all rules, all sources; and what to look at first."""

from __future__ import annotations

from collections.abc import Iterator

from safety.rules.criteria import CriterionPages, anchor, is_general
from safety.rules.material import Material
from safety.rules.review import due_day
from safety.rules.tracing import all_rules
from safety.rules.wording import Wording, words
from skill.model import Rule, Topic


class ListPages:
    """The lists of a clinical file."""

    def __init__(self, material: Material, wording: Wording, pages: CriterionPages) -> None:
        self.material = material
        self.knowledge = material.knowledge
        self.text = material.text
        self.wording = wording
        self.pages = pages

    def open_points(self) -> Iterator[str]:
        """What a clinician should look at first: no document, no date, no case of its own."""
        rules, sources = all_rules(self.knowledge), self.knowledge.sources
        general = {name for name, source in sources.items() if is_general(source)}
        alone = [rule for rule in rules if set(rule.sources) <= general]
        partly = [rule for rule in rules if rule not in alone and general & set(rule.sources)]
        documents = [source for name, source in sources.items() if name not in general]
        undecided = [name for name, cases in self.pages.decided.items() if not cases]
        for path, found in (("open.general", alone), ("open.partly", partly)):
            linked = ", ".join(map(self._linked, found)) or self.text.say("open.none")
            yield f"- {self.text.say(path, count=len(found))} {linked}."
        undated = sum(not source.read for source in documents)
        unplaced = sum(not source.section for source in documents)
        yield "- " + self.text.say("open.undated", count=undated, all=len(documents), sections=unplaced)
        listed = ", ".join(f"[{name}](#{anchor(name)})" for name in undecided) or self.text.say("open.none")
        yield f"- {self.text.say('open.undecided', count=len(undecided))} {listed}."

    def shared(self) -> Iterator[str]:
        """Every condition that has a name, spelt out."""
        for name, condition in self.material.shared.items():
            first, *rest = self.wording.outline(condition, whole=True)
            note = self.material.notes.get(name)
            told = {"anchor": name, "name": words(name), "condition": first}
            told["note"] = f" {self.text.say('lists.shared_note', note=note)}" if note else ""
            yield "- " + self.text.say("lists.shared_heading", **told)
            yield from (f"  {line}" for line in rest)

    def topics(self) -> Iterator[str]:
        """Every topic, its answers in order of gravity, and what the clinical file says of it."""
        yield from (self.text.say("lists.topics_body"), "", self.text.say("lists.topics_head"))
        for topic in self.knowledge.topics.values():
            told = [self.material.notes.get(topic.name, "")]
            if topic.part_of:
                told.insert(0, self.text.say("lists.part_of", public=topic.part_of))
            values, note = self._values(topic), ". ".join(part for part in told if part)
            yield self.text.say("lists.topics_row", topic=topic.name, values=values, note=note, said=self._said(topic))

    def rules(self) -> Iterator[str]:
        """Every rule with its level, its criteria, and the day by which it is read again."""
        yield self.text.say("lists.rules_head")
        for rule in all_rules(self.knowledge):
            names = (*rule.criteria, *rule.extra)
            yield self.text.say(
                "lists.rules_row",
                name=rule.name,
                level=self.wording.rule_level(rule),
                criteria=", ".join(f"[{name}](#{anchor(name)})" for name in names),
                review_by=due_day(self.knowledge, rule),
            )

    def sources(self) -> Iterator[str]:
        """Every source in full."""
        yield from map(self.pages.source, self.knowledge.sources.values())

    def _said(self, topic: Topic) -> str:
        """How each answer is said back to the person, where the locale has words for it."""
        speech, paths = self.material.speech, {value: f"told.{topic.name}.{value}" for value in topic.values}
        return "; ".join(f'{words(value)}: "{speech.say(path)}"' for value, path in paths.items() if speech.has(path))

    def _linked(self, rule: Rule) -> str:
        home = next(iter((*rule.criteria, *rule.extra)), "")
        return f"[`{rule.name}`](#{anchor(home)})"

    def _values(self, topic: Topic) -> str:
        if not topic.values:
            return self.text.say(f"lists.{topic.kind}")
        values = " < ".join(map(words, topic.values))
        return self.text.say("lists.set", values=values.replace(" <", ",")) if topic.kind == "set" else values
