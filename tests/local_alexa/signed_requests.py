"""Requests as Amazon signs them, by an authority of the tests, at a fixed time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa
from flask import Flask
from werkzeug.test import TestResponse

from simulator.endpoint import PATH, mount
from simulator.endpoint.authority import Authority, Signer, pem
from simulator.endpoint.signature import Trust

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
MONTH = timedelta(days=30)
VALID = (NOW - MONTH, NOW + MONTH)
SKILL = "amzn1.ask.skill.of-the-tests"
JSON = "application/json;charset=utf-8"  # as Amazon sends it
ANSWER = {"version": "1.0", "response": {"outputSpeech": {"type": "PlainText", "text": "Grüezi"}}}


@cache
def rsa_key() -> rsa.RSAPrivateKey:
    """The key of whoever signs; made once, for it takes long."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@cache
def root() -> Authority:
    """The root that the endpoint trusts."""
    return Authority.root(valid=(NOW - 10 * MONTH, NOW + 10 * MONTH))


@cache
def between() -> Authority:
    """The authority under the root."""
    return root().below(valid=VALID)


@cache
def signer() -> Signer:
    """Who signs as Amazon does."""
    certificate = between().certify(rsa_key().public_key(), valid=VALID)
    return Signer(rsa_key(), pem(certificate, between().certificate), root().certificate)


def signer_of(chain: bytes) -> Signer:
    """Signs with the same key, but has another chain."""
    return Signer(rsa_key(), chain, root().certificate)


def envelope(**request: Any) -> dict[str, Any]:
    """The envelope of a request, sent just now; with keywords for what differs in its "request"."""
    session, system = ({"application": {"applicationId": SKILL}, "user": {"userId": "u"}} for _ in range(2))
    stamp = NOW.strftime("%Y-%m-%dT%H:%M:%SZ")
    return {
        "version": "1.0",
        "session": {"new": True, "sessionId": "s", "attributes": {}, **session},
        "context": {"System": {"device": {"deviceId": "d"}, **system}},
        "request": {"type": "LaunchRequest", "requestId": "r", "timestamp": stamp, "locale": "en-US", **request},
    }


def written(value: Any) -> bytes:
    """JSON as bytes."""
    return json.dumps(value).encode("utf-8")


class Listener:
    """A skill that always gives the same answer, and keeps what it was sent."""

    def __init__(self, answer: Any = ANSWER) -> None:
        self.answer = answer
        self.heard: list[dict[str, Any]] = []

    def __call__(self, event: dict[str, Any], _context: object) -> Any:
        """The answer; an exception is raised."""
        self.heard.append(event)
        if isinstance(self.answer, BaseException):
            raise self.answer
        return self.answer


@dataclass
class Endpoint:
    """A skill, mounted in an application of its own; `signs` is who signs what is posted."""

    skill: Listener = field(default_factory=Listener)
    signs: Signer = field(default_factory=signer)
    unsigned: bool = False
    trust: Trust | None = None
    clock: datetime = NOW
    time_limit: float | None = 8.0

    def __post_init__(self) -> None:
        self.app = Flask(__name__)
        trust = self.trust or Trust([root().certificate], lambda _address: self.signs.chain)
        mount(
            self.app,
            self.skill,
            skill_id=SKILL,
            unsigned=self.unsigned,
            trust=trust,
            clock=lambda: self.clock,
            time_limit=self.time_limit,
        )

    def post(self, body: bytes | None = None, headers: Mapping[str, str | None] | None = None) -> TestResponse:
        """Posts a signed body, by default a launch; with headers that differ, or are left out (None)."""
        body = written(envelope()) if body is None else body
        return self.send(body, {"Content-Type": JSON, **self.signs.headers(body), **(headers or {})})

    def send(self, body: bytes, headers: Mapping[str, str | None], **environment: Any) -> TestResponse:
        """Posts with these headers, and no others."""
        kept = {name: value for name, value in headers.items() if value is not None}
        return self.app.test_client().post(PATH, data=body, headers=kept, environ_overrides=environment)
