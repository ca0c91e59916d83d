"""Dates, times and durations as AMAZON.DATE and AMAZON.TIME and the dialog model write them.

Source: Amazon's pages "Slot type reference" and "Validate slot values".
"""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta

Days = tuple[date, date]  # the first and the last
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")
_WEEK = re.compile(r"(\d{4})-W(\d{2})(-WE)?$")
_DECADE = re.compile(r"(\d{3})X$")
_SEASON = re.compile(r"(\d{4})-(SP|SU|FA|WI)$")
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?$")
_DURATION = re.compile(
    r"(?P<sign>[-+])?P(?:(?P<Y>[-+]?\d+)Y)?(?:(?P<MO>[-+]?\d+)M)?(?:(?P<W>[-+]?\d+)W)?(?:(?P<D>[-+]?\d+)D)?"
    r"(?:T(?:(?P<H>[-+]?\d+)H)?(?:(?P<M>[-+]?\d+)M)?)?$"
)
_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # month in which a season begins, in the north
_DAY = 24 * 60


def days(value: str) -> Days | None:
    """The days that an AMAZON.DATE names: "2026-11-28" one, "2026-W48" seven, "2026-11" thirty; None: no such date."""
    try:
        return _exact(value) or _loose(value)
    except (ValueError, OverflowError):  # the 31st of November, week 60, a year beyond the calendar
        return None


def _exact(value: str) -> Days | None:
    found = _DATE.match(value)
    if not found:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    if day:
        return date(year, month, day), date(year, month, day)
    if month:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    return date(year, 1, 1), date(year, 12, 31)


def _loose(value: str) -> Days | None:
    if week := _WEEK.match(value):
        first, last = (6, 7) if week[3] else (1, 7)
        return tuple(date.fromisocalendar(int(week[1]), int(week[2]), day) for day in (first, last))  # type: ignore[return-value]  # two
    if decade := _DECADE.match(value):
        return date(int(decade[1]) * 10, 1, 1), date(int(decade[1]) * 10 + 9, 12, 31)
    if season := _SEASON.match(value):
        start = date(int(season[1]), _STARTS[season[2]], 1)
        return start, _later(start, 3) - timedelta(days=1)
    return None


def minutes(value: str) -> int | None:
    """An AMAZON.TIME in minutes after midnight; None for a part of the day ("MO"), which names no minute."""
    found = _TIME.match(value)
    return int(found[1]) * 60 + int(found[2]) if found else None


def in_days(bound: str | None, now: datetime) -> date | None:
    """The day that a bound of isInDuration names: a date, or a duration from `now` ("P3D", "-P18Y"); None when open."""
    if bound is None:
        return None
    span = days(bound)
    if span:
        return span[0]
    amounts = _amounts(bound)
    moved = _later(now.date(), amounts["Y"] * 12 + amounts["MO"])
    return moved + timedelta(days=amounts["W"] * 7 + amounts["D"])


def in_hours(bound: str | None, now: datetime) -> int | None:
    """The minute after today's midnight that a bound names: "08:30", or a duration from `now` ("PT2H"); None when open.

    It may lie before or after today.
    """
    if bound is None:
        return None
    clock = minutes(bound)
    if clock is not None:
        return clock
    amounts = _amounts(bound)
    return now.hour * 60 + now.minute + amounts["H"] * 60 + amounts["M"]


def within_days(span: Days, start: date | None, end: date | None) -> bool | None:
    """Whether all the days lie between the bounds (both of them included); None when only some do."""
    first, last = start or date.min, end or date.max
    if first <= span[0] and span[1] <= last:
        return True
    return False if span[1] < first or span[0] > last else None


def within_hours(moment: int, start: int | None, end: int | None) -> bool:
    """Whether a time of day lies between the bounds; a span may pass midnight."""
    first = 0 if start is None else start
    last = _DAY - 1 if end is None else end
    if last < first:  # "22:00" to "06:00"
        last += _DAY
    return last - first >= _DAY or (moment - first) % _DAY <= last - first


def is_bound(bound: str) -> bool:
    """Whether a bound of a duration rule can be read at all."""
    return days(bound) is not None or minutes(bound) is not None or bool(_DURATION.match(bound))


def _amounts(duration: str) -> dict[str, int]:
    found = _DURATION.match(duration)
    if not found:
        raise ValueError(f"{duration!r} is neither a date, nor a time, nor an ISO 8601 duration")
    sign = -1 if found["sign"] == "-" else 1
    return {unit: sign * int(found[unit] or 0) for unit in ("Y", "MO", "W", "D", "H", "M")}


def _later(day: date, months: int) -> date:
    """So many months later, on the last day of the month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
