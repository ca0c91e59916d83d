"""The request envelope, as Amazon sends it to a custom skill.

Source: Amazon's page "Request and response JSON reference".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from simulator.language.resolution import filled_slot
from simulator.language.step import Language

SPEAKER: Mapping[str, Any] = {"supportedInterfaces": {}}
SHOW: Mapping[str, Any] = {
    "supportedInterfaces": {"AudioPlayer": {}, "Alexa.Presentation.APL": {"runtime": {"maxVersion": "2024.3"}}},
    "Viewport": {
        "shape": "RECTANGLE", "pixelWidth": 1280, "pixelHeight": 800, "currentPixelWidth": 1280,
        "currentPixelHeight": 800, "dpi": 160, "mode": "HUB", "touch": ["SINGLE"],
    },
}  # fmt: skip
DEVICES = {"speaker": SPEAKER, "show": SHOW}
_FAR_EAST = ("en-AU", "ja-JP")
_AMERICA = ("en-US", "en-CA", "es-MX", "es-US", "fr-CA", "pt-BR")


@dataclass(frozen=True)
class Identity:
    """Who speaks to which skill, on what device. `device` is a name of DEVICES or a mapping like theirs."""

    locale: str
    skill: str
    user: str
    device: Mapping[str, Any]

    @property
    def api(self) -> str:
        """The API host of the locale's region."""
        region = "" if self.locale in _AMERICA else "fe." if self.locale in _FAR_EAST else "eu."
        return f"https://api.{region}amazonalexa.com"


@dataclass(frozen=True)
class Stamp:
    """What tells one request from the next."""

    request: str
    session: str
    new: bool
    at: datetime


def envelope(
    identity: Identity, stamp: Stamp, attributes: Mapping[str, Any], request: Mapping[str, Any]
) -> dict[str, Any]:
    """The whole request. `request` holds its type and what belongs to the type."""
    application = {"applicationId": identity.skill}
    user = {"userId": f"amzn1.ask.account.{identity.user}"}
    context: dict[str, Any] = {
        "System": {
            "application": dict(application),
            "user": dict(user),
            "device": {
                "deviceId": f"amzn1.ask.device.{identity.user}",
                "supportedInterfaces": identity.device.get("supportedInterfaces", {}),
            },
            "apiEndpoint": identity.api,
            "apiAccessToken": "local",
        }
    }
    if "Viewport" in identity.device:
        context["Viewport"] = identity.device["Viewport"]
    moment = stamp.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {
        "version": "1.0",
        "session": {
            "new": stamp.new,
            "sessionId": stamp.session,
            "application": application,
            "attributes": dict(attributes),
            "user": user,
        },
        "context": context,
        "request": {"requestId": stamp.request, "timestamp": moment, "locale": identity.locale, **request},
    }


def intent_json(
    language: Language,
    identity: Identity,
    name: str,
    heard: Mapping[str, Sequence[str]],
    kept: Mapping[str, Mapping[str, Any]] | None = None,
    *,
    at: datetime | None = None,
) -> dict[str, Any]:
    """The intent of a request: every slot the model declares, filled from `heard`, else from `kept`, else empty.

    `at`: what "tomorrow" counts from, in the speaker's time zone; the moment it is called if None.
    """
    slots: dict[str, Any] = {}
    for slot in language.model.intents[name].slots.values():
        if heard.get(slot.name):
            kind = language.types[slot.type]
            slots[slot.name] = filled_slot(kind, identity.skill, slot.name, heard[slot.name], at)
        else:
            before = dict((kept or {}).get(slot.name, {}))
            slots[slot.name] = {**before, "name": slot.name}
            slots[slot.name].setdefault("confirmationStatus", "NONE")
    intent: dict[str, Any] = {"name": name, "confirmationStatus": "NONE"}
    if slots:
        intent["slots"] = slots
    return intent
