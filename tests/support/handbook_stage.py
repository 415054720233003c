"""Where the handbook's pictures are taken: a browser, the invented programme's sites, and a stand-in for GitHub."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Route

from tests.support.github import GitHub
from tests.support.handbook_words import editor_words

NOON = "2026-11-23T12:00:00-06:00"
URL = "https://stories.example.org/"
PHONE, WINDOW, TALL = (390, 700), (900, 620), (900, 880)


@dataclass(frozen=True)
class Stage:
    """``sites``: folders by name: ``site``, ``preview``, and ``broken``, a preview with a fault in a story."""

    browser: Browser
    project: Path
    sites: Mapping[str, Path]
    language: str

    def press(self, key: str) -> str:
        """What the editor's own program says under this key, in the picture's language."""
        return editor_words(self.language)[key]

    @contextmanager
    def opened(self, scene: Scene) -> Iterator[Page]:
        """The page, ready for its picture."""
        width, height = scene.size
        with self.browser.new_context(
            locale=self.language,
            reduced_motion="reduce",
            viewport={"width": width, "height": height},
            device_scale_factor=1 if scene.size[0] == PHONE[0] else 4 / 3,
        ) as context:
            context.set_default_timeout(15_000)
            page = context.new_page()
            page.clock.set_fixed_time(NOON)
            GitHub(self.project).answer(page)
            page.route(f"{URL}**", self._answer(self.sites[scene.site]))
            page.goto(URL + scene.address[self.language], wait_until="load")
            scene.act(self, page)
            page.evaluate("document.fonts.ready")
            yield page

    def _answer(self, folder: Path) -> Callable[[Route], None]:
        def answer(route: Route) -> None:
            path = urlsplit(route.request.url).path.lstrip("/")
            file = folder / (f"{path}index.html" if path.endswith("/") or not path else path)
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            if file.is_file():
                route.fulfill(body=file.read_bytes(), content_type=kind)
            else:
                route.fulfill(status=404)

        return answer


def _nothing(stage: Stage, page: Page) -> None:
    """The page is as it is."""


@dataclass(frozen=True)
class Scene:
    """A picture. ``address``: by language. ``act``: what is done on the page first."""

    name: str
    address: Mapping[str, str]
    act: Callable[[Stage, Page], None] = _nothing
    site: str = "site"
    size: tuple[int, int] = WINDOW
