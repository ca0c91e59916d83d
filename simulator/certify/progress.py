"""A bar for a walk, whose end is not known before it is reached: how many of the states found were examined."""

from __future__ import annotations

import sys
import time

_PATIENCE, _PACE, _WIDTH = 1.0, 0.1, 30


class Bar:
    """Drawn on the standard error when that is a terminal; wiped by `wipe`."""

    def __init__(self) -> None:
        self._next = time.monotonic() + _PATIENCE
        self._drawn = False

    def show(self, examined: int, found: int, turns: int) -> None:
        """How far the walk is."""
        if not sys.stderr.isatty() or time.monotonic() < self._next:
            return
        done = "#" * (_WIDTH * examined // max(found, 1))
        print(f"\r[{done:<{_WIDTH}}] {examined} of {found} states, {turns} turns", end="", file=sys.stderr, flush=True)
        self._drawn, self._next = True, time.monotonic() + _PACE

    def wipe(self) -> None:
        """Leaves the line as it was."""
        if self._drawn:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
