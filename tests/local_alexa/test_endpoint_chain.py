"""The certificate chain: whom it must belong to, who must vouch for it, and how long it is kept."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from signed_requests import MONTH, NOW, VALID, Endpoint, between, envelope, root, rsa_key, signer, signer_of, written
from werkzeug.datastructures import Headers

from simulator.endpoint.authority import Authority, Signer, pem
from simulator.endpoint.chain import public_roots, signing_key
from simulator.endpoint.refusal import RefusalError
from simulator.endpoint.signature import KEPT_FOR, MOST_KEPT, Trust

AMAZON = Path(__file__).parents[1] / "data" / "amazon_signing_chain_2023.pem"
PLAIN = "https://s3.amazonaws.com/echo.api/echo-api-cert.pem"
SPELLINGS = (
    PLAIN,
    "https://S3.AmazonAWS.com:443/echo.api/echo-api-cert.pem",
    "https://s3.amazonaws.com/echo.api/../echo.api/echo-api-cert.pem",
)

# ---- the chain -------------------------------------------------------------------------------------------------------

PAST, FUTURE = (NOW - 3 * MONTH, NOW - MONTH), (NOW + MONTH, NOW + 3 * MONTH)
KEY = rsa_key().public_key()
UNKNOWN = Authority.root(valid=VALID)
OLD = root().below(valid=PAST)
EC_KEY = ec.generate_private_key(ec.SECP256R1())
INVALID = "the certificate chain is not valid"
LEAF, CA = between().certify(KEY, valid=VALID), between().certificate


def no_authority() -> bytes:
    """The signer's certificate was made by the holder of another server's."""
    server = between().certify(EC_KEY.public_key(), ["server.example.com"])
    return pem(Authority(server, EC_KEY, VALID).certify(KEY), server, CA)


def forged() -> bytes:
    """The authority in between has the right name, and another key."""
    other = UNKNOWN.below(valid=VALID)
    return pem(other.certify(KEY), CA)


CHAINS: dict[str, tuple[bytes, str]] = {
    "signer expired": (pem(between().certify(KEY, valid=PAST), CA), INVALID),
    "signer not yet valid": (pem(between().certify(KEY, valid=FUTURE), CA), INVALID),
    "authority expired": (pem(OLD.certify(KEY, valid=VALID), OLD.certificate), INVALID),
    "unknown root": (pem(UNKNOWN.certify(KEY), UNKNOWN.certificate), INVALID),
    "signed by its own key": (pem(UNKNOWN.certificate), INVALID),
    "authority missing": (pem(LEAF), INVALID),
    "not in order": (pem(CA, LEAF), INVALID),
    "authority that is none": (no_authority(), INVALID),
    "forged": (forged(), INVALID),
    "other name": (pem(between().certify(KEY, ["example.com"]), CA), INVALID),
    "wildcard": (
        pem(between().certify(KEY, ["*.amazon.com"]), CA),
        "the signing certificate is not for echo-api.amazon.com",
    ),
    "elliptic key": (
        pem(between().certify(EC_KEY.public_key()), CA),
        "the signing certificate does not hold an RSA key",
    ),
    "nothing": (b"", "there is no certificate chain at the address"),
    "a page": (b"<html>", "there is no certificate chain at the address"),
    "too many": (pem(LEAF, *[CA] * 10), "there is no certificate chain at the address"),
    "broken": (pem(LEAF, CA).replace(b"MII", b"---", 1), "the certificate chain cannot be read"),
    "cut short": (pem(LEAF, CA)[:-100], "the certificate chain is cut short"),
}


@pytest.mark.parametrize(("chain", "reason"), CHAINS.values(), ids=CHAINS)
def test_a_chain_that_does_not_prove_amazon_is_refused(chain: bytes, reason: str) -> None:
    """Each is signed with the right key, and lies at the right address."""
    endpoint = Endpoint(signs=signer_of(chain))
    answer = endpoint.post()
    assert (answer.status_code, answer.text) == (400, f"{reason}\n")
    assert endpoint.skill.heard == []


@pytest.mark.parametrize(
    "chain",
    [
        pem(LEAF, CA, root().certificate),
        pem(LEAF, UNKNOWN.certificate, CA),
        pem(root().certify(KEY)),
        pem(between().certify(KEY, ["example.com", "Echo-API.Amazon.com"]), CA),
        b"A word before\n" + pem(LEAF, CA),
    ],
    ids=["with its root", "with a stranger", "without one between", "with other names", "with words"],
)
def test_a_chain_that_proves_amazon_is_taken(chain: bytes) -> None:
    """Amazon's own carries two certificates beyond the root that ends it."""
    assert Endpoint(signs=signer_of(chain)).post().status_code == 200


@pytest.fixture(scope="module")
def roots() -> list[x509.Certificate]:
    """The roots that browsers trust."""
    return public_roots()


def test_the_roots_that_amazon_may_lead_to_are_there(roots: list[x509.Certificate]) -> None:
    """Its own, and the one that vouched for them before browsers knew them (Amazon Trust Services, "Repository")."""
    names = {root.subject.rfc4514_string().partition(",")[0].removeprefix("CN=") for root in roots}
    own = {f"Amazon Root CA {number}" for number in (1, 2, 3, 4)}
    assert {*own, "Starfield Services Root Certificate Authority - G2"} <= names


