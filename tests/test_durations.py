"""Durations and ages: sentences in tests/data/durations.yaml, numbers, and the values of AMAZON.DURATION."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from skill.durations import TimeWords, find_ages, find_spans, iso_minutes, numbers

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
SAID: dict[str, list[dict[str, Any]]] = yaml.safe_load((HERE / "data" / "durations.yaml").read_text("utf-8"))
WORDS = TimeWords.from_mapping(
    yaml.safe_load((HERE.parent / "skill" / "knowledge" / "lexicon" / "en" / "time.yaml").read_text("utf-8"))
)
SENTENCES = [item for group in SAID.values() for item in group]


def name(item: dict[str, Any]) -> str:
    """Name a case by what is said."""
    return str(item["say"])


def close(minutes: int | None, expected: int | None) -> bool:
    """Within a third of what is expected; None only for None."""
    if minutes is None or expected is None:
        return minutes is expected
    return expected / 1.34 <= minutes <= expected * 1.34


@pytest.mark.parametrize("item", [item for item in SENTENCES if "spans" in item], ids=name)
def test_spans(item: dict[str, Any]) -> None:
    """All stretches of time of a sentence are found with their role and minutes, and nothing else."""
    found = find_spans(item["say"].split(), WORDS, NOW)
    assert sorted(span.role for span in found) == sorted(item["spans"])
    assert all(close(span.minutes, item["spans"][span.role]) for span in found), found


@pytest.mark.parametrize("item", [item for item in SENTENCES if "spans" not in item], ids=name)
def test_ages(item: dict[str, Any]) -> None:
    """Ages are found with their marks; a bare number is kept apart."""
    found = find_ages(item["say"].split(), WORDS, NOW)
    marked = [age.years if age.exact else f"{age.years}+" for age in found if age.marked]
    assert marked == item.get("ages", [])
    if "bare" in item:
        assert [age.years for age in found if not age.marked] == item["bare"]


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("two thousand and nine", [2009]),
        ("thirty nine point two", [39.2]),
        ("three four days", [3, 4]),
        ("twenty twelve", [20, 12]),
        ("the twenty first of june", [21]),
        ("a hundred and two and a half", [102]),
        ("forty-eight hours or 72", [48, 72]),
        ("1.5 hours and the 3rd day", [1.5, 3]),
        ("one hundred twenty", [120]),
        ("and point of nothing", []),
    ],
)
def test_numbers(said: str, values: list[float]) -> None:
    """Number words, digits, decimals and ordinals."""
    assert [number.value for number in numbers(said.split(), WORDS)] == values


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("PT5H10M", 310), ("P2YT3H10M", 1051390), ("P3D", 4320), ("P8W", 80640), ("P2M", 86400), ("PT2M", 2),
        ("PT45S", 1), ("PT90S", 2), ("P7Y", 3679200), ("PT0S", None), ("P", None), ("PT", None), ("", None),
        ("?", None), ("3 days", None), ("P3DT", None), ("p3d", None),
    ],
)  # fmt: skip
def test_iso_minutes(text: str, minutes: int | None) -> None:
    """AMAZON.DURATION values, and what is none."""
    assert iso_minutes(text) == minutes


def test_speed() -> None:
    """A sentence of forty words takes well under a millisecond."""
    tokens = ("my back has been numb since about tuesday lunch and it's worse every evening " * 3).split()[:40]
    begun = time.perf_counter()
    for _ in range(200):
        find_spans(tokens, WORDS, NOW)
    assert (time.perf_counter() - begun) / 200 < 0.002


def test_any_words() -> None:
    """No order of words of time is an error, and every span lies in the sentence and is positive."""
    every = sorted(WORDS.phrases) + sorted(WORDS.counts["numbers"]) + sorted(WORDS.counts["ordinals"]) + ["30", "2019"]
    order = random.Random(7)  # noqa: S311 - a fixed order, no secret
    for _ in range(1500):
        tokens = order.choices(every, k=order.randrange(1, 14))
        now = NOW + timedelta(minutes=order.randrange(525600))
        for span in find_spans(tokens, WORDS, now):
            assert 0 <= span.start < span.end <= len(tokens), tokens
            assert span.minutes is None or span.minutes >= 1, tokens
        for age in find_ages(tokens, WORDS, now):
            assert 0 <= age.start < age.end <= len(tokens), tokens
            assert 0 <= age.years <= 120, tokens


UNUSABLE: list[dict[str, object]] = [
    {"nonsense": ["word"]},
    {"since": 3},
    {"since": [""]},
    {"since": ["a"], "to": ["a"]},
    {"unit": {"x": "y"}},
]


@pytest.mark.parametrize("sections", UNUSABLE)
def test_unusable_words(sections: dict[str, object]) -> None:
    """A lexicon that cannot be used is refused."""
    with pytest.raises(ValueError, match="'"):
        TimeWords.from_mapping(sections)
