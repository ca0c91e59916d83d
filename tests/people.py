"""Structured people for the clinical tests: the well person, and everybody who differs from them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from skill.model import Advise, Answers, Knowledge, Value

HERE = Path(__file__).parent


def read(name: str) -> Any:
    """A YAML file of this folder."""
    return yaml.safe_load((HERE / name).read_text("utf-8"))


def answers(given: Mapping[str, Any]) -> dict[str, Value]:
    """Answers as the engine takes them: the members of a set as a tuple."""
    return {topic: tuple(value) if isinstance(value, list) else value for topic, value in given.items()}


WELL: Answers = answers(read("cases/_well.yaml"))


def well_but(given: Mapping[str, Any]) -> dict[str, Value]:
    """The well person, with some other answers."""
    return {**WELL, **answers(given)}


def named(knowledge: Knowledge, advice: Advise) -> set[str]:
    """The criteria that are named with advice."""
    return {name for reason in advice.reasons for name in reason.criteria} or set(knowledge.otherwise)
