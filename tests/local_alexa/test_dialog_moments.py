"""Dates, times and durations as Amazon writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from simulator.moments import days, in_days, in_hours, is_bound, minutes, within_days, within_hours

NOW = datetime(2026, 11, 28, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2026-11-28", (2026, 11, 28), (2026, 11, 28)),
        ("2026-W48", (2026, 11, 23), (2026, 11, 29)),
        ("2026-W48-WE", (2026, 11, 28), (2026, 11, 29)),
        ("2024-02", (2024, 2, 1), (2024, 2, 29)),
        ("2026", (2026, 1, 1), (2026, 12, 31)),
        ("202X", (2020, 1, 1), (2029, 12, 31)),
        ("2026-WI", (2026, 12, 1), (2027, 2, 28)),
        ("2026-SP", (2026, 3, 1), (2026, 5, 31)),
    ],
)
def test_the_days_of_a_date(value: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    """Every form that AMAZON.DATE has names a span of days."""
    assert days(value) == (date(*first), date(*last))


@pytest.mark.parametrize("value", ["", "tomorrow", "2026-13-01", "2026-02-30", "2026-W60", "0000", "12:30"])
def test_what_is_no_date(value: str) -> None:
    """It has no days, and is no error."""
    assert days(value) is None


@pytest.mark.parametrize(
    ("value", "at"), [("00:00", 0), ("08:30", 510), ("23:59:10", 1439), ("24:00", None), ("MO", None)]
)
def test_the_minute_of_a_time(value: str, at: int | None) -> None:
    """A part of the day names none."""
    assert minutes(value) == at


@pytest.mark.parametrize(
    ("bound", "day"),
    [
        (None, None),
        ("2026-12-24", (2026, 12, 24)),
        ("P0D", (2026, 11, 28)),
        ("P3D", (2026, 12, 1)),
        ("P3M", (2027, 2, 28)),
        ("P1Y2M", (2028, 1, 28)),
        ("P2W", (2026, 12, 12)),
        ("-P18Y", (2008, 11, 28)),
        ("P-1D", (2026, 11, 27)),
    ],
)
def test_bounds_of_days(bound: str | None, day: tuple[int, int, int] | None) -> None:
    """A calendar date, or a duration from the request on; a month later is never in the month after."""
    assert in_days(bound, NOW) == (date(*day) if day else None)


@pytest.mark.parametrize(
    ("bound", "at"), [(None, None), ("08:15", 495), ("PT2H", 870), ("-PT90M", 660), ("PT1H30M", 840)]
)
def test_bounds_of_hours(bound: str | None, at: int | None) -> None:
    """A time of day, or a duration from the request on, in minutes after midnight."""
    assert in_hours(bound, NOW) == at


def test_a_bound_that_cannot_be_read() -> None:
    """It is said which."""
    assert [is_bound(bound) for bound in ("soon", "P", "PT5M", "P1Y")] == [False, True, True, True]
    with pytest.raises(ValueError, match="'soon' is neither a date, nor a time, nor an ISO 8601 duration"):
        in_days("soon", NOW)


@pytest.mark.parametrize(
    ("first", "last", "inside"),
    [(5, 6, True), (4, 7, True), (1, 3, False), (8, 9, False), (3, 5, None), (6, 8, None), (1, 9, None)],
)
def test_days_within_bounds(first: int, last: int, inside: bool | None) -> None:
    """A span of days that lies there only in part is neither in nor out."""
    span = date(2026, 1, first), date(2026, 1, last)
    assert within_days(span, date(2026, 1, 4), date(2026, 1, 7)) is inside


@pytest.mark.parametrize(
    ("moment", "start", "end", "inside"),
    [
        (600, 540, 1020, True),
        (1080, 540, 1020, False),
        (60, 1320, 360, True),
        (720, 1320, 360, False),
        (30, 1380, 1500, True),
        (1320, 1380, 1500, False),
        (720, None, 1020, True),
        (1080, None, 1020, False),
        (1080, 540, None, True),
        (1, 0, 3000, True),
    ],
)
def test_hours_within_bounds(moment: int, start: int | None, end: int | None, inside: bool) -> None:
    """From ten in the evening to six is one span; so is one that a duration carries past midnight."""
    assert within_hours(moment, start, end) is inside
