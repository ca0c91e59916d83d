"""Every rule about a request: what breaks one is answered with 400 and the reason, and never reaches the skill."""

from __future__ import annotations

import base64
import io
import json
import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from signed_requests import JSON, NOW, SKILL, Endpoint, Listener, envelope, rsa_key, signer, written

from simulator.endpoint.route import MOST_BYTES

STAMP = "the request has no timestamp in ISO 8601 with a zone"
STALE = "the timestamp is not within 150 seconds of now"
STALE_EVENT = "the timestamp is not within 3600 seconds of now"
OTHER_SKILL = "the request is for another skill; --skill-id says which one this is"
EVENT = "AlexaSkillEvent.SkillDisabled"
BODY = written(envelope())


def ago(seconds: float) -> str:
    """A timestamp so many seconds before now."""
    return (NOW - timedelta(seconds=seconds)).isoformat()


def without(*path: str) -> dict[str, Any]:
    """An envelope that lacks something."""
    changed = envelope()
    place = changed
    for name in path[:-1]:
        place = place[name]
    del place[path[-1]]
    return changed


def for_skill(session: Any = SKILL, context: Any = SKILL) -> dict[str, Any]:
    """An envelope that names these skills."""
    changed = envelope()
    changed["session"]["application"]["applicationId"] = session
    changed["context"]["System"]["application"]["applicationId"] = context
    return changed


def event(**request: Any) -> dict[str, Any]:
    """A skill event, which has no session."""
    changed = envelope(type=EVENT, **request)
    del changed["session"]
    return changed


def nested(depth: int) -> bytes:
    """An envelope with lists in lists."""
    return BODY[:-1] + b', "more": ' + b"[" * (depth - 1) + b"]" * (depth - 1) + b"}"


def longer(size: int) -> bytes:
    """An envelope of so many bytes."""
    return BODY + b" " * (size - len(BODY))


def refusal(endpoint: Endpoint, body: bytes, headers: Mapping[str, str | None] | None = None) -> str:
    """The reason for which a signed request is refused."""
    answer = endpoint.post(body, headers)
    assert answer.status_code == 400
    assert answer.content_type == "text/plain;charset=UTF-8"
    assert endpoint.skill.heard == []
    return answer.text.rstrip("\n")


# ---- the body --------------------------------------------------------------------------------------------------------

BODIES: dict[str, tuple[bytes, str]] = {
    "not UTF-8": (BODY.replace(b"en-US", b"\xff\xfe"), "the body is not UTF-8"),
    "in UTF-16": (BODY.decode().encode("utf-16"), "the body is not UTF-8"),
    "nothing": (b"", "the body is not JSON"),
    "not JSON": (BODY[:-1], "the body is not JSON"),
    "with a byte order mark": (b"\xef\xbb\xbf" + BODY, "the body is not JSON"),
    "with a number that JSON has not": (BODY.replace(b'"en-US"', b"NaN"), "the body is not JSON"),
    "with a number too long to read": (BODY.replace(b'"en-US"', b"1" * 5000), "the body is not JSON"),
    "nested beyond what can be read": (b"[" * 100_000, "the body is not JSON"),
    "nested too deeply": (nested(101), "the body is nested too deeply"),
    "a list": (b"[]", "the body is not a JSON object"),
    "too long": (longer(MOST_BYTES + 1), f"the body is longer than {MOST_BYTES} bytes, or broke off"),
    "no request": (written(without("request")), "the envelope has no request"),
    "a request that is none": (written({**envelope(), "request": []}), "the envelope has no request"),
    "no type": (written(without("request", "type")), "the request has no type"),
    "no id of the request": (written(without("request", "requestId")), "the request has no requestId"),
    "an id that is none": (written(envelope(requestId=7)), "the request has no requestId"),
    "no timestamp": (written(without("request", "timestamp")), STAMP),
    "a timestamp in milliseconds": (written(envelope(timestamp=int(NOW.timestamp() * 1000))), STAMP),
    "a timestamp that is none": (written(envelope(timestamp="now")), STAMP),
    "a timestamp without a zone": (written(envelope(timestamp="2026-03-01T12:00:00")), STAMP),
    "a timestamp at the end of time": (written(envelope(timestamp="9999-12-31T23:59:59-23:59")), STALE),
    "too old": (written(envelope(timestamp=ago(151))), STALE),
    "from the future": (written(envelope(timestamp=ago(-151))), STALE),
    "a request as old as an event": (written(envelope(timestamp=ago(3599))), STALE),
    "an event that is too old": (written(event(timestamp=ago(3601))), STALE_EVENT),
    "an event from the future": (written(event(timestamp=ago(-151))), STALE_EVENT),
    "another skill's session": (written(for_skill(session="amzn1.ask.skill.other")), OTHER_SKILL),
    "another skill's context": (written(for_skill(context="amzn1.ask.skill.other")), OTHER_SKILL),
    "an id with other letters": (written(for_skill(SKILL.upper(), SKILL.upper())), OTHER_SKILL),
    "a skill that is a list": (written(for_skill(session=[SKILL])), OTHER_SKILL),
    "no skill": (written(for_skill(None, None)), "the envelope names no skill"),
    "no session and no context": (written({"request": envelope()["request"]}), "the envelope names no skill"),
}


