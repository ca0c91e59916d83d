"""The scripted patients of tests/data, as tests use them; how they talk and are judged stands in safety/patients.py."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from safety import patients
from safety.patients import Conversation, Vignette

DATA = Path(__file__).with_name("data")


def vignettes(name: str = "vignettes") -> list[dict[str, Any]]:
    """The labelled patients of a file in tests/data."""
    found: list[dict[str, Any]] = yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))["vignettes"]
    return found


def talk(vignette: dict[str, Any], locale: str = "en-US", joined_by: str = " ") -> Conversation:
    """Hold the conversation of a vignette; one that breaks fails the test."""
    held = patients.talk(_read(vignette), locale, joined_by)
    assert not held.broke, f"{held.broke}\n{held.told()}"
    return held


def verdict(vignette: dict[str, Any], urgency: str | None) -> str:
    """Compare: "exact", "accepted", "below" every accepted level (or no advice at all), or "above"."""
    return _read(vignette).verdict(urgency)


def _read(vignette: dict[str, Any]) -> Vignette:
    answers = {answer["asked_about"]: answer["says"] for answer in vignette["answers"]}
    return Vignette(vignette["id"], vignette["opening"], answers, vignette["expected"], tuple(vignette["acceptable"]))
