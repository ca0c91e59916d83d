"""AMAZON.DATE: from spoken words to the forms that Amazon documents, counted from a given moment.

A day is 2026-11-28, a week 2026-W48, a weekend 2026-W48-WE, a month 2026-11, a quarter 2026-Q4, a season 2026-WI,
a year 2026, a decade 202X, the present PRESENT_REF. What could be past or to come is taken to be to come: "january"
said in March is next year's. Source: Amazon's slot type reference; requests that a device sent on 2022-03-31.
How a language says its dates stands in its file, as templates.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from simulator.language.numerals import ordinal, pair
from simulator.language.quantities import Found, number
from simulator.language.templates import Reader, Templates, table_reader
from simulator.language.text import key
from simulator.language.words import Words

FORM = re.compile(r"PRESENT_REF|\d{3}X|(\d{4}|XXXX)(-W\d\d(-WE|-\d)?|-Q[1-4]|-(SP|SU|FA|WI)|-(\d\d|XX)(-(\d\d|XX))?)?")
_YEARS = range(1900, 2100)  # a bare number in this range may be a year
_ENDS = {
    "SP": 5,
    "SU": 8,
    "FA": 11,
    "WI": 12,
}  # the last month of a season; winter is named after the year it starts in
_DECADE = re.compile(r"(\d{3})0[^\W\d]+")  # "1990s"


class Dates:
    """AMAZON.DATE of one language."""

    def __init__(self, words: Words) -> None:
        self._words = words
        tables = words.dates.get("words", {})

        def cut(text: str) -> tuple[str, ...]:
            return key(text, words)

        readers: dict[str, Reader] = {name: table_reader(values, cut) for name, values in tables.items()}
        readers |= {"day": self._days, "count": self._counts, "year": self._years, "decade": self._decades}
        self._decade_word = table_reader(tables.get("decade", {}), cut)
        self._templates = Templates(words.dates.get("templates", ()), readers, cut)

    def read(self, run: Sequence[str], at: datetime) -> Found | None:
        """The longest date at the start of the run, counted from `at`."""
        for found in self._templates.read(run):
            value = resolved(found.fields, at.date())
            if value:
                return Found(value, found.length)
        return None

    def _days(self, run: Sequence[str]) -> list[tuple[int, int]]:
        found = ordinal(run, self._words) or number(run, self._words)
        return [(int(found.value), found.length)] if found and 1 <= int(found.value) <= 31 else []

    def _counts(self, run: Sequence[str]) -> list[tuple[int, int]]:
        if run and run[0] in self._words.one:
            return [(1, 1)]
        found = number(run, self._words)
        return [(int(found.value), found.length)] if found else []

    def _years(self, run: Sequence[str]) -> list[tuple[int, int]]:
        found = [one for one in (pair(run, self._words), number(run, self._words)) if one]
        return [(int(one.value), one.length) for one in found if int(one.value) in _YEARS]

    def _decades(self, run: Sequence[str]) -> list[tuple[int, int]]:
        """The first year of a decade; below 100 when no century is said."""
        if not run:
            return []
        written = _DECADE.fullmatch(run[0])
        if written:
            return [(int(written[1]) * 10, 1)]
        bare = self._decade_word(run)
        if bare:
            return list(bare)
        century = number(run[:1], self._words)
        ends = self._decade_word(run[1:]) if century else ()
        return [(int(century.value) * 100 + decade, 1 + length) for decade, length in ends] if century else []


def resolved(fields: Mapping[str, Any], today: date) -> str | None:
    """The value of what a template found; None when there is no such date."""
    for name, resolve in _BY_FIELD:
        if name in fields:
            return resolve(fields, today)
    return None


def _now(fields: Mapping[str, Any], today: date) -> str:  # noqa: ARG001 - as the others
    return "PRESENT_REF"


def _offset(fields: Mapping[str, Any], today: date) -> str | None:
    return _day(today, fields["days"])


def _counted(fields: Mapping[str, Any], today: date) -> str | None:
    """So many days, weeks, months or years from today, or ago."""
    count = -fields["count"] if fields.get("back") else fields["count"]
    unit = fields["unit"]
    if unit in ("D", "W"):
        return _day(today, count * (7 if unit == "W" else 1))
    months = {"M": 1, "Q": 3, "Y": 12, "DECADE": 120}.get(unit)
    if months is None:
        return None
    year, month = divmod(today.year * 12 + today.month - 1 + count * months, 12)
    for day in range(today.day, 27, -1):
        found = _date(year, month + 1, day)
        if found:
            return found.isoformat()
    found = _date(year, month + 1, min(today.day, 28))
    return found.isoformat() if found else None


def _weekday(fields: Mapping[str, Any], today: date) -> str | None:
    """The next day of that name, today included; "next" is after today, "last" before it."""
    ahead = (fields["weekday"] - today.weekday()) % 7
    which = fields.get("which", 0)
    if which > 0:
        ahead = ahead or 7
    elif which < 0:
        ahead -= 7
    return _day(today, ahead + 7 * fields.get("weeks", 0))


def _season(fields: Mapping[str, Any], today: date) -> str:
    season = fields["season"]
    year = fields.get("year")
    if year is None:
        over = today.month > _ENDS[season]
        year = today.year + (fields["which"] if "which" in fields else int(over))
    return f"{year:04}-{season}"


def _period(fields: Mapping[str, Any], today: date) -> str | None:
    """This, the next or the last week, weekend, month, quarter, year or decade."""
    which, unit = fields["which"], fields["unit"]
    if unit == "D":
        return _day(today, which)
    if unit in ("W", "WE"):
        year, week, _ = (today + timedelta(weeks=which)).isocalendar()
        return f"{year:04}-W{week:02}{'-WE' if unit == 'WE' else ''}"
    if unit == "M":
        year, month = divmod(today.year * 12 + today.month - 1 + which, 12)
        return f"{year:04}-{month + 1:02}"
    if unit == "Q":
        year, quarter = divmod(today.year * 4 + (today.month - 1) // 3 + which, 4)
        return f"{year:04}-Q{quarter + 1}"
    return f"{today.year + which:04}" if unit == "Y" else f"{today.year // 10 + which:03}X"


def _month(fields: Mapping[str, Any], today: date) -> str | None:
    month, which = fields["month"], fields.get("which", 0)
    if "day" in fields:
        return _day_of_month(fields, today)
    year = fields.get("year")
    if year is None:
        year = today.year + (month < today.month)
        if which < 0:
            year = today.year - (month >= today.month)
        elif which > 0:
            year = today.year + (month <= today.month)
    return f"{year:04}-{month:02}"


def _day_of_month(fields: Mapping[str, Any], today: date) -> str | None:
    if "year" in fields:
        found = _date(fields["year"], fields["month"], fields["day"])
        return found.isoformat() if found else None
    for year in range(today.year, today.year + 9):  # the 29th of February may be eight years away
        found = _date(year, fields["month"], fields["day"])
        if found and found >= today:
            return found.isoformat()
    return None


def _bare_day(fields: Mapping[str, Any], today: date) -> str | None:
    """The next day of that number, today included."""
    for months in range(3):
        year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
        found = _date(year, month + 1, fields["day"])
        if found and found >= today:
            return found.isoformat()
    return None


def _decade(fields: Mapping[str, Any], today: date) -> str:
    first = fields["decade"]
    if first < 100:
        first += today.year // 100 * 100
        first -= 100 if first > today.year else 0
    return f"{first // 10:03}X"


def _year(fields: Mapping[str, Any], today: date) -> str:  # noqa: ARG001 - as the others
    return f"{fields['year']:04}"


def _day(today: date, ahead: int) -> str | None:
    try:
        return (today + timedelta(days=ahead)).isoformat()
    except OverflowError:
        return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_BY_FIELD = (
    ("now", _now),
    ("days", _offset),
    ("count", _counted),
    ("month", _month),
    ("weekday", _weekday),
    ("season", _season),
    ("unit", _period),
    ("day", _bare_day),
    ("decade", _decade),
    ("year", _year),
)
