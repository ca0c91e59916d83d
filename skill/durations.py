"""Stretches of time and ages in what somebody said: minutes and years. Standard library only, no word of any language.

Understands lengths ("an hour and a half"), beginnings ("since tuesday lunch"), things past ("two days ago"), repeats
("most evenings") and their sum ("on and off for six months"). A month is 30 days, a year 365.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from skill.timewords import Number, TimeWords, numbers, symbols

__all__ = ["Age", "Number", "Role", "Span", "TimeWords", "find_ages", "find_spans", "iso_minutes", "numbers"]

Role: TypeAlias = Literal["length", "since", "ago", "each", "span", "aside"]


@dataclass(frozen=True)
class Span:
    """A stretch of time said at token positions [start, end).

    role: "length" of time ("for three days"), "since" until now ("since tuesday"), "ago" a point in the past
    ("last friday"), "each" a repeat ("most evenings"), "span" how long something has kept coming back ("on and off
    for six months"), "aside" a length of something else ("after an hour on the bike", "six weeks pregnant").
    minutes: None where the words fix no number ("weeks", "ages", "every day"); then `at_least` bounds it from below.
    by_clock: the minutes rest on the clock, not on the words alone ("since monday").
    """

    start: int
    end: int
    minutes: int | None
    role: Role
    at_least: int = 0
    by_clock: bool = False


@dataclass(frozen=True)
class Age:
    """An age in whole years at token positions [start, end).

    marked: a word made it an age ("i'm sixty"); a bare number counts only where the age was asked.
    exact: False where the words give only a lower bound ("in her eighties").
    """

    start: int
    end: int
    years: int
    marked: bool = True
    exact: bool = True


_LENGTH = re.compile("(?:a?[nv]f?|a)([uU])")


def find_spans(tokens: Sequence[str], words: TimeWords, now: datetime) -> tuple[Span, ...]:
    """All stretches of time in a sentence (lower case words), from left to right, seen from `now`."""
    row, letters = symbols(tokens, words)
    found: list[Span] = []
    for match in _LENGTH.finditer(letters):
        part = row[match.start() : match.end()]
        amount = next((symbol.value for symbol in part if symbol.letter in "nv"), 1)
        found.append(Span(part[0].start, part[-1].end, max(1, round(amount * part[-1].value)), "length"))
    return tuple(found)


def find_ages(tokens: Sequence[str], words: TimeWords, now: datetime | None = None) -> tuple[Age, ...]:
    """All ages in a sentence, marked ones and bare numbers, from left to right. `now` places years of birth."""
    return tuple(
        Age(number.start, number.end, int(number.value), marked=False)
        for number in numbers(tokens, words)
        if not number.ordinal and 0 <= number.value <= 120
    )


_ISO = re.compile(
    r"P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?"
)
_ISO_MINUTES = (525600, 43200, 10080, 1440, 60, 1, 1 / 60)


def iso_minutes(text: str) -> int | None:
    """Minutes of an AMAZON.DURATION value ("PT5H10M", "P3D"), at least 1 for any stretch; None for anything else."""
    match = _ISO.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        return None
    minutes = sum(float(count) * each for count, each in zip(match.groups(), _ISO_MINUTES, strict=True) if count)
    return max(1, round(minutes)) if minutes else None
