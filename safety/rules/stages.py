"""The stages of a conversation: which questions are drawn together. Complete, and in the order of the clinical file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from skill.model import Knowledge, Question
from skill.strict_yaml import Problems, Table, did_you_mean, read


@dataclass(frozen=True)
class Stage:
    """A part of the conversation: what it is called, what it is for, and its questions in the order asked."""

    title: str
    purpose: str
    questions: tuple[Question, ...]


def read_stages(path: Path, knowledge: Knowledge) -> tuple[Stage, ...]:
    """Read the stages, each question in exactly one. Raises KnowledgeError with every problem, as path:line."""
    table, problems = read(path)
    entries: Table = table.get("stages") or Table(1)
    named = dict(_named(entries, problems))
    questions = {question.name: question for question in knowledge.questions}
    for name, line in named.items():
        if name not in questions:
            problems.add(line, f"'{name}' is no question of the clinical file", did_you_mean(name, questions))
    for name in questions:
        if name not in named:
            told = f"question '{name}' is in no stage, so no picture shows it"
            problems.add(table.line_of("stages"), told, "add it to the stage where it is asked")
    known = [name for name in named if name in questions]
    asked = [name for name in questions if name in named]
    for name, expected in zip(known, asked, strict=True):
        if name != expected:
            told = f"'{name}' stands where '{expected}' is asked"
            problems.add(named[name], told, "keep the order of the questions in the clinical file")
            break
    problems.stop_if_any()
    return tuple(
        Stage(title, entry["purpose"], tuple(questions[name] for name in entry["questions"]))
        for title, entry in entries.items()
    )


def _named(entries: Table, problems: Problems) -> Iterator[tuple[str, int]]:
    """The questions that the stages name, with their lines; one that stands twice is a problem."""
    seen: set[str] = set()
    for title, entry in entries.items():
        if not isinstance(entry, Table) or not isinstance(entry.get("questions"), list) or "purpose" not in entry:
            problems.add(entries.line_of(title), f"stage '{title}' is not whole", "write {purpose: …, questions: […]}")
            continue
        for name in entry["questions"]:
            if name in seen:
                problems.add(entry.line_of("questions"), f"'{name}' is in two places", "leave it in one of them")
            seen.add(name)
            yield name, entry.line_of("questions")
