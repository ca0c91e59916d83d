"""Points in the past: "tuesday lunch", "half past two", "the tenth of june", as minutes before now.

Works on rows of symbols (skill/timewords.py) and leaves letters behind: "1" for a point that the words alone fix
("yesterday"), "2" for one that rests on the clock ("monday"). Standard library only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from skill.timewords import OTHER, Symbol, letters, reduce

DAY, WEEK, MONTH, YEAR = 1440, 10080, 43200, 525600
HALF_DAY = 720

# A time of the clock is believed where something calls for one: "at six", "six this morning", "tuesday at six".
_CLOCK_SHAPE = "(?:a?h[>t]?n|a?q[>t]n|n[>t]n|nn|n)~?"
_CLOCK = re.compile(
    f"{_CLOCK_SHAPE}c|k"
    f"|(?<=[sVI]){_CLOCK_SHAPE}(?![uUX%~JOdft>n])|(?<=[sI]E|[py]t){_CLOCK_SHAPE}(?![uUX%~Jdf])"
    "|(?<=s)a?h[>t]?n(?=ta?h[>t]?n)|(?<=nt)a?h[>t]?n(?![uUX%~Jdf])"
    f"|{_CLOCK_SHAPE}(?=[@V]?[Tlyw]?p|[@V]?[yw])|(?<=[ypw]){_CLOCK_SHAPE}(?![uUX%~JOdf|t])"
)
_POINT = re.compile(
    "(?:w[f@]?lu|lu@?w|wgl)[@V]?[Kk]?|[Kk]?[@V]?(?:B?f?[lT>]?w(?:[@V]?p)?|p@?[lT]?w|y(?:[@V]?p)?|p@?y|p?[lT]p|(?<=[sN@VKkb])p|(?<=[sNb].)p)[@V]?[Kk]?"
    "|(?:o|of?|nf?)?m[f@]?[lT]u|Bf?[lT>]?u|[lT>]u|(?<=s)o(?![uUX.fm])|(?<=[s@])of[lT]?u|of?m|mo|mn|(?<=[s@])nf?m|(?:Bf?)?(?:[lT]|(?<=[sNf@VBg])|(?<=[sN]@))[mY]|(?<=[s@])nn?(?![uUX%JOfcE])"
    "|[Kk][@V]?p|(?<=[sVI])[Kk]|k(?=[.@]{0,3}b)|(?<=[sI]E)[Kk]|(?<=s[@V])[Kk]|K"
)
_AT_NIGHT = re.compile("(?<![Kkwyp])Vp(?!@?[wyl])")  # a habit: "worse at night"
_WEEK_LAST = re.compile("[Qu][lg>]{1,2}w|Qy")
_SAME_DAY = re.compile("(?<=Qg)[yw]|(?<=Q)[@T]?w(?!@?p)")  # "three weeks ago today", "it'll be two weeks on sunday"
_HOURS = re.compile("s(?:ntn|[nk]tk)(?![uUX])")


def find_points(row: list[Symbol], now: datetime) -> list[Symbol]:
    """Put a symbol "1" or "2" in the place of each point in the past; its value is minutes before now."""
    row = reduce(row, _HOURS, _from_to)
    row = reduce(row, _CLOCK, _clock)
    row = reduce(
        row, _AT_NIGHT, lambda part: Symbol(part[0].start, part[-1].end, "3") if part[-1].value >= 22 else None
    )
    row = reduce(row, _WEEK_LAST, lambda part: _weeks_before(part, now))
    row = reduce(row, _SAME_DAY, lambda part: Symbol(part[0].start, part[-1].end, OTHER))
    return reduce(row, _POINT, lambda part: _point(part, now))


def _clock(part: Sequence[Symbol]) -> Symbol | None:
    """Read a time of the clock: "k" for a certain hour, "K" where the half of the day is open; value in hours."""
    spelt = letters(part)
    if spelt == "k":
        return part[0]
    plain = [symbol.value for symbol in part if symbol.letter == "n"]
    fraction = sum(symbol.value for symbol in part if symbol.letter in "hq")
    if fraction:
        hour = plain[0] - fraction if "t" in spelt else plain[0] + fraction
    elif len(plain) == 2 and (">" in spelt or "t" in spelt):
        hour = plain[1] + (plain[0] / 60 if ">" in spelt else -plain[0] / 60)
    else:
        hour = plain[0] + (plain[1] / 60 if len(plain) == 2 else 0)
    if len(plain) == 2 and plain[0 if spelt.startswith("nn") else 1] > 12:
        return None
    if not 0 < hour < 24 or any(value != int(value) or value > 59 for value in plain) or (fraction and plain[-1] > 24):
        return None
    half = next((symbol.value for symbol in part if symbol.letter == "c"), -1)
    if half < 0 or hour >= 13:
        return Symbol(part[0].start, part[-1].end, "K" if hour < 13 else "k", hour, HALF_DAY)
    return Symbol(part[0].start, part[-1].end, "k", hour % 12 + half, DAY)


def _from_to(part: Sequence[Symbol]) -> Symbol | None:
    """Read a length between two times of the clock: "from nine till five"."""
    begin, end = part[1].value, part[-1].value
    if not (0 < begin <= 24 and 0 < end <= 24) or begin in (5, 10, 20, 25):  # "since ten to eight"
        return None
    return Symbol(part[0].start, part[-1].end, "Q", ((end - begin) % 12 or 12) * 60, 60)


def _weeks_before(part: Sequence[Symbol], now: datetime) -> Symbol | None:
    """Read "a week last tuesday", "a week yesterday": so much before the latest such day."""
    first, last = part[0], part[-1]
    if last.letter == "y":
        more = last.value * DAY
        return Symbol(first.start, last.end, "Q", first.value + more, first.unit) if first.unit >= WEEK else None
    days = (now.weekday() - int(part[-1].value)) % 7 or 7
    return Symbol(part[0].start, part[-1].end, "2", days * DAY + part[0].value, WEEK)


def _point(part: Sequence[Symbol], now: datetime) -> Symbol | None:
    when = {symbol.letter: symbol.value for symbol in reversed(part)}  # "dinner last night": the first part of the day
    hour = _hour(when)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    certain, again = False, YEAR
    if "u" in when and not {"w", "m", "o"} & when.keys():
        if when["u"] < DAY:
            return None
        back, certain = _unit_ago(when, now)
    elif {"m", "Y", "o"} & when.keys():
        back = _date_ago(when, now)
    elif "w" in when:
        days = (now.weekday() - int(when["w"])) % 7
        if "u" in when:  # "monday of last week"
            days = now.weekday() + 7 - int(when["w"])
        elif days == 0 or (days == 1 and "l" in when):
            days += 7
        days += 7 if "g" in when else 0
        began = midnight - timedelta(days=days) + timedelta(hours=hour if hour is not None else now.hour)
        back, again = (now - began) / timedelta(minutes=1), WEEK
    elif "y" in when:
        certain = hour is None and when["y"] > 0
        hour = (now.hour if when["y"] else 8) if hour is None else hour
        began = midnight - timedelta(days=int(when["y"])) + timedelta(hours=hour)
        back, again = when["y"] * DAY if certain else (now - began) / timedelta(minutes=1), YEAR
    elif hour is not None:
        back, again = _hours_ago(when, hour, now)
    else:
        return _year(part, now)
    return Symbol(part[0].start, part[-1].end, "1" if certain else "2", back, again)


def _hour(when: dict[str, float]) -> float | None:
    """Tell the hour of the day; a part of the day settles which half "six" is in."""
    if "k" in when:
        return when["k"]
    if "K" in when:
        part = when.get("p")
        evening = part is not None and (part >= 12 and not (part >= 22 and when["K"] < 6))
        return when["K"] % 12 + 12 if evening else when["K"]
    return when.get("p")


def _hours_ago(when: dict[str, float], hour: float, now: datetime) -> tuple[float, int]:
    """Tell minutes since the latest such hour, and after how many it comes again."""
    open_half = "K" in when and "p" not in when
    again = HALF_DAY if open_half else DAY
    passed = now.hour * 60 + now.minute - hour * 60
    if "l" in when and now.hour >= 4:
        return passed + DAY, YEAR
    if "T" in when and hour <= 20:
        return passed, YEAR
    return passed % again, again


def _unit_ago(when: dict[str, float], now: datetime) -> tuple[float, bool]:
    """Tell minutes since "last week" (fixed by the words), or since the start or a part of it or of "this week"."""
    unit = int(when["u"])
    if "T" not in when and "B" not in when:
        return unit, True
    days = {WEEK: now.weekday(), MONTH: now.day - 1, YEAR: now.timetuple().tm_yday - 1}.get(unit, 0)
    began = days * DAY + now.hour * 60 + (unit if "l" in when else 0)
    return max(60.0, began - when.get("B", 0) / 30 * unit), False


def _date_ago(when: dict[str, float], now: datetime) -> float:
    """Tell minutes since a month, a date or a season, the latest that has begun."""
    month, day = divmod(int(when.get("Y", when.get("m", now.month) * 100)), 100)
    day = int(when.get("o", when.get("n", when.get("B", day if "Y" in when else 15))))
    if not 1 <= day <= 31:
        day = 15
    days = (now.month - month) * 30.4 + now.day - day
    if "m" in when and month == now.month and not {"o", "n", "B"} & when.keys():
        days = (now.day - 1) / 2
    if not {"m", "Y"} & when.keys():
        days += 30.4 if days < 0 else 0
    elif "u" in when:  # "august last year"
        days += 365 if "l" in when else 0
    elif days < 0 or ("l" in when and days < 31):
        days += 365
    return max(60.0, days * DAY)


def _year(part: Sequence[Symbol], now: datetime) -> Symbol | None:
    """Read a year: "2019", "twenty twelve"."""
    values = [int(symbol.value) for symbol in part if symbol.letter == "n"]
    year = values[0] * 100 + values[1] if len(values) == 2 and values[0] in (19, 20) else values[0]
    if not 1920 <= year <= now.year or len(part) != len(values):
        return None
    back = (now.year - year) * YEAR or (now.timetuple().tm_yday * DAY // 2)
    return Symbol(part[0].start, part[-1].end, "2", back, YEAR)
