"""All that the document is made of: the clinical file, the English words, the criteria, the cases and the stages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from safety.people import answers, written_out
from safety.rules.stages import Stage, read_stages
from skill.engine import so_far
from skill.loader import TRIAGE, read_knowledge
from skill.model import Advise, Answers, Condition, Knowledge
from skill.rule_reader import RuleReader
from skill.speech import Speech, load_speech
from skill.strict_yaml import Table, read

ROOT = Path(__file__).resolve().parent.parent.parent
LOCALE = "en-US"
"""Whose words are shown; the document lists what other locales say instead."""

_COMMENT = re.compile(r"(?:^|\s)#\s*(\S.*)$")
_HEADING_INDENT = 2  # a comment that stands no further in than the entries heads those that follow


@dataclass(frozen=True)
class Paths:
    """Where things stand: the clinical file, the list of criteria, the folder of cases, the stages and the prose."""

    triage: Path = TRIAGE
    criteria: Path = ROOT / "tests" / "data" / "criteria.yaml"
    cases: Path = ROOT / "tests" / "cases"
    stages: Path = ROOT / "safety" / "stages.yaml"
    text: Path = ROOT / "safety" / "rules" / "text.yaml"


@dataclass(frozen=True)
class Case:
    """One case of tests/cases: the sentence, what differs from the well person, the whole answers.

    `advice` is what the engine gives for it, `named` the criteria behind that: those of the least urgent level where no
    rule holds.
    """

    sentence: str
    given: Answers
    answers: Answers
    advice: Advise
    named: frozenset[str]


class Text:
    """The fixed prose of the document, under dotted names."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._table = table

    def say(self, path: str, **values: object) -> str:
        """The words under a dotted name, with {names} filled in. Raises KeyError where there are none."""
        return str(self._find(path)).strip().format(**values)

    def listed_under(self, path: str) -> tuple[str, ...]:
        """A list of words. Raises KeyError where there is none."""
        return tuple(str(word) for word in self._find(path))

    def _find(self, path: str) -> Any:
        found: Any = self._table
        for key in path.split("."):
            found = found[key]
        return found


@dataclass(frozen=True)
class Material:
    """Everything, read and checked. `sections` maps the title of a section to its criteria and their titles.

    `shared` are the conditions that the clinical file gives a name, `notes` what its comments say of a topic or a
    shared condition.
    """

    knowledge: Knowledge
    speech: Speech
    sections: Mapping[str, Mapping[str, str]]
    well: Answers
    cases: tuple[Case, ...]
    stages: tuple[Stage, ...]
    shared: Mapping[str, Condition]
    notes: Mapping[str, str]
    text: Text

    @property
    def titles(self) -> dict[str, str]:
        """Every criterion and its title."""
        return {name: title for part in self.sections.values() for name, title in part.items()}


def gather(paths: Paths | None = None, speech: Speech | None = None) -> Material:
    """Read everything. Raises KnowledgeError with every problem of a file that cannot be used."""
    paths = paths or Paths()
    knowledge = read_knowledge(paths.triage)
    well, cases = _cases(paths.cases, knowledge)
    return Material(
        knowledge=knowledge,
        speech=speech or load_speech(LOCALE),
        sections=_read(paths.criteria),
        well=well,
        cases=cases,
        stages=read_stages(paths.stages, knowledge),
        shared=_shared(paths.triage, knowledge),
        notes=_notes(paths.triage),
        text=prose(paths),
    )


def prose(paths: Paths) -> Text:
    """The fixed prose alone. Raises KnowledgeError where the file cannot be used."""
    return Text(_read(paths.text))


def _read(path: Path) -> Table:
    table, problems = read(path)
    problems.stop_if_any()
    return table


def _cases(folder: Path, knowledge: Knowledge) -> tuple[Answers, tuple[Case, ...]]:
    """The well person and everybody who differs, in the order of the files' names."""
    well = answers(yaml.safe_load((folder / "_well.yaml").read_text(encoding="utf-8")))
    files = sorted(folder.glob("[!_]*.yaml"))
    rows = [row for path in files for row in written_out(yaml.safe_load(path.read_text(encoding="utf-8")))]
    return well, tuple(_case(row, well, knowledge) for row in rows)


def _case(row: Mapping[str, Any], well: Answers, knowledge: Knowledge) -> Case:
    """One case, advised; what is `untold` in it has not been answered yet."""
    given, untold = answers(row["answers"]), row.get("untold", ())
    told = {topic: value for topic, value in {**well, **given}.items() if topic not in untold}
    advice = so_far(knowledge, told)
    named = frozenset(name for reason in advice.reasons for name in reason.criteria)
    return Case(row["case"], given, told, advice, named or frozenset(knowledge.otherwise))


def _shared(path: Path, knowledge: Knowledge) -> dict[str, Condition]:
    """The conditions that several rules share, which the loader dissolves in the rules that name them."""
    table, problems = read(path)
    urgencies = {urgency.name: urgency for urgency in knowledge.urgencies}
    reader = RuleReader(knowledge.topics, urgencies, knowledge.sources, problems)
    shared: Table = table.get("shared") or Table(1)
    found = {name: reader.condition(part, shared.line_of(name), f"shared '{name}'") for name, part in shared.items()}
    problems.stop_if_any()
    return found


def _notes(path: Path) -> dict[str, str]:
    """The comments beside and under each topic and each shared condition: they say what a name means."""
    table, _ = read(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    notes: dict[str, str] = {}
    for section in (table.get("topics"), table.get("shared")):
        starts = sorted(section.lines.items(), key=lambda entry: entry[1]) if isinstance(section, Table) else []
        for (name, start), (_, end) in zip(starts, [*starts[1:], ("", len(lines) + 1)], strict=True):
            if note := _note(lines[start - 1 : end - 1]):
                notes[name] = note
    return notes


def _note(lines: list[str]) -> str:
    """The comments in the lines of one entry, up to an empty line, a heading, or the next section."""
    said: list[str] = []
    for line in lines:
        indent = len(line) - len(line.lstrip())
        if not indent or (line.lstrip().startswith("#") and indent <= _HEADING_INDENT):
            break
        said += _COMMENT.findall(line)
    return "; ".join(said)
