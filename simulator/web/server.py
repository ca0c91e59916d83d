"""The server under the page: Werkzeug's, with a thread for each request, on this machine unless told otherwise."""

from __future__ import annotations

import socket
from typing import Any

from flask import Flask
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from simulator.errors import UsageError

PORT, TRIES = 8080, 20
"""The port that is tried first when none was asked for, and how many after it."""
_SECONDS = 30.0


class QuietRequests(WSGIRequestHandler):
    """No request is written down: an address may hold words. A request that stops half-way does not hold its thread."""

    timeout = _SECONDS

    def version_string(self) -> str:
        """Not which versions run here."""
        return "local-alexa"

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing."""

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - Werkzeug names it so
        """Nothing: a traceback may hold what was said; the app tells the type of its errors itself."""


def open_server(app: Flask, host: str, port: int | None) -> BaseWSGIServer:
    """A server that listens; `serve_forever` starts it. Without a port the next free one from 8080 is taken.

    Raises UsageError when the host is none of this machine, or the port cannot be had.
    """
    with _listening(host, port) as ours:  # the server listens on a copy of it
        return make_server(host, port or 0, app, threaded=True, request_handler=QuietRequests, fd=ours.fileno())


def _listening(host: str, port: int | None) -> socket.socket:
    ports = range(PORT, PORT + TRIES) if port is None else (port,)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for one in ports:
        found = socket.socket(family, socket.SOCK_STREAM)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((host, one))
            found.listen(128)
        except OSError as error:
            found.close()
            if port is not None or isinstance(error, socket.gaierror):
                what = error.strerror or str(error)
                raise UsageError(f"cannot listen on {host} port {one} ({what}): try another --port or --host") from None
        except OverflowError:
            found.close()
            raise UsageError(f"--port {one}: a port is a number from 0 to 65535") from None
        else:
            return found
    raise UsageError(f"no port from {PORT} to {PORT + TRIES - 1} is free: name one with --port")
