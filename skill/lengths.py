"""Lengths and repeats: "an hour and a half", "three or four days", "twice a week". Standard library only.

Works on rows of symbols (skill/timewords.py) and leaves letters behind: "Q" for a length in minutes, "z" for one that
no number fixes (its value is a lower bound), "3" for a repeat.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from skill.timewords import OTHER, Symbol, letters, reduce

DAY, WEEK = 1440, 10080

_AMOUNT = "(?:a?n&(?:a?h|nq|a?q)|a?nqf?a?|a?qf?a?|a?hf?a?|a?vf?|a?n~?|a)"
_FEW = "(?:a?n|a?v)f?"
_PER = f"(?:[eT]?(?:{_FEW})?[uUpwj]|aE?[upw]|j)"
_EACH = re.compile(
    f"(?:(?:{_FEW}(?:[|t]?{_FEW})?X|x)(?:[|t](?:x|nX))?)f?{_PER}"
    f"|e(?:{_FEW}(?:[|t]?{_FEW})?)?f?(?:[uUpwyj]|m)(?:[|]{_FEW}(?![uU]))?p?|(?<=[uUX])a[up]|(?<![nvf])@?j"
    r"|(?:(?<=[anv][.J])|(?<=[anv][.J]f[.J]))a[u](?!g)"  # "a bottle of wine a day"
)
_LENGTH = re.compile(
    f"(?P<amount>{_AMOUNT}(?:[|t]?{_AMOUNT})?)[uUj](?:&(?:a?h|nq|a?q)(?![f>]?a?[un]))?(?:[|][nv](?![uUtX>]))?"
    "|(?<![eoaTl>])u&(?:a?h|a?q)|(?<![eoTl>])u[|][nv](?![uU])"
)
_ODD_MINUTES = re.compile("Q&?n(?![uUX%JOctp>&n~|])")
_ORDINAL = re.compile(
    "(?<![Tl>@])o[u](?!f?[lTm])|(?:(?<=[I=])|(?<=[PI]@)|^)un(?![uUX%])|(?<![sanvhqoexlTN~])un$"  # "numb back, day four"
)
_ONE_DAY = re.compile("nu(?=[lT]u|[&.@!]{1,4}N(?![uUwmY]))")  # "one day last week", "up one day and down the next"
_DAY_AND_DAY = re.compile("Zy&Z?[yT]u?")
_SAID_BEFORE = re.compile("(?<=C)[.]?Q[.&]{0,3}I[.]?[Qz]")
_OF_THEM = re.compile("(?:![uU])?[uU](?:![uU])?n%|![uU][uU]n(?!.?[uU])|[uU][.C]*C[.C]*[uU]n(?![uUX%J])")
_UNFIXED = re.compile("(?<![eTno])U(?:[&f]?U)*")
_LATEST = re.compile("(?:F|[sF]@)[lT>]u|@[l>]u|[lT>](?=[QZ])|Z")
_COUNTED_AGAIN = re.compile(
    "![Qz](?=.*[Qz])|(?<=[Qz])C*![Qz]|[Qz][CI@]*C[CI@F]*[Qz]|QC[CI]*n(?![uUX%JO])|!QI?n(?![uUX%JO])"
)
_ONLY_NAMED = re.compile("(?<![Fr])z")
_SUM = re.compile("Q&?Q")
_ELIDED = re.compile("(?<=F)n(?:$|(?=[&.!]))")
_BETWEEN = re.compile("Q[|t]Q")


def find_lengths(row: list[Symbol]) -> list[Symbol]:
    """Put a symbol "Q", "z" or "3" in the place of each length and repeat; "Q" and "z" are in minutes."""
    row = reduce(row, _EACH, lambda part: Symbol(part[0].start, part[-1].end, "3"))
    row = reduce(row, _ONE_DAY, lambda part: Symbol(part[0].start, part[-1].end, OTHER) if part[0].value == 1 else None)
    row = reduce(row, _DAY_AND_DAY, _day_and_day)
    row = reduce(row, _OF_THEM, _of_them)
    row = reduce(row, _LENGTH, _length)
    row = reduce(row, _ODD_MINUTES, _odd_minutes)
    row = reduce(row, _ORDINAL, lambda part: _made(part, _one(part, "on") * _one(part, "u"), _one(part, "u")))
    row = reduce(row, _UNFIXED, _unfixed)
    row = _elided(row)
    row = reduce(row, _LATEST, _latest)
    row = _until_stable(row, _SUM, _sum)
    row = _until_stable(row, _BETWEEN, lambda part: _made(part, (part[0].value + part[-1].value) / 2, part[-1].unit))
    row = reduce(row, _SAID_BEFORE, lambda part: part[-1])
    row = _until_stable(row, _COUNTED_AGAIN, _counted_again)
    if re.search("Q.*[C!]|[C!].*Q", letters(row)):  # "i said days but i meant months four months"
        row = reduce(row, _ONLY_NAMED, lambda part: Symbol(part[0].start, part[0].end, OTHER))
    return row


def _until_stable(
    row: list[Symbol], pattern: re.Pattern[str], make: Callable[[list[Symbol]], Symbol | None]
) -> list[Symbol]:
    before = len(row) + 1
    while len(row) < before:
        before = len(row)
        row = reduce(row, pattern, make)
    return row


def _made(part: Sequence[Symbol], minutes: float, unit: float) -> Symbol:
    return Symbol(part[0].start, part[-1].end, "Q", minutes, unit)


def _one(part: Sequence[Symbol], kinds: str) -> float:
    return next(symbol.value for symbol in part if symbol.letter in kinds)


def _amount(part: Sequence[Symbol]) -> float:
    """Read an amount; of two in a row or with "or" between them ("three four", "five to ten") the mean."""
    total, latest, seen, joined = 0.0, 0.0, 0, True
    for symbol in part:
        if symbol.letter in "nv":
            if not joined and seen:  # a second amount
                return (total + _amount(part[part.index(symbol) :])) / 2
            latest, joined = symbol.value, False
            total, seen = total + latest, seen + 1
        elif symbol.letter in "hq":
            if not joined:  # "three quarters"
                total, latest = total - latest + latest * symbol.value, 0.0
            else:
                total += symbol.value
            seen, joined = seen + 1, False
        elif symbol.letter == "&":
            joined = True
        elif symbol.letter in "|t":
            joined = False
            seen = max(seen, 1)
            total = total or 1.0  # "a ... or two"
    return total if seen else 1.0


def _length(part: list[Symbol]) -> Symbol | None:
    at = next(i for i, symbol in enumerate(part) if symbol.letter in "uUj")
    unit, rest = part[at].value, part[at + 1 :]
    amount = _amount(part[:at])
    if rest and rest[0].letter == "&":
        amount += _amount(rest[1:])
    elif rest:
        amount = (amount + rest[-1].value) / 2  # "a day or two"
    return _made(part, amount * unit, unit) if amount * unit else None


def _odd_minutes(part: list[Symbol]) -> Symbol | None:
    """Read the minutes after hours: "an hour twenty"."""
    minutes = part[-1].value
    fits = part[0].unit == 60 and minutes % 5 == 0 and minutes < 60
    return _made(part, part[0].value + minutes, 60) if fits else None


def _day_and_day(part: list[Symbol]) -> Symbol:
    """Read "all day yesterday and all day today": as many days as there are from the first to this one."""
    return _made(part, (_one(part, "y") + 1) * DAY, DAY)


def _of_them(part: list[Symbol]) -> Symbol:
    """Read "not hours days two of them": the unit that is not denied."""
    spelt = letters(part)
    if "C" in spelt:  # "i said hours i meant minutes twenty"
        return _made(part, _one(part, "n") * part[-2].value, part[-2].value)
    unit = next(part[i].value for i in range(len(part)) if spelt[i] in "uU" and (i == 0 or spelt[i - 1] != "!"))
    return _made(part, _one(part, "n") * unit, unit)


def _elided(row: list[Symbol]) -> list[Symbol]:
    """Read "nine hours on the plane and numb for two": the unit was said before."""
    units = [symbol.unit for symbol in row if symbol.letter == "Q"]
    return reduce(row, _ELIDED, lambda part: _made(part, part[0].value * units[0], units[0])) if units else row


def _unfixed(part: list[Symbol]) -> Symbol:
    unit = part[0].value
    return Symbol(part[0].start, part[-1].end, "z", 2 * unit, unit)


def _latest(part: list[Symbol]) -> Symbol | None:
    """Read "for the last week", "all day"; of "the last three days" only the mark goes, the length stays."""
    if part[-1].letter in "uZ":
        return _made(part, part[-1].value, part[-1].value)
    return Symbol(part[0].start, part[0].end, "F")


def _sum(part: list[Symbol]) -> Symbol | None:
    first, second = part[0], part[-1]
    if second.value < first.unit and second.unit < first.unit:
        return _made(part, first.value + second.value, second.unit)
    if len(part) == 2 and first.unit == second.unit:
        return _made(part, (first.value + second.value) / 2, first.unit)
    return None


def _counted_again(part: list[Symbol]) -> Symbol | None:
    """Read what was taken back: "two days i mean weeks", "weeks not days", "two weeks no three"."""
    first, last = part[0], part[-1]
    if first.letter in "!C" and last.letter != "n":
        return Symbol(first.start, last.end, "C")
    if last.letter == "Q" or first.letter == "z":
        return last
    known = next(symbol for symbol in part if symbol.letter == "Q")
    if last.letter == "n":
        return _made(part, last.value * known.unit, known.unit)
    if last.letter == "z" and last.unit:
        return _made(part, known.value / known.unit * last.unit, last.unit)
    return last
