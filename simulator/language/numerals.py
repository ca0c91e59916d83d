"""Numbers that are said digit by digit or by their place: years, PINs, telephone numbers, codes, "the third".

AMAZON.FOUR_DIGIT_NUMBER, AMAZON.Ordinal, AMAZON.PhoneNumber and AMAZON.AlphaNumeric of Amazon's slot type reference.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from simulator.language.quantities import Found, number, phrase
from simulator.language.words import Words

_FEWEST_DIGITS = 3  # of a telephone number: emergency numbers are that short
_COUNTED = re.compile(r"(\d+)([^\W\d]+)")  # "3rd"


def ordinal(run: Sequence[str], words: Words) -> Found | None:
    """A place in an order at the start of the run: "twenty first" -> "21"."""
    if not run:
        return None
    written = _COUNTED.fullmatch(run[0])
    if written and written[2] in words.ordinal_endings:
        return Found(written[1], 1)
    said = phrase(run, 0, words.ordinals)
    if said:
        return Found(str(said[0]), said[1])
    tens = words.numbers.get(run[0], 0)
    if len(run) > 1 and tens >= 20 and 0 < words.ordinals.get(run[1], 0) < 10:
        return Found(str(tens + words.ordinals[run[1]]), 2)
    return None


def four_digits(run: Sequence[str], words: Words) -> Found | None:
    """Four digits, however they are said: "six zero four five", "nineteen eighty four", "two thousand and five"."""
    spelled = _spelled(run, words, most=4)
    whole = number(run, words)
    for found in (whole, pair(run, words), spelled):
        if found and len(found.value) == 4 and found.value.isdecimal():
            return found
    return None


def number_or_pair(run: Sequence[str], words: Words) -> Found | None:
    """A number as AMAZON.NUMBER takes it: "one hundred and five", "minus four", "nineteen eighty four"."""
    if run and run[0] in words.minus:
        found = number_or_pair(run[1:], words)
        return Found(f"-{found.value}", found.length + 1) if found else None
    whole, paired = number(run, words), pair(run, words)
    return paired if paired and (whole is None or paired.length > whole.length) else whole


def pair(run: Sequence[str], words: Words) -> Found | None:
    """A number that is said as two, as years are: "nineteen eighty four" -> "1984", "twenty oh five" -> "2005"."""
    if len(run) < 2:
        return None
    first, second = words.numbers.get(run[0], 0), words.numbers.get(run[1], -1)
    if not 10 <= first <= 90 or (first > 20 and first % 10):
        return None
    ones = words.numbers.get(run[2], 0) if len(run) > 2 else 0
    if 0 < ones < 10 and (second == 0 or (second >= 20 and second % 10 == 0)):
        return Found(f"{first}{second + ones:02}", 3)
    return Found(f"{first}{second}", 2) if second >= 10 else None


def phone_number(run: Sequence[str], words: Words) -> Found | None:
    """A telephone number without punctuation: "five five five double two oh one" -> "5552201"."""
    found = _spelled(run, words)
    return found if found and len(found.value) >= _FEWEST_DIGITS else None


def alphanumeric(run: Sequence[str], words: Words) -> Found | None:
    """Letters and numbers as one: "sixteen a" -> "16a", "n h five oh nine" -> "nh509"."""
    value, at = "", 0
    while at < len(run):
        word = run[at]
        if (len(word) == 1 and word.isalpha()) or (word.isalnum() and any(c.isdigit() for c in word)):
            value, at = value + word, at + 1
            continue
        digits = _one(run[at:], words)
        if digits is None:
            break
        value, at = value + digits.value, at + digits.length
    if not value or (len(value) == 1 and (value in words.function or value in words.articles)):
        return None
    return Found(value, at)


def _spelled(run: Sequence[str], words: Words, most: int = 20) -> Found | None:
    """Digits said one after the other, with "double" and "triple", tens and hundreds among them."""
    value, at = "", 0
    while at < len(run) and len(value) < most:
        times = words.repeats.get(run[at], 0)
        digits = _one(run[at + bool(times) :], words)
        if digits is None or (times and len(digits.value) != 1):
            break
        value += digits.value * max(times, 1)
        at += digits.length + bool(times)
    return Found(value, at) if value else None


def _one(run: Sequence[str], words: Words) -> Found | None:
    """The next digits: one digit, a number below a hundred, or so many hundreds or thousands."""
    if not run:
        return None
    if run[0].isdecimal():
        return Found(run[0], 1)
    if len(run) > 1 and run[1] in words.scales:
        return number(run[:2], words)
    small = words.numbers.get(run[0])
    if small is None:
        return None
    if small >= 20 and len(run) > 1 and 0 < words.numbers.get(run[1], 0) < 10:
        return Found(str(small + words.numbers[run[1]]), 2)
    return Found(str(small), 1)
