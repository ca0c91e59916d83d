"""What the screen of a device shows: the last document that a skill sent, with its data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from simulator.device.apl import Item, shown

__all__ = ["Item", "Screen", "rendered", "shown", "touched"]
RENDER = "Alexa.Presentation.APL.RenderDocument"


@dataclass(frozen=True)
class Screen:
    """The document that a screen shows, with its data and its token."""

    token: str
    document: Mapping[str, Any] = field(default_factory=dict)
    datasources: Mapping[str, Any] = field(default_factory=dict)
    viewport: Mapping[str, Any] = field(default_factory=dict)

    @property
    def items(self) -> list[Item]:
        """What is to be seen on it, in order."""
        return shown(self.document, self.datasources, self.viewport)

    @property
    def context(self) -> dict[str, Any]:
        """What requests tell of it."""
        return {"token": self.token, "version": "AriaRuntimeLibrary-1.0", "componentsVisibleOnScreen": []}


def rendered(body: Mapping[str, Any], before: Screen | None, viewport: Mapping[str, Any]) -> Screen | None:
    """What the screen shows after a checked response: its last document, else what it showed before."""
    for directive in body.get("directives") or ():
        if directive.get("type") == RENDER:
            data = directive.get("datasources") or {}
            before = Screen(directive.get("token") or "", directive.get("document") or {}, data, viewport)
    return before


def touched(screen: Screen, arguments: tuple[Any, ...]) -> dict[str, Any]:
    """The UserEvent that Alexa sends when something with these arguments is touched.

    Raises ValueError when there is nothing like it on the screen.
    """
    for item in screen.items:
        if item.touch == arguments:
            source = {"type": "TouchWrapper", "handler": "Press", "id": item.id}
            event = {"token": screen.token, "arguments": list(arguments), "source": source, "components": {}}
            return {"type": "Alexa.Presentation.APL.UserEvent", **event}
    there = dict.fromkeys(repr(list(item.touch)) for item in screen.items if item.touch)
    raise ValueError(
        f"nothing on the screen sends {list(arguments)!r}; there is: {', '.join(there) or 'nothing to touch'}"
    )
