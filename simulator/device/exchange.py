"""One request to the skill and its answer, as Alexa sees both."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from simulator.device.door import Handler, call, lambda_handler
from simulator.device.envelope import Identity, Stamp, envelope
from simulator.device.limits import TIME_LIMIT
from simulator.device.response import check
from simulator.device.screen import Screen, rendered
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
    seconds: float | None = None
    limit: float | None = TIME_LIMIT

    @property
    def body(self) -> dict[str, Any]:
        """What stands under "response" in the response."""
        body = self.response.get("response")
        return body if isinstance(body, dict) else {}


@dataclass
class Connection:
    """The line from a device to a skill, and what the device keeps between sessions. Ids repeat for one user.

    limit    seconds that Alexa waits, or None
    granted  permissions that the user gave the skill
    screen   what the screen shows, or None
    """

    handler: Handler | None
    identity: Identity
    clock: Callable[[], datetime]
    limit: float | None
    granted: frozenset[str] = frozenset()
    screen: Screen | None = None
    count: int = 0

    def new_id(self) -> str:
        """The next id of this device."""
        self.count += 1
        return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{self.identity.user} {self.count}"))

    @property
    def interfaces(self) -> Mapping[str, Any]:
        """What the device supports."""
        found: Mapping[str, Any] = self.identity.device.get("supportedInterfaces", {})
        return found

    def send(
        self,
        session: Session | None,
        body: Mapping[str, Any],
        model: InteractionModel,
        *,
        speech_with_delegate: bool = False,
    ) -> Exchange:
        """Sends a request; its answer is checked as Alexa checks it. Without a session it belongs to none.

        `speech_with_delegate`: see Echo.
        """
        request = self._envelope(session, body)
        answer = call(self.handler or lambda_handler(), request, self.limit)
        response = answer.response if isinstance(answer.response, dict) else {}
        if answer.error:
            kind = "ENDPOINT_TIMEOUT" if answer.timed_out else "INVALID_RESPONSE"
            return Exchange(request, response, answer.error, kind, seconds=answer.seconds, limit=self.limit)
        verdict = check(
            answer.response, model, self.interfaces, request["request"], speech_with_delegate=speech_with_delegate
        )
        warnings = tuple(dict.fromkeys(verdict.warnings))
        error = "; ".join(verdict.errors) or None
        return Exchange(request, response, error, warnings=warnings, seconds=answer.seconds, limit=self.limit)

    def tell_the_end(
        self, session: Session, reason: str, model: InteractionModel, error: Mapping[str, str] | None = None
    ) -> Exchange:
        """Sends a SessionEndedRequest, which the skill may not answer."""
        body: dict[str, Any] = {"type": "SessionEndedRequest", "reason": reason}
        exchange = self.send(session, {**body, "error": dict(error)} if error else body, model)
        if exchange.error is None:
            return exchange
        return replace(exchange, error=None, warnings=(f"SessionEndedRequest: {exchange.error.splitlines()[0]}",))

    def keep_in_view(self, reply: Mapping[str, Any], granted: Sequence[str] = ()) -> None:
        """Remembers what a checked response put on the screen, and the permissions that the user gave."""
        self.screen = rendered(reply, self.screen, self.identity.device.get("Viewport", {}))
        self.granted = self.granted.union(granted)

    def _envelope(self, session: Session | None, body: Mapping[str, Any]) -> dict[str, Any]:
        request = f"amzn1.echo-api.request.{self.new_id()}"
        stamp = Stamp(request, session.id if session else None, bool(session and session.new), self.clock())
        attributes = session.attributes if session else {}
        context = self.screen.context if self.screen else None
        return envelope(self.identity, stamp, attributes, body, granted=self.granted, screen=context)
