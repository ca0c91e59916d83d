"""A certificate chain, from Amazon's signing certificate to a root that is trusted."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import certifi
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from simulator.endpoint.refusal import RefusalError

SIGNER = "echo-api.amazon.com"
MOST_CERTIFICATES = 10
_BEGIN = b"-----BEGIN CERTIFICATE-----"


@dataclass(frozen=True)
class SigningKey:
    """A public key that Amazon signs with, and until when its chain is valid."""

    key: RSAPublicKey
    valid_until: datetime


def public_roots() -> list[x509.Certificate]:
    """The roots that browsers trust, as certifi hands them on; none is pinned, for Amazon changes its chain.

    cryptography warns of some whose serial number is none (Starfield's, which vouches for Amazon's, is such a one), and
    may refuse them one day: a root that cannot be read is left out.
    """
    roots = []
    for block in Path(certifi.where()).read_bytes().split(_BEGIN)[1:]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with suppress(ValueError):
                roots.append(x509.load_pem_x509_certificate(_BEGIN + block))
    return roots


def signing_key(pem: bytes, roots: Sequence[x509.Certificate], now: datetime) -> SigningKey:
    """The key of a chain that is valid now, leads to a root, and belongs to Amazon's signer. Raises RefusalError.

    Dates, signatures, constraints and uses are checked as for the certificate of a web server: Amazon's is one.
    """
    leaf, between = _certificates(pem)
    verifier = PolicyBuilder().store(Store(list(roots))).time(now).build_server_verifier(x509.DNSName(SIGNER))
    try:
        proven = verifier.verify(leaf, between)
    except (VerificationError, ValueError, UnsupportedAlgorithm):
        raise RefusalError("the certificate chain is not valid") from None
    _check_name(leaf)
    key = leaf.public_key()
    if not isinstance(key, RSAPublicKey):
        raise RefusalError("the signing certificate does not hold an RSA key")
    return SigningKey(key, min(certificate.not_valid_after_utc for certificate in proven))


def _certificates(pem: bytes) -> tuple[x509.Certificate, list[x509.Certificate]]:
    """The signing certificate, which comes first, and those between it and a root."""
    count = pem.count(_BEGIN)
    if not 1 <= count <= MOST_CERTIFICATES:
        raise RefusalError("there is no certificate chain at the address")
    try:
        leaf, *between = x509.load_pem_x509_certificates(pem)
    except ValueError:
        raise RefusalError("the certificate chain cannot be read") from None
    if count != 1 + len(between):
        raise RefusalError("the certificate chain is cut short")
    return leaf, between


def _check_name(leaf: x509.Certificate) -> None:
    """The name itself must be there: a wildcard, good for a web server, is not."""
    names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    if SIGNER not in (name.lower() for name in names.get_values_for_type(x509.DNSName)):
        raise RefusalError(f"the signing certificate is not for {SIGNER}")
