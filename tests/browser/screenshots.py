"""Writes the pictures of the page in docs/page anew: `make screenshots`."""

from __future__ import annotations

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.opened import MissingError, chromium, own_skill, served

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "page"
FOLLOWED = ("my lower back has been numb since this morning", "no none of those", "no", "neither", "no i walk fine")
ALARMED = ("my back is numb and i can't pee since last night",)


def _open(browser: Browser, address: str, width: int, height: int, scheme: str, scale: float = 1) -> Page:
    page = browser.new_page(
        viewport={"width": width, "height": height}, color_scheme=scheme, device_scale_factor=scale,
        reduced_motion="reduce", locale="en-US",
    )  # fmt: skip
    page.goto(address)
    page.get_by_role("heading", name="Say").wait_for()
    return page


def _say(page: Page, *lines: str) -> None:
    for line in lines:
        turns = page.locator(".turn").count()
        page.get_by_label("What you say to the device").fill(line)
        page.keyboard.press("Enter")
        page.locator(f"#turn-{turns + 1}").wait_for()


def _hold(page: Page, *lines: str) -> None:
    page.get_by_role("button", name="Open back check").click()
    page.locator("#turn-1").wait_for()
    _say(page, *lines)


def _draw(page: Page, name: str) -> None:
    drawn = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    drawn.quantize(96, dither=Image.Dither.NONE).save(
        FOLDER / f"{name}.png", optimize=True
    )  # small: they are committed
    page.close()
    print(f"docs/page/{name}.png")  # noqa: T201 - a command says what it wrote


def draw_all() -> None:
    """Every picture, each from a conversation of its own."""
    FOLDER.mkdir(exist_ok=True)
    with served(own_skill()) as address, chromium() as browser:
        page = _open(browser, address, 1360, 860, "light")
        _draw(page, "first-time")
        page = _open(browser, address, 1360, 860, "light")
        _hold(page, *FOLLOWED)
        page.get_by_role("tab", name="Understood").click()
        _draw(page, "understood")
        page = _open(browser, address, 1360, 860, "light")
        _hold(page, *FOLLOWED)
        page.get_by_role("tab", name="Rules").click()
        _draw(page, "rules")
        page = _open(browser, address, 1360, 860, "dark")
        _hold(page, *ALARMED)
        page.get_by_role("tab", name="Rules").click()
        _draw(page, "dark")
        page = _open(browser, address, 390, 780, "light")
        _hold(page, *FOLLOWED[:2])
        _draw(page, "phone")
        page = _open(browser, address, 1360, 860, "light")
        page.locator("#device").select_option("show")
        page.get_by_role("heading", name="Say").wait_for()
        _hold(page, *ALARMED, "send it to my phone")
        page.get_by_role("tab", name="Requests").click()
        _draw(page, "screen")


if __name__ == "__main__":
    try:
        draw_all()
    except MissingError as error:
        sys.exit(str(error))
