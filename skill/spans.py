"""Times and ages of an utterance -> findings: a length is a duration, unless it belongs to something else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from skill.ages import Age
from skill.durations import Span
from skill.hits import Hit
from skill.lexicon import Lexicon
from skill.model import NO, Topic
from skill.scope import Scoped
from skill.tokens import Cleaned

Row = tuple[str, str | int, int, str]


def told_times(
    spans: Sequence[Span],
    ages: Sequence[Age],
    cleaned: Cleaned,
    scoped: Scoped,
    hits: Sequence[Hit],
    lexicon: Lexicon,
    asked: Sequence[Topic],
) -> Iterable[Row]:
    """(topic, value, place, why) for every time and age that the lexicon's `times` gives a meaning."""
    rules = lexicon.times
    names = {topic.name for topic in asked}
    for age in sorted(ages, key=lambda age: not age.marked):
        if age.exact and (age.marked or rules["years"] in names):
            heard = " ".join(cleaned.heard[age.start : age.end])
            yield rules["years"], age.years, cleaned.place(age.start), f"{heard!r} is an age"
            break
    length, recurring = rules["length"], rules["recurring"]
    asked_for = bool({length, recurring} & names)
    told: list[Span] = []
    for span in (span for span in spans if span.minutes is not None):
        place = cleaned.place(span.start)
        if span.by_clock and span.role == "since" and not asked_for and _over(hits, rules):
            continue  # it began then, and has ended: how long it lasted was not said
        if span.role == "span" and (asked_for or _is_ours(span, place, scoped, hits, rules)):
            yield recurring, span.minutes or 0, place, _why(span, cleaned)
        elif not asked_for and _is_manner(span, cleaned, hits, rules):
            continue
        elif span.role in rules["lasting"] and (asked_for or _is_ours(span, place, scoped, hits, rules)):
            told.append(span)
    for role in rules["lasting"]:
        chosen = [span for span in told if span.role == role]
        if chosen:
            yield length, _minutes(chosen[0], rules), cleaned.place(chosen[0].start), _why(chosen[0], cleaned)
            return


def _minutes(span: Span, rules: Mapping[str, Any]) -> int:
    """How long it is; where only the clock tells, no less than the lexicon allows: whose clock is not known."""
    return max(span.minutes or 0, rules["at_least_by_clock"] if span.by_clock else 0)


def outdated(
    hits: Sequence[Hit], spans: Sequence[Span], cleaned: Cleaned, scoped: Scoped, lexicon: Lexicon
) -> list[Hit]:
    """The findings, with "no" for what happened too long ago to count: an operation five years back."""
    rules = lexicon.times
    own = {*rules["of_complaint"], *rules["has_its_own"]}
    old: set[tuple[str, int]] = set()
    for topic, limit in rules["too_old"].items():
        if any(span.minutes is not None and span.minutes <= limit for span in spans):
            continue  # something of it may be recent
        for span in spans:
            if span.role == "ago" and (span.minutes or span.at_least) > limit:
                clause = scoped.clause[cleaned.place(span.start)]
                about = {name for hit in hits if hit.clause == clause for name in hit.means} & own
                old.update((topic, hit.clause) for hit in hits if hit.clause == clause or about <= {topic})
    if not old:
        return list(hits)
    return [
        hit._replace(means={topic: NO if (topic, hit.clause) in old else value for topic, value in hit.means.items()})
        for hit in hits
    ]


def _is_manner(span: Span, cleaned: Cleaned, hits: Iterable[Hit], rules: Mapping[str, Any]) -> bool:
    """Whether a time is part of how it came on: "over a few days"."""
    words = {cleaned.place(at) for at in range(span.start, span.end)}
    return any(words & hit.words for hit in hits if not hit.means.keys().isdisjoint(rules["manner"]))


def _over(hits: Iterable[Hit], rules: Mapping[str, Any]) -> bool:
    """Whether the complaint is told to have gone; what the lexicon calls so."""
    return any(hit.means.get(topic) == value for hit in hits for topic, value in rules["over"].items())


def _nearest(hits: Iterable[Hit], topics: Iterable[str], place: int) -> int | None:
    """How many words from a place the nearest finding of some topics stands; None without one."""
    wanted = set(topics)
    return min((abs(at - place) for hit in hits if wanted & hit.means.keys() for at in hit.words), default=None)


def _dates(span: Span, here: Iterable[Hit], rules: Mapping[str, Any]) -> bool:
    """Whether a clause only dates the complaint: "ever since they operated two weeks ago" speaks of an event alone."""
    own = {topic for hit in here for topic in hit.means} & set(rules["has_its_own"])
    return span.role == "since" and own <= set(rules["events"])


def _why(span: Span, cleaned: Cleaned) -> str:
    return f"{' '.join(cleaned.heard[span.start : span.end])!r} is a time ({span.role})"


def _is_ours(span: Span, place: int, scoped: Scoped, hits: Sequence[Hit], rules: Mapping[str, Any]) -> bool:
    """A time belongs to the complaint if its clause speaks of it, or of nothing that has a time of its own.

    So does that of an event since which the complaint is there: "I fell two days ago and since then it is numb".
    """
    if span.by_clock and span.role != "since":
        return False
    clause = scoped.clause[place]
    here = [hit for hit in hits if hit.clause == clause]
    # a complaint told over two clauses is spoken of in both: "it went numb | while i was ironing an hour ago"
    told = [hit for hit in hits if hit.clause == clause or any(scoped.clause[at] == clause for at in hit.words)]
    ours = _nearest(told, rules["began" if span.role == "ago" else "of_complaint"], place)
    other = _nearest(here, rules["has_its_own"], place)
    if ours is not None and (other is None or ours <= other or span.role == "ago"):
        return True
    if any(rules["linked"] in hit.means for hit in hits) and (span.role == "ago" or _dates(span, here, rules)):
        return bool({topic for hit in hits for topic in hit.means} & set(rules["of_complaint"]))
    if span.role == "ago" or other is not None:
        return False
    return bool({topic for hit in hits for topic in hit.means} & set(rules["of_complaint"]))
