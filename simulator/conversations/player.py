"""Playing a conversation through a device, turn by turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from simulator.conversations.comparing import differences
from simulator.conversations.nouns import Conversation, Difference, Played, Step
from simulator.device.door import Handler
from simulator.device.echo import Echo
from simulator.device.turn import Turn

_LOCALE = "en-US"


def device_for(
    conversation: Conversation,
    *,
    handler: Handler | None = None,
    model: str | Path | Mapping[str, Any] | None = None,
    locale: str = "",
    device: str | Mapping[str, Any] = "",
    **switches: Any,
) -> Echo:
    """A fresh device for a conversation; what the file says of locale, device and time goes first.

    `switches` are the others that Echo takes.

    Raises ModelError where there is no model for the locale.
    """
    now = conversation.now
    if now is not None:
        switches["clock"] = lambda: now
    where: str | Mapping[str, Any] = conversation.device or device or "speaker"
    return Echo(conversation.locale or locale or _LOCALE, handler=handler, model=model, device=where, **switches)


def play(conversation: Conversation, echo: Echo) -> Iterator[Played]:
    """The turns as they are played.

    Playing ends early where the session breaks off, or is open or closed against the file's word: whatever comes after
    would be said to another state, and every turn would differ.
    """
    for number, step in enumerate(conversation.steps, 1):
        try:
            turn = do(step, echo)
        except ValueError as impossible:
            found = Difference(_name(step), "can be done", str(impossible))
            yield Played(number, step, Turn(""), (found,))
            return
        found_all = differences(step, turn)
        yield Played(number, step, turn, found_all)
        if any(one.what in ("ended", "error") for one in found_all):
            return


def do(step: Step, echo: Echo) -> Turn:
    """Do what a step says. Raises ValueError for an intent, slot, touch or request that cannot be."""
    if step.touch is not None:
        return echo.touch(*step.touch)
    if step.sent is not None:
        return echo.send(step.sent)
    if step.say is None:
        return echo.intend(step.intent, **dict(step.slots))
    return echo.say(step.say) if step.say else echo.silence()


def _name(step: Step) -> str:
    return "touch" if step.touch is not None else "intent" if step.sent is None else "send"
