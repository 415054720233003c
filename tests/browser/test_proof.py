"""A story sent as one file, opened on a phone from where it was saved."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from site_builder.cli.program import run
from tests.support import pictures
from tests.support.axe import axe
from tests.support.browser import PHONE
from tests.support.command_line import STORY, make_project
from tests.support.nu import nu

PHOTOS = """\
photos:
  - file: one.jpg
    alt: {en: A field, es: Un campo}
    credit: Somebody
    licence: CC BY 4.0
    people: none
  - file: two.jpg
    alt: {en: A market, es: Un mercado}
    credit: Somebody
    licence: CC BY 4.0
    people: none
"""


@pytest.fixture(name="files", scope="module")
def _files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a draft's files: a file for each language, and one for both."""
    folder = tmp_path_factory.mktemp("proof")
    project = make_project(folder / "project", mine=STORY.replace("published", "draft") + PHOTOS)
    for number, name in enumerate(("one", "two")):
        image = pictures.file_of(pictures.quarters((1500 + number, 1000)))
        (project / "stories" / "mine" / f"{name}.jpg").write_bytes(image)
    (folder / "sent").mkdir()
    for more in ([], ["--both"]):
        assert run(["preview", "mine", "--project", str(project), "--to", str(folder / "sent"), *more], {}) == 0
    return folder / "sent"


def opened(browser: Browser, file: Path) -> tuple[Page, list[str]]:
    """The file in a phone's browser with scripts off, and what it asked for beside itself."""
    visit = browser.new_context(viewport={"width": PHONE, "height": 700}, java_script_enabled=False)
    page = visit.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: asked.append(message.text))
    page.goto(file.as_uri())
    page.wait_for_load_state("networkidle")
    return page, [url for url in asked if url != file.as_uri() and not url.startswith("data:")]


@pytest.mark.parametrize(
    ("name", "draft"), [("mine.en.html", "Draft for your approval"), ("mine.es.html", "Borrador para su aprobación")]
)
def test_it_opens_from_a_disk_and_asks_for_nothing(browser: Browser, files: Path, name: str, draft: str) -> None:
    """On a phone the file shows the story with its pictures, says that it is a draft, fits, and asks for nothing."""
    page, asked = opened(browser, files / name)
    assert asked == []
    assert page.get_by_text(draft).first.is_visible()
    images = page.locator("main img")
    assert images.count() == 2
    for image in images.all():
        image.scroll_into_view_if_needed()
        assert image.evaluate("it => it.complete && it.naturalWidth") == 960
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    page.context.close()


def test_both_languages_are_a_touch_apart(browser: Browser, files: Path) -> None:
    """In the file with both languages a link on top leads to the other one without leaving the file."""
    page, asked = opened(browser, files / "mine.html")
    page.get_by_role("link", name="Leer en español").click()
    assert page.get_by_role("heading", name="Jóvenes terminan cursos técnicos").is_visible()
    assert page.evaluate("document.getElementById('es').getBoundingClientRect().top") < 100
    assert [url for url in asked if not url.startswith("file:")] == []
    page.context.close()


def test_the_files_are_sound(browser: Browser, files: Path) -> None:
    """The files are valid HTML, and people who cannot see or cannot use a mouse can read them."""
    assert nu(files) == []
    for name in ("mine.en.html", "mine.html"):
        page = browser.new_context(viewport={"width": PHONE, "height": 700}, bypass_csp=True).new_page()
        page.goto((files / name).as_uri())
        assert axe(page) == []
        page.context.close()
