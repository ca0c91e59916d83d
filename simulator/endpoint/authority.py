"""A certificate authority of our own: it signs as Amazon does, for whoever is given its root, and for nobody else.

The root and those below it have elliptic keys, which are made at once; the signer has an RSA key, as Amazon's has.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from simulator.endpoint.address import FOLDER, HOST, SCHEME
from simulator.endpoint.chain import SIGNER
from simulator.endpoint.refusal import RefusalError
from simulator.endpoint.signature import CHAIN, SIGNATURE, Trust

Valid = tuple[datetime, datetime]
PublicKey = rsa.RSAPublicKey | ec.EllipticCurvePublicKey
ADDRESS = f"{SCHEME}://{HOST}{FOLDER}local-alexa.pem"


@dataclass(frozen=True)
class Authority:
    """One that may sign certificates: a root, or one below it. `valid`: from when until when theirs and its are."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey
    valid: Valid

    @staticmethod
    def root(name: str = "Local Alexa Root", *, valid: Valid | None = None) -> Authority:
        """A new root; by default valid from yesterday for a year."""
        yesterday = datetime.now(UTC) - timedelta(days=1)
        span = valid or (yesterday, yesterday + timedelta(days=365))
        key = ec.generate_private_key(ec.SECP256R1())
        draft = _draft(name, key.public_key(), _name(name), key.public_key(), span)
        return Authority(_for_authority(draft).sign(key, SHA256()), key, span)

    def below(self, name: str = "Local Alexa CA", *, valid: Valid | None = None) -> Authority:
        """A new authority that this one vouches for."""
        key = ec.generate_private_key(ec.SECP256R1())
        draft = self._draft(name, key.public_key(), valid)
        return Authority(_for_authority(draft).sign(self.key, SHA256()), key, valid or self.valid)

    def certify(
        self, key: PublicKey, names: Sequence[str] = (SIGNER,), *, valid: Valid | None = None
    ) -> x509.Certificate:
        """The certificate of a server with this key and these host names."""
        draft = (
            self._draft(names[0], key, valid)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(signs_certificates=False), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(name) for name in names]), critical=False)
        )
        return draft.sign(self.key, SHA256())

    def _draft(self, name: str, key: PublicKey, valid: Valid | None) -> x509.CertificateBuilder:
        return _draft(name, key, self.certificate.subject, self.key.public_key(), valid or self.valid)


@dataclass(frozen=True)
class Signer:
    """Signs requests as Amazon does. `chain` is the PEM that lies at `address`, for whoever believes `root`."""

    key: rsa.RSAPrivateKey
    chain: bytes
    root: x509.Certificate
    address: str = ADDRESS

    @staticmethod
    def new(*, valid: Valid | None = None) -> Signer:
        """A signer with a root of its own, and an authority between."""
        root = Authority.root(valid=valid)
        between = root.below()
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        chain = pem(between.certify(key.public_key()), between.certificate)
        return Signer(key, chain, root.certificate)

    def headers(self, body: bytes) -> dict[str, str]:
        """The headers that tell who signed the body."""
        return {CHAIN: self.address, SIGNATURE: self.sign(body)}

    def sign(self, body: bytes) -> str:
        """The signature over the body, in base64."""
        return base64.b64encode(self.key.sign(body, PKCS1v15(), SHA256())).decode("ascii")

    def trust(self) -> Trust:
        """Believes this signer, and nobody else; fetches nothing from anywhere."""
        return Trust([self.root], self._fetch)

    def _fetch(self, address: str) -> bytes:
        if address != self.address:
            raise RefusalError("there is no certificate chain at the address")
        return self.chain


def pem(*certificates: x509.Certificate) -> bytes:
    """A chain as it is served: the signer first."""
    return b"".join(certificate.public_bytes(Encoding.PEM) for certificate in certificates)


def _draft(
    name: str, key: PublicKey, issuer: x509.Name, issuer_key: PublicKey, valid: Valid
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(valid[0])
        .not_valid_after(valid[1])
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key), critical=False)
    )


def _for_authority(draft: x509.CertificateBuilder) -> x509.CertificateBuilder:
    return draft.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True).add_extension(
        _usage(signs_certificates=True), critical=True
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
