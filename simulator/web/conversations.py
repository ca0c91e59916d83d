"""The conversations that are held in the page: one device each, in memory only, so many and so old at most."""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from simulator.device.echo import Echo
from simulator.device.turn import Turn
from simulator.web.refused import RefusedError
from simulator.web.served import Served
from simulator.web.shown import Step, shown

MOST_CONVERSATIONS, MOST_TURNS, LONGEST_IDLE = 100, 150, 3600.0
"""How many are kept, how many turns each may have, and for how many seconds one is kept that nobody uses."""


@dataclass
class Conversation:
    """One device, and all that was said to it. Its lock lets one turn happen after the other."""

    id: str
    locale: str
    device: str
    echo: Echo
    served: Served
    used: float
    steps: list[Step] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def say(self, text: str, judge: Callable[[Turn], tuple[str, ...]] | None = None) -> dict[str, Any]:
        """Say something ("" is silence) and give the turn as JSON; `judge` tells what a file expected otherwise.

        Raises RefusedError when there were too many turns.
        """
        with self.lock:
            if len(self.steps) >= MOST_TURNS:
                raise RefusedError(
                    409, f"this conversation has {MOST_TURNS} turns, and no more are kept: start a new one"
                )
            began = time.monotonic()
            turn = self.echo.say(text) if text.strip() else self.echo.silence()
            spent = round(1000 * (time.monotonic() - began))
            self.steps.append(Step(text.strip(), turn, spent, judge(turn) if judge else None))
            return self._shown(len(self.steps))

    def whole(self) -> dict[str, Any]:
        """The conversation as JSON, with every turn."""
        with self.lock:
            return {
                "id": self.id,
                "locale": self.locale,
                "device": self.device,
                "invocation": self.echo.invocation,
                "turns": [self._shown(number) for number in range(1, len(self.steps) + 1)],
            }

    def _shown(self, number: int) -> dict[str, Any]:
        before = (step.attributes for step in reversed(self.steps[:number]))
        attributes = next((found for found in before if found is not None), None)
        one: dict[str, Any] = shown(self.steps[number - 1], number, attributes, self.served.inside, self.locale)
        return one


class Conversations:
    """All that are open. The one that was left alone longest makes room for a new one."""

    def __init__(
        self, served: Served, *, most: int = MOST_CONVERSATIONS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.served = served
        self._most = most
        self._clock = clock
        self._open: OrderedDict[str, Conversation] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._open)

    def begin(self, locale: str, device: str) -> Conversation:
        """A new conversation; its id cannot be guessed."""
        echo = self.served.echo(locale, device)
        one = Conversation(secrets.token_urlsafe(18), locale, device, echo, self.served, self._clock())
        with self._lock:
            self._drop_old()
            while len(self._open) >= self._most:
                self._open.popitem(last=False)
            self._open[one.id] = one
        return one

    def find(self, name: str) -> Conversation:
        """The conversation of that id. Raises RefusedError when it is not kept any more."""
        with self._lock:
            self._drop_old()
            one = self._open.get(name)
            if one is None:
                raise RefusedError(404, "this conversation is not kept any more: start a new one")
            one.used = self._clock()
            self._open.move_to_end(name)
            return one

    def end(self, name: str) -> None:
        """Forget a conversation, if it is there."""
        with self._lock:
            self._open.pop(name, None)

    def _drop_old(self) -> None:
        while self._open:
            oldest = next(iter(self._open.values()))
            if self._clock() - oldest.used <= LONGEST_IDLE:
                break
            del self._open[oldest.id]
