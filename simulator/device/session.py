"""What a device remembers while a session with the skill is open."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from simulator.device.consent import Consent
from simulator.dialog.dialog import Dialog
from simulator.dialog.entities import DynamicEntities


@dataclass
class Session:
    """One open session.

    new         nothing has been said in it yet
    attributes  what the skill wants to have back, as JSON
    dialog      the open dialog, or None
    reprompt    what is heard at the first silence, or None; `reprompted`: it was
    entities    values that the skill added to its slot types
    listening   the microphone is open; when it is not, only words after the wake word are for the skill
    consent     the question for permissions that Alexa has put, or None
    """

    id: str
    attributes: dict[str, Any] = field(default_factory=dict)
    new: bool = True
    dialog: Dialog | None = None
    reprompt: str | None = None
    reprompted: bool = False
    entities: DynamicEntities = field(default_factory=DynamicEntities)
    listening: bool = True
    consent: Consent | None = None

    @property
    def asking(self) -> list[str]:
        """The topics that the open question asks about, as the skill left them in its attributes."""
        asking = self.attributes.get("asking")  # of another skill it may be anything
        return [topic for topic in asking if isinstance(topic, str)] if isinstance(asking, list) else []
