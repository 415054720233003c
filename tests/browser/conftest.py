"""A browser for the tests of this folder."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.support.browser import Reader, chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with chromium() as running:
        yield running


@pytest.fixture
def reader(browser: Browser, served_site: str) -> Iterator[Reader]:
    """A reader of the repository's own site; the test fails if any page complains or asks another host."""
    someone = Reader(browser, served_site)
    yield someone
    someone.close()
    assert not someone.complaints, "\n".join(someone.complaints)
