"""Whether the body of a request is what Alexa sends: JSON, fresh, and for this skill."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, NoReturn

from simulator.endpoint.refusal import RefusalError

FRESH = timedelta(seconds=150)  # Amazon's page "Host a custom skill as a web service"
EVENT_FRESH = timedelta(hours=1)  # Amazon's page "Skill events", on delivery: sent again for an hour, stamp and all
EVENTS = "AlexaSkillEvent."
DEEPEST = 100


def read(body: bytes) -> dict[str, Any]:
    """The envelope of a request. Raises RefusalError."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise RefusalError("the body is not UTF-8") from None
    try:
        envelope = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise RefusalError("the body is not JSON") from None
    if not isinstance(envelope, dict):
        raise RefusalError("the body is not a JSON object")
    if _depth(envelope) > DEEPEST:
        raise RefusalError("the body is nested too deeply")
    request = envelope.get("request")
    if not isinstance(request, dict):
        raise RefusalError("the envelope has no request")
    for field in ("type", "requestId"):
        if not isinstance(request.get(field), str):
            raise RefusalError(f"the request has no {field}")
    return envelope


def check_fresh(envelope: Mapping[str, Any], now: datetime) -> None:
    """Raises RefusalError for a request that is too old, and so perhaps a replay, or from the future.

    A skill event may be late by an hour, for Alexa sends it again with the stamp it had; it cannot be early.
    """
    request = envelope["request"]
    try:
        stamp = datetime.fromisoformat(request.get("timestamp"))
        age = now - stamp
    except (TypeError, ValueError):  # no text, or a time without a zone; no time at all
        raise RefusalError("the request has no timestamp in ISO 8601 with a zone") from None
    oldest = EVENT_FRESH if request["type"].startswith(EVENTS) else FRESH
    if not -FRESH <= age <= oldest:
        raise RefusalError(f"the timestamp is not within {oldest.total_seconds():.0f} seconds of now")


def check_skill(envelope: Mapping[str, Any], skill_id: str) -> None:
    """Raises RefusalError unless the request is for this skill, wherever it names one."""
    named = list(_applications(envelope))
    if not named:
        raise RefusalError("the envelope names no skill")
    if any(name != skill_id for name in named):
        raise RefusalError("the request is for another skill; --skill-id says which one this is")


def _applications(envelope: Mapping[str, Any]) -> Iterator[Any]:
    """Every applicationId: of the session, which events have none of, and of the context."""
    for path in (("session",), ("context", "System")):
        place: Any = envelope
        for name in (*path, "application", "applicationId"):
            place = place.get(name) if isinstance(place, dict) else None
        if place is not None:
            yield place


def _depth(value: Any) -> int:
    """How deep lists and objects lie in one another; without recursion, which is what too deep ones would end."""
    depth, level = 0, [value]
    while level := [item for item in level if isinstance(item, dict | list)]:
        depth += 1
        level = [inner for item in level for inner in (item.values() if isinstance(item, dict) else item)]
    return depth


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
