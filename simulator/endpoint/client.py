"""Calling a skill as Amazon's service does, by HTTP: conversations then take the way in that production takes.

Echo(handler=RemoteSkill("http://127.0.0.1:8080/alexa"))   # a server that runs, started with --unsigned
Echo(handler=signed(handler))                              # the endpoint in this process, with real signatures
"""

from __future__ import annotations

import http.client
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import SplitResult, urlsplit

from simulator.device.door import Handler, SkillError
from simulator.device.echo import LOCAL_SKILL
from simulator.endpoint.mounting import PATH, mount
from simulator.errors import UsageError

Sign = Callable[[bytes], Mapping[str, str]]
_MOMENT = 0.1  # seconds; who waits this much longer than Alexa knows that it was too long
_LONGEST_ANSWER = 1024 * 1024


@dataclass(frozen=True)
class RemoteSkill:
    """A skill behind an address, as a handler: (event, context) -> dict. Raises UsageError for an odd address.

    url   http:// or https://, with the path of the endpoint
    sign  body -> headers that sign it (`Signer.headers`); by default nothing is signed

    A call raises SkillError when nobody answers, or with another status than 200.
    """

    url: str
    sign: Sign | None = None

    def __post_init__(self) -> None:
        _address(self.url)

    def __call__(self, event: Mapping[str, Any], context: Any) -> Any:
        """The answer of the skill to one envelope; {} when there was none in the time that the context gives."""
        body = json.dumps(event).encode("utf-8")
        headers = {"Content-Type": "application/json;charset=UTF-8", **(self.sign(body) if self.sign else {})}
        connection = self._connection(context.get_remaining_time_in_millis() / 1000 + _MOMENT)
        try:
            parts = _address(self.url)
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request("POST", target, body, headers)
            answer = connection.getresponse()
            return _said(self.url, answer.status, answer.read(_LONGEST_ANSWER))
        except TimeoutError:
            return {}  # the device measures, and says that it took too long
        except (OSError, http.client.HTTPException) as error:
            raise SkillError(f"{self.url}: nobody answers as a web server would ({error})") from None
        finally:
            connection.close()

    def reached(self) -> RemoteSkill:
        """Itself, when somebody listens at the address. Raises SkillError when nobody does."""
        connection = self._connection(2.0)
        try:
            connection.connect()
        except OSError as error:
            raise SkillError(f"{self.url}: nobody answers ({error}) - start the skill's server first") from None
        finally:
            connection.close()
        return self

    def _connection(self, seconds: float) -> http.client.HTTPConnection:
        parts = _address(self.url)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        return kind(str(parts.hostname), parts.port, timeout=seconds)


def signed(handler: Handler, *, skill_id: str = LOCAL_SKILL, clock: Callable[[], datetime] | None = None) -> Handler:
    """The handler, called through the endpoint: each request is signed, sent to Flask, verified, and answered.

    skill_id  as of the device; its default is the device's
    clock     as of the device; by default now
    The signer is new, and believed by this endpoint alone. A call raises SkillError when the status is not 200.
    """
    from flask import Flask

    from simulator.endpoint.authority import Signer

    now = clock() if clock else datetime.now(UTC)
    signer = Signer.new(valid=(now - timedelta(days=1), now + timedelta(days=3650)))
    app = Flask(__name__)
    mount(app, handler, skill_id=skill_id, trust=signer.trust(), clock=clock)

    def ask(event: Mapping[str, Any], _context: Any) -> Any:
        body = json.dumps(event).encode("utf-8")
        answer = app.test_client().post(
            PATH, data=body, headers=signer.headers(body), content_type="application/json;charset=UTF-8"
        )
        return _said(PATH, answer.status_code, answer.data)

    return ask


def _address(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        odd = parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0
    except ValueError:
        odd = True
    if odd:
        raise UsageError(f"{url}: not the address of a skill; one begins with http:// or https:// and a host")
    return parts


def _said(where: str, status: int, body: bytes) -> Any:
    """The answer that was sent. Raises SkillError for another status than 200, and for what is not JSON."""
    if status != http.client.OK:
        reason = body[:200].decode("utf-8", "replace").partition("\n")[0]
        raise SkillError(f"{where} answered {status}: {reason}")
    try:
        return json.loads(body)
    except ValueError:
        raise SkillError(f"{where} answered with what is not JSON") from None
