"""A browser and a server with our own skill, one of each for a whole test module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.opened import MissingError, Visit, chromium, own_skill, served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; without it the tests fail, and say what to install."""
    try:
        with chromium() as one:
            yield one
    except MissingError as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The page of our own skill."""
    with served(own_skill()) as found:
        yield found


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """Somebody who opens the page for the first time; at the end nothing may have gone wrong in it."""
    with Visit.of(browser, address) as one:
        yield one
        one.check()
