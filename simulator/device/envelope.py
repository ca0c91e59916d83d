"""The request envelope, as Amazon sends it to a custom skill.

Source: Amazon's page "Request and response JSON reference".
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from simulator.language.resolution import intent_shape
from simulator.language.step import Language

_FAR_EAST = ("en-AU", "ja-JP")
_AMERICA = ("en-US", "en-CA", "es-MX", "es-US", "fr-CA", "pt-BR")


@dataclass(frozen=True)
class Identity:
    """Who speaks to which skill, on what device: a profile like those of simulator.device.devices."""

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
    """What tells one request from the next. `session` is None for a request that belongs to no session."""

    request: str
    session: str | None
    new: bool
    at: datetime


def envelope(
    identity: Identity,
    stamp: Stamp,
    attributes: Mapping[str, Any],
    request: Mapping[str, Any],
    *,
    granted: Collection[str] = (),
    screen: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The whole request. `request` holds its type and what belongs to the type.

    `granted` are the permissions that the user gave the skill; `screen` is what context tells of the screen.
    """
    application = {"applicationId": identity.skill}
    user: dict[str, Any] = {"userId": f"amzn1.ask.account.{identity.user}"}
    if granted:
        user["permissions"] = {"scopes": {scope: {"status": "GRANTED"} for scope in sorted(granted)}}
    interfaces = identity.device.get("supportedInterfaces", {})
    context: dict[str, Any] = {
        "System": {
            "application": dict(application),
            "user": dict(user),
            "device": {"deviceId": f"amzn1.ask.device.{identity.user}", "supportedInterfaces": interfaces},
            "apiEndpoint": identity.api,
            "apiAccessToken": "local",
        }
    }
    context |= {name: part for name, part in identity.device.items() if name != "supportedInterfaces"}
    if "AudioPlayer" in interfaces:
        context.setdefault("AudioPlayer", {"playerActivity": "IDLE"})
    if screen:
        context["Alexa.Presentation.APL"] = screen
    session = {
        "new": stamp.new,
        "sessionId": stamp.session,
        "application": application,
        "attributes": dict(attributes),
        "user": user,
    }
    moment = stamp.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {
        "version": "1.0",
        **({"session": session} if stamp.session else {}),
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
    intent, joiner = language.model.intents[name], next(iter(language.words.joiners), "")
    return intent_shape(intent, language.types, identity.skill, heard, kept, at=at, joiner=joiner)
