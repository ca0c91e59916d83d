"""Whether a request comes from this machine itself, for developers who call their skill without a signature."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from simulator.endpoint.refusal import RefusalError

if TYPE_CHECKING:
    from werkzeug.datastructures import Headers

_FORWARDED = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP")
_PAGES = ("Origin", "Referer", "Sec-Fetch-Site")


def check_near(sender: str | None, headers: Headers) -> None:
    """Raises RefusalError unless a program on this machine sent the request, straight to us.

    A tunnel runs on this machine too, so the sender's address alone proves nothing: tunnels name the host that was
    called, and for whom they forward. A web page in a browser here is no program of the developer's either.
    """
    if not (_loopback(sender) and _loopback(_host(headers))):
        raise RefusalError("unsigned requests are answered only from this machine")
    if forwarded(headers):
        raise RefusalError("unsigned requests are not answered through a proxy or a tunnel")
    if any(name in headers for name in _PAGES):
        raise RefusalError("unsigned requests are not answered to web pages")


def forwarded(headers: Headers) -> bool:
    """Whether somebody between says so: what a proxy or a tunnel adds is there."""
    return any(name in headers for name in _FORWARDED)


def _host(headers: Headers) -> str | None:
    try:
        return urlsplit(f"//{headers.get('Host', '')}").hostname
    except ValueError:
        return None


def _loopback(name: str | None) -> bool:
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name or "").is_loopback
    except ValueError:
        return False
