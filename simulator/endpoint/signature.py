"""Whether Amazon signed a request: its headers and its body, byte for byte."""

from __future__ import annotations

import base64
import threading
from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from simulator.endpoint.address import chain_address
from simulator.endpoint.chain import SigningKey, public_roots, signing_key
from simulator.endpoint.download import Download, Downloader
from simulator.endpoint.refusal import RefusalError

if TYPE_CHECKING:
    from werkzeug.datastructures import Headers

CHAIN = "SignatureCertChainUrl"
SIGNATURE = "Signature-256"
OLD_SIGNATURE = "Signature"
KEPT_FOR = timedelta(hours=1)
MOST_KEPT = 8


class Trust:
    """Whom we believe to be Amazon. One serves all requests, and any number of threads.

    roots     certificates that a chain may end at; by default those that browsers trust
    download  address -> PEM of a chain; raises RefusalError. By default over HTTPS, within limits
    kept_for  how long the key of a proven chain is used before the chain is fetched again
    most_kept how many keys are kept, the latest ones; a chain that is refused is never kept
    """

    def __init__(
        self,
        roots: Sequence[x509.Certificate] | None = None,
        download: Download | None = None,
        *,
        kept_for: timedelta = KEPT_FOR,
        most_kept: int = MOST_KEPT,
    ) -> None:
        self._roots = list(roots) if roots is not None else public_roots()
        self._download = download or Downloader()
        self._kept_for = kept_for
        self._most_kept = most_kept
        self._kept: OrderedDict[str, SigningKey] = OrderedDict()
        self._fetching = threading.Lock()  # one at a time: strangers cannot make us fetch much at once

    def check(self, headers: Headers, body: bytes, now: datetime) -> None:
        """Raises RefusalError unless Amazon signed exactly these bytes with a key whose chain is valid now."""
        signature = _signature(headers)
        address = headers.get(CHAIN)
        if not address:
            raise RefusalError(f"the {CHAIN} header is missing")
        trusted = self._signing_key(chain_address(address), now)
        try:
            trusted.key.verify(signature, body, PKCS1v15(), SHA256())
        except InvalidSignature:
            raise RefusalError("the signature does not belong to this body") from None

    def _signing_key(self, address: str, now: datetime) -> SigningKey:
        kept = self._kept.get(address)
        if kept and now < kept.valid_until:
            return kept
        with self._fetching:
            kept = self._kept.get(address)  # another thread may have fetched it meanwhile
            if not (kept and now < kept.valid_until):
                proven = signing_key(self._download(address), self._roots, now)
                kept = SigningKey(proven.key, min(proven.valid_until, now + self._kept_for))
                self._kept.pop(address, None)
                self._kept[address] = kept
                while len(self._kept) > self._most_kept:
                    self._kept.popitem(last=False)
            return kept


def _signature(headers: Headers) -> bytes:
    """The bytes of the signature over SHA-256. Raises RefusalError: the one over SHA-1 proves nothing today."""
    written = headers.get(SIGNATURE)
    if not written:
        only_old = headers.get(OLD_SIGNATURE) is not None
        raise RefusalError(f"the {SIGNATURE} header is missing{', and SHA-1 is not trusted' if only_old else ''}")
    try:
        return base64.b64decode(written, validate=True)
    except ValueError:
        raise RefusalError(f"the {SIGNATURE} header is not base64") from None