def test_a_root_that_cannot_be_read_is_left_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The others count."""
    file = tmp_path / "roots.pem"
    file.write_bytes(
        pem(root().certificate) + pem(CA).replace(b"MII", b"---", 1) + b"# a word\n" + pem(UNKNOWN.certificate)
    )
    monkeypatch.setattr("certifi.where", lambda: str(file))
    assert public_roots() == [root().certificate, UNKNOWN.certificate]


def test_the_chain_that_amazon_signed_with_in_2023_leads_to_a_public_root(roots: list[x509.Certificate]) -> None:
    """As it lay at https://s3.amazonaws.com/echo.api/echo-api-cert-12.pem: its profile is the one we ask for."""
    found = signing_key(AMAZON.read_bytes(), roots, datetime(2023, 6, 1, tzinfo=UTC))
    assert found.valid_until == datetime(2023, 12, 23, 23, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize("day", [datetime(2023, 3, 15, tzinfo=UTC), datetime(2023, 12, 24, tzinfo=UTC)])
def test_amazons_chain_counts_on_its_days_only(roots: list[x509.Certificate], day: datetime) -> None:
    """The day before the first, and the day after the last."""
    with pytest.raises(RefusalError):
        signing_key(AMAZON.read_bytes(), roots, day)


def test_by_default_only_a_public_root_is_trusted() -> None:
    """Our own authority, which signs in tests, is nobody elsewhere."""
    trust = Trust(download=lambda _address: signer().chain)
    body = written(envelope())
    with pytest.raises(RefusalError, match=INVALID):
        trust.check(Headers(signer().headers(body)), body, NOW)


# ---- keeping it ------------------------------------------------------------------------------------------------------


class Counting:
    """Serves a chain, and counts how often."""

    def __init__(self, chain: bytes) -> None:
        self.chain = chain
        self.asked: list[str] = []

    def __call__(self, address: str) -> bytes:
        """The chain."""
        self.asked.append(address)
        return self.chain


BODY = written(envelope())


def checking(signs: Signer, **switches: int) -> tuple[Trust, Counting]:
    """A trust, and what it fetches from."""
    serves = Counting(signs.chain)
    return Trust([root().certificate], serves, **switches), serves


def check(trust: Trust, at: datetime = NOW, address: str = PLAIN) -> None:
    """A check of a signed body."""
    trust.check(Headers({**signer().headers(BODY), "SignatureCertChainUrl": address}), BODY, at)


def test_a_chain_is_fetched_once_an_hour() -> None:
    """Under whatever spelling of its address."""
    trust, serves = checking(signer())
    for address in SPELLINGS:
        check(trust, address=address)
    check(trust, NOW + KEPT_FOR - timedelta(seconds=1))
    assert serves.asked == [PLAIN]
    check(trust, NOW + KEPT_FOR)
    assert serves.asked == [PLAIN] * 2


@pytest.mark.parametrize("which", ["signer", "authority", "root"])
def test_a_key_is_not_used_longer_than_its_chain_is_valid(which: str) -> None:
    """The hour for which it is kept ends early when any certificate of the chain does."""
    soon = (NOW - MONTH, NOW + timedelta(minutes=10))
    top = Authority.root(valid=soon if which == "root" else VALID)
    middle = top.below(valid=soon if which == "authority" else VALID)
    chain = pem(middle.certify(KEY, valid=soon if which == "signer" else VALID), middle.certificate)
    trust = Trust([top.certificate], Counting(chain))
    check(trust, NOW + timedelta(minutes=9))
    with pytest.raises(RefusalError, match=INVALID):
        check(trust, NOW + timedelta(minutes=11))


def test_only_so_many_keys_are_kept_and_the_oldest_goes() -> None:
    """Any number of addresses can be named, and memory is finite."""
    trust, serves = checking(signer())
    addresses = [f"{PLAIN}?{number}" for number in range(MOST_KEPT + 1)]
    for address in (*addresses, addresses[-1], addresses[1], addresses[0]):
        check(trust, address=address)
    assert serves.asked == [*addresses, addresses[0]]


def test_a_chain_that_is_refused_is_not_kept() -> None:
    """When the right one lies there, it is taken at once."""
    trust, serves = checking(signer_of(b""))
    with pytest.raises(RefusalError):
        check(trust)
    serves.chain = signer().chain
    check(trust)
    assert len(serves.asked) == 2


def test_many_requests_at_once_fetch_a_chain_once() -> None:
    """Whoever comes while it is fetched waits for it."""
    asked: list[str] = []

    def serve(address: str) -> bytes:
        asked.append(address)
        time.sleep(0.1)
        return signer().chain

    trust = Trust([root().certificate], serve)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: check(trust), range(8)))
    assert asked == [PLAIN]


def test_a_key_that_is_kept_waits_for_no_download() -> None:
    """Strangers who name slow addresses do not hold up Amazon's own requests."""
    slow, release = threading.Event(), threading.Event()

    def serve(address: str) -> bytes:
        if address != PLAIN:
            slow.set()
            release.wait(10)
        return signer().chain

    trust = Trust([root().certificate], serve)
    check(trust)
    with ThreadPoolExecutor(2) as pool:
        stranger = pool.submit(check, trust, NOW, f"{PLAIN}?slow")
        slow.wait(10)
        amazon = pool.submit(check, trust)
        try:
            amazon.result(5)
        finally:
            release.set()
        stranger.result()
