"""A bar for work that takes long, on a terminal only."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from typing import TypeVar

_T = TypeVar("_T")
_PATIENCE, _PACE, _WIDTH = 1.0, 0.1, 30
"""Seconds before the bar shows, seconds between two drawings, and how wide it is."""


def watched(rows: Sequence[_T]) -> Iterator[_T]:
    """The rows one by one; the bar goes to the standard error and is wiped at the end."""
    drawn, next_time = False, time.monotonic() + _PATIENCE
    for number, row in enumerate(rows):
        if sys.stderr.isatty() and time.monotonic() >= next_time:
            done = "#" * (_WIDTH * number // len(rows))
            print(f"\r[{done:<{_WIDTH}}] {number} of {len(rows)}", end="", file=sys.stderr, flush=True)
            drawn, next_time = True, time.monotonic() + _PACE
        yield row
    if drawn:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
