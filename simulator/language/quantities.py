"""AMAZON.NUMBER and AMAZON.DURATION: from spoken words to digits and ISO 8601, as far as Amazon documents them.

"three days" is P3D. Fuzzy phrases ("a couple of days", "since this morning") are no durations, as on a device.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.language.words import Words

_SMALLER = {"Y": ("MONTH", 12), "MONTH": ("D", 30), "W": ("H", 168), "D": ("H", 24), "H": ("M", 60), "M": ("S", 60)}
_ORDER = ("Y", "MONTH", "W", "D", "H", "M", "S")


@dataclass(frozen=True)
class Found:
    """A quantity at the start of a run of words: what Amazon would send, and how many words it took."""

    value: str
    length: int


def number(run: Sequence[str], words: Words) -> Found | None:
    """The longest number at the start of the run: "one hundred and five" -> "105"."""
    if run and run[0].isdecimal():
        return Found(str(int(run[0])), 1)
    total = current = 0
    length, last = 0, 10**9
    for position, word in enumerate(run):
        if word in words.numbers:
            small = words.numbers[word]
            if small >= last or (length and last >= 20 and small >= 10 and last < 100):
                break
            if length and last < 20:
                break
            current, last, length = current + small, max(small, 1), position + 1
        elif word in words.scales and length:
            scale = words.scales[word]
            current = max(current, 1) * scale
            if scale >= 1000:
                total, current = total + current, 0
            last, length = scale, position + 1
        elif word in words.and_ and length and last >= 100:
            continue
        else:
            break
    return Found(str(total + current), length) if length else None


def duration(run: Sequence[str], words: Words) -> Found | None:
    """The longest duration at the start of the run: "five hours ten minutes" -> "PT5H10M"."""
    amounts: dict[str, int] = {}
    length = 0
    while True:
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
    if amount is None or at >= len(run) or run[at] not in words.units:
        return None
    unit = words.units[run[at]]
    at += 1
    tail = list(run[at : at + 3])  # "an hour and a half"
    if len(tail) == 3 and tail[0] in words.and_ and tail[1] in words.one and tail[2] in words.half:
        follows = run[at + 3] if len(run) > at + 3 else ""
        if follows not in words.one and follows not in words.units:
            return amount + 0.5, unit, at + 3
    return amount, unit, at


def _amount(run: Sequence[str], words: Words) -> tuple[float | None, int]:
    if not run:
        return None, 0
    if run[0] in words.half:  # "half an hour"
        return 0.5, 2 if len(run) > 1 and run[1] in words.one else 1
    if run[0] in words.one:
        if len(run) > 1 and run[1] in words.half:  # "a half hour"
            return 0.5, 2
        if len(run) > 1 and run[1] in words.scales:  # "a hundred days"
            return float(words.scales[run[1]]), 2
        return 1.0, 1
    found = number(run, words)
    if found is None:
        return None, 0
    at = found.length
    half = list(run[at : at + 3])  # "two and a half hours"
    if len(half) == 3 and half[0] in words.and_ and half[1] in words.one and half[2] in words.half:
        return int(found.value) + 0.5, at + 3
    return float(found.value), at


def _iso(amounts: dict[str, int]) -> str:
    def piece(units: tuple[str, ...]) -> str:
        return "".join(f"{amounts[u]}{'M' if u == 'MONTH' else u}" for u in units if amounts.get(u))

    date, time = piece(_ORDER[:4]), piece(_ORDER[4:])
    return f"P{date}{'T' + time if time else ''}" if date or time else "PT0S"
