"""The conversations that are held in the page: one device each, in memory only, so many and so old at most."""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from simulator import conversations as files
from simulator.conversations.comparing import differences
from simulator.conversations.player import do
from simulator.device.echo import Echo
from simulator.language.opening import opening
from simulator.web.files import told, written
from simulator.web.refused import RefusedError
from simulator.web.served import Served
from simulator.web.shown import Shown, shown

MOST_CONVERSATIONS, MOST_TURNS, LONGEST_IDLE = 100, 150, 3600.0
"""How many are kept, how many turns each may have, and for how many seconds one is kept that nobody uses."""


@dataclass
class Held:
    """One device, and all that was said to it. Its lock lets one turn happen after the other.

    `file` is the conversation that is held again, with its own locale, device and time; it has no steps where somebody
    just talks. `place` is the step that comes next.
    """

    id: str
    file: files.Conversation
    echo: Echo
    served: Served
    used: float
    turns: list[Shown] = field(default_factory=list)
    place: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def say(self, text: str) -> dict[str, Any]:
        """Say something ("" is silence) and give the turn as JSON. Raises RefusedError when there were too many."""
        with self.lock:
            return self._take(files.Step(text.strip()), judged=False)

    def touch(self, arguments: tuple[Any, ...]) -> dict[str, Any]:
        """Touch what sends these arguments. Raises RefusedError when the screen shows nothing like it."""
        with self.lock:
            return self._take(files.Step(touch=arguments), judged=False)

    def next_step(self) -> dict[str, Any]:
        """Do the next step of the file. Raises RefusedError at its end, or for what the device cannot do."""
        with self.lock:
            if self.place >= len(self.file.steps):
                raise RefusedError(409, "the file has no further turn")
            turn = self._take(self.file.steps[self.place], judged=True)
            self.place += 1
            return turn

    def whole(self) -> dict[str, Any]:
        """The conversation as JSON, with every turn."""
        with self.lock:
            return {
                "id": self.id,
                "locale": self.file.locale,
                "device": self.file.device,
                "invocation": self.echo.invocation,
                "opening": opening(self.echo.invocation, self.file.locale),
                "turns": [self._shown(number) for number in range(1, len(self.turns) + 1)],
                "replay": {"name": self.file.name, "steps": len(self.file.steps), "place": self.place}
                if self.file.steps
                else None,
            }

    def file_text(self, title: str) -> str:
        """The conversation as a file with expectations, at the time of its first request."""
        with self.lock:
            stamps = (one.turn.request["request"]["timestamp"] for one in self.turns if one.turn.request)
            first = next(stamps, None)
            now = self.file.now or (datetime.fromisoformat(first) if first else None)
            turns = [(one.step, one.turn) for one in self.turns]
            return written(title, self.file.locale, self.file.device, now, turns)

    def _take(self, step: files.Step, *, judged: bool) -> dict[str, Any]:
        if len(self.turns) >= MOST_TURNS:
            raise RefusedError(409, f"this conversation has {MOST_TURNS} turns, and no more are kept: start a new one")
        began = time.monotonic()
        try:
            turn = do(step, self.echo)
        except ValueError as impossible:
            raise RefusedError(409, str(impossible)) from impossible
        spent = round(1000 * (time.monotonic() - began))
        otherwise = tuple(told(one) for one in differences(step, turn)) if judged else None
        self.turns.append(Shown(step, turn, spent, otherwise))
        return self._shown(len(self.turns))

    def _shown(self, number: int) -> dict[str, Any]:
        before = (one.attributes for one in reversed(self.turns[:number]))
        attributes = next((found for found in before if found is not None), None)
        return shown(self.turns[number - 1], number, attributes, self.served.inside, self.file.locale)


class Conversations:
    """All that are open. The one that was left alone longest makes room for a new one."""

    def __init__(
        self, served: Served, *, most: int = MOST_CONVERSATIONS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.served = served
        self._most = most
        self._clock = clock
        self._open: OrderedDict[str, Held] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._open)

    def begin(self, locale: str, device: str, file: files.Conversation | None = None) -> Held:
        """A new conversation; its id cannot be guessed. What a file says of locale and device goes first.

        Raises RefusedError.
        """
        found = file or files.Conversation("", ())
        found = replace(found, locale=found.locale or locale, device=found.device or device)
        one = Held(secrets.token_urlsafe(18), found, self.served.echo(found), self.served, self._clock())
        with self._lock:
            self._drop_old()
            while len(self._open) >= self._most:
                self._open.popitem(last=False)
            self._open[one.id] = one
        return one

    def find(self, name: str) -> Held:
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
