"""Whatever comes, signed or not: 200 or 400, and never a fault of the endpoint's own."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from signed_requests import JSON, SKILL, Endpoint, envelope, signer, written

from simulator.device.door import lambda_handler
from simulator.endpoint.address import chain_address
from simulator.endpoint.refusal import RefusalError

FIELD = st.text(st.characters(min_codepoint=0x20, max_codepoint=0xFF), max_size=60)  # what HTTP lets through
FOLDER = "https://s3.amazonaws.com/echo.api/"
ADDRESSES = (
    FIELD | FIELD.map(FOLDER.__add__) | st.sampled_from(["", FOLDER, "https://[", "https://s3.amazonaws.com:x/"])
)
TYPES = FIELD | st.sampled_from([JSON, "application/json", "application/json; charset=\xff", "text/plain"])
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from([SKILL, "NONE", "?"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=10,
)
SLOT = {
    "name": "story",
    "value": "my back",
    "confirmationStatus": "NONE",
    "slotValue": {"type": "Simple", "value": "a"},
}
INTENT = envelope(
    type="IntentRequest",
    dialogState="STARTED",
    intent={"name": "ReportIntent", "confirmationStatus": "NONE", "slots": {"story": SLOT}},
)
ENDED = envelope(type="SessionEndedRequest", reason="ERROR", error={"type": "INVALID_RESPONSE", "message": "no"})
thorough = settings(max_examples=100, deadline=None, derandomize=True)


@cache
def endpoint(*, unsigned: bool = False) -> Endpoint:
    """Our own skill behind the endpoint."""
    return Endpoint(skill=lambda_handler(), unsigned=unsigned)  # type: ignore[arg-type]  # any handler will do


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every (container, key) in a JSON value."""
    for key in list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield value, key
        yield from places(value[key])


@st.composite
def spoilt(draw: st.DrawFn) -> dict[str, Any]:
    """An envelope in which one to three things are something else, or missing."""
    changed = copy.deepcopy(draw(st.sampled_from([envelope(), INTENT, ENDED])))
    for _ in range(draw(st.integers(1, 3))):
        container, key = draw(st.sampled_from(list(places(changed)) or [({"": 0}, "")]))
        if draw(st.booleans()):
            container[key] = draw(VALUES)
        elif isinstance(container, dict):
            del container[key]
    return changed


@thorough
@given(spoilt())
def test_a_signed_envelope_with_anything_in_it(changed: dict[str, Any]) -> None:
    """Our own skill answers what is sound, in the shape of a response, for its guard takes what it cannot read."""
    answer = endpoint().post(written(changed))
    assert answer.status_code in (200, 400)
    if answer.status_code == 200:
        assert answer.json is not None
        assert isinstance(answer.json["response"], dict)


@thorough
@given(st.binary(max_size=200) | VALUES.map(json.dumps).map(str.encode))
def test_a_signed_body_of_anything(body: bytes) -> None:
    """No body of chance is an envelope for this skill."""
    assert endpoint().post(body).status_code == 400


@thorough
@given(FIELD, ADDRESSES, TYPES, st.binary(max_size=40) | st.just(written(envelope())))
def test_headers_of_anything(signature: str, address: str, kind: str, body: bytes) -> None:
    """No header of chance is a signature."""
    headers = {"Signature-256": signature, "SignatureCertChainUrl": address, "Content-Type": kind}
    assert endpoint().send(body, headers).status_code == 400


@thorough
@given(ADDRESSES | st.text(max_size=40).map(FOLDER.__add__))
def test_an_address_of_anything(address: str) -> None:
    """It is refused, or its normal form lies in Amazon's folder, and is normal."""
    try:
        normal = chain_address(address)
    except RefusalError:
        return
    assert normal.startswith(FOLDER)
    assert "/../" not in normal
    assert chain_address(normal) == normal


@thorough
@given(st.binary(max_size=2000) | st.binary(max_size=300).map(lambda some: signer().chain[:900] + some))
def test_a_chain_of_anything(chain: bytes) -> None:
    """What lies at the address proves nothing, whatever it is."""
    assert Endpoint(signs=type(signer())(signer().key, chain, signer().root)).post().status_code == 400


@thorough
@given(spoilt(), FIELD, st.dictionaries(st.sampled_from(["Via", "Origin", "Signature"]), FIELD, max_size=2))
def test_an_unsigned_request_of_anything(changed: dict[str, Any], host: str, more: dict[str, str]) -> None:
    """With the switch for developers on."""
    headers = {"Content-Type": JSON, "Host": host, **more}
    near = endpoint(unsigned=True).send(written(changed), {**headers, "Host": "localhost"}, REMOTE_ADDR="127.0.0.1")
    far = endpoint(unsigned=True).send(written(changed), headers, REMOTE_ADDR="127.0.0.1")
    assert near.status_code in ((400,) if more else (200, 400))
    assert far.status_code == 400
