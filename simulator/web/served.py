"""Which skill the page talks to, and what it may show of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.device.door import Handler
from simulator.device.echo import Echo
from simulator.device.envelope import DEVICES


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
    """A skill: its function, its interaction models by locale, the locale of a first visit; `inside` for our own."""

    handler: Handler
    models: Mapping[str, Path]
    locale: str
    inside: Inside | None = None

    @property
    def locales(self) -> tuple[str, ...]:
        """The locales that may be chosen."""
        return tuple(sorted(self.models))

    @property
    def devices(self) -> tuple[str, ...]:
        """The devices that may be chosen."""
        return tuple(DEVICES)

    def echo(self, locale: str, device: str) -> Echo:
        """A fresh device with a new person at it. Raises ModelError for a model that cannot be used."""
        return Echo(locale, model=self.models[locale], handler=self.handler, device=device)
