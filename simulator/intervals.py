"""Exact intervals of shares."""

from __future__ import annotations

import math
from collections.abc import Callable

_STEPS = 60
"""Halvings of the unit interval: far finer than any figure that is printed."""


def interval(count: int, of: int, certainty: float = 0.95) -> tuple[float, float]:
    """The exact (Clopper-Pearson) interval of a share: those under which so few, or so many, are no surprise."""
    if not of:
        return 0.0, 1.0
    tail = (1 - certainty) / 2
    low = 0.0 if count == 0 else _solve(lambda share: _at_least(count, of, share) < tail)
    high = 1.0 if count == of else _solve(lambda share: 1 - _at_least(count + 1, of, share) > tail)
    return low, high


def _at_least(count: int, of: int, share: float) -> float:
    """The chance of `count` or more among `of`, where each has the chance `share`."""
    yes, no = math.log(share), math.log1p(-share)
    whole = math.lgamma(of + 1)
    return math.fsum(
        math.exp(whole - math.lgamma(some + 1) - math.lgamma(of - some + 1) + some * yes + (of - some) * no)
        for some in range(count, of + 1)
    )


def _solve(too_low: Callable[[float], bool]) -> float:
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if too_low(middle) else (low, middle)
    return (low + high) / 2
