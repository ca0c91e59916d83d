"""AMAZON.TIME: from spoken words to hh:mm, or to MO, AF, EV, NI for a part of the day.

An hour without its half of the day is the next one to come: "six" said at three in the afternoon is 18:00.
Source: Amazon's slot type reference. How a language says its times stands in its file, as templates.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from simulator.language.quantities import Found, number
from simulator.language.templates import Reader, Templates, table_reader
from simulator.language.text import key
from simulator.language.words import Words

FORM = re.compile(r"\d\d:\d\d|MO|AF|EV|NI")
_NIGHT_ENDS = 6  # "two at night" is 02:00, "ten at night" is 22:00


class Times:
    """AMAZON.TIME of one language."""

    def __init__(self, words: Words) -> None:
        self._words = words

        def cut(text: str) -> tuple[str, ...]:
            return key(text, words)

        halves = table_reader(words.times.get("half", {}), cut)
        readers: dict[str, Reader] = {"hour": self._hours, "minute": self._minutes, "half": halves}
        self._templates = Templates(words.times.get("templates", ()), readers, cut)

    def read(self, run: Sequence[str], at: datetime) -> Found | None:
        """The longest time at the start of the run; `at` settles which half of the day is meant."""
        for found in self._templates.read(run):
            value = found.fields.get("value") or _clock(found.fields, at)
            if value:
                return Found(str(value), found.length)
        return None

    def _hours(self, run: Sequence[str]) -> list[tuple[int, int]]:
        hundreds = len(run) > 1 and self._words.scales.get(run[1]) == 100  # "eighteen hundred hours"
        found = number(run[:1] if hundreds else run, self._words)
        return [(int(found.value), found.length)] if found and 0 <= int(found.value) <= 24 else []

    def _minutes(self, run: Sequence[str]) -> list[tuple[int, int]]:
        zero = len(run) > 1 and self._words.numbers.get(run[0]) == 0  # "oh five"
        found = number(run[int(zero) :], self._words)
        if found is None or not 0 <= int(found.value) <= (9 if zero else 59):
            return []
        return [(int(found.value), found.length + int(zero))]


def _clock(fields: Mapping[str, Any], at: datetime) -> str | None:
    hour, minute = fields["hour"], fields.get("minute", 0) + fields.get("plus", 0)
    half = fields.get("half")
    if half and not 1 <= hour <= 12:
        return None
    if fields.get("before"):
        minute = -minute
    base = hour * 60 + minute
    if half:
        base += _half(hour, half) * 60
    elif 1 <= hour <= 12:
        base = _next(base, at)
    return f"{base // 60 % 24:02}:{base % 60:02}"


def _half(hour: int, half: str) -> int:
    """The hours to be added to one of twelve."""
    morning = half == "am" or (half == "night" and (hour < _NIGHT_ENDS or hour == 12))
    return (-12 if hour == 12 else 0) if morning else (0 if hour == 12 else 12)


def _next(minutes: int, at: datetime) -> int:
    """That time of a clock with twelve hours, when it comes next."""
    now = at.hour * 60 + at.minute
    return min((minutes % 720 + 720 * halves for halves in range(4)), key=lambda one: (one < now, one))