@pytest.mark.parametrize(("body", "reason"), BODIES.values(), ids=BODIES)
def test_a_signed_body_that_is_not_sound_is_refused(body: bytes, reason: str) -> None:
    """Amazon's signature alone is not enough: what it signs must be for this skill, fresh and readable."""
    assert refusal(Endpoint(), body) == reason


SOUND: dict[str, bytes] = {
    "just within the past": written(envelope(timestamp=ago(150))),
    "just within the future": written(envelope(timestamp=ago(-150))),
    "in another zone": written(envelope(timestamp="2026-03-01T13:00:00.5+01:00")),
    "an event sent again": written(event(timestamp=ago(3600))),
    "no session": written(without("session")),
    "no context": written(without("context")),
    "unknown fields": written({**envelope(), "unheard": {"of": [1, None]}}),
    "as long as may be": longer(MOST_BYTES),
    "as deep as may be": nested(100),
    "not in ASCII": json.dumps(envelope(locale="ü"), ensure_ascii=False).encode(),
    "laid out on lines": json.dumps(envelope(), indent=2).encode(),
}


@pytest.mark.parametrize("body", SOUND.values(), ids=SOUND)
def test_a_signed_body_within_the_limits_is_answered(body: bytes) -> None:
    """The limits are those that are documented, and no tighter."""
    endpoint = Endpoint()
    assert endpoint.post(body).status_code == 200
    assert endpoint.skill.heard == [json.loads(body)]


# ---- the headers -----------------------------------------------------------------------------------------------------


def signed_by(key: rsa.RSAPrivateKey, pad: padding.AsymmetricPadding, digest: hashes.HashAlgorithm) -> str:
    """A signature over the body that is made otherwise."""
    return base64.b64encode(key.sign(BODY, pad, digest)).decode()


PSS = padding.PSS(padding.MGF1(hashes.SHA256()), padding.PSS.MAX_LENGTH)
RIGHT = signer().sign(BODY)
NOT_THIS = "the signature does not belong to this body"
MISSING = "the Signature-256 header is missing"
NOT_BASE64 = "the Signature-256 header is not base64"
NO_CHAIN = "the SignatureCertChainUrl header is missing"
SHA1 = signed_by(rsa_key(), padding.PKCS1v15(), hashes.SHA1())  # noqa: S303 - as Amazon's old header has it
HEADERS: dict[str, tuple[dict[str, str | None], str]] = {
    "no signature": ({"Signature-256": None}, MISSING),
    "an empty signature": ({"Signature-256": ""}, MISSING),
    "only the old header": ({"Signature-256": None, "Signature": SHA1}, f"{MISSING}, and SHA-1 is not trusted"),
    "SHA-1 in the new header": ({"Signature-256": SHA1}, NOT_THIS),
    "another padding": ({"Signature-256": signed_by(rsa_key(), PSS, hashes.SHA256())}, NOT_THIS),
    "the signature of another body": ({"Signature-256": signer().sign(BODY + b" ")}, NOT_THIS),
    "a signature cut short": ({"Signature-256": base64.b64encode(base64.b64decode(RIGHT)[:-1]).decode()}, NOT_THIS),
    "no base64": ({"Signature-256": "*" + RIGHT}, NOT_BASE64),
    "base64 with a letter too few": ({"Signature-256": RIGHT[1:]}, NOT_BASE64),
    "letters beyond ASCII": ({"Signature-256": "ü" * 4}, NOT_BASE64),
    "two signatures": ({"Signature-256": f"{RIGHT},{RIGHT}"}, NOT_BASE64),
    "no chain": ({"SignatureCertChainUrl": None}, NO_CHAIN),
    "an empty chain": ({"SignatureCertChainUrl": ""}, NO_CHAIN),
    "a chain elsewhere": (
        {"SignatureCertChainUrl": "https://example.com/echo.api/a.pem"},
        "the certificate chain must lie on s3.amazonaws.com",
    ),
    "no type": ({"Content-Type": None}, "the Content-Type is not application/json"),
    "a form": (
        {"Content-Type": "application/x-www-form-urlencoded"},
        "the Content-Type is not application/json",
    ),
    "another charset": ({"Content-Type": "application/json; charset=latin-1"}, "the charset is not UTF-8"),
}


