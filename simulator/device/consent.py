"""Permissions that a skill asks for by voice: Alexa puts the question, and tells the skill what was answered.

Sources: Amazon's pages "Set up voice permissions for reminders" (Connections.SendRequest) and "Voice-forward consent
API reference" (Connections.StartConnection).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simulator.dialog.confirming import is_no, is_yes
from simulator.language.step import Language
from simulator.language.text import key

ACCEPTED, DENIED, NOT_ANSWERED = "ACCEPTED", "DENIED", "NOT_ANSWERED"


@dataclass(frozen=True)
class Consent:
    """An open question for permissions.

    scopes   the permissions, as Amazon names them ("alexa::alerts:reminders:skill:readwrite")
    token    what the skill wants to have back
    resumes  the skill is told by a SessionResumedRequest, not by a Connections.Response
    again    the question was put a second time, for the first answer was neither a yes nor a no
    """

    scopes: tuple[str, ...]
    token: str | None
    resumes: bool = False
    again: bool = False

    def request(self, status: str) -> dict[str, Any]:
        """How the skill is told: ACCEPTED, DENIED or NOT_ANSWERED. After a no, Alexa sends a card to the app."""
        done = {"code": "200", "message": "OK"}
        if self.resumes:
            cause = {"type": "ConnectionCompleted", "status": done, "result": {"status": status}}
            return {"type": "SessionResumedRequest", "cause": cause | self._token()}
        payload = {"permissionScope": self.scopes[0], "status": status, "isCardThrown": status != ACCEPTED}
        return {"type": "Connections.Response", "name": "AskFor", "status": done, "payload": payload} | self._token()

    def question(self, language: Language) -> str:
        """What Alexa asks, in the words of the language."""
        words = language.words
        names = ", ".join(dict.fromkeys(words.permissions.get(scope, scope) for scope in self.scopes))
        return words.consent.replace("{skill}", language.model.invocation).replace("{permission}", names)

    def _token(self) -> dict[str, str]:
        return {} if self.token is None else {"token": self.token}


def wanted(body: Mapping[str, Any]) -> Consent | None:
    """What a checked response asks permission for; None when it does not."""
    for directive in body.get("directives") or ():
        kind, token = directive.get("type"), directive.get("token")
        payload = directive.get("payload") if kind == "Connections.SendRequest" else directive.get("input")
        resumes = kind == "Connections.StartConnection"
        asks = (kind == "Connections.SendRequest" and directive.get("name") == "AskFor") or (
            resumes and "AskForPermissionsConsent" in directive["uri"]
        )
        if asks and isinstance(payload, Mapping):
            listed = payload.get("permissionScopes") or [payload]
            scopes = tuple(scope["permissionScope"] for scope in listed if scope.get("permissionScope"))
            if scopes:
                return Consent(scopes, token, resumes)
    return None


def answered(text: str, language: Language) -> str | None:
    """ACCEPTED or DENIED; None when the words are neither."""
    words = language.words
    spoken = key(text, words)
    spoken = spoken[1:] if spoken and spoken[0] in words.wake else spoken
    if is_yes(text, language) or spoken in {key(phrase, words) for phrase in words.approve}:
        return ACCEPTED
    return DENIED if is_no(text, language) else None
