"""One request to the skill and its answer, as Alexa sees both."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from simulator.device.door import Handler, call, lambda_handler
from simulator.device.envelope import Identity, Stamp, envelope
from simulator.device.response import Verdict, check
from simulator.device.session import Session
from simulator.model import InteractionModel


@dataclass(frozen=True)
class Exchange:
    """A request, and what became of it.

    response  the response envelope; {} when none came, or none that is an object
    error     why Alexa cannot use the response, or None; `kind` is then the type of the error in SessionEndedRequest
    """

    request: dict[str, Any]
    response: dict[str, Any] = field(default_factory=dict)
    error: str | None = None
    kind: str = "INVALID_RESPONSE"
    warnings: tuple[str, ...] = ()

    @property
    def body(self) -> dict[str, Any]:
        """What stands under "response" in the response."""
        body = self.response.get("response")
        return body if isinstance(body, dict) else {}


@dataclass
class Connection:
    """The line from a device to a skill. `limit`: seconds that Alexa waits or None. Ids repeat for one user."""

    handler: Handler | None
    identity: Identity
    clock: Callable[[], datetime]
    limit: float | None
    count: int = 0

    def new_id(self) -> str:
        """The next id of this device."""
        self.count += 1
        return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{self.identity.user} {self.count}"))

    @property
    def interfaces(self) -> Mapping[str, Any]:
        """The device's supportedInterfaces."""
        found: Mapping[str, Any] = self.identity.device.get("supportedInterfaces", {})
        return found

    def send(
        self, session: Session, body: Mapping[str, Any], model: InteractionModel, *, speech_with_delegate: bool = False
    ) -> Exchange:
        """Sends a request; its answer is checked as Alexa checks it. `speech_with_delegate`: see Echo."""
        request = self._envelope(session, body)
        answer = call(self.handler or lambda_handler(), request, self.limit)
        response = answer.response if isinstance(answer.response, dict) else {}
        if answer.error:
            kind = "ENDPOINT_TIMEOUT" if answer.timed_out else "INVALID_RESPONSE"
            return Exchange(request, response, answer.error, kind)
        verdict: Verdict = check(
            answer.response,
            model,
            self.interfaces,
            request["request"],
            speech_with_delegate=speech_with_delegate,
        )
        return Exchange(
            request, response, "; ".join(verdict.errors) or None, warnings=tuple(dict.fromkeys(verdict.warnings))
        )

    def tell_the_end(self, session: Session, reason: str, error: Mapping[str, str] | None = None) -> Exchange:
        """Sends a SessionEndedRequest, which the skill may not answer."""
        body: dict[str, Any] = {"type": "SessionEndedRequest", "reason": reason}
        if error:
            body["error"] = dict(error)
        request = self._envelope(session, body)
        answer = call(self.handler or lambda_handler(), request, self.limit)
        response = answer.response if isinstance(answer.response, dict) else {}
        warnings = []
        if answer.error:
            warnings.append(f"SessionEndedRequest: {answer.error.splitlines()[0]}")
        reply = response.get("response") or {}
        if any(reply.get(part) for part in ("outputSpeech", "card", "directives", "reprompt")):
            warnings.append("the answer to a SessionEndedRequest is never heard or shown")
        return Exchange(request, response, warnings=tuple(warnings))

    def _envelope(self, session: Session, body: Mapping[str, Any]) -> dict[str, Any]:
        stamp = Stamp(f"amzn1.echo-api.request.{self.new_id()}", session.id, session.new, self.clock())
        return envelope(self.identity, stamp, session.attributes, body)
