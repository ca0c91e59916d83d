"""A server with the page on a free port, and Debian's Chromium to open it: for the browser tests and the pictures."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from simulator.commands.serve import skill_to_serve
from simulator.web.app import create_app
from simulator.web.served import Served
from simulator.web.server import open_server

CHROMIUM = "/usr/bin/chromium"
MISSING = "These tests need a Chromium at /usr/bin/chromium: install it (Debian: apt-get install chromium)."
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class MissingError(RuntimeError):
    """No browser to open the page with; the message says what to install."""


def own_skill() -> Served:
    """Back Check, as `make serve` serves it."""
    return skill_to_serve(None, None, "en-US")


@contextmanager
def served(skill: Served, port: int | None = 0) -> Iterator[str]:
    """The address of the page of a skill, while its server runs."""
    server = open_server(create_app(skill), "127.0.0.1", port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join(5)
        server.server_close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium. Raises MissingError where there is none."""
    path = CHROMIUM if Path(CHROMIUM).exists() else shutil.which("chromium")
    if not path:
        raise MissingError(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, headless=True, args=_FLAGS)
        try:
            yield browser
        finally:
            browser.close()
