"""The switch for developers: without a signature, from this machine, and in no other way."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from signed_requests import ANSWER, JSON, Endpoint, envelope, signer, written

HERE = {"REMOTE_ADDR": "127.0.0.1"}
BODY = written(envelope())
MACHINE = "unsigned requests are answered only from this machine"
TUNNEL = "unsigned requests are not answered through a proxy or a tunnel"
PAGE = "unsigned requests are not answered to web pages"
MISSING = "the Signature-256 header is missing"


def headers(**more: str) -> dict[str, str]:
    """What a program on this machine sends."""
    return {
        "Content-Type": JSON,
        "Host": "localhost:8080",
        **{name.replace("_", "-"): text for name, text in more.items()},
    }


@pytest.mark.parametrize("host", ["localhost", "localhost:8080", "127.0.0.1:8080", "127.1.2.3", "[::1]:8080"])
@pytest.mark.parametrize("sender", ["127.0.0.1", "127.1.2.3", "::1"])
def test_a_program_on_this_machine_is_answered(host: str, sender: str) -> None:
    """By any of its names; with an old envelope too, for a saved one is what developers send."""
    endpoint = Endpoint(unsigned=True)
    body = written(envelope(timestamp="2020-01-01T00:00:00Z"))
    answer = endpoint.send(body, headers(Host=host), REMOTE_ADDR=sender)
    assert (answer.status_code, answer.json) == (200, ANSWER)


def test_by_default_nothing_unsigned_is_answered() -> None:
    """The switch is off."""
    answer = Endpoint().send(BODY, headers(), **HERE)
    assert (answer.status_code, answer.text) == (400, f"{MISSING}\n")


@pytest.mark.parametrize(
    ("more", "sender", "reason"),
    [
        ({}, "192.168.1.20", MACHINE),
        ({}, "", MACHINE),
        ({}, "localhost.example.com", MACHINE),
        ({"Host": "abc.tunnel.example"}, "127.0.0.1", MACHINE),
        ({"Host": "192.168.1.20:8080"}, "127.0.0.1", MACHINE),
        ({"Host": "127.0.0.1.example.com"}, "127.0.0.1", MACHINE),
        ({"Host": "[::1"}, "127.0.0.1", MACHINE),
        ({"X_Forwarded_For": "127.0.0.1"}, "127.0.0.1", TUNNEL),
        ({"X_Forwarded_Host": "localhost"}, "127.0.0.1", TUNNEL),
        ({"X_Forwarded_Proto": "https"}, "127.0.0.1", TUNNEL),
        ({"X_Real_IP": "127.0.0.1"}, "127.0.0.1", TUNNEL),
        ({"Forwarded": "for=127.0.0.1"}, "127.0.0.1", TUNNEL),
        ({"Via": "1.1 here"}, "127.0.0.1", TUNNEL),
        ({"Origin": "http://localhost:8080"}, "127.0.0.1", PAGE),
        ({"Origin": "null"}, "127.0.0.1", PAGE),
        ({"Referer": "http://example.com/"}, "127.0.0.1", PAGE),
        ({"Sec_Fetch_Site": "cross-site"}, "127.0.0.1", PAGE),
        ({"Content_Type": "text/plain"}, "127.0.0.1", "the Content-Type is not application/json"),
        ({"Signature": "aaaa"}, "127.0.0.1", f"{MISSING}, and SHA-1 is not trusted"),
        ({"Signature_256": "aaaa"}, "127.0.0.1", "the SignatureCertChainUrl header is missing"),
    ],
)
def test_nobody_else_is_answered_without_a_signature(more: Mapping[str, str], sender: str, reason: str) -> None:
    """A tunnel ends on this machine, and a page of any site runs in a browser here: neither is the developer."""
    endpoint = Endpoint(unsigned=True)
    answer = endpoint.send(BODY, headers(**more), REMOTE_ADDR=sender)
    assert (answer.status_code, answer.text) == (400, f"{reason}\n")
    assert endpoint.skill.heard == []


@pytest.mark.parametrize(
    "body", [b"{", written(envelope(type=None)), written({**envelope(), "session": {}, "context": {}})]
)
def test_an_unsigned_body_must_be_an_envelope_for_this_skill(body: bytes) -> None:
    """The switch is about signatures, and nothing else."""
    assert Endpoint(unsigned=True).send(body, headers(), **HERE).status_code == 400


def test_what_is_signed_is_verified_with_the_switch_on_as_well() -> None:
    """From anywhere: so the switch takes nothing from those who come with a signature."""
    endpoint = Endpoint(unsigned=True)
    far = {"Host": "abc.tunnel.example", "X-Forwarded-For": "203.0.113.5", "Content-Type": JSON}
    good = endpoint.send(BODY, {**far, **signer().headers(BODY)}, REMOTE_ADDR="127.0.0.1")
    bad = endpoint.send(BODY, {**far, **signer().headers(b"other")}, REMOTE_ADDR="127.0.0.1")
    assert (good.status_code, bad.status_code) == (200, 400)


@pytest.mark.parametrize("unsigned", [False, True])
def test_the_switch_comes_with_a_warning(unsigned: bool, caplog: pytest.LogCaptureFixture) -> None:
    """Once, when the endpoint is mounted."""
    Endpoint(unsigned=unsigned)
    warning = "/alexa answers unsigned requests from this machine. Open no tunnel to it."
    assert caplog.messages == ([warning] if unsigned else [])
