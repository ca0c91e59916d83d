"""Times and ages of an utterance -> findings: a length is a duration, unless it belongs to something else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from skill.durations import Span, find_ages, find_spans
from skill.hearing import Hit
from skill.lexicon import Lexicon
from skill.model import NO, UNKNOWN, Topic
from skill.scope import Scoped

Row = tuple[str, str | int, int, str]


def told_times(
    scoped: Scoped, hits: Sequence[Hit], lexicon: Lexicon, asked: Sequence[Topic], now: datetime
) -> Iterable[Row]:
    """(topic, value, place, why) for every time that the lexicon's `times` gives a meaning."""
    rules = lexicon.times
    if not rules:
        return
    names = {topic.name for topic in asked}
    words = scoped.said.words
    spans = [span for span in find_spans(words, lexicon.time_words, now) if span.minutes is not None]
    yield from _ages(scoped, hits, lexicon, names, now)
    yield from _past(spans, scoped, hits, lexicon, names)
    length, recurring = rules["length"], rules["recurring"]
    direct = bool({length, recurring} & names)
    lengths = [span for span in spans if span.role in {"length", "since"} or (span.role == "ago")]
    told = [span for span in lengths if direct or _is_ours(span, scoped, hits, rules)]
    for span in spans:
        if span.role == "span":
            yield recurring, span.minutes or 0, span.start, _why(span, words)
    chosen = [span for span in told if span.role in rules["first_choice"]] or told
    if chosen:
        yield length, chosen[0].minutes or 0, chosen[0].start, _why(chosen[0], words)


def _why(span: Span, words: Sequence[str]) -> str:
    return f"{' '.join(words[span.start : span.end])!r} is a time ({span.role})"


def _is_ours(span: Span, scoped: Scoped, hits: Sequence[Hit], rules: dict[str, list[str]] | object) -> bool:
    """A time belongs to the numbness if its clause speaks of it, or of nothing that has a time of its own."""
    assert isinstance(rules, dict)  # noqa: S101
    clause = scoped.clause[span.start]
    here = {topic for hit in hits if hit.clause == clause for topic in hit.means}
    if here & set(rules["of_numbness"]):
        return True
    if span.role == "ago" or here & set(rules["has_its_own"]):
        return False
    return bool({topic for hit in hits for topic in hit.means} & set(rules["of_numbness"]))


def _ages(
    scoped: Scoped, hits: Sequence[Hit], lexicon: Lexicon, asked: set[str], now: datetime
) -> Iterable[Row]:
    topic = lexicon.times["age"]
    for age in find_ages(scoped.said.words, lexicon.time_words, now):
        if age.marked or topic in asked:
            yield topic, age.years, age.start, f"{' '.join(scoped.said.words[age.start : age.end])!r} is an age"
            return


def _past(
    spans: Sequence[Span], scoped: Scoped, hits: Sequence[Hit], lexicon: Lexicon, asked: set[str]
) -> Iterable[Row]:
    """What happened too long ago to count: an operation five years back."""
    for topic, limit in lexicon.times["too_old"].items():
        for span in spans:
            clause = scoped.clause[span.start]
            mentioned = any(topic in hit.means and hit.clause == clause for hit in hits)
            if span.role == "ago" and (span.minutes or 0) > limit and (mentioned or topic in asked):
                yield topic, NO if limit else UNKNOWN, span.start, _why(span, scoped.said.words)
