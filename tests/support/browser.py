"""A reader's browser: Chromium driven by Playwright, watched for everything that a site must not do."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, sync_playwright

from tests.support import parts

ColourScheme = Literal["light", "dark"]
PHONE, LAPTOP = 320, 1280

# Nothing but the loopback address has a name, so that no test can reach another machine.
FLAGS = ("--disable-quic", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running Chromium without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=parts.chromium(), args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


class Reader:
    """Opens pages of one site, each as a new visitor; `complaints` fills with what went wrong in any of them,
    `loaded` with what was loaded.

    `site` is the whole address of the site, with a slash at its end.
    """

    def __init__(self, browser: Browser, site: str) -> None:
        self.site = site
        self._origin = urlsplit(site)[:2]
        self.complaints: list[str] = []
        self.loaded: list[Request] = []
        self._browser = browser
        self._visits: list[BrowserContext] = []
        self._asked: set[str] = set()

    def open(
        self,
        address: str,
        *,
        width: int = LAPTOP,
        colours: ColourScheme = "light",
        scripts: bool = True,
        language: str = "en",
    ) -> Page:
        """Open an address (below the site's own, without a first slash) and wait until everything is loaded.

        `width` is in CSS pixels; `language` is what the browser asks for, not what the site shows.
        """
        visit = self._browser.new_context(
            color_scheme=colours,
            java_script_enabled=scripts,
            locale=language,
            reduced_motion="reduce",
            viewport={"width": width, "height": 800},
        )
        visit.set_default_timeout(15_000)
        self._visits.append(visit)
        page = visit.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))
        page.on("request", self._see)
        page.on("requestfinished", self._note)
        page.on("response", self._judge)
        return self.go(page, address)

    def go(self, page: Page, address: str) -> Page:
        """Go on to another address in the same visit, as by typing it, and wait until everything is loaded."""
        self._asked.add(self.site + address)
        page.goto(self.site + address, wait_until="load")
        if page.locator("[data-search-here]").count():
            # The search puts its parts together after the page is loaded.
            page.wait_for_load_state("networkidle")
        return page

    def close(self) -> None:
        """Close every page that was opened."""
        for visit in self._visits:
            visit.close()
        self._visits.clear()

    def _hear(self, message: ConsoleMessage) -> None:
        where = message.location.get("url")
        # A page may be opened to see its error, and Chromium then says that it could not be loaded.
        expected = where in self._asked and message.text.startswith("Failed to load resource")
        if message.type in {"error", "warning"} and not expected:
            self.complaints.append(f"console {message.type}: {message.text} ({where})")

    def _see(self, request: Request) -> None:
        url = urlsplit(request.url)
        if url.scheme not in {"blob", "data"} and url[:2] != self._origin:
            self.complaints.append(f"request to another host: {request.url}")

    def _note(self, request: Request) -> None:
        self.loaded.append(request)

    def _judge(self, response: Response) -> None:
        if response.status >= 400 and response.url not in self._asked:
            self.complaints.append(f"status {response.status}: {response.url}")
