"""The words of the report and how figures look in them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from safety.report.gathering import published
from skill.strict_yaml import Table, read

_TEXT = Path(__file__).with_name("text.yaml")


@cache
def text() -> Table:
    """Every word of the report. Raises KnowledgeError where the file cannot be read."""
    table, problems = read(_TEXT)
    problems.stop_if_any()
    return table


def percent(part: float | None) -> str:
    """A share in percent, with a decimal where it is not whole."""
    if part is None:
        return str(text()["words"]["nothing"])
    return f"{100 * part:.1f}".removesuffix(".0") + " %"


def interval(share: Mapping[str, Any]) -> str:
    """The 95 % interval of a share, in percent."""
    if not share["of"]:
        return str(text()["words"]["nothing"])
    low, high = (f"{100 * share[end]:.1f}".removesuffix(".0") for end in ("low", "high"))
    return str(text()["words"]["interval"]).format(low=low, high=high)


def counted(share: Mapping[str, Any]) -> str:
    """A share as "39 of 40"."""
    return str(text()["words"]["of"]).format(**share)


def number(value: float) -> str:
    """A number without a decimal that says nothing."""
    return f"{value:.1f}".removesuffix(".0")


def level(name: str) -> str:
    """A level in words."""
    return str(text()["levels"].get(name, name))


def verdict(name: str) -> str:
    """A verdict in words."""
    return str(text()["verdicts"][name])


def set_name(file: str) -> str:
    """What a set of vignettes is called: words of its own, or the name of its file."""
    own: str | None = text()["sets"].get(file)
    heard = (entry["name"] for entry in published()["first_hearing"]["sets"] if entry["file"] == file)
    return own or next(heard, file)


def set_title(file: str) -> str:
    """The same at the start of a sentence; the name of a file stays as it is."""
    name = set_name(file)
    return name if name == file else name.capitalize()
