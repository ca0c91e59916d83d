"""AMAZON.DURATION and AMAZON.NUMBER of the local Alexa, by the examples of Amazon's slot type reference."""

from __future__ import annotations

import pytest

from simulator.language.quantities import duration, number
from simulator.language.words import load_words

WORDS = load_words("en-US")


@pytest.mark.parametrize(
    ("said", "iso"),
    [
        ("ten minutes", "PT10M"),
        ("five hours", "PT5H"),
        ("three days", "P3D"),
        ("forty five seconds", "PT45S"),
        ("eight weeks", "P8W"),
        ("seven years", "P7Y"),
        ("five hours ten minutes", "PT5H10M"),
        ("two years three hours ten minutes", "P2YT3H10M"),
        ("two months", "P2M"),
        ("an hour", "PT1H"),
        ("half an hour", "PT30M"),
        ("an hour and a half", "PT1H30M"),
        ("two and a half hours", "PT2H30M"),
        ("one and a half days", "P1DT12H"),
        ("3 days", "P3D"),
        ("two weeks and three days", "P2W3D"),
        ("a quarter of an hour", "PT15M"),
        ("three quarters of an hour", "PT45M"),
        ("half a month", "P15D"),
        ("a month and a half", "P1M15D"),
        ("half a year", "P6M"),
        ("a fortnight", "P2W"),
        ("two decades", "P20Y"),
        ("one hundred and five minutes", "PT105M"),
    ],
)
def test_durations(said: str, iso: str) -> None:
    """Spoken lengths of time become ISO 8601."""
    found = duration(said.split(), WORDS)
    assert found is not None
    assert (found.value, found.length) == (iso, len(said.split()))


@pytest.mark.parametrize("said", ["a couple of days", "since this morning", "a while", "ages", "yesterday", ""])
def test_fuzzy_phrases_are_no_durations(said: str) -> None:
    """As on a device: they are not understood as AMAZON.DURATION."""
    assert duration(said.split(), WORDS) is None


@pytest.mark.parametrize(
    ("said", "digits"),
    [
        ("seven", "7"),
        ("twenty one", "21"),
        ("sixty eight", "68"),
        ("one hundred and five", "105"),
        ("two thousand three hundred and twelve", "2312"),
        ("45", "45"),
    ],
)
def test_numbers(said: str, digits: str) -> None:
    """Spoken numbers become digits."""
    found = number(said.split(), WORDS)
    assert found is not None
    assert (found.value, found.length) == (digits, len(said.split()))


def test_a_number_ends_where_the_next_begins() -> None:
    """Two numbers said one after the other are not added up."""
    found = number(["five", "ten"], WORDS)
    assert found is not None
    assert (found.value, found.length) == ("5", 1)
