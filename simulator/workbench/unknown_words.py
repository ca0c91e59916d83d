"""The words of an utterance that the lexicon has no use for: the first place to look when something was missed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache

from skill.ages import Age, find_ages
from skill.durations import Span, find_spans
from skill.lexicon import Lexicon
from skill.lexicon_reader import load
from skill.patterns import Pattern
from skill.scope import prepare
from skill.tagging import UNKNOWN_WORD


def unknown_words(said: str, language: str, now: datetime) -> tuple[str, ...]:
    """Words as they were said that belong to no concept, no phrase of the lexicon, no time and no age."""
    lexicon = load(language)
    cleaned = lexicon.spelling.clean(said)
    if not cleaned.words:
        return ()
    scoped = prepare(cleaned, lexicon)
    times = find_spans(cleaned.heard, lexicon.time_words, now)
    ages = find_ages(cleaned.heard, lexicon.time_words, now)
    timed = {place for start, end in _places(times, ages) for place in range(start, end)}
    strange = (
        cleaned.heard[cleaned.origins[place]]
        for place, word in enumerate(cleaned.words)
        if UNKNOWN_WORD in scoped.said.concepts(place)
        and word not in _named_words(language)
        and cleaned.origins[place] not in timed
    )
    return tuple(dict.fromkeys(strange))


def _places(times: Iterable[Span], ages: Iterable[Age]) -> Iterator[tuple[int, int]]:
    yield from ((time.start, time.end) for time in times)
    yield from ((age.start, age.end) for age in ages)


@cache
def _named_words(language: str) -> frozenset[str]:
    """Words that a pattern names outright, without a concept."""
    keys = {key for pattern in _patterns(load(language)) for element in pattern.elements for key in element.keys}
    return frozenset(key.removeprefix("=") for key in keys if key.startswith("="))


def _patterns(lexicon: Lexicon) -> Iterator[Pattern]:
    for frame in lexicon.frames:
        yield from (*frame.patterns, *frame.unless)
    for _, patterns in lexicon.marks:
        yield from patterns
    for setting in lexicon.settings:
        yield from setting.cues
    yield from lexicon.breaks
