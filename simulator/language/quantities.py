"""AMAZON.NUMBER and AMAZON.DURATION: from spoken words to digits and ISO 8601, as far as Amazon documents them.

"three days" is P3D. Fuzzy phrases ("a couple of days", "since this morning") are no durations, as on a device.
How a language builds its numbers stands in its file: "einundzwanzig" and "quatre-vingt-dix" are read here, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from simulator.language.sums import Sum, written_together
from simulator.language.words import Words

_SMALLER = {"Y": ("MONTH", 12), "MONTH": ("D", 30), "W": ("H", 168), "D": ("H", 24), "H": ("M", 60), "M": ("S", 60)}
_ORDER = ("Y", "MONTH", "W", "D", "H", "M", "S")
_LONGEST = 5  # words of a phrase in a table ("soixante et onze")
_DIGITS = 300  # of a number that is typed; Python refuses to convert some thousands
_Value = TypeVar("_Value")


@dataclass(frozen=True)
class Found:
    """A quantity at the start of a run of words: what Amazon would send, and how many words it took."""

    value: str
    length: int


def number(run: Sequence[str], words: Words) -> Found | None:
    """The longest number at the start of the run: "one hundred and five" -> "105"."""
    if not run or not begins(run[0], words):
        return None
    total = Sum(words)
    at = length = 0
    if len(run) > 1 and run[0] in words.one and phrase(run, 1, words.scales):
        at = 1  # "a hundred"
    while at < len(run):
        taken = _take(run, at, total, words)
        if not taken:
            break
        at += taken
        if not total.waiting:
            length = at
    return Found(str(total.value), length) if length else None


def _take(run: Sequence[str], at: int, total: Sum, words: Words) -> int:
    """How many words were added to the sum; 0 when the number has ended."""
    if run[at].isdecimal():
        return int(len(run[at]) <= _DIGITS and total.add(int(run[at])))
    small = phrase(run, at, words.numbers)
    scale = phrase(run, at, words.scales)
    if small and (not scale or small[1] >= scale[1]):
        return small[1] if total.add(small[0]) else 0
    if scale:
        return scale[1] if total.times(scale[0]) else 0
    if run[at] in words.and_:
        return int(total.wait())
    return int(total.take_all(written_together(run[at], words)))


def phrase(run: Sequence[str], at: int, table: Mapping[str, _Value]) -> tuple[_Value, int] | None:
    """The longest phrase of a table that stands at a place, its spaces left out, and how many words it takes."""
    for length in range(min(_LONGEST, len(run) - at), 0, -1):
        phrase = "".join(run[at : at + length])
        if phrase in table:
            return table[phrase], length
    return None


@lru_cache(maxsize=1 << 12)
def begins(word: str, words: Words) -> bool:
    """Whether a number or a duration may begin with this word."""
    tables: tuple[Iterable[str], ...] = (
        words.numbers, words.scales, words.units, words.halves, words.half_before, words.half, words.one, words.minus,
    )  # fmt: skip
    return word.isdecimal() or any(
        known.startswith(word) or word.startswith(known) for each in tables for known in each
    )


def duration(run: Sequence[str], words: Words) -> Found | None:
    """The longest duration at the start of the run: "five hours ten minutes" -> "PT5H10M"."""
    amounts: dict[str, int] = {}
    length = 0
    while run and (length or begins(run[0], words)):
        start = length + 1 if length and run[length : length + 1] and run[length] in words.and_ else length
        part = _part(run[start:], words)
        if part is None or part[1] in amounts:
            break
        amount, unit, taken = part
        amounts[unit] = amounts.get(unit, 0) + int(amount)
        if amount % 1:
            smaller, times = _SMALLER.get(unit, ("S", 1))
            amounts[smaller] = amounts.get(smaller, 0) + int((amount % 1) * times)
        length = start + taken
    return Found(_iso(amounts), length) if length else None


def _part(run: Sequence[str], words: Words) -> tuple[float, str, int] | None:
    """One amount with its unit: (2.5, "H", 5) for "two and a half hours"."""
    amount, at = _amount(run, words)
    found = phrase(run, at, words.units)
    if found is None:
        return None
    count, unit = _unit(found[0])
    if amount is None and not count:
        return None
    at += found[1]
    amount = (1.0 if amount is None else amount) * (count or 1)
    half = _half(run, at, words)  # "an hour and a half"
    follows = run[half] if half < len(run) else ""
    if half and follows not in words.one and not phrase([follows], 0, words.units):
        return amount + 0.5, unit, half
    return amount, unit, at


def _unit(text: str) -> tuple[int, str]:
    """How many of which unit a word stands for: (0, "H") for "hours", (2, "H") for a word that means two hours."""
    unit = text.lstrip("0123456789")
    return int(text.removesuffix(unit) or 0), unit


def _amount(run: Sequence[str], words: Words) -> tuple[float | None, int]:
    if not run:
        return None, 0
    if run[0] in words.half:  # "half an hour"
        return 0.5, 2 if len(run) > 1 and run[1] in words.one else 1
    if run[0] in words.one and len(run) > 1 and run[1] in words.half:  # "a half hour"
        return 0.5, 2
    halves = phrase(run, 0, words.halves)  # a word for one and a half
    if halves:
        return halves
    before = int(run[0] in words.half_before)  # a word that adds a half to the number after it
    found = number(run[before:], words)
    if found is None:
        return (1.0, 1) if run[0] in words.one else (None, 0)
    at = found.length + before
    half = _half(run, at, words) if at < len(run) and run[at] in words.and_ else 0  # "two and a half hours"
    return int(found.value) + (0.5 if half or before else 0.0), half or at


def _half(run: Sequence[str], at: int, words: Words) -> int:
    """The place after "and a half"; 0 when it does not stand there."""
    for between in (words.and_, words.one):
        if at < len(run) and run[at] in between:
            at += 1
    return at + 1 if at < len(run) and run[at] in words.half else 0


def _iso(amounts: dict[str, int]) -> str:
    def piece(units: tuple[str, ...]) -> str:
        return "".join(f"{amounts[u]}{'M' if u == 'MONTH' else u}" for u in units if amounts.get(u))

    date, time = piece(_ORDER[:4]), piece(_ORDER[4:])
    return f"P{date}{'T' + time if time else ''}" if date or time else "PT0S"
