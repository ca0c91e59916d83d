"""The floors: what the advice may never fall below, read from floors.yaml, the specification's side of the proofs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from skill.model import Condition, Knowledge, Urgency
from skill.rule_reader import RuleReader
from skill.strict_yaml import KnowledgeError, Problems, Table, did_you_mean, read

FLOORS = Path(__file__).with_name("floors.yaml")
AMBULANCE = "ambulance"

_SECTIONS = ("floors", "unknown", "self_care", "told_later", "names_only", "longest")
_FLOOR = ("floor", "criterion", "when", "at_least", "form")


@dataclass(frozen=True)
class Floor:
    """Where `when` holds, the advice is at least this urgent; `ambulance` asks for that form of it as well."""

    sentence: str
    criterion: str
    when: Condition
    at_least: Urgency
    ambulance: bool


@dataclass(frozen=True)
class Floors:
    """All floors, the least that not knowing comes to by topic, and the exceptions that the specification makes.

    `beside_self_care`: answers other than the best one that self-care allows. `told_later`: topics that may lower what
    was advised before they were told. `names_only`: rules that others cover, and that are there for their criterion.
    `longest`: so many questions an interview may have.
    """

    floors: tuple[Floor, ...]
    unknown: Mapping[str, Urgency]
    beside_self_care: Mapping[str, tuple[str, ...]]
    told_later: tuple[str, ...]
    names_only: tuple[str, ...]
    longest: int


def read_floors(knowledge: Knowledge, path: Path = FLOORS) -> Floors:
    """Read the floors against a clinical file. Raises KnowledgeError with every problem."""
    table, problems = read(path)
    for key in table:
        if key not in _SECTIONS:
            problems.add(table.line_of(key), f"unknown section '{key}'", did_you_mean(key, _SECTIONS))
    reader = _Reader(knowledge, problems)
    floors = tuple(reader.floor(entry) for entry in table.get("floors") or ())
    unknown = {
        topic: reader.urgency(level, table.line_of("unknown"))
        for level, topics in (table.get("unknown") or {}).items()
        for topic in reader.topics(topics, table.line_of("unknown"))
    }
    beside = (table.get("self_care") or {}).get("beside") or {}
    names = reader.topics(list(beside), table.line_of("self_care"))
    told_later = reader.topics(table.get("told_later") or {}, table.line_of("told_later"))
    names_only = tuple(table.get("names_only") or ())
    longest: Any = table.get("longest")
    if not isinstance(longest, int):
        problems.add(table.line_of("longest"), "'longest' is no whole number", "write how many questions are allowed")
    problems.stop_if_any()
    beside_self_care = {name: tuple(beside[name]) for name in names}
    return Floors(floors, unknown, beside_self_care, tuple(told_later), names_only, longest)


class _Reader:
    def __init__(self, knowledge: Knowledge, problems: Problems) -> None:
        self.knowledge = knowledge
        self.problems = problems
        self.levels = {urgency.name: urgency for urgency in knowledge.urgencies}
        self.rules = RuleReader(knowledge.topics, self.levels, knowledge.sources, problems)

    def floor(self, entry: Any) -> Floor:
        if not isinstance(entry, Table):
            raise KnowledgeError(["floors.yaml: a floor is no mapping - write {floor: ..., when: ..., at_least: ...}"])
        where = f"floor '{entry.get('floor')}'"
        self.problems.check_entries(entry, _FLOOR, where)
        return Floor(
            str(entry.get("floor")),
            str(entry.get("criterion")),
            self.rules.condition(entry.get("when"), entry.line_of("when"), where),
            self.urgency(entry.get("at_least"), entry.line_of("at_least")),
            entry.get("form") == AMBULANCE,
        )

    def urgency(self, name: object, line: int) -> Urgency:
        if name not in self.levels:
            self.problems.add(line, f"'{name}' is no urgency", did_you_mean(str(name), self.levels))
            return self.knowledge.urgencies[0]
        return self.levels[str(name)]

    def topics(self, names: Any, line: int) -> list[str]:
        for name in names:
            if name not in self.knowledge.topics:
                self.problems.add(line, f"'{name}' is no topic", did_you_mean(str(name), self.knowledge.topics))
        return [name for name in names if name in self.knowledge.topics]
