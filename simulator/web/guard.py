"""Who may speak to the page's server, and what a browser may do with what it gets.

A page of another site must neither read nor steer a conversation: its requests carry its own Origin, and a name that
was pointed at this machine (DNS rebinding) is no address of this machine. A tunnel, which is opened so that Amazon's
service reaches the skill, may make up an address of this machine: the page is not for whoever is at its other end.
"""

from __future__ import annotations

import ipaddress
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from flask import Request, Response

from simulator.endpoint.nearness import forwarded
from simulator.web.refused import RefusedError

HEADERS: dict[str, str] = yaml.safe_load(Path(__file__).with_name("headers.yaml").read_text(encoding="utf-8"))


def check_origin(request: Request, host: str) -> None:
    """Let only the page itself through. `host` is the name or address that the server was told to listen on.

    Raises RefusedError.
    """
    if forwarded(request.headers):
        raise RefusedError(403, "the page is not shown through a proxy or a tunnel: those are for the skill's endpoint")
    if not _is_here(request.host, host):
        raise RefusedError(403, "the address is not one of this machine: open the page as the terminal names it")
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"{request.scheme}://{request.host}":
        raise RefusedError(403, "a page of another site asked for this")
    if request.path != "/" and request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none"):
        raise RefusedError(403, "a page of another site asked for this")


def _is_here(named: str, host: str) -> bool:
    """Whether the Host of a request is an address, "localhost", or what the server listens on: no name from outside."""
    try:
        name = urlsplit(f"//{named}").hostname or ""
    except ValueError:
        return False
    if name in ("localhost", host.lower()):
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def close(response: Response) -> Response:
    """The headers of every response."""
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response
