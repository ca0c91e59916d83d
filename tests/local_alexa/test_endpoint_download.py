"""Fetching a certificate chain, over real HTTP from this machine: briefly, little, and from one place."""

from __future__ import annotations

import ssl
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from simulator.endpoint.authority import Authority, pem
from simulator.endpoint.download import Downloader
from simulator.endpoint.refusal import RefusalError

CHAIN = b"a chain"
FAILED = "the certificate chain could not be fetched"
LIMIT = 20_000
QUICK = Downloader(LIMIT, 0.4, transport=urllib.request.HTTPHandler)
Reply = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def server(reply: Reply, context: ssl.SSLContext | None = None) -> Iterator[str]:
    """A server on this machine that replies so; its address."""

    class Replies(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.close_connection = True
            reply(self)

        def log_message(self, *_: object) -> None:
            """Nothing to the terminal."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """Whoever hangs up early is expected."""

    http = Server(("127.0.0.1", 0), Replies)
    if context:
        http.socket = context.wrap_socket(http.socket, server_side=True)
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"{'https' if context else 'http'}://127.0.0.1:{http.server_port}/echo.api/a.pem"
    finally:
        http.shutdown()
        http.server_close()
        thread.join()


def page(body: bytes, status: int = 200, length: int | None = None, **headers: str) -> Reply:
    """A whole answer, that says it has this length."""

    def reply(to: BaseHTTPRequestHandler) -> None:
        to.send_response(status)
        for name, value in headers.items():
            to.send_header(name, value)
        to.send_header("Content-Length", str(len(body) if length is None else length))
        to.end_headers()
        to.wfile.write(body)

    return reply


def drip(to: BaseHTTPRequestHandler) -> None:
    """A byte now and then, for longer than anybody waits."""
    to.send_response(200)
    to.end_headers()
    for _ in range(200):  # unless nobody reads any more
        to.wfile.write(b"a")
        to.wfile.flush()
        time.sleep(0.05)


def endless(to: BaseHTTPRequestHandler) -> None:
    """Much more than a chain, without a word of how much."""
    to.send_response(200)
    to.end_headers()
    for _ in range(5_000):
        to.wfile.write(b"a" * 10_000)


def silent(to: BaseHTTPRequestHandler) -> None:
    """Nothing at all, for longer than anybody waits."""
    to.connection.settimeout(10)
    with suppress(TimeoutError):
        to.rfile.read(1)  # which comes when nobody waits any longer


def babble(to: BaseHTTPRequestHandler) -> None:
    """Something, but not HTTP."""
    to.wfile.write(b"SSH-2.0-OpenSSH\r\n\r\n")


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """The address is called by itself, whatever this machine calls others by."""
    monkeypatch.setenv("NO_PROXY", "*")


@pytest.mark.parametrize("body", [CHAIN, b"", b"a" * LIMIT], ids=["short", "empty", "as long as may be"])
def test_what_lies_at_the_address_is_fetched(body: bytes) -> None:
    """As it is."""
    with server(page(body)) as address:
        assert QUICK(address) == body


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (page(CHAIN, 404), FAILED),
        (page(CHAIN, 500), FAILED),
        (page(b"a" * (LIMIT + 1)), "the certificate chain is too long"),
        (endless, "the certificate chain is too long"),
        (drip, FAILED),
        (silent, FAILED),
        (babble, FAILED),
    ],
    ids=["not there", "broken", "too long", "endless", "too slow", "silent", "not HTTP"],
)
def test_what_cannot_be_used_is_refused(reply: Reply, reason: str) -> None:
    """In less than the time that Alexa waits."""
    with server(reply) as address:
        start = time.monotonic()
        with pytest.raises(RefusalError) as refused:
            QUICK(address)
        seconds = time.monotonic() - start
    assert str(refused.value) == reason
    assert seconds < 5


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(status: int) -> None:
    """The other place was not checked, and may be anywhere."""
    asked: list[str] = []

    def elsewhere(to: BaseHTTPRequestHandler) -> None:
        asked.append(to.path)
        page(CHAIN)(to)

    with server(elsewhere) as other, server(page(b"", status, Location=other)) as address, pytest.raises(RefusalError):
        QUICK(address)
    assert asked == []


def test_nobody_there_is_refused() -> None:
    """No server at the address."""
    with server(page(CHAIN)) as address:
        pass
    with pytest.raises(RefusalError, match=FAILED):
        QUICK(address)


@pytest.mark.parametrize("scheme", ["http", "ftp", "file", "data"])
def test_only_https_is_spoken(scheme: str) -> None:
    """Whatever the rules about addresses let through."""
    with server(page(CHAIN)) as address, pytest.raises(RefusalError, match=FAILED):
        Downloader(LIMIT, 0.4)(address.replace("http", scheme, 1))


def test_a_server_that_no_public_root_vouches_for_is_refused(tmp_path: Path) -> None:
    """Over HTTPS the server must be who it says; when a root that is trusted vouches for it, it is taken."""
    yesterday = datetime.now(UTC) - timedelta(days=1)
    authority = Authority.root(valid=(yesterday, yesterday + timedelta(days=3)))
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = authority.certify(key.public_key(), ["localhost"])
    file, ours = tmp_path / "server.pem", tmp_path / "root.pem"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(secret + pem(certificate))
    ours.write_bytes(pem(authority.certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)

    def trusting_ours() -> urllib.request.BaseHandler:
        return urllib.request.HTTPSHandler(context=ssl.create_default_context(cafile=str(ours)))

    with server(page(CHAIN), context) as address:
        named = address.replace("127.0.0.1", "localhost")
        assert Downloader(LIMIT, 2, transport=trusting_ours)(named) == CHAIN
        for downloader, called in ((Downloader(LIMIT, 2), named), (Downloader(LIMIT, 2, trusting_ours), address)):
            with pytest.raises(RefusalError, match=FAILED):
                downloader(called)
