"""Stretches of time and ages in what somebody said: minutes and years. Standard library only, no word of any language.

Understands lengths ("an hour and a half"), beginnings ("since tuesday lunch"), things past ("two days ago"), repeats
("most evenings") and how long they have gone on ("on and off for six months"). A month is 30 days, a year 365.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, TypeAlias

from skill.ages import YEAR, Age, find_ages
from skill.lengths import DAY, find_lengths
from skill.moments import find_points
from skill.timewords import OTHER, Number, Symbol, TimeWords, letters, numbers, reduce, symbols, without

__all__ = ["Age", "Number", "Role", "Span", "TimeWords", "find_ages", "find_spans", "iso_minutes", "numbers"]

Role: TypeAlias = Literal["length", "since", "ago", "each", "span", "aside"]


@dataclass(frozen=True)
class Span:
    """A stretch of time said at token positions [start, end).

    role: "length" of time ("for three days"), "since" until now ("since tuesday", "started two days ago"), "ago" a
    point in the past ("last friday"), "each" a repeat ("most evenings"), "span" how long something has kept coming
    back ("on and off for six months"), "aside" a length of something else ("after an hour on the bike").
    minutes: None where the words fix no number ("weeks", "ages", "every day"); then `at_least` bounds it from below.
    by_clock: the minutes rest on the clock, not on the words alone ("since monday").
    """

    start: int
    end: int
    minutes: int | None
    role: Role
    at_least: int = 0
    by_clock: bool = False


_MEASURING = frozenset("uUjZzXxewypmYkchqnod")
"""Letters without one of which nothing is a stretch of time."""

_UNTIL_SAID = re.compile(
    "(?:[sb][^12]{0,6}|(?=[12][.@]{0,3}b))([12])(?:t|(?P<ended>[&.]{0,3}GV?)|[^s]*?I[E@.]{0,2})([12])"
)
_SINCE_AGE = re.compile("(?:s[^QzI12]{0,3}|(?=[W^]n[^QzI12]{0,4}b))([iW^])[^z12]*$")
_SINCE_BIRTH = re.compile("[bs][^QzI12]{0,4}i[^Qz12]{0,5}(Q)O")
_AGE_TO_COME = re.compile("Sn(?:@m|N[umpw])")
_BEFORE_SINCE = re.compile("s[@VFBg.]?$|b[^QzG123IDM]{0,5}$|s[^QzG123&IDM]{0,5}$")
_TAKEN_ARTICLE = re.compile("D[uUvhqnz_]")
_ACTIVITIES = str.maketrans("DM", "..")
_BEFORE_ASIDE = re.compile("[DM][.@V&=THfFa]{0,4}F?$")
_LASTED_FOR = re.compile("L[.@fFT]{0,4}M[.@]{0,2}$")  # "it lasted the whole journey, three hours"
_WENT_AFTER = re.compile("G[.@FI]{0,2}D?$")
_THEN_WENT = re.compile("(?:f[^Qz123t]{0,3})?t.?.?G")


def find_spans(
    tokens: Sequence[str], words: TimeWords, now: datetime, read: Sequence[Symbol] | None = None
) -> tuple[Span, ...]:
    """All stretches of time in a sentence (lower case words), from left to right, seen from `now`.

    `read` are its `symbols`, where they are known already.
    """
    row = without(_with_articles(symbols(tokens, words) if read is None else read, tokens, words), "_")
    if _MEASURING.isdisjoint(letters(row)):
        return ()
    row = reduce(row, _AGE_TO_COME, lambda part: Symbol(part[0].start, part[-1].end, OTHER))
    row = find_points(find_lengths(without(row, "S")), now)
    said = _until_said(row)
    spelt = letters(row)
    found = [said] if said else []
    for at, symbol in enumerate(row):
        if symbol.letter in "Qz123" and not (said and said.start <= symbol.start):
            span = _span(symbol, spelt[:at], spelt[at + 1 :])
            if span is not None:
                found.append(span)
    by_age = _since_age(tokens, words, row)
    if by_age and by_age[0].minutes and by_age[0].minutes < YEAR:
        found = []  # "born the day it started, and he's eight weeks old today"
    found = _from_then_on(found, row) + by_age
    return tuple(sorted(_recurring(found, spelt, row), key=lambda span: span.start))


def _with_articles(row: Sequence[Symbol], tokens: Sequence[str], words: TimeWords) -> Sequence[Symbol]:
    """Give the article back to a length: in "it was a month ago" the phrase "was a" of a trade took it away."""
    if not _TAKEN_ARTICLE.search(letters(row)):
        return row
    given: list[Symbol] = []
    for symbol, after in zip(row, [*row[1:], None], strict=True):
        last = symbol.end - 1
        taken = symbol.letter == "D" and last > symbol.start and after and after.letter in "uUvhqnz_"
        if taken and any(letter == "a" for _, letter, _ in words.phrases.get(tokens[last], ())):
            alone = words.alone.get(tokens[symbol.start])
            given += [Symbol(symbol.start, last, alone[1] if alone else OTHER), Symbol(last, last + 1, "a")]
        else:
            given.append(symbol)
    return given


def _from_then_on(found: list[Span], row: Sequence[Symbol]) -> list[Span]:
    """Read "two weeks ago and since then": from that point until now."""
    then = next((symbol for symbol in row if symbol.letter == "5"), None)
    if then is None:
        return found
    told = [span for span in found if span.role == "ago" and not span.by_clock and span.end <= then.start]
    here = [replace(span, role="since", start=then.end - 1, end=then.end) for span in told[-1:]]
    return [span for span in found if span not in told[-1:]] + here


def _span(symbol: Symbol, before: str, after: str) -> Span | None:
    minutes = int(symbol.value + 0.5) if symbol.letter in "12" else max(1, int(symbol.value + 0.5))
    if minutes <= 0:  # "this morning", said before the hour that it stands for
        minutes = 60
    span = Span(symbol.start, symbol.end, minutes, "length")
    if symbol.letter == "3":
        return replace(span, minutes=None, role="each")
    if symbol.letter in "12":
        role: Role = "since" if _BEFORE_SINCE.search(before) else "ago"
        return None if before.endswith("N") else replace(span, role=role, by_clock=symbol.letter == "2")
    if after.startswith("O") or before.endswith("N"):
        return None
    if symbol.letter == "z":
        span = replace(span, minutes=None, at_least=minutes)
    if after.startswith("M") and not before.endswith("L"):  # "since a nine hour flight"
        return replace(span, role="aside")
    if after.startswith("4"):  # "three weeks later it's still numb"
        return replace(span, role="since")
    if _BEFORE_SINCE.search(before if not after.startswith("g") else before.translate(_ACTIVITIES)):
        return replace(span, role="since")
    if after.startswith("g"):
        return replace(span, role="ago")
    went = _WENT_AFTER.search(before)
    if (after.startswith(("E", "M", "B")) and not went) or (before.endswith("P") and symbol.unit > DAY):
        return replace(span, role="aside")
    spared = went or _LASTED_FOR.search(before)
    if _BEFORE_ASIDE.search(before) and not spared and not _THEN_WENT.match(after):
        return replace(span, role="aside")
    return replace(span, role="span") if symbol.letter == "z" and minutes >= DAY else span


def _until_said(row: Sequence[Symbol]) -> Span | None:
    """Read "since six this morning and it's nine at night now": from one point to the other, for any clock."""
    match = _UNTIL_SAID.search(letters(row))
    if match is None:
        return None
    begin, end = row[match.start(1)], row[match.start(3)]
    minutes = begin.value - end.value
    if begin.unit <= DAY:
        minutes %= end.unit
    while minutes <= 0:
        minutes += end.unit
    lasted = row[match.end(1)].letter == "t" or match["ended"]  # "from eleven until four", "came at one went at two"
    return Span(begin.start, end.end, round(minutes), "length" if lasted else "since")


def _since_age(tokens: Sequence[str], words: TimeWords, row: Sequence[Symbol]) -> list[Span]:
    """Read "since i had my eldest and she's five", "i was twelve when it began and i'm forty": the time by an age."""
    spelt = letters(row)
    born = _SINCE_BIRTH.search(spelt)
    if born is not None:
        age = row[born.start(1)]
        return [Span(row[born.start()].start, row[born.end() - 1].end, round(age.value), "since")]
    match = _SINCE_AGE.search(spelt)
    if match is None:
        return []
    since = row[match.start()].start
    ages = [age for age in find_ages(tokens, words) if age.end > row[match.start(1)].start]
    marked = [age for age in ages if age.marked and age.exact]
    now = marked[-1] if marked else None
    if now is None:
        return []
    then = next((age.years for age in ages if age is not now and age.start < now.start), None)
    if match[1] != "i" and then is None:
        return []
    years = now.years - (then or 0) if match[1] != "i" else now.years
    return [Span(since, now.end, years * YEAR, "since")] if years > 0 else []


def _recurring(found: list[Span], spelt: str, row: Sequence[Symbol]) -> list[Span]:
    """Tell how long spells have kept coming back from how long one lasts."""
    lengths = [span for span in found if span.role in ("length", "since") and span.minutes]
    if not lengths:
        return found
    longest = max(lengths, key=lambda span: span.minutes or 0)
    shortest = min(lengths, key=lambda span: span.minutes or 0)
    minutes = longest.minutes or 0
    one_spell = len(lengths) == 1 and any(
        symbol.letter == "L" and (symbol.end == longest.start or symbol.start == longest.end) for symbol in row
    )
    repeats = "r" in spelt
    if one_spell or (len(lengths) == 1 and minutes < (60 if repeats else DAY)):
        return found
    several = minutes >= DAY and minutes >= 4 * (shortest.minutes or 1) and shortest.role == "length"
    if repeats or (several if len(lengths) > 1 else any(span.role == "each" for span in found)):
        return [replace(span, role="span") if span is longest else span for span in found]
    return found


_ISO = re.compile(
    r"P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?"
)
_ISO_MINUTES = (525600, 43200, 10080, 1440, 60, 1, 1 / 60)


def iso_minutes(text: str) -> int | None:
    """Minutes of an AMAZON.DURATION value ("PT5H10M", "P3D"), at least 1 for any stretch; None for anything else."""
    match = _ISO.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        return None
    minutes = sum(float(count) * each for count, each in zip(match.groups(), _ISO_MINUTES, strict=True) if count)
    return max(1, round(minutes)) if minutes else None
