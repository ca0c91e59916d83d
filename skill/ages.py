"""Ages in what somebody said: "i'm sixty eight", "she's four and a half", "in her eighties". Standard library only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from skill.timewords import Symbol, TimeWords, letters, reduce, symbols, without

MONTH, YEAR, OLDEST = 43200, 525600, 120


@dataclass(frozen=True)
class Age:
    """An age in whole years at token positions [start, end).

    marked: a word made it an age ("i'm sixty"); a bare number counts only where the age was asked.
    exact: False where the words give only a lower bound ("in her eighties").
    """

    start: int
    end: int
    years: int
    marked: bool = True
    exact: bool = True


_NOT_AFTER = "(?![uUXc%Jhqp>]|f(?!$)|t[n]|[Tl]p|~?[JX]|n|&(?:a?[hq]|nq))"
_HALF = "(?:&(?:a?[hq]|nq))?"
_AGE = re.compile(
    "(?P<born>i[@fom=]{0,6}nn?(?![uU]))"
    f"|(?P<decade>(?:P|S|H=?|@)?[.@_B]?B?d)"
    f"|(?P<old>(?:[PS=])?S?a?(?P<o>a?n){_HALF}(?P<unit>[uU]?O|u(?=[.]?H)))"
    f"|(?P<not>(?P<kept>n)C?!n(?![uU]))"
    f"|(?P<birthday>o(?=A))"
    f"|(?P<marked>(?:P|(?<![nO])SP?|H=|WS?(?=n[lT])|H(?:f|P)?|(?P<reached>[PH]?\\^))=?E?(?P<over>F?)S?(?P<m>a?n)(?P<odd>~?){_HALF}{_NOT_AFTER}(?P<next>@m|N[um]|NA|A)?)"
    f"|(?P<soon>(?<![nO])S(?P<s>n){_NOT_AFTER})"
    f"|(?P<months>(?<!S)a?n[uU](?=$))"
    f"|(?P<bare>(?<!nS)a?n{_HALF}{_NOT_AFTER}(?P<later>NA|A)?)"
)


def find_ages(tokens: Sequence[str], words: TimeWords, now: datetime | None = None) -> tuple[Age, ...]:
    """All ages in a sentence, marked ones and bare numbers, from left to right. `now` places years of birth."""
    row = without(symbols(tokens, words), "_")
    row = reduce(row, re.compile("n(?=C+(?:n|P?n))|(?<=[nO])C+(?=P?n)"), lambda part: None)
    spelt = letters(row)
    found: list[Age] = []
    for match in _AGE.finditer(spelt):
        part = row[match.start() : match.end()]
        age = _age(match, part, spelt, now)
        if age is not None:
            found.append(age)
    return _last_said(found, spelt, row)


def _age(match: re.Match[str], part: list[Symbol], spelt: str, now: datetime | None) -> Age | None:
    kind = str(match.lastgroup) if match.lastgroup in ("born", "decade") else ""
    start, end = part[0].start, part[-1].end
    values = [symbol.value for symbol in part if symbol.letter == "n"]
    if match["born"]:
        year = int(values[0] * 100 + values[1]) if len(values) == 2 and values[0] in (19, 20) else int(values[0])
        year += 1900 if 30 <= year < 100 else 0
        if now is None or not now.year - OLDEST <= year <= now.year:
            return None
        return Age(start, end, now.year - year)
    if match["decade"]:
        return Age(start, end, int(part[-1].value), exact=False, marked=kind is not None)
    if match["birthday"]:
        return Age(start, end, int(part[0].value))
    number = next(symbol for symbol in part if symbol.letter == "n")
    years, exact, marked = number.value, True, not (match["bare"] or match["months"] or (match["soon"] and number.value <= 12))
    unit = next((symbol.value for symbol in part if symbol.letter in "uU"), 0.0) if match["old"] or match["months"] else 0.0
    if unit:
        years = years * unit / YEAR
        if match["months"] and unit < MONTH:
            return None
    if match["odd"] or match["over"]:
        exact = False
    not_yet = "S" in letters(part) or match["next"] or match["later"]
    if not_yet and not match["reached"] and years == int(years) and years > 0:
        years -= 1
    if not 0 <= years <= OLDEST:
        return None
    if not unit and number.value != int(number.value) and marked is False:
        return None
    if "W" in letters(part) and not marked:
        return None
    return Age(start, end, int(years), marked=marked, exact=exact)


def _last_said(found: list[Age], spelt: str, row: Sequence[Symbol]) -> tuple[Age, ...]:
    """Leave out an age that was taken back at once: "sixty no sorry seventy"."""
    kept: list[Age] = []
    for i, age in enumerate(found):
        following = found[i + 1] if i + 1 < len(found) else None
        between = [symbol.letter for symbol in row if following and age.end <= symbol.start < following.start]
        if following and "C" in between and set(between) <= set("CIP=."):
            if age.marked and not following.marked:
                found[i + 1] = Age(following.start, following.end, following.years, True, following.exact)
            continue
        kept.append(found[i])
    return tuple(kept)
