"""Structured people for the clinical tests: the well person, and everybody who differs from them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from safety.people import answers, well
from skill.model import Advise, Answers, Knowledge, Value

HERE = Path(__file__).parent


def read(name: str) -> Any:
    """A YAML file of this folder."""
    return yaml.safe_load((HERE / name).read_text("utf-8"))


WELL: Answers = well()


def well_but(given: Mapping[str, Any]) -> dict[str, Value]:
    """The well person, with some other answers."""
    return {**WELL, **answers(given)}


def named(knowledge: Knowledge, advice: Advise) -> set[str]:
    """The criteria that are named with advice."""
    return {name for reason in advice.reasons for name in reason.criteria} or set(knowledge.otherwise)
