"""People with a sentence: structured answers, and what they must be advised. The named tests that rules are held to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from skill.engine import Findings
from skill.model import Advise, Answers, Knowledge, Value

TESTS = Path(__file__).resolve().parent.parent / "tests"
AMBULANCE = "ambulance"


@dataclass(frozen=True)
class Person:
    """Somebody's answers, and what they must be advised.

    `urgency`, the `form` of it ("ambulance", "go", None: either), `criteria` that must be named, `unnamed` ones.
    """

    sentence: str
    answers: Answers
    urgency: str
    form: str | None = None
    criteria: frozenset[str] = frozenset()
    unnamed: frozenset[str] = frozenset()

    def judged_rightly(self, knowledge: Knowledge, advice: Advise) -> bool:
        """Whether advice is what this person must be given."""
        if advice.urgency.name != self.urgency or (self.form and (self.form == AMBULANCE) != advice.ambulance):
            return False
        named = {name for reason in advice.reasons for name in reason.criteria} or {*knowledge.otherwise}
        return self.criteria <= named and self.unnamed.isdisjoint(named)

    def advised_by(self, knowledge: Knowledge) -> Advise:
        """What a clinical file advises them."""
        return Findings(knowledge, self.answers).advice()


@cache
def people() -> tuple[Person, ...]:
    """Everybody in tests/cases, in the second reading of the specification, and in the vignettes."""
    return (*_cases(), *_second_reading(), *_vignettes())


@cache
def well() -> Answers:
    """The well person that the cases differ from."""
    return answers(_read("cases/_well.yaml"))


def answers(given: Mapping[str, Any]) -> dict[str, Value]:
    """Answers as the engine takes them: the members of a set as a tuple."""
    return {topic: tuple(value) if isinstance(value, list) else value for topic, value in given.items()}


def _read(name: str) -> Any:
    return yaml.safe_load((TESTS / name).read_text(encoding="utf-8"))


def _cases() -> Iterator[Person]:
    for path in sorted((TESTS / "cases").glob("[!_]*.yaml")):
        for row in written_out(_read(f"cases/{path.name}")):
            named, unnamed = frozenset(row["criteria"]), frozenset(row.get("unnamed", ()))
            yield Person(row["case"], told_in(row), row["urgency"], row.get("form"), named, unnamed)


def written_out(rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Cases one by one: a sentence with a gap stands for as many as there are lines under its `each`."""
    for row in rows:
        for filling, more in row.get("each", {"": {}}).items():
            case = {key: value for key, value in row.items() if key != "each"}
            yield {**case, "case": row["case"].format(filling), "answers": {**row["answers"], **more}}


def told_in(row: Mapping[str, Any]) -> dict[str, Value]:
    """All answers of a case: those of the well person but for what it says, and without what is `untold` as yet."""
    told = {**well(), **answers(row["answers"])}
    return {topic: value for topic, value in told.items() if topic not in row.get("untold", ())}


def _second_reading() -> Iterator[Person]:
    for row in _read("data/second_reading.yaml")["patients"]:
        told = {**well(), **answers(row["answers"])}
        form = AMBULANCE if row.get("ambulance") else None
        yield Person(row["patient"], told, row["level"], form, frozenset(row["why"]))


def _vignettes() -> Iterator[Person]:
    for row in _read("data/vignette_answers.yaml"):
        yield Person(f"vignette {row['id']}", answers(row["answers"]), row["expected"])
