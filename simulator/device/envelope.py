"""The request envelope, as Amazon sends it to a custom skill.

Source: Amazon's page "Request and response JSON reference".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from simulator.language.step import Language
from simulator.model import Slot, Value

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
) -> dict[str, Any]:
    """The intent of a request: every slot the model declares, filled from `heard`, else from `kept`, else empty."""
    slots: dict[str, Any] = {}
    for slot in language.model.intents[name].slots.values():
        if heard.get(slot.name):
            slots[slot.name] = _filled(language, identity, slot, heard[slot.name])
        else:
            before = dict((kept or {}).get(slot.name, {}))
            slots[slot.name] = {**before, "name": slot.name}
            slots[slot.name].setdefault("confirmationStatus", "NONE")
    intent: dict[str, Any] = {"name": name, "confirmationStatus": "NONE"}
    if slots:
        intent["slots"] = slots
    return intent


def _filled(language: Language, identity: Identity, slot: Slot, heard: Sequence[str]) -> dict[str, Any]:
    filled: dict[str, Any] = {"name": slot.name}
    values = [_simple(language, identity, slot, text) for text in heard]
    if len(values) == 1:
        filled["value"] = values[0]["value"]
        if "resolutions" in values[0]:
            filled["resolutions"] = values[0]["resolutions"]
        filled["slotValue"] = values[0]
    else:
        filled["slotValue"] = {"type": "List", "values": values}
    filled.update(confirmationStatus="NONE", source="USER")
    return filled


def _simple(language: Language, identity: Identity, slot: Slot, text: str) -> dict[str, Any]:
    kind = language.types[slot.type]
    value: dict[str, Any] = {"type": "Simple", "value": kind.value(text)}
    matches = kind.matches(text)
    if matches is not None:
        value["resolutions"] = {"resolutionsPerAuthority": [_authority(identity, slot.type, matches)]}
    return value


def _authority(identity: Identity, type_name: str, matches: Sequence[Value]) -> dict[str, Any]:
    authority: dict[str, Any] = {
        "authority": f"amzn1.er-authority.echo-sdk.{identity.skill}.{type_name}",
        "status": {"code": "ER_SUCCESS_MATCH" if matches else "ER_SUCCESS_NO_MATCH"},
    }
    if matches:
        authority["values"] = [{"value": {"name": value.name, "id": value.id}} for value in matches]
    return authority
