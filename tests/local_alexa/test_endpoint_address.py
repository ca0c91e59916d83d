"""Where a certificate chain may lie: where Amazon's lie, and nowhere else."""

from __future__ import annotations

import pytest
from signed_requests import Endpoint, root

from simulator.endpoint.address import chain_address
from simulator.endpoint.refusal import RefusalError
from simulator.endpoint.signature import Trust

PLAIN = "https://s3.amazonaws.com/echo.api/echo-api-cert.pem"
# The first three, and the refusals from "http" to port 563, are the examples of Amazon's page.
GOOD = {
    PLAIN: PLAIN,
    "https://s3.amazonaws.com:443/echo.api/echo-api-cert.pem": PLAIN,
    "https://s3.amazonaws.com/echo.api/../echo.api/echo-api-cert.pem": PLAIN,
    "HTTPS://S3.AmazonAWS.com/echo.api/echo-api-cert.pem": PLAIN,
    "https://s3.amazonaws.com:/echo.api//./echo-api-cert.pem#top": PLAIN,
    "https://s3.amazonaws.com/%65cho.api/%2E%2e/echo.api/echo-api-cert.pem": PLAIN,
    "https://s3.amazonaws.com/echo.api/a/b%20c.pem?versionId=7": "https://s3.amazonaws.com/echo.api/a/b%20c.pem?versionId=7",
    "https://s3.amazonaws.com/echo.api/%252e%252e/a.pem": "https://s3.amazonaws.com/echo.api/%252e%252e/a.pem",
}
SCHEME = "the address of the certificate chain must begin with https"
HOST = "the certificate chain must lie on s3.amazonaws.com"
FOLDER = "the certificate chain must lie in /echo.api/"
PORT = "the certificate chain must be served on port 443"
NONE = "the address of the certificate chain is not an address"
USER = "the address of the certificate chain must not name a user"
BAD = {
    "http://s3.amazonaws.com/echo.api/echo-api-cert.pem": SCHEME,
    "https://notamazon.com/echo.api/echo-api-cert.pem": HOST,
    "https://s3.amazonaws.com/EcHo.aPi/echo-api-cert.pem": FOLDER,
    "https://s3.amazonaws.com/invalid.path/echo-api-cert.pem": FOLDER,
    "https://s3.amazonaws.com:563/echo.api/echo-api-cert.pem": PORT,
    "https://s3.amazonaws.com:0/echo.api/a.pem": PORT,
    "https://s3.amazonaws.com:80443/echo.api/a.pem": NONE,
    "https://s3.amazonaws.com:x/echo.api/a.pem": NONE,
    "https://[s3.amazonaws.com/echo.api/a.pem": NONE,
    "s3.amazonaws.com/echo.api/a.pem": SCHEME,
    "file:///echo.api/a.pem": SCHEME,
    "//s3.amazonaws.com/echo.api/a.pem": SCHEME,
    "https:///echo.api/a.pem": HOST,
    "https://s3.amazonaws.com./echo.api/a.pem": HOST,
    "https://s3.amazonaws.com.example.com/echo.api/a.pem": HOST,
    "https://example.s3.amazonaws.com/echo.api/a.pem": HOST,
    "https://s3.amazonaws.com@example.com/echo.api/a.pem": HOST,
    "https://example.com\\@s3.amazonaws.com/echo.api/a.pem": USER,
    "https://user:word@s3.amazonaws.com/echo.api/a.pem": USER,
    "https://s3.amazonaws.com/echo.api": FOLDER,
    "https://s3.amazonaws.com/echo.api/": FOLDER,
    "https://s3.amazonaws.com//echo.api/a.pem": FOLDER,
    "https://s3.amazonaws.com/echo.api.evil/a.pem": FOLDER,
    "https://s3.amazonaws.com/echo.api/../evil/a.pem": FOLDER,
    "https://s3.amazonaws.com/echo.api/%2e%2E/evil/a.pem": FOLDER,
    "https://s3.amazonaws.com/echo.api/..%2fevil/a.pem": FOLDER,
    "https://s3.amazonaws.com/evil?/echo.api/a.pem": FOLDER,
    "https://s3.amazonaws.com/echo.api/" + "a" * 1000: "the address of the certificate chain is too long",
}


@pytest.mark.parametrize(("address", "normal"), GOOD.items())
def test_an_address_of_amazons_has_one_normal_form(address: str, normal: str) -> None:
    """What is fetched and kept is the form that was checked."""
    assert chain_address(address) == normal
    assert chain_address(normal) == normal


@pytest.mark.parametrize(("address", "reason"), BAD.items())
def test_an_address_that_is_not_amazons_is_refused(address: str, reason: str) -> None:
    """Scheme, host, folder and port, each on its own."""
    with pytest.raises(RefusalError) as refused:
        chain_address(address)
    assert str(refused.value) == reason


def test_nothing_is_fetched_from_an_address_that_is_refused() -> None:
    """Or strangers could make us call whom they like."""
    fetched: list[str] = []
    trust = Trust([root().certificate], lambda address: fetched.append(address) or b"")  # type: ignore[func-returns-value]
    answer = Endpoint(trust=trust).post(headers={"SignatureCertChainUrl": next(iter(BAD))})
    assert (answer.text, fetched) == (f"{SCHEME}\n", [])
