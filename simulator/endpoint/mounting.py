"""The route under which Amazon's service, or a developer, calls the skill."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from simulator.device.door import Handler
    from simulator.endpoint.signature import Trust

PATH = "/alexa"


def mount(
    app: Flask,
    handler: Handler,
    *,
    skill_id: str,
    path: str = PATH,
    unsigned: bool = False,
    trust: Trust | None = None,
    clock: Callable[[], datetime] | None = None,
    time_limit: float | None = 8.0,
) -> None:
    """Adds `POST path` to a Flask application: requests that Amazon signed for this skill reach the handler.

    handler   any (event, context) -> dict; what AWS Lambda calls, for instance
    skill_id  the applicationId that requests must name
    unsigned  also answer programs on this machine that sign nothing; a warning is logged. Never with a tunnel open
    trust     whom to believe to be Amazon; by default whoever a public root vouches for
    clock     the time that requests are held against; aware datetime, by default now
    time_limit  seconds that the handler has, as Alexa waits no longer; None for whoever steps through it

    200 and the handler's answer as JSON; 400 and the reason for a request that is not sound; 405 for another method;
    502 when the handler raises, or answers with what is not JSON; 504 when it takes too long (as Amazon's API Gateway
    answers for a Lambda function that fails so). Of what is said nothing is logged.
    """
    from simulator.endpoint.route import Route  # Flask and cryptography: only for those who serve
    from simulator.endpoint.signature import Trust

    now = clock or (lambda: datetime.now(UTC))
    Route(app, handler, skill_id, path, unsigned, trust or Trust(), now, time_limit).add()
