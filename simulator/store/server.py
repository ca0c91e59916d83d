"""A store behind DynamoDB's protocol: HTTP on this machine alone, JSON in and out."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from simulator.store.file import StoreError, StoreFile
from simulator.store.operations import DynamoError, perform

HOST = "127.0.0.1"
_VERSION = "DynamoDB_20120810"
_LONGEST = 20 * 1024 * 1024
"""Bytes of a request; DynamoDB itself takes 16 MiB."""


class StoreServer:
    """A running server. `url` is where it is; it ends with the process, or by `close`.

    `opened` gives the file when it is used first: a skill that keeps nothing leaves none behind.
    """

    def __init__(self, opened: Callable[[], StoreFile]) -> None:
        self._server = _Server((HOST, 0), _Request)
        self._server.opened = opened
        self.url = f"http://{HOST}:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), name="store", daemon=True).start()

    def close(self) -> None:
        """Ends the server, and the use of its file."""
        self._server.shutdown()
        self._server.server_close()
        if self._server.kept:
            self._server.kept.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    opened: Callable[[], StoreFile]
    kept: StoreFile | None = None
    _opening = threading.Lock()

    def file(self) -> StoreFile:
        """The file, opened once. Raises StoreError."""
        with self._opening:
            if self.kept is None:
                self.kept = self.opened()
            return self.kept


class _Request(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # headers and body in one piece: else each answer waits for the network's delays
    timeout = 60
    server: _Server

    def do_POST(self) -> None:
        """Every operation of DynamoDB is a POST; its name stands in a header."""
        status, answer = self._answer()
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/x-amz-json-1.0")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Nothing is logged: what a skill keeps is nobody's business."""

    def _answer(self) -> tuple[int, dict[str, Any]]:
        try:
            length = int(self.headers.get("Content-Length") or 0)
            if not 0 <= length <= _LONGEST:
                raise ValueError
            request = json.loads(self.rfile.read(length) or b"{}")
        except ValueError:
            self.close_connection = True
            return 400, _error("SerializationException", "the request is not JSON")
        version, _, operation = (self.headers.get("X-Amz-Target") or "").partition(".")
        try:
            if version != _VERSION or not isinstance(request, dict):
                raise DynamoError("UnknownOperationException", "this is a store with DynamoDB's protocol of 2012-08-10")
            return 200, perform(self.server.file(), operation, request)
        except DynamoError as error:
            return 400, _error(error.name, str(error))
        except StoreError as error:  # 400, for boto3 would ask again and again after a 500
            return 400, _error("LocalStoreException", str(error))


def _error(name: str, message: str) -> dict[str, Any]:
    return {"__type": f"com.amazonaws.dynamodb.v20120810#{name}", "message": message}