@pytest.mark.parametrize(("headers", "reason"), HEADERS.values(), ids=HEADERS)
def test_headers_that_prove_nothing_are_refused(headers: dict[str, str | None], reason: str) -> None:
    """RSA with SHA-256 over the raw body, by the key of a chain that lies where Amazon's lie."""
    assert refusal(Endpoint(), BODY, headers) == reason


@pytest.mark.parametrize("old", [SHA1, "no signature at all"])
def test_the_old_signature_is_not_looked_at(old: str) -> None:
    """Amazon may send both; the new one decides."""
    assert Endpoint().post(BODY, {"Signature": old}).status_code == 200


@pytest.mark.parametrize(
    "kind", ["application/json", "application/json;charset=UTF-8", 'Application/JSON; charset="utf-8"']
)
def test_the_type_of_the_body_is_read_as_http_writes_it(kind: str) -> None:
    """In any case, with or without the charset that JSON has anyway."""
    assert Endpoint().post(BODY, {"Content-Type": kind}).status_code == 200


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "UNHEARD"])
def test_nothing_but_post_is_answered(method: str) -> None:
    """405, and the skill hears nothing, signed or not."""
    endpoint = Endpoint()
    answer = endpoint.app.test_client().open("/alexa", method=method, data=BODY, headers=signer().headers(BODY))
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert endpoint.skill.heard == []


@pytest.mark.parametrize("size", [MOST_BYTES + 1, 2 * MOST_BYTES])
def test_a_body_in_chunks_has_the_same_limit(size: int) -> None:
    """Of one that does not tell its length beforehand no more is read either."""
    body = longer(size)
    stream = {"wsgi.input": io.BytesIO(body), "wsgi.input_terminated": True, "CONTENT_LENGTH": ""}
    answer = Endpoint().send(b"", {"Content-Type": JSON, **signer().headers(body)}, **stream)
    assert (answer.status_code, answer.text) == (400, f"the body is longer than {MOST_BYTES} bytes, or broke off\n")
    assert stream["wsgi.input"].tell() <= MOST_BYTES + 1


def test_the_body_is_not_read_before_the_signature_is_right() -> None:
    """A stranger learns nothing about what the endpoint makes of a body."""
    headers: dict[str, str | None] = {"Signature-256": signer().sign(b"other")}
    assert refusal(Endpoint(), b"no JSON", headers) == NOT_THIS


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (KeyError("what was said"), "the skill raised KeyError"),
        (SystemExit("what was said"), "the skill raised SystemExit"),
        ({"a": {1}}, "the skill's answer is not JSON"),
        ({"a": float("nan")}, "the skill's answer is not JSON"),
    ],
)
def test_a_skill_that_fails_is_a_bad_gateway(answer: Any, reason: str) -> None:
    """As API Gateway in front of Lambda: the request was sound, and what stands behind the endpoint failed."""
    found = Endpoint(skill=Listener(answer)).post()
    assert (found.status_code, found.text) == (502, f"{reason}\n")


@pytest.mark.parametrize(("limit", "status"), [(0.02, 504), (None, 200)])
def test_a_skill_that_takes_too_long_is_not_waited_for(limit: float | None, status: int) -> None:
    """Alexa has gone by then; without a limit it may take what it takes."""

    class Slow(Listener):
        def __call__(self, event: dict[str, Any], context: Any) -> Any:
            time.sleep(0.06)
            return super().__call__(event, context)

    answer = Endpoint(skill=Slow(), time_limit=limit).post()
    assert answer.status_code == status
    assert (answer.text == "the skill took longer than 0.02 s\n") == (status == 504)


@pytest.mark.parametrize("skill", [Listener(), Listener(KeyError("a word of theirs"))], ids=["answers", "raises"])
@pytest.mark.parametrize("body", [written(envelope(said="a word of theirs")), b'{"a word of theirs'])
@pytest.mark.parametrize("headers", [{}, {"Signature-256": "a word of theirs"}], ids=["signed", "unsigned"])
def test_nothing_that_is_said_is_logged(
    skill: Listener, body: bytes, headers: dict[str, str | None], caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever becomes of a request, the log holds reasons, types and places."""
    caplog.set_level("DEBUG")
    answer = Endpoint(skill=skill).post(body, headers)
    assert "theirs" not in answer.text
    assert "theirs" not in caplog.text
    assert (answer.status_code == 200) == (not caplog.records)


def test_what_cannot_be_checked_is_refused(caplog: pytest.LogCaptureFixture) -> None:
    """A fault of the checks themselves is no reason to let a request pass, nor for 500."""

    class Faulty:
        def check(self, *_: object) -> None:
            raise ZeroDivisionError("a word of theirs")

    assert refusal(Endpoint(trust=Faulty()), BODY) == "the request could not be checked"  # type: ignore[arg-type]
    assert "ZeroDivisionError at" in caplog.text
    assert "theirs" not in caplog.text
