"""Requests that belong to no conversation: skill events, the player's reports, "could you do that?".

Sources: Amazon's pages "Skill events", "AudioPlayer interface reference" (System.ExceptionEncountered),
"CanFulfillIntentRequest reference".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from simulator.device.exchange import Connection
from simulator.device.session import Session
from simulator.device.turn import Turn, told
from simulator.model import InteractionModel

_IN_SESSION = (
    "LaunchRequest", "IntentRequest", "Session", "Connections.", "Alexa.Presentation.", "Display.", "Dialog.",
    "GameEngine.", "CustomInterfaceController.",
)  # fmt: skip


def belongs_to_a_session(kind: str) -> bool:
    """Whether Alexa sends a request of this type within a session only."""
    return kind.startswith(_IN_SESSION)


def send_outside(body: Mapping[str, Any], connection: Connection, model: InteractionModel) -> Turn:
    """Sends such a request. Nothing of the answer is heard; a bad one is reported to the skill, as on a device."""
    kind = body["type"]
    asked_for_ability = kind == "CanFulfillIntentRequest"  # comes with a session of its own, which is not kept
    session = Session(f"amzn1.echo-api.session.{connection.new_id()}") if asked_for_ability else None
    exchange = connection.send(session, body, model)
    turn = told(exchange, session, connection.screen, f"{kind}, outside of a session")
    if exchange.error is None or asked_for_ability:
        return replace(turn, error=exchange.error)
    message = exchange.error.splitlines()[0]
    failed = "INTERNAL_SERVICE_ERROR" if exchange.kind == "ENDPOINT_TIMEOUT" else exchange.kind
    report = {
        "type": "System.ExceptionEncountered",
        "error": {"type": failed, "message": message},
        "cause": {"requestId": exchange.request["request"]["requestId"]},
    }
    told_back = connection.send(None, report, model)
    second = [f"System.ExceptionEncountered: {told_back.error.splitlines()[0]}"] if told_back.error else []
    return replace(
        turn,
        error=exchange.error,
        warnings=(*exchange.warnings, *told_back.warnings, *second),
        exchanges=(*turn.exchanges, (told_back.request, told_back.response)),
    )
