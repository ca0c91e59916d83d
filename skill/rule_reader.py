"""Rules and conditions: YAML -> nouns. The grammar is `any`, `all`, `unless_told` and tests; there is no `not`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from skill.model import AllOf, AnyOf, Condition, Rule, Source, Test, Topic, UnlessTold, Urgency
from skill.strict_yaml import Problems, Table, did_you_mean

_NEVER = AnyOf(())  # stands for a condition that could not be read: the problem is noted, nothing is started


class RuleReader:
    """Reads rules over known topics, urgencies and sources; what is wrong goes to `problems`."""

    def __init__(
        self,
        topics: Mapping[str, Topic],
        urgencies: Mapping[str, Urgency],
        sources: Mapping[str, Source],
        problems: Problems,
    ) -> None:
        self.topics = topics
        self.urgencies = urgencies
        self.sources = sources
        self.problems = problems

    def rule(self, entry: Table) -> Rule | None:
        """A rule that requires an urgency, or None where it cannot be read."""
        name = str(entry.get("urgency"))
        if name not in self.urgencies:
            self.problems.add(
                entry.line_of("urgency"),
                f"rule '{entry.get('name')}' requires no urgency ('{name}')",
                did_you_mean(name, self.urgencies),
            )
            return None
        return self._rule(entry, self.urgencies[name])

    def raising(self, entry: Table) -> Rule | None:
        """A rule that raises what the others require by one level."""
        return self._rule(entry, None)

    def _rule(self, entry: Table, urgency: Urgency | None) -> Rule | None:
        name = entry.get("name")
        if not isinstance(name, str) or "when" not in entry:
            self.problems.add(entry.line, "a rule without name or `when`", "write both")
            return None
        where = f"rule '{name}'"
        self.problems.check_entries(entry, _KEYS, where)
        for key in ("criteria", "settled_by", "sources"):
            if not isinstance(entry.get(key, []), list):
                self.problems.add(entry.line_of(key), f"'{key}' of {where} is no list", "write [...]")
        extra = entry.get("with", Table(entry.line))
        if not isinstance(extra, Table):
            self.problems.add(entry.line_of("with"), f"'with' of {where} is no mapping", "write {criterion: condition}")
            extra = Table(entry.line)
        criteria, sources = tuple(entry.get("criteria") or ()), tuple(entry.get("sources") or ())
        if not criteria and not extra:
            self.problems.add(
                entry.line, f"{where} carries no criterion", "name the ids of the specification in `criteria`"
            )
        if not sources:
            self.problems.add(entry.line, f"{where} rests on no source", "name the ids in `sources`")
        for source in sources:
            if source not in self.sources:
                self.problems.add(
                    entry.line_of("sources"),
                    f"{where} rests on unknown source '{source}'",
                    did_you_mean(source, self.sources),
                )
        return Rule(
            name=name,
            urgency=urgency,
            when=self.condition(entry["when"], entry.line_of("when"), where),
            criteria=criteria,
            sources=sources,
            ambulance=bool(entry.get("ambulance", False)),
            extra={key: self.condition(part, extra.line_of(key), where) for key, part in extra.items()},
            settled_by=tuple(entry.get("settled_by") or ()),
            review_by=self.review_date(entry, where) if "review_by" in entry else "",
        )

    def review_date(self, entry: Table, where: str) -> str:
        """The day in `review_by`, as YYYY-MM-DD; anything else is a problem, for no check would ever find it due."""
        day = entry.get("review_by")
        try:
            if isinstance(day, str) and date.fromisoformat(day).isoformat() == day:
                return day
        except ValueError:
            pass
        told = "names no day to review it by" if day is None else f"is to be reviewed by '{day}', which is no day"
        self.problems.add(entry.line_of("review_by"), f"{where} {told}", 'write review_by: "2027-01-31"')
        return ""

    def condition(self, node: Any, line: int, where: str) -> Condition:
        """A condition; `where` names its owner in problems."""
        if not isinstance(node, Table) or len(node) != 1:
            self.problems.add(
                line, f"{where}: unreadable condition", "write one `topic: value`, any, all or unless_told"
            )
            return _NEVER
        (key, value), line = next(iter(node.items())), node.line
        if key in ("any", "all"):
            if not isinstance(value, list) or not value:
                self.problems.add(line, f"{where}: `{key}` without parts", "list at least one condition")
                return _NEVER
            parts = tuple(self.condition(part, line, where) for part in value)
            return AnyOf(parts) if key == "any" else AllOf(parts)
        if key == "unless_told":
            return UnlessTold(self.condition(value, line, where))
        return self._test(key, value, line, where)

    def _test(self, name: str, value: Any, line: int, where: str) -> Condition:
        topic = self.topics.get(name)
        if topic is None:
            self.problems.add(line, f"{where} needs '{name}', which is no topic", did_you_mean(name, self.topics))
            return _NEVER
        if isinstance(value, Table):
            return self._relation(topic, value, line, where)
        if value not in topic.values:
            hint = did_you_mean(str(value), topic.values) if topic.values else "use {at_least: N} or {under: N}"
            self.problems.add(line, f"{where}: '{name}' is never '{value}'", hint)
            return _NEVER
        return Test(name, "includes" if topic.kind == "set" else "at_least", value)

    def _relation(self, topic: Topic, table: Table, line: int, where: str) -> Condition:
        (relation, value), *rest = table.items()
        number = topic.kind in ("minutes", "years")
        if not rest and number and relation in ("at_least", "under") and isinstance(value, int):
            return Test(topic.name, "at_least" if relation == "at_least" else "under", value)
        if not rest and relation == "is" and isinstance(value, list) and set(value) <= set(topic.values):
            return Test(topic.name, "is", tuple(value))
        self.problems.add(
            line, f"{where}: unreadable test of '{topic.name}'", "use at_least, under (numbers) or is: [values]"
        )
        return _NEVER


_KEYS = ("name", "urgency", "ambulance", "when", "criteria", "with", "settled_by", "sources", "review_by")
