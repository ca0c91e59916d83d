"""What a turn shows beside the words, as lines for the terminal: the card, the screen, what was used of the limits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simulator.device.echo import Echo
from simulator.device.screen import RENDER, Item, Screen
from simulator.device.turn import Turn
from simulator.errors import UsageError

TOUCH = ".touch"


def card_lines(card: Mapping[str, Any]) -> str:
    """A card as the Alexa app shows it: each of the four kinds."""
    kind = card.get("type")
    if kind == "LinkAccount":
        return "asks to link an account"
    if kind == "AskForPermissionsConsent":
        return "\n".join(("asks for permissions in the app:", *map(str, card.get("permissions") or ())))
    image = card.get("image") or {}
    parts = (card.get("title"), card.get("content") or card.get("text"), *image.values())
    return "\n".join(str(part) for part in parts if part)


def shows_anew(turn: Turn) -> bool:
    """Whether this turn put something on the screen."""
    directives = (turn.response.get("response") or {}).get("directives") or ()
    return any(directive.get("type") == RENDER for directive in directives)


def screen_lines(screen: Screen) -> str:
    """What is on the screen; what can be touched has the number that `.touch` takes."""
    lines, number = [], 0
    for item in screen.items:
        number += bool(item.touch)
        lines.append(f"{item}  {TOUCH} {number}" if item.touch else str(item))
    return "\n".join(lines) or "(nothing that can be told in words)"


def limit_lines(turn: Turn) -> str:
    """How near the response came to each limit."""
    return "\n".join(f"{limit} ({limit.share:.0%})" for limit in turn.limits)


def touch(echo: Echo, screen: Screen | None, typed: str) -> Turn:
    """Touches what has the number that was typed (".touch 2").

    Raises UsageError when there is no such number on the screen.
    """
    there: list[Item] = [item for item in screen.items if item.touch] if screen else []
    number = typed.removeprefix(TOUCH).strip()
    if not number.isdecimal() or not 1 <= int(number) <= len(there):
        count = f"give a number from 1 to {len(there)}" if there else "the screen shows nothing that can be touched"
        raise UsageError(f"{typed}: {count}")
    return echo.touch(*there[int(number) - 1].touch)
