"""Ages in what somebody said: "i'm sixty eight", "she's four and a half", "in her eighties". Standard library only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from skill.timewords import Symbol, TimeWords, letters, symbols, without

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


_NOT_AFTER = "(?![uUXc%Jhqp>]|f(?!$)|tn|[Tl]p|~?[JX]|n|&(?:a?[hq]|nq))"
_HALF = "(?:&(?:a?[hq]|nq))?"
_TO_COME = "(?:@m|N[umwp]|NA|A)"
_WHO = r"(?:P|(?<![nOI])SP?|H=|WS?(?=n[lT])|H[fP]?|(?<!s)(?<!s\.)(?P<reached>[PH]?\^))"
_AGE = re.compile(
    "(?P<born>i[@fom=]{0,6}nn?(?![uU]))"
    "|(?P<decade>(?:P|S|H=?|@)?[.@_B]?B?d)"
    "|(?P<before>nn[.PW]{0,2}i)"
    f"|(?P<old>(?P<child>i[.&=@f]{{0,3}}(?=P))?(?:O[.H_]{{1,2}}fn|(?:[PS=])?S?a?n{_HALF}(?:[uU]?O|u(?=[.]?H))))"
    "|(?P<denied>!a?n(?![uU]))"
    "|(?P<birthday>o(?=A))"
    f"|(?P<marked>{_WHO}=?E?(?P<over>F?)S?a?n(?P<odd>~?){_HALF}{_NOT_AFTER}{_TO_COME}?)"
    f"|(?P<soon>(?<![nO])Sn{_NOT_AFTER})"
    "|(?P<months>(?<!S)a?n[uU](?=$))"
    f"|(?P<bare>(?<!nS)(?<![uJ])a?n(?P<about>~?){_HALF}{_NOT_AFTER}{_TO_COME}?)"
)


def find_ages(
    tokens: Sequence[str], words: TimeWords, now: datetime | None = None, read: Sequence[Symbol] | None = None
) -> tuple[Age, ...]:
    """All ages in a sentence, marked ones and bare numbers, from left to right. `now` places years of birth.

    `read` are its `symbols`, where they are known already.
    """
    row = without(symbols(tokens, words) if read is None else read, "_")
    found = [_age(match, row[match.start() : match.end()], now) for match in _AGE.finditer(letters(row))]
    return _last_said([age for age in found if age is not None], row)


def _age(match: re.Match[str], part: list[Symbol], now: datetime | None) -> Age | None:
    if match["denied"]:  # "fifteen not fifty"
        return None
    start, end = part[0].start, part[-1].end
    values = [symbol.value for symbol in part if symbol.letter == "n"]
    if match["born"] or match["before"]:
        year = _year(values)
        return Age(start, end, now.year - year) if now and now.year - OLDEST <= year <= now.year else None
    if match["decade"]:
        return Age(start, end, int(part[-1].value), exact=False)
    if match["birthday"]:
        return Age(start, end, int(part[0].value))
    years, spelt = values[0], letters(part)
    if match["old"] or match["months"]:
        unit = next((symbol.value for symbol in part if symbol.letter in "uU"), YEAR)
        if (match["months"] and unit < MONTH) or (match["child"] and unit < YEAR):  # "was born and he's six weeks old"
            return None
        years *= unit / YEAR
    elif not match["reached"] and years > 0 and ("S" in spelt or re.search(_TO_COME, spelt)):
        years -= 1  # "nearly seventy", "sixty in november"
    marked = bool(match["old"] or match["marked"] or (match["soon"] and values[0] > 12))
    if not 0 <= years <= OLDEST or (values[0] != int(values[0]) and not match["old"]):
        return None
    return Age(start, end, int(years), marked, exact=not (match["odd"] or match["about"] or match["over"]))


def _year(values: Sequence[float]) -> int:
    """Read a year of birth: "nineteen sixty", "1960", "fifty six"."""
    if len(values) == 2 and values[0] in (19, 20):
        return int(values[0] * 100 + values[1])
    return int(values[0]) + (1900 if 30 <= values[0] < 100 else 0)


def _last_said(found: list[Age], row: Sequence[Symbol]) -> tuple[Age, ...]:
    """Leave out an age that was taken back at once: "sixty no sorry seventy"."""
    kept: list[Age] = []
    for age in found:
        before = kept[-1] if kept else None
        between = {symbol.letter for symbol in row if before and before.end <= symbol.start < age.start}
        if before and "C" in between and between <= set("CIP="):
            kept[-1] = replace(age, marked=age.marked or before.marked)
        else:
            kept.append(age)
    return tuple(kept)
