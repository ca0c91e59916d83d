"""Conditions, values and levels in plain, exact words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from safety.rules.material import Text
from skill.model import AllOf, AnyOf, Condition, Knowledge, Rule, Test, Topic, UnlessTold, Urgency, Value

_ONE_LINE = 110
"""A condition that is longer than this is written as a list."""

_UNITS = ((1440, "day"), (60, "hour"), (1, "minute"))  # minutes in each


class Wording:
    """Puts a clinical file into words; a condition that `shared` holds is said by its name, with a link to it."""

    def __init__(self, knowledge: Knowledge, text: Text, shared: Mapping[str, Condition]) -> None:
        self.knowledge = knowledge
        self.text = text
        self.names = {condition: name for name, condition in shared.items()}

    def level(self, urgency: Urgency | None, ambulance: bool = False) -> str:
        """A level and, at the top, its spoken form; None raises what the other rules require."""
        if urgency is None:
            return self.text.say("levels.raised", limit=words(self.knowledge.raise_up_to.name))
        if urgency < self.knowledge.urgencies[-1]:
            return words(urgency.name)
        return f"{words(urgency.name)}, {self.text.say('levels.ambulance' if ambulance else 'levels.go')}"

    def rule_level(self, rule: Rule) -> str:
        """The level that a rule requires."""
        return self.level(rule.urgency, rule.ambulance)

    def value(self, topic: Topic, value: Value) -> str:
        """An answer in words: minutes as days, hours and minutes."""
        if isinstance(value, int):
            return length(value) if topic.kind == "minutes" else str(value)
        return ", ".join(map(words, value)) if isinstance(value, tuple) else words(value)

    def test(self, test: Test) -> str:
        """One test, exactly: `at least` a value names the graver ones that count as well."""
        topic, value = self.knowledge.topics[test.topic], test.value
        if isinstance(value, int):
            return self.text.say(f"tests.{test.relation}", topic=topic.name, value=self.value(topic, value))
        if isinstance(value, tuple):
            return self._listed("tests.is", topic.name, [self.value(topic, part) for part in value])
        if test.relation == "includes":
            return self.text.say("tests.includes", topic=topic.name, value=self.value(topic, value))
        graver = [words(other) for other in topic.values[topic.gravity(value) + 1 :]]
        if graver:
            told = {"value": words(value), "graver": ", ".join(graver)}
            return self.text.say("tests.or_graver", topic=topic.name, **told)
        return self.text.say("tests.at_least_last", topic=topic.name, value=words(value))

    def line(self, condition: Condition, whole: bool = False) -> str:
        """A condition in one line; brackets say what belongs together. `whole` spells out one that has a name."""
        if condition in self.names and not whole:
            name = self.names[condition]
            return self.text.say("tests.shared", name=words(name), anchor=name)
        if isinstance(condition, Test):
            return self.test(condition)
        if isinstance(condition, UnlessTold):
            return self.text.say("tests.unless_told", part=self.line(condition.part))
        joined_by = self.text.say("tests.or" if isinstance(condition, AnyOf) else "tests.and")
        return f"{joined_by} ".join(self._bracketed(part) for part in self._parts(condition))

    def outline(self, condition: Condition, whole: bool = False) -> list[str]:
        """A condition as lines of Markdown: one, or a heading with a list under it where one would be too long."""
        line = self.line(condition, whole)
        if len(_seen(line)) <= _ONE_LINE or not isinstance(condition, AnyOf | AllOf):
            return [line]
        parts = [part if isinstance(part, str) else self.outline(part) for part in self._parts(condition)]
        lines = [self.text.say("tests.any_of" if isinstance(condition, AnyOf) else "tests.all_of")]
        for first, *rest in ([part] if isinstance(part, str) else part for part in parts):
            lines += [f"- {first}", *(f"  {line}" for line in rest)]
        return lines

    def _parts(self, condition: AnyOf | AllOf) -> list[Condition | str]:
        """The parts; in an `any`, the members of one set are said together, at the place of the first."""
        parts: list[Condition | str] = []
        done: set[str] = set()
        for part in condition.parts:
            if not (isinstance(condition, AnyOf) and isinstance(part, Test) and part.relation == "includes"):
                parts.append(part)
            elif part.topic not in done:
                done.add(part.topic)
                parts.append(self._listed("tests.includes", part.topic, list(_members(condition, part.topic))))
        return parts

    def _bracketed(self, part: Condition | str) -> str:
        if isinstance(part, str):
            return part
        line = self.line(part)
        return f"({line})" if isinstance(part, AnyOf | AllOf) and part not in self.names else line

    def _listed(self, path: str, topic: str, values: list[str]) -> str:
        return self.text.say(path, topic=topic, value=f" {self.text.say('tests.or_value')} ".join(values))


def words(name: str) -> str:
    """A name of the clinical file as words."""
    return name.replace("_", " ")


def length(minutes: int) -> str:
    """Minutes as days, hours and minutes, exactly."""
    parts = []
    for size, unit in _UNITS:
        count, minutes = divmod(minutes, size)
        if count:
            parts.append(f"{count} {unit}{'' if count == 1 else 's'}")
    return " ".join(parts) or f"0 {_UNITS[-1][1]}s"


def _members(condition: AnyOf, topic: str) -> Iterator[str]:
    for part in condition.parts:
        if isinstance(part, Test) and part.relation == "includes" and part.topic == topic:
            yield words(str(part.value))


def _seen(line: str) -> str:
    """A line as long as it looks: without the addresses of its links."""
    return "".join(piece.split(")", 1)[-1] if number else piece for number, piece in enumerate(line.split("](")))
