"""The clinical file: YAML -> nouns, or one error that lists every problem as `path:line: what - what to do`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, get_args

from skill.model import Kind, Knowledge, Question, Rule, Source, Topic, Unknown, Urgency, Value
from skill.rule_reader import RuleReader
from skill.strict_yaml import KnowledgeError, Problems, Table, did_you_mean, read

_T = TypeVar("_T")

KNOWLEDGE = Path(__file__).with_name("knowledge")
TRIAGE = KNOWLEDGE / "triage.yaml"

__all__ = ["KNOWLEDGE", "TRIAGE", "KnowledgeError", "load_knowledge", "read_knowledge"]


@cache
def load_knowledge() -> Knowledge:
    """The clinical file of the skill, read once per process. Raises KnowledgeError."""
    return read_knowledge(TRIAGE)


def read_knowledge(path: Path) -> Knowledge:
    """Read and check any clinical file. Raises KnowledgeError with every problem that it has."""
    table, problems = read(path)
    return _Reader(table, problems).knowledge()


class _Reader:
    """One reading of one file; collects problems instead of stopping at the first."""

    def __init__(self, table: Table, problems: Problems) -> None:
        self.table = table
        self.problems = problems
        self.urgencies = self._urgencies()
        self.topics = {name: self._topic(name, entry) for name, entry in self._entries("topics")}
        self.sources = {name: self._source(name, entry) for name, entry in self._entries("sources")}
        self.rules = RuleReader(self.topics, self.urgencies, self.sources, problems)

    def knowledge(self) -> Knowledge:
        for key in self.table:
            if key not in _SECTIONS:
                self._problem(self.table.line_of(key), f"unknown section '{key}'", did_you_mean(key, _SECTIONS))
        questions = self._list("questions", self._question)
        rules = self._list("rules", self.rules.rule)
        raises = self._list("raises", self.rules.raising)
        self._check_topics(questions)
        self._check_names("question", questions)
        self._check_names("rule", (*rules, *raises))
        raise_up_to, unfinished, not_understood = (
            self._urgency(self.table.get(key), self.table.line_of(key), key)
            for key in ("raise_up_to", "unfinished", "not_understood")
        )
        otherwise = self.table.get("otherwise") or {}
        review_by = self.rules.review_date(self.table, "the file")
        self.problems.stop_if_any()
        return Knowledge(
            urgencies=tuple(self.urgencies.values()),
            topics=self.topics,
            questions=questions,
            rules=rules,
            sources=self.sources,
            raises=raises,
            raise_up_to=raise_up_to,
            unfinished=unfinished,
            not_understood=not_understood,
            otherwise=tuple(otherwise.get("criteria", ())),
            carried_elsewhere=dict(self.table.get("carried_elsewhere") or {}),
            left_out=dict(self.table.get("left_out") or {}),
            review_by=review_by,
        )

    def _problem(self, line: int, what: str, to_do: str) -> None:
        self.problems.add(line, what, to_do)

    def _entries(self, section: str) -> list[tuple[str, Table]]:
        table = self.table.get(section)
        if not isinstance(table, Table) or not table:
            self._problem(self.table.line_of(section), f"section '{section}' is missing or empty", "restore it")
            return []
        for name, entry in table.items():
            if not isinstance(entry, Table):
                self._problem(
                    table.line_of(name), f"'{name}' in '{section}' is not a mapping", "write {key: value, ...}"
                )
        return [(name, entry) for name, entry in table.items() if isinstance(entry, Table)]

    def _list(self, section: str, make: Callable[[Table], _T | None]) -> tuple[_T, ...]:
        entries = self.table.get(section)
        if not isinstance(entries, list) or not entries:
            self._problem(self.table.line_of(section), f"section '{section}' is missing or empty", "restore it")
            return ()
        made = [make(entry) for entry in entries if isinstance(entry, Table)]
        if len(made) < len(entries):
            self._problem(
                self.table.line_of(section), f"'{section}' holds an entry that is no mapping", "start it with `- name:`"
            )
        return tuple(item for item in made if item is not None)

    def _urgencies(self) -> dict[str, Urgency]:
        names = self.table.get("urgencies")
        if not isinstance(names, list) or len(names) < 2:
            self._problem(self.table.line_of("urgencies"), "urgencies are missing", "list them, the least urgent first")
            return {"none": Urgency(0, "none"), "some": Urgency(1, "some")}
        return {name: Urgency(rank, name) for rank, name in enumerate(names)}

    def _urgency(self, name: object, line: int, where: str) -> Urgency:
        if not isinstance(name, str) or name not in self.urgencies:
            self._problem(line, f"{where} names no urgency ('{name}')", did_you_mean(str(name), self.urgencies))
            return next(iter(self.urgencies.values()))
        return self.urgencies[name]

    def _source(self, name: str, entry: Table) -> Source:
        if not entry.get("title"):
            self._problem(entry.line, f"source '{name}' has no title", "name the document")
        return Source(id=name, **{key: str(entry.get(key, "")) for key in ("title", "address", "section", "read")})

    def _topic(self, name: str, entry: Table) -> Topic:
        self.problems.check_entries(entry, _TOPIC, f"topic '{name}'")
        kind: Any = entry.get("kind")
        if kind not in get_args(Kind):
            self._problem(
                entry.line, f"topic '{name}' is of unknown kind '{kind}'", did_you_mean(str(kind), get_args(Kind))
            )
            kind = "yes_no"
        values = tuple(entry.get("values", ("no", "yes") if kind == "yes_no" else ()))
        if kind in ("choice", "set") and len(values) < 2:
            self._problem(entry.line, f"topic '{name}' has fewer than two values", "list them, the least grave first")
        if entry.get("nothing", values[:1]) not in (*values, values[:1]):
            what = f"topic '{name}' has no member '{entry['nothing']}' that could say `nothing`"
            self._problem(entry.line_of("nothing"), what, did_you_mean(str(entry["nothing"]), values))
        unknown = self._unknown(name, entry, kind, values)
        return Topic(
            name=name,
            kind=kind,
            values=values,
            reports=dict(entry.get("reports", {})),
            part_of=entry.get("part_of"),
            implies=entry.get("implies"),
            unknown=unknown,
            assumed=self._value(name, entry, "assumed", entry.get("assumed"), kind, values),
            nothing=entry.get("nothing"),
        )

    def _unknown(self, name: str, entry: Table, kind: str, values: tuple[str, ...]) -> Unknown:
        rule = entry.get("unknown")
        if rule is None:
            if "assumed" not in entry:
                self._problem(entry.line, f"topic '{name}' does not say how unknown counts", "add `unknown: {as: …}`")
            return Unknown(counts_as=entry.get("assumed"))
        if not isinstance(rule, Table) or set(rule) not in _LANDINGS:
            self._problem(
                entry.line_of("unknown"), f"topic '{name}': unreadable `unknown`", "use as, at_least or raise"
            )
            return Unknown()
        if "raise" in rule:
            return Unknown(raises=True)
        counts_as = self._value(name, rule, "as", rule["as"], kind, values) if "as" in rule else None
        at_least = self._urgency(rule["at_least"], rule.line, f"unknown of '{name}'") if "at_least" in rule else None
        return Unknown(counts_as, at_least, bool(rule.get("ambulance")))

    def _value(self, name: str, entry: Table, key: str, value: Any, kind: str, values: tuple[str, ...]) -> Value | None:
        numeric = kind in ("minutes", "years")
        if value is None or (numeric and isinstance(value, int)) or (not numeric and value in values):
            known: Value | None = value
            return known
        self._problem(
            entry.line_of(key), f"topic '{name}' cannot be '{value}'", "use " + (", ".join(values) or "a whole number")
        )
        return None

    def _question(self, entry: Table) -> Question | None:
        self.problems.check_entries(entry, _QUESTION, "a question")
        name, asks = entry.get("name"), entry.get("asks")
        if not isinstance(name, str) or not isinstance(asks, list) or not asks:
            self._problem(entry.line, "a question without name or topics", "write {name: …, asks: [topic]}")
            return None
        about = tuple(entry.get("about", ()))
        for topic in (*asks, *about):
            if topic not in self.topics:
                self._problem(
                    entry.line,
                    f"question '{name}' asks for '{topic}', which is no topic",
                    did_you_mean(topic, self.topics),
                )
        only_if = entry.get("only_if")
        return Question(
            name=name,
            asks=tuple(asks),
            about=about,
            only_if=self.rules.condition(only_if, entry.line, f"question '{name}'") if only_if is not None else None,
            once=bool(entry.get("once", False)),
            private=bool(entry.get("private", False)),
        )

    def _check_topics(self, questions: tuple[Question, ...]) -> None:
        asked = {topic for question in questions for topic in question.asks}
        table: Mapping[str, Any] = self.table.get("topics") or {}
        for name, topic in self.topics.items():
            line = table[name].line
            if topic.assumed is None and name not in asked:
                self._problem(line, f"topic '{name}' is asked by no question", "ask it, or say what is `assumed`")
            if topic.part_of is not None and topic.part_of not in self.topics:
                self._problem(
                    line,
                    f"topic '{name}' is part of unknown '{topic.part_of}'",
                    did_you_mean(topic.part_of, self.topics),
                )
        for question in questions:
            single = {one.asks[0] for one in questions if len(one.asks) == 1}
            for topic_name in question.asks if question.is_sweep else ():
                if topic_name not in single:
                    line = self.table.line_of("questions")
                    self._problem(
                        line,
                        f"'{topic_name}' of sweep '{question.name}' has no question of its own",
                        "add one after it",
                    )

    def _check_names(self, what: str, items: tuple[Question, ...] | tuple[Rule, ...]) -> None:
        names = [item.name for item in items]
        for name in sorted({name for name in names if names.count(name) > 1}):
            self._problem(self.table.line_of(f"{what}s"), f"two {what}s are called '{name}'", "rename one of them")


_LANDINGS = ({"as"}, {"raise"}, {"at_least"}, {"at_least", "ambulance"}, {"as", "at_least"})
_TOPIC = ("kind", "values", "reports", "part_of", "implies", "unknown", "assumed", "nothing")
_QUESTION = ("name", "asks", "about", "only_if", "once", "private")
_SECTIONS = (
    "urgencies",
    "raise_up_to",
    "unfinished",
    "not_understood",
    "review_by",
    "topics",
    "questions",
    "shared",
    "rules",
    "raises",
    "otherwise",
    "carried_elsewhere",
    "left_out",
    "sources",
)
