"""Where a certificate chain may lie: nothing is fetched from anywhere else.

Source: Amazon's page "Host a custom skill as a web service", on the URL of the signing certificate.
"""

from __future__ import annotations

import posixpath
from urllib.parse import SplitResult, quote, unquote, urlsplit

from simulator.endpoint.refusal import RefusalError

SCHEME = "https"
HOST = "s3.amazonaws.com"
PORT = 443
FOLDER = "/echo.api/"
LONGEST = 1024


def chain_address(address: str) -> str:
    """The address in its one normal form, in which it may be fetched, and kept. Raises RefusalError."""
    if len(address) > LONGEST:
        raise RefusalError("the address of the certificate chain is too long")
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise RefusalError("the address of the certificate chain is not an address") from None
    _check_server(parts, port)
    # %2e%2e is ".." to some servers: what is checked must be what is fetched, so both are made from the plain form
    path = posixpath.normpath(unquote(parts.path))
    if not path.startswith(FOLDER):
        raise RefusalError(f"the certificate chain must lie in {FOLDER}")
    query = f"?{parts.query}" if parts.query else ""
    return f"{SCHEME}://{HOST}{quote(path)}{query}"


def _check_server(parts: SplitResult, port: int | None) -> None:
    """Scheme and host in any case, the port that HTTPS has, nobody's name before the host. Raises RefusalError."""
    if parts.scheme.lower() != SCHEME:
        raise RefusalError(f"the address of the certificate chain must begin with {SCHEME}")
    if (parts.hostname or "").lower() != HOST:
        raise RefusalError(f"the certificate chain must lie on {HOST}")
    if "@" in parts.netloc:
        raise RefusalError("the address of the certificate chain must not name a user")
    if port not in (None, PORT):
        raise RefusalError(f"the certificate chain must be served on port {PORT}")
