"""Fetching a certificate chain: briefly, little, and from nowhere but the address that was checked."""

from __future__ import annotations

import http.client
import ssl
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass

import certifi

from simulator.endpoint.refusal import RefusalError

MOST_BYTES = 64 * 1024  # the chains that Amazon has published have 7 kB
MOST_SECONDS = 4.0  # Alexa waits eight seconds for the whole answer
_PIECE = 8 * 1024
_FAILED = "the certificate chain could not be fetched"

Download = Callable[[str], bytes]


def over_https() -> urllib.request.BaseHandler:
    """HTTPS to servers whose certificates a public root vouches for."""
    return urllib.request.HTTPSHandler(context=ssl.create_default_context(cafile=certifi.where()))


@dataclass(frozen=True)
class Downloader:
    """Fetches addresses: `download(address) -> bytes`. Raises RefusalError when there is nothing that can be used.

    A chain that cannot be fetched is answered with 400 like a wrong one: what cannot be verified is not verified, the
    address was chosen by the caller, and Amazon's certification names addresses with no certificate behind them. Alexa
    sends a skill event again whatever the error was, and a person's request never.

    most_bytes, most_seconds  limits of one download; no single step of it may take longer than half the time
    transport  what knows the scheme. There is no other, and none that follows redirects: they end the download
    """

    most_bytes: int = MOST_BYTES
    most_seconds: float = MOST_SECONDS
    transport: Callable[[], urllib.request.BaseHandler] = over_https

    def __call__(self, address: str) -> bytes:
        """What lies at the address."""
        until = time.monotonic() + self.most_seconds
        try:
            with self._opener().open(address, timeout=self.most_seconds / 2) as answer:
                if answer.status != http.client.OK:
                    raise RefusalError(_FAILED)
                return self._read(answer, until)
        except (OSError, http.client.HTTPException, ValueError):  # URLError is of the first
            raise RefusalError(_FAILED) from None

    def _opener(self) -> urllib.request.OpenerDirector:
        opener = urllib.request.OpenerDirector()
        for part in (urllib.request.ProxyHandler(), self.transport(), urllib.request.UnknownHandler()):
            opener.add_handler(part)
        return opener

    def _read(self, answer: http.client.HTTPResponse, until: float) -> bytes:
        found = b""
        while piece := answer.read1(_PIECE):
            found += piece
            if len(found) > self.most_bytes:
                raise RefusalError("the certificate chain is too long")
            if time.monotonic() > until:
                raise RefusalError(_FAILED)
        return found
