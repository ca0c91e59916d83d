"""One route of a Flask application: what comes in is checked, and only what is sound goes on to the skill."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from simulator.device.door import Handler, SkillError, call
from simulator.endpoint import sdk
from simulator.endpoint.nearness import check_near
from simulator.endpoint.refusal import RefusalError
from simulator.endpoint.signature import OLD_SIGNATURE, SIGNATURE, Trust
from simulator.endpoint.soundness import check_fresh, check_skill, read

MOST_BYTES = 256 * 1024  # answers have 24 kB at most, and session attributes come back from them
_TOO_LONG = f"the body is longer than {MOST_BYTES} bytes, or broke off"


class _GatewayError(SkillError):
    """The skill did not answer; the message says how, without any of its words. `status` is HTTP's, for a gateway."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


@dataclass(frozen=True)
class Route:
    """One way in. The fields are the arguments of `simulator.endpoint.mount`, which describes them."""

    app: Flask
    handler: Handler
    skill_id: str
    path: str
    unsigned: bool
    trust: Trust
    clock: Callable[[], datetime]
    time_limit: float | None

    def add(self) -> None:
        """Adds the route to the application."""
        dispatch = sdk.dispatcher(self.app, self.path, lambda body: read(body.encode("utf-8")), self._invoke)

        def answer() -> Response:
            return self._answer(dispatch)

        self.app.add_url_rule(
            self.path, f"skill at {self.path}", answer, methods=["POST"], provide_automatic_options=False
        )
        if self.unsigned:
            self.app.logger.warning("%s answers unsigned requests from this machine. Open no tunnel to it.", self.path)

    def _answer(self, dispatch: Callable[[], Response]) -> Response:
        try:
            self._check()
        except RefusalError as refused:
            return self._short(400, str(refused))
        except Exception as error:  # what cannot be checked is not sound, whatever the cause
            self.app.logger.error("a request could not be checked: %s at %s", type(error).__name__, _place(error))
            return self._short(400, "the request could not be checked")
        try:
            response = dispatch()
        except _GatewayError as failed:
            return self._short(failed.status, str(failed))
        response.headers["Content-Type"] = "application/json;charset=UTF-8"
        return response

    def _check(self) -> None:
        """Raises RefusalError unless the request is sound. The signature comes before anything in the body is read."""
        body = _body()
        now = self.clock()
        signed = SIGNATURE in request.headers or OLD_SIGNATURE in request.headers
        if self.unsigned and not signed:
            check_near(request.remote_addr, request.headers)
            check_skill(read(body), self.skill_id)
            return
        self.trust.check(request.headers, body, now)
        envelope = read(body)
        check_fresh(envelope, now)
        check_skill(envelope, self.skill_id)

    def _invoke(self, envelope: dict[str, Any]) -> Any:
        """The handler's answer, by the door through which the local Alexa calls it, too. Raises _GatewayError."""
        raised: list[BaseException] = []

        def watched(event: dict[str, Any], context: Any) -> Any:
            try:
                return self.handler(event, context)
            except (Exception, SystemExit) as error:
                raised.append(error)
                raise

        answer = call(watched, envelope, self.time_limit)
        if answer.timed_out:
            raise _GatewayError(504, f"the skill took longer than {self.time_limit:g} s")
        if raised:  # its message may hold what was said, its place in the code does not
            self.app.logger.error("the skill raised %s at %s", type(raised[0]).__name__, _place(raised[0]))
            raise _GatewayError(502, f"the skill raised {type(raised[0]).__name__}")
        if answer.error:
            raise _GatewayError(502, "the skill's answer is not JSON")
        return answer.response

    def _short(self, status: int, reason: str) -> Response:
        """A plain line, and the same in the log."""
        self.app.logger.warning("%s %s: %s", self.path, status, reason)
        return Response(f"{reason}\n", status, content_type="text/plain;charset=UTF-8")


def _body() -> bytes:
    """The body as it came. Raises RefusalError when it is too long, or not what Alexa sends."""
    request.max_content_length = MOST_BYTES + 1  # of a body in chunks, as many bytes are read, and no word is said
    if request.mimetype != "application/json":
        raise RefusalError("the Content-Type is not application/json")
    if request.mimetype_params.get("charset", "utf-8").lower() != "utf-8":
        raise RefusalError("the charset is not UTF-8")
    try:
        body = request.get_data(cache=True, parse_form_data=False)
    except HTTPException:
        raise RefusalError(_TOO_LONG) from None
    if len(body) > MOST_BYTES:
        raise RefusalError(_TOO_LONG)
    return body


def _place(error: BaseException) -> str:
    """Where it was raised: file and line."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{last.filename}:{last.lineno}"
