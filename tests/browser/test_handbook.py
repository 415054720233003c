"""The staff handbook, read on a phone, a tablet and a computer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support import projects
from tests.support.axe import axe
from tests.support.browser import ColourScheme, Reader
from tests.support.layout import overflow, resize
from tests.support.nu import nu
from tests.support.server import serving

TOPS = {"en": "en/handbook", "es": "es/manual"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project's site with the handbook."""
    folder = tmp_path_factory.mktemp("handbook")
    project = projects.copy(projects.SMALL, folder / "project")
    settings = project / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").rstrip("\n") + "\n      handbook: true\n", "utf-8")
    return projects.build(project, folder / "site")


@pytest.fixture
def visitor(browser: Browser, site: Path) -> Iterator[Reader]:
    """Somebody who reads it; no page may complain or ask another host."""
    with serving(site) as address:
        reader = Reader(browser, address)
        yield reader
        reader.close()
    assert not reader.complaints, "\n".join(reader.complaints)


def chapters(site: Path, locale: str) -> list[str]:
    """The addresses of a language's pages."""
    files = sorted((site / TOPS[locale]).rglob("index.html"))
    return [f"{file.parent.relative_to(site).as_posix()}/" for file in files]


@pytest.mark.parametrize("locale", TOPS)
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_everybody_can_read_it(visitor: Reader, site: Path, locale: str, colours: ColourScheme) -> None:
    """Axe finds nothing on any page, and none is wider than the screen, at 320 and 1440 px, light and dark.

    At each width dark pages are looked at in one of the languages.
    """
    faults: list[str] = []
    addresses = chapters(site, locale)
    assert len(addresses) == 11
    page = visitor.open(addresses[0], colours=colours)
    for address in addresses:
        visitor.go(page, address)
        for width in {("en", "dark"): (320,), ("es", "dark"): (1440,)}.get((locale, colours), (320, 1440)):
            resize(page, width)
            faults += [f"{address} at {width}, wider than that: {element}" for element in overflow(page)]
            faults += [f"{address} at {width}: {fault}" for fault in axe(page)]
    assert not faults, "\n".join(faults)


def test_its_html_is_valid(site: Path) -> None:
    """The Nu checker finds nothing."""
    assert nu(site / "en/handbook") + nu(site / "es/manual") == []
