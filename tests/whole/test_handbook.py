"""The staff handbook in a site: for those who write, in the languages of the site, and never in a reader's way."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from site_builder.mkdocs_plugin import Options, run
from tests.support import projects
from tests.support.built import BuiltSite
from tests.support.laws import LAWS, Law

TOPS = {"en": "en/handbook/", "es": "es/manual/"}
EDITOR = "\n      editor:\n        host: github\n        repository: example/stories\n"


def set_to(folder: Path, more: str) -> Path:
    """The small project, with more settings."""
    made = projects.copy(projects.SMALL, folder)
    settings = made / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").rstrip("\n") + more, "utf-8")
    return made


def is_handbook(address: str) -> bool:
    """Whether a page is one of the handbook's."""
    return address.startswith(tuple(TOPS.values()))


@pytest.fixture(scope="module")
def with_handbook(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The small project's site with an editor, and so with the handbook."""
    folder = tmp_path_factory.mktemp("handbook")
    return BuiltSite(projects.build(set_to(folder / "project", EDITOR), folder / "site"), projects.SMALL_URL)


@pytest.fixture(scope="module")
def asked_for(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The same without an editor, whose page is a program and no page of the site."""
    folder = tmp_path_factory.mktemp("asked")
    project = set_to(folder / "project", "\n      handbook: true\n")
    return BuiltSite(projects.build(project, folder / "site"), projects.SMALL_URL)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_law(asked_for: BuiltSite, law: Law) -> None:
    """What holds on every page holds on the handbook's."""
    broken = list(law(asked_for))
    assert not broken, f"{law.__doc__}\n" + "\n".join(broken)


def test_every_chapter_is_there_in_both_languages(with_handbook: BuiltSite) -> None:
    """The contents lead to every chapter, each leads on to the next one and back, and to its twin."""
    for locale, top in TOPS.items():
        first = with_handbook.page(top)
        listed = [with_handbook.leads_to(first, it.attributes["href"]) for it in first.main.all("ol")[-1].all("a")]
        addresses = [found[0] for found in listed if found]
        assert len(addresses) == 9
        assert {page.address for page in with_handbook.in_language(locale) if is_handbook(page.address)} == {
            top,
            *addresses,
            f"{top}rules/",
        }
        chain, page = [], first
        while on := page.main.all("a", rel="next"):
            page = with_handbook.page(str(with_handbook.leads_to(page, on[0].attributes["href"])[0]))  # type: ignore[index]
            chain.append(page.address)
        assert chain == addresses
        assert all(page.tree.with_class("frame-switch")[0].all("a") for page in map(with_handbook.page, addresses))


def test_readers_and_search_engines_are_not_led_to_it(with_handbook: BuiltSite) -> None:
    """No reader's page leads to the handbook; it is in no sitemap, no search, no menu and no footer, and may not be
    listed."""
    for page in with_handbook.pages.values():
        if is_handbook(page.address):
            assert not page.is_listed
            assert "data-pagefind-body" not in page.html
        elif not page.address.startswith("admin/"):
            assert not any("handbook/" in link or "manual/" in link for _, link in page.links()), page.address
    places = [str(it.text) for it in ET.parse(with_handbook.folder / "sitemap.xml").iter() if it.tag.endswith("loc")]
    assert [place for place in places if is_handbook(place.removeprefix(with_handbook.url))] == []


def test_the_editor_leads_to_it(with_handbook: BuiltSite) -> None:
    """Whoever opens the editor finds the handbook in either language."""
    page = with_handbook.page("admin/")
    links = [it for box in page.tree.with_class("handbook") for it in box.all("a")]
    assert [with_handbook.leads_to(page, it.attributes["href"]) for it in links] == [(top, "") for top in TOPS.values()]


@pytest.mark.parametrize(
    ("more", "there"), [("", False), ("\n      handbook: true\n", True), (f"{EDITOR}      handbook: false\n", False)]
)
def test_settings_decide(tmp_path: Path, more: str, there: bool) -> None:
    """Without an editor there is none, unless it is asked for; with one there is, unless it is refused."""
    site = BuiltSite(projects.build(set_to(tmp_path / "project", more), tmp_path / "site"), projects.SMALL_URL)
    assert any(is_handbook(file) for file in site.files) == there
    assert any(file.startswith("assets/handbook/") for file in site.files) == there
    assert "handbook" not in (site.page("admin/").html if "admin/" in site.pages else "")


def test_a_preview_always_has_it(tmp_path: Path) -> None:
    """Whoever writes in files finds the handbook in the preview, by the line on top of every page, though the site has
    none."""
    made = run(set_to(tmp_path / "project", "\n      handbook: false\n"), tmp_path / "site", Options(preview=True))
    assert made.made, made.remarks
    site = BuiltSite(tmp_path / "site", projects.SMALL_URL)
    for locale, top in TOPS.items():
        page = site.page(f"{locale}/")
        links = [it for box in page.tree.with_class("frame-preview") for it in box.all("a")]
        assert (top, "") in [site.leads_to(page, it.attributes["href"]) for it in links]
        assert top in site.pages


@pytest.mark.parametrize(
    ("locales", "tops", "language"),
    [("[es]", ["es/manual/"], "es"), ("[fr]", ["fr/handbook/"], "en"), ("[fr, es]", ["es/manual/"], "es")],
)
def test_a_site_in_other_languages(tmp_path: Path, locales: str, tops: list[str], language: str) -> None:
    """It is there in those of its languages that the site has, in English where that is neither, and says so."""
    project = tmp_path / "project"
    (project / "content/pages").mkdir(parents=True)
    (project / "mkdocs.yml").write_text(
        "site_name: Invented\ndocs_dir: content/pages\ntheme:\n  name: material\nplugins:\n  - stories:\n"
        f"      locales: {locales}\n      handbook: true\n      search: false\n"
        "      contact:\n        office: Invented office\n        email: office@example.org\n",
        "utf-8",
    )
    site = BuiltSite(projects.build(project, tmp_path / "site"), "")
    found = [it for it in site.pages if re.fullmatch(r"\w+/(?:handbook|manual)/", it)]
    assert found == tops
    article = site.page(tops[0]).main.all("article")[0]
    assert article.language == language
