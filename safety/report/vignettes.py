"""Files of vignettes, anybody's: patients in the form of tests/data/vignettes.yaml, read strictly.

vignettes:
- id: DV-001
  opening: "my back has been numb since monday"
  answers:
  - {asked_about: age, says: "thirty two"}
  expected: see_doctor_soon
  acceptable: [urgent_today]
  why: ["SEED-1a longer than a few hours"]    # may be left out, as may tags, facts and source
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from safety.patients import Vignette, levels
from skill.loader import load_knowledge
from skill.strict_yaml import KnowledgeError, Problems, Table, did_you_mean, read_words

_ENTRIES = ("id", "opening", "answers", "expected", "acceptable", "why", "tags", "facts", "source")
_NEAR = 0.75
"""An entry of a vignette that is so near to a known one is a slip; others are notes, and left alone."""


def read_sets(paths: Iterable[Path]) -> dict[Path, list[Vignette]]:
    """The vignettes of each file. Raises KnowledgeError with every problem of every file: `path:line: what - to do`."""
    found: dict[Path, list[Vignette]] = {}
    problems: list[str] = []
    for path in dict.fromkeys(paths):
        try:
            found[path] = read_vignettes(path)
        except KnowledgeError as error:
            problems += error.problems
    if problems:
        raise KnowledgeError(problems)
    return found


def read_vignettes(path: Path) -> list[Vignette]:
    """The vignettes of one file. Raises KnowledgeError with every problem."""
    table, problems = read_words(path)
    found = list(_Reader(problems).vignettes(table))
    problems.stop_if_any()
    return found


class _Reader:
    """One reading of one file; notes problems and goes on."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        knowledge = load_knowledge()
        self.topics = {knowledge.public(name) for name in knowledge.topics}
        self.lines: dict[str, int] = {}

    def vignettes(self, table: Table) -> Iterator[Vignette]:
        rows = table.get("vignettes")
        if not isinstance(rows, list) or not rows:
            self.problems.add(
                table.line_of("vignettes"), "the file holds no vignette", "write vignettes: and a list of them under it"
            )
            return
        for number, row in enumerate(rows, 1):
            if isinstance(row, Table):
                yield self._vignette(row, number)
            else:
                self.problems.add(
                    table.line_of("vignettes"),
                    f"vignette {number} is no mapping",
                    "write id: …, opening: …, answers: …",
                )

    def _vignette(self, row: Table, number: int) -> Vignette:
        name = self._words(row, "id", f"vignette {number}")
        who = name or f"vignette {number}"
        if name in self.lines:
            what = f"the id {name} stands twice (first in line {self.lines[name]})"
            self.problems.add(row.line_of("id"), what, "give each vignette an id of its own")
        self.lines.setdefault(name, row.line_of("id"))
        for key in row:
            near = difflib.get_close_matches(key, _ENTRIES, n=1, cutoff=_NEAR)
            if near and key not in _ENTRIES:
                self.problems.add(row.line_of(key), f"{who} has an unknown entry '{key}'", f"did you mean '{near[0]}'?")
        expected = self._words(row, "expected", who)
        if expected:
            self._check_level(row, "expected", expected, who)
        return Vignette(
            name,
            self._words(row, "opening", who),
            self._answers(row, who),
            expected,
            self._acceptable(row, expected, who),
            self._list(row, "why", who, needed=False),
            self._list(row, "tags", who, needed=False),
            f"{self.problems.path}:{row.line}",
        )

    def _words(self, row: Table, key: str, who: str) -> str:
        value = row.get(key)
        if value is None or isinstance(value, list | Table) or not str(value).strip():
            self.problems.add(row.line_of(key), f"{who} has no {key}", f'write {key}: "…"')
            return ""
        return str(value)

    def _list(self, row: Table, key: str, who: str, *, needed: bool) -> tuple[str, ...]:
        value: Any = row.get(key)
        if value is None and not needed:
            return ()
        if not isinstance(value, list) or any(isinstance(one, list | Table) or one is None for one in value):
            self.problems.add(row.line_of(key), f"{who} has no list of words in {key}", f"write {key}: [] or a list")
            return ()
        return tuple(str(one) for one in value)

    def _acceptable(self, row: Table, expected: str, who: str) -> tuple[str, ...]:
        found = self._list(row, "acceptable", who, needed=True)
        for level in found:
            self._check_level(row, "acceptable", level, who)
        if expected in found:
            self.problems.add(row.line_of("acceptable"), f"{who} repeats {expected}", "leave the expected level out")
        return found

    def _check_level(self, row: Table, key: str, level: str, who: str) -> None:
        if level not in levels():
            self.problems.add(row.line_of(key), f"{who}: there is no level '{level}'", did_you_mean(level, levels()))

    def _answers(self, row: Table, who: str) -> dict[str, str]:
        found: dict[str, str] = {}
        rows = row.get("answers")
        if not isinstance(rows, list):
            self.problems.add(row.line_of("answers"), f"{who} has no list of answers", "write answers: and a list")
            return found
        for answer in rows:
            if not isinstance(answer, Table):
                self.problems.add(
                    row.line_of("answers"), f"{who}: an answer is no mapping", 'write {asked_about: topic, says: "…"}'
                )
                continue
            topic, says = self._words(answer, "asked_about", who), self._words(answer, "says", who)
            line = answer.line_of("asked_about")
            if topic in found:
                self.problems.add(line, f"{who} answers '{topic}' twice", "remove one of the two answers")
            elif topic and topic not in self.topics:
                self.problems.add(line, f"{who}: there is no topic '{topic}'", did_you_mean(topic, self.topics))
            found[topic] = says
        return found
