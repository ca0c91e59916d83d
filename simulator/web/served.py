"""Which skill the page talks to, and what it may show of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from simulator.conversations import Conversation, device_for
from simulator.device.devices import DEVICES, device_profile, has_screen
from simulator.device.door import Handler
from simulator.device.echo import Echo
from simulator.web.refused import RefusedError


@dataclass(frozen=True)
class Inside:
    """What only our own skill shows, as plain JSON.

    `levels` gives its urgencies in a locale, the least urgent first; `insight` what its rules make of the session
    attributes of a response, in a locale.
    """

    levels: Callable[[str], list[dict[str, Any]]]
    insight: Callable[[Mapping[str, Any], str], dict[str, Any]]


@dataclass(frozen=True)
class Served:
    """A skill: its function, its interaction models by locale, and the locale and device that are chosen at first.

    `device` is a name, or a JSON file; `switches` are what Echo takes besides; `inside` is for our own skill.
    """

    handler: Handler
    models: Mapping[str, Path]
    locale: str
    device: str = "speaker"
    switches: Mapping[str, Any] = field(default_factory=dict)
    inside: Inside | None = None

    @property
    def locales(self) -> tuple[str, ...]:
        """The locales that may be chosen."""
        return tuple(sorted(self.models))

    @property
    def devices(self) -> list[dict[str, Any]]:
        """The devices that may be chosen: name, and the screen's shape and size in pixels (None: it has none).

        Raises UsageError when the device is a file that describes none.
        """
        profiles = {**DEVICES, self.device: device_profile(self.device)}
        return [{"name": name, "screen": _screen(profile)} for name, profile in profiles.items()]

    def echo(self, conversation: Conversation) -> Echo:
        """A fresh device for a conversation, with a new person at it.

        Raises RefusedError for a locale that is not served, ModelError for a model that cannot be used.
        """
        if conversation.locale not in self.models:
            raise RefusedError(400, f"no locale {conversation.locale}; there are: {', '.join(self.locales)}")
        model = self.models[conversation.locale]
        return device_for(conversation, handler=self.handler, model=model, **self.switches)


def _screen(profile: Mapping[str, Any]) -> dict[str, Any] | None:
    viewport = profile.get("Viewport")
    if not has_screen(profile) or not isinstance(viewport, Mapping):
        return None
    return {
        "shape": str(viewport.get("shape", "")).lower(),
        "width": viewport.get("pixelWidth"),
        "height": viewport.get("pixelHeight"),
        "density": viewport.get("dpi"),
    }
