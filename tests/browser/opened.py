"""A server with the page on a free port, and Debian's Chromium to open it: for the browser tests and the pictures."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from simulator.commands.serve import skill_to_serve
from simulator.web.app import create_app
from simulator.web.served import Served
from simulator.web.server import open_server

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = "These tests need Chromium or Chrome: install one of them (Debian: apt-get install chromium)."
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
_FLAGS += ["--disable-component-update", "--disable-sync"]


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
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if not path:
        raise MissingError(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, headless=True, args=_FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Visit:
    """One person at the page, with all that the browser complained of and all that it asked for."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    @classmethod
    @contextmanager
    def of(cls, browser: Browser, address: str, *, script: str = "", **how: Any) -> Iterator[Visit]:
        """A new visitor, with nothing remembered.

        `script` runs before the page does; `how`: viewport, color_scheme and what else a browser may be told.
        """
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"} | how)
        context.set_default_timeout(5000)
        if script:
            context.add_init_script(script)
        one = cls(context.new_page(), address)
        one.page.on("console", lambda line: one.complaints.append(line.text) if line.type != "log" else None)
        one.page.on("pageerror", lambda error: one.complaints.append(str(error)))
        one.page.on("request", lambda request: one.asked.append(request.url))
        one.page.goto(address)
        one.page.get_by_role("heading", name="Say “alexa, open").wait_for()
        try:
            yield one
        finally:
            context.close()

    def check(self) -> None:
        """Nothing was complained of (a breach of the policy would be), and no other host was asked."""
        assert self.complaints == []
        assert {url for url in self.asked if not url.startswith((f"{self.address}/", "blob:"))} == set()

    def begin(self) -> None:
        """Opens the skill with the button of a first visit."""
        self.page.get_by_role("button", name="Open back check").click()
        self.page.locator("#turn-1").wait_for()

    def say(self, *lines: str) -> Locator:
        """Types lines, each when the one before was answered; the last turn."""
        turns = self.page.locator(".turn")
        for line in lines:
            number = turns.count() + 1
            self.page.get_by_label("What you say to the device").fill(line)
            self.page.keyboard.press("Enter")
            self.page.locator(f"#turn-{number}").wait_for()
        return turns.last
