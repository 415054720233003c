"""The interface's words: all of them come from the page language's catalog, and none is left in another language.

In the pseudo-locale every word of a catalog or record is in accents, so whatever is not was written into the program.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from threading import Event, Lock

import pytest

from site_builder.locales import Locale
from site_builder.locales.catalog import catalog
from site_builder.locales.formats import autonym
from site_builder.locales.pseudo import PSEUDO
from site_builder.mkdocs_plugin.preview import Preview
from site_builder.prepare import open_store
from site_builder.preview.on_demand import Pictures, Search
from site_builder.preview.site import Workspace
from site_builder.problems import RULES
from site_builder.rendering.theme import OVERRIDES
from tests.conftest import REAL_AS_OF
from tests.support import pictured, projects
from tests.support.built import BuiltPage, BuiltSite
from tests.support.plain_words import MACHINE, Known, in_feed, of_cldr, of_records, on_page
from tests.support.pseudo_sites import with_pseudo

PARAMS = Path(str(resources.files("site_builder"))) / "problems/examples/params.json"
ADDRESS = "http://127.0.0.1:8000/"


@pytest.fixture(scope="module", params=["first", "small", "pictured"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, project: Path) -> tuple[Path, Path]:
    """A project that has the pseudo-locale, and its site."""
    folder = tmp_path_factory.mktemp("pseudo")
    if request.param == "pictured":
        source = pictured.project(folder / "source")
    else:
        source = project if request.param == "first" else projects.SMALL
    records = with_pseudo(source, folder / "project")
    as_of = REAL_AS_OF if request.param == "first" else projects.SMALL_AS_OF
    url = {"SITE_URL": "https://stories.example.org/"}
    return records, projects.build(records, folder / "site", as_of, url)


def test_every_word_of_the_interface_is_in_a_catalog(made: tuple[Path, Path]) -> None:
    """No page says, names or describes anything in words that no translator has seen."""
    records, folder = made
    known = Known(of_records(records) | of_cldr())
    site = BuiltSite(folder, "https://stories.example.org/")
    assert len(site.in_language(PSEUDO)) > 15
    found = [words for page in site.pages.values() for words in on_page(page, known)]
    for feed in folder.glob(f"{PSEUDO}/*.xml"):
        found += in_feed(feed.name, feed.read_bytes(), known)
    assert not found, "\n".join(found)


def test_a_word_that_no_catalog_has_is_found() -> None:
    """The test above sees words in texts, in attributes that it was never told of, and in parts of other pages."""
    known = Known({"Honduras"})

    def found(html: str, address: str = f"{PSEUDO}/") -> int:
        return len(list(on_page(BuiltPage(address, f"<html lang=en><body>{html}</body></html>"), known)))

    assert found("<p>Ŕééàð Honduras</p><p lang=es>Lea más</p>") == 0
    assert found("<p>Ŕééàð more</p>") == found('<p data-new="more">Ŕ</p>') == found("<img alt=more>") == 1
    assert found("<p>more</p>", "404.html") == 0
    assert found(f'<section lang="{PSEUDO}">more</section>', "404.html") == 1


def test_the_previews_words_are_in_a_catalog(tmp_path: Path) -> None:
    """The pages that only staff see, with drafts and with what is wrong, say nothing of their own either."""
    records = with_pseudo(projects.SMALL, tmp_path / "project")
    draft = records / "stories/night-school/story.yml"
    draft.write_text(draft.read_text("utf-8").replace("state: published", "state: draft"), "utf-8")
    known = Known(of_records(records) | of_cldr() | set(RULES) | {"broken", *of_examples()})
    (records / "stories/broken").mkdir()
    (records / "stories/broken/story.yml").write_text("title: [\n", "utf-8")
    store = open_store(records)
    pictures = Pictures(records, tmp_path / "pictures", store, Event().set)
    places = Workspace(tmp_path / "theme", pictures, Search(tmp_path / "search"), Lock())
    with contextlib.closing(store), contextlib.closing(pictures):
        preview = Preview(records, ADDRESS, store, places, PSEUDO, lambda prepared, remarks: None)
        preview.build()
        assert preview._site is not None
        names = [name for name in preview._site._planned if name.startswith(f"{PSEUDO}/")]
        pages = [BuiltPage(name.removesuffix("index.html"), (preview.content(name) or b"").decode()) for name in names]
        settings = records / "mkdocs.yml"
        settings.write_text(settings.read_text("utf-8").replace("locales: [", "locales: [["), "utf-8")
        preview.build()
        pages.append(BuiltPage(f"{PSEUDO}/broken/", (preview.content("index.html") or b"").decode()))
    assert any("preview" in page.address for page in pages)
    found = [words for page in pages for words in on_page(page, known, ("code", "pre"))]
    assert not found, "\n".join(found)


def of_examples() -> Iterator[str]:
    """What the examples of rules tell of their made-up records."""
    for params in json.loads(PARAMS.read_text("utf-8")).values():
        yield from (value for value in params.values() if isinstance(value, str) and value)


def test_stylesheets_hold_no_words() -> None:
    """What a stylesheet puts beside a text is signs, which need no translation."""
    folders = (Path(str(resources.files("site_builder"))) / "assets/css", OVERRIDES / "assets/stylesheets")
    for sheet in (file for folder in folders for file in folder.glob("*.css")):
        for value in re.findall(r"content:\s*([^;}]+)", sheet.read_text("utf-8")):
            plain = re.sub(r"\\[0-9a-f]{1,6}|attr\(\w+\)|var\([\w-]+\)", "", value)
            assert not re.search(r'"[^"]*[A-Za-z][^"]*"', plain), f"{sheet.name}: {value}"


@pytest.mark.parametrize(("locale", "other"), [("es", "en"), ("en", "es")])
def test_no_page_shows_the_other_languages_words(site: BuiltSite, locale: str, other: str) -> None:
    """No text or name on a page is, word for word, what the other language's catalog says, however short, and though it
    says which language it is in; only a language's name is."""
    own = {form for forms in catalog(Locale(locale)).messages.values() for form in forms}
    messages = catalog(Locale(other)).messages.items()
    wrong = {form for key, forms in messages if not key.startswith("address.") for form in forms} - own
    wrong.discard(autonym(catalog(Locale(other))))
    found = []
    for page in site.in_language(locale):
        texts = [(words, element) for words, element in page.tree.texts()]
        named = (
            (value, element)
            for element in page.tree.walk()
            for name, value in element.attributes.items()
            if name not in MACHINE
        )
        for words, element in (*texts, *named):
            if " ".join(words.split()) in wrong:
                found.append(f"{page.address}: {element.tag}: {words}")
    assert not found, "\n".join(found)
