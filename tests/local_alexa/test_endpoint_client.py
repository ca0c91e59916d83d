"""Talking to a skill where it is served: over real HTTP, signed or not, as Amazon's service does."""

from __future__ import annotations

import io
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from scripted_skill import MODEL, Script, reply
from werkzeug.serving import make_server

from simulator import Echo
from simulator.__main__ import main
from simulator.device.door import Handler, SkillError, lambda_handler
from simulator.device.echo import LOCAL_SKILL
from simulator.endpoint import mount
from simulator.endpoint.authority import Authority, Signer
from simulator.endpoint.client import RemoteSkill, signed
from simulator.endpoint.signature import Trust
from simulator.errors import UsageError
from simulator.skills import skill_at


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """A web server on this machine; its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def endpoint(handler: Handler, *, unsigned: bool = True, trust: Trust | None = None) -> Iterator[str]:
    """The endpoint of a skill on this machine; its address."""
    app = Flask(__name__)
    mount(app, handler, skill_id=LOCAL_SKILL, unsigned=unsigned, trust=trust or Trust([Authority.root().certificate]))
    with served(app) as address:
        yield f"{address}/alexa"


def talk(handler: Handler | None = None) -> list[dict[str, Any]]:
    """A short conversation with our own skill; the responses."""
    echo = Echo(user="a", handler=handler)
    return [echo.say(words).response for words in ("open back check", "my back is numb", "no", "stop")]


def test_a_conversation_over_http_without_signatures() -> None:
    """The same as with the device straight."""
    with endpoint(lambda_handler()) as url:
        assert talk(RemoteSkill(url)) == talk()


def test_a_conversation_over_http_with_signatures() -> None:
    """The same again, with the switch for unsigned requests off."""
    signer = Signer.new()
    with endpoint(lambda_handler(), unsigned=False, trust=signer.trust()) as url:
        assert talk(RemoteSkill(url, signer.headers)) == talk()


def test_an_endpoint_that_refuses_says_why() -> None:
    """The device hears no answer, and the reason is kept."""
    with endpoint(Script(reply()), unsigned=False) as url:
        turn = Echo(handler=RemoteSkill(url), model=MODEL).say("open numb back")
    assert turn.error is not None
    assert turn.error.splitlines()[0].endswith("/alexa answered 400: the Signature-256 header is missing")


def test_a_device_in_another_time_hands_its_clock_on() -> None:
    """Or its requests are stale: they are held against the clock of the endpoint, and so are the certificates."""

    def then() -> datetime:
        return datetime(2020, 2, 2, tzinfo=UTC)

    for clock, sound in ((then, True), (None, False)):
        handler = signed(Script(reply()), clock=clock)
        turn = Echo(handler=handler, model=MODEL, clock=then).say("open numb back")
        assert (turn.error is None) == sound
    assert "/alexa answered 400: the timestamp is not within 150 seconds of now" in (turn.error or "")


def test_a_server_that_takes_too_long() -> None:
    """The device waits as long as Alexa does, and no longer."""
    over = threading.Event()
    app = Flask(__name__)
    app.add_url_rule("/alexa", "slow", lambda: {"waited": over.wait(10)}, methods=["POST"])
    with served(app) as address:
        device = Echo(handler=RemoteSkill(f"{address}/alexa"), model=MODEL, time_limit=0.1)
        with ThreadPoolExecutor(1) as pool:  # where the device cannot stop the client, which must stop by itself
            turn = pool.submit(device.say, "open numb back").result()
        assert not over.is_set()
        over.set()
    assert turn.exchanges[-1][0]["request"]["error"]["type"] == "ENDPOINT_TIMEOUT"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (("no", 500), "/alexa answered 500: no"),
        (("not JSON", 200), "/alexa answered with what is not JSON"),
        (("", 302), "/alexa answered 302: "),
    ],
)
def test_a_server_that_is_no_skill(answer: tuple[str, int], told: str) -> None:
    """What it answered is said, in a line."""
    app = Flask(__name__)
    app.add_url_rule("/alexa", "odd", lambda: answer, methods=["POST"])
    with served(app) as address:
        turn = Echo(handler=RemoteSkill(f"{address}/alexa"), model=MODEL).say("open numb back")
    assert turn.error is not None
    assert turn.error.splitlines()[0].endswith(told)


@pytest.mark.parametrize(
    "url", ["127.0.0.1:8080/alexa", "ftp://127.0.0.1/alexa", "http:///alexa", "http://a:b/", "http://[::1"]
)
def test_an_address_that_is_none(url: str) -> None:
    """It is said before anything is sent."""
    with pytest.raises(UsageError, match="one begins with http:// or https:// and a host"):
        RemoteSkill(url)


def test_nobody_at_the_address() -> None:
    """It is said at once, not in the middle of a conversation."""
    with endpoint(Script()) as url:
        pass
    with pytest.raises(SkillError, match=r"nobody answers .* - start the skill's server first"):
        skill_at(url)


def test_the_terminal_talks_to_an_address(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Wherever a handler can be named."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("why do you ask\n"))
    skill = Script(reply("Here I am."), reply("Because."))
    with endpoint(skill) as url:
        assert main(["--model", str(MODEL), "--handler", url]) == 0
    out = capsys.readouterr().out
    assert "alexa: Here I am." in out
    assert "alexa: Because." in out


def test_the_terminal_says_that_nobody_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit status 1, as for any skill that does not start."""
    with endpoint(Script()) as url:
        pass
    assert main(["--model", str(MODEL), "--handler", url]) == 1
    assert capsys.readouterr().err.startswith(f"simulator: {url}: nobody answers")
