"""AMAZON.DATE and AMAZON.TIME of the local Alexa, counted from a moment that is given."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripted_skill import Script, intent_of

from simulator import Echo
from simulator.language.dates import FORM, Dates
from simulator.language.times import Times
from simulator.language.words import load_words

WORDS = load_words("en-US")
DATES, TIMES = Dates(WORDS), Times(WORDS)
THURSDAY = datetime(2022, 3, 31, 15, 0, tzinfo=UTC)  # the day on which a device sent the values marked below
NOVEMBER = datetime(2017, 11, 24, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "value"),
    [
        # sent by a device on that day (public request captures)
        ("april fourth", "2022-04-04"),
        ("september fifth", "2022-09-05"),
        ("this week", "2022-W13"),
        ("next weekend", "2022-W14-WE"),
        ("january", "2023-01"),
        ("this year", "2022"),
        ("nineteen nineties", "199X"),
        ("spring", "2022-SP"),
        # by the forms of the slot type reference
        ("now", "PRESENT_REF"),
        ("right now", "PRESENT_REF"),
        ("today", "2022-03-31"),
        ("tomorrow", "2022-04-01"),
        ("yesterday", "2022-03-30"),
        ("the day after tomorrow", "2022-04-02"),
        ("thursday", "2022-03-31"),
        ("monday", "2022-04-04"),
        ("next thursday", "2022-04-07"),
        ("last friday", "2022-03-25"),
        ("a week on tuesday", "2022-04-12"),
        ("thursday may fifth", "2022-05-05"),
        ("march thirtieth", "2023-03-30"),
        ("march thirty first", "2022-03-31"),
        ("the third of may", "2022-05-03"),
        ("may the third", "2022-05-03"),
        ("the twenty fifth", "2022-04-25"),
        ("june 3rd", "2022-06-03"),
        ("july fourth twenty nineteen", "2019-07-04"),
        ("february twenty ninth", "2024-02-29"),
        ("in three days", "2022-04-03"),
        ("two weeks ago", "2022-03-17"),
        ("in a month", "2022-04-30"),
        ("three years ago", "2019-03-31"),
        ("next week", "2022-W14"),
        ("last week", "2022-W12"),
        ("this weekend", "2022-W13-WE"),
        ("the weekend", "2022-W13-WE"),
        ("this month", "2022-03"),
        ("next month", "2022-04"),
        ("march", "2022-03"),
        ("last march", "2021-03"),
        ("july two thousand and nineteen", "2019-07"),
        ("this quarter", "2022-Q1"),
        ("last quarter", "2021-Q4"),
        ("next summer", "2023-SU"),
        ("autumn of twenty nineteen", "2019-FA"),
        ("next year", "2023"),
        ("nineteen eighty four", "1984"),
        ("2026", "2026"),
        ("this decade", "202X"),
        ("the last decade", "201X"),
        ("the nineties", "199X"),
        ("1990s", "199X"),
    ],
)
def test_dates(said: str, value: str) -> None:
    """Days, weeks, weekends, months, quarters, seasons, years and decades; what may be to come is to come."""
    found = DATES.read(said.split(), THURSDAY)
    assert found is not None
    assert (found.value, found.length) == (value, len(said.split()))
    assert FORM.fullmatch(found.value)


@pytest.mark.parametrize(
    ("said", "value"),
    [("next winter", "2018-WI"), ("this summer", "2017-SU"), ("this spring", "2017-SP"), ("summer", "2018-SU")],
)
def test_seasons_in_november(said: str, value: str) -> None:
    """A season that is over is next year's, unless it is this year's by name."""
    found = DATES.read(said.split(), NOVEMBER)
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize(
    ("at", "said", "value"),
    [
        (datetime(2026, 12, 31, tzinfo=UTC), "next week", "2027-W01"),
        (datetime(2026, 12, 31, tzinfo=UTC), "next month", "2027-01"),
        (datetime(2027, 1, 1, tzinfo=UTC), "this week", "2026-W53"),
        (datetime(2027, 1, 1, tzinfo=UTC), "last month", "2026-12"),
        (datetime(2028, 2, 29, tzinfo=UTC), "in a year", "2029-02-28"),
        (datetime(2096, 3, 1, tzinfo=UTC), "february twenty ninth", "2104-02-29"),
    ],
)
def test_dates_at_the_turn_of_the_year(at: datetime, said: str, value: str) -> None:
    """Weeks are those of ISO 8601; a day that a year does not have is the last before it, or the next that there is."""
    found = DATES.read(said.split(), at)
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize("said", ["a while ago", "since", "some day", "florble", "thirty days hath", ""])
def test_what_is_no_date(said: str) -> None:
    """Vague words are not dates, as on a device."""
    assert DATES.read(said.split(), THURSDAY) is None


def test_a_day_that_does_not_exist_is_not_made_up() -> None:
    """The thirty-first of June: the month is all that is heard."""
    found = DATES.read(["june", "thirty", "first"], THURSDAY)
    assert found is not None
    assert (found.value, found.length) == ("2022-06", 1)


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)), st.integers(0, 6))
def test_a_day_of_the_week_is_never_more_than_six_days_away(today: date, weekday: int) -> None:
    """On any day, the name of a day is today or one of the six days after it; "next" and "last" are never today."""
    at = datetime(today.year, today.month, today.day, tzinfo=UTC)
    name = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"][weekday]
    bare, following, before = (DATES.read(words, at) for words in ([name], ["next", name], ["last", name]))
    assert bare is not None
    assert following is not None
    assert before is not None
    assert date.fromisoformat(bare.value).weekday() == weekday
    assert timedelta(0) <= date.fromisoformat(bare.value) - today <= timedelta(6)
    assert timedelta(1) <= date.fromisoformat(following.value) - today <= timedelta(7)
    assert timedelta(1) <= today - date.fromisoformat(before.value) <= timedelta(7)


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("four in the morning", "04:00"),
        ("two p m", "14:00"),
        ("2 pm", "14:00"),
        ("noon", "12:00"),
        ("midnight", "00:00"),
        ("twelve a m", "00:00"),
        ("twelve p m", "12:00"),
        ("half past nine p m", "21:30"),
        ("quarter to five in the afternoon", "16:45"),
        ("twenty past three in the afternoon", "15:20"),
        ("ten to midnight", "23:50"),
        ("five past noon", "12:05"),
        ("ten oh five a m", "10:05"),
        ("ten thirty a m", "10:30"),
        ("ten at night", "22:00"),
        ("two at night", "02:00"),
        ("fifteen thirty", "15:30"),
        ("eighteen hundred hours", "18:00"),
        ("morning", "MO"),
        ("this afternoon", "AF"),
        ("the evening", "EV"),
        ("tonight", "NI"),
        # without its half of the day an hour is the next to come: it is three in the afternoon
        ("six o'clock", "18:00"),
        ("two", "02:00"),
        ("three", "15:00"),
        ("half past two", "02:30"),
        ("quarter to three", "02:45"),
    ],
)
def test_times(said: str, value: str) -> None:
    """Times of the clock as hh:mm, parts of the day as two letters."""
    found = TIMES.read(said.split(), THURSDAY)
    assert found is not None
    assert (found.value, found.length) == (value, len(said.split()))


@pytest.mark.parametrize("said", ["fourteen p m", "twenty five o'clock", "soon", "later today", ""])
def test_what_is_no_time(said: str) -> None:
    """An hour that no clock has, and vague words."""
    found = TIMES.read(said.split(), THURSDAY)
    assert found is None or found.length < len(said.split())


BOOKING = {
    "interactionModel": {
        "languageModel": {
            "invocationName": "green tea",
            "intents": [
                {
                    "name": "BookIntent",
                    "slots": [
                        {"name": "day", "type": "AMAZON.DATE", "samples": ["on {day}"]},
                        {"name": "hour", "type": "AMAZON.TIME"},
                    ],
                    "samples": ["book a table for {day}", "book a table for {day} at {hour}", "book a table"],
                },
                {"name": "AMAZON.FallbackIntent"},
            ],
        }
    }
}


def test_tomorrow_is_the_speakers_tomorrow() -> None:
    """The clock of the device has a time zone: late in the evening of New York it is another day in Greenwich."""
    new_york = timezone(timedelta(hours=-5))
    evening = datetime(2026, 1, 1, 22, 30, tzinfo=new_york)
    echo = Echo(handler=Script(), model=BOOKING, clock=lambda: evening)
    turn = echo.say("ask green tea to book a table for tomorrow at eight in the evening please")
    slots = intent_of(turn)["slots"]
    assert (slots["day"]["value"], slots["hour"]["value"]) == ("2026-01-02", "20:00")
    assert slots["day"] == {
        "name": "day",
        "value": "2026-01-02",
        "confirmationStatus": "NONE",
        "source": "USER",
        "slotValue": {"type": "Simple", "value": "2026-01-02"},
    }
    assert turn.request["request"]["timestamp"] == "2026-01-02T03:30:00Z"


def test_a_value_in_amazons_form_is_left_as_it_is() -> None:
    """So that a test can send any value there is, without words."""
    echo = Echo(handler=Script(), model=BOOKING)
    slots = intent_of(echo.intend("BookIntent", day="2026-W48-WE", hour="NI"))["slots"]
    assert (slots["day"]["value"], slots["hour"]["value"]) == ("2026-W48-WE", "NI")
    slots = intent_of(echo.intend("BookIntent", day="XXXX-12-25", hour="half past nine at night"))["slots"]
    assert (slots["day"]["value"], slots["hour"]["value"]) == ("XXXX-12-25", "21:30")
