"""Adds the staff handbook to a site: hand-written pages of the software, so that every programme has the current ones.

They stand in ``site_builder/handbook/<language>/*.md``, their pictures in ``handbook/images/<language>/``. MkDocs
renders them beside a project's own pages; here is which there are, where they stand, and what is around their text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from pathlib import Path, PurePosixPath

from site_builder.escaping import as_markup
from site_builder.locales import Locale, Passage
from site_builder.locales.catalog import Catalog, catalog
from site_builder.pictures.inspection import PictureInfo, inspect
from site_builder.problems.explanation import rule_pages
from site_builder.reading.handwritten import (
    HANDBOOK_LANGUAGES,
    HandwrittenPage,
    handbook_address,
    handbook_languages,
    read_handwritten,
    rules_address,
)
from site_builder.records import Settings
from site_builder.rendering.layout import Links, NavItem
from site_builder.rendering.templates import bare_templates

PACKAGE = Path(str(resources.files("site_builder")))
"""Where the paths of the pages' and pictures' files begin."""

FOLDER = "handbook"
PICTURES = f"{FOLDER}/images"
"""Below it, a folder of each language."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A page of the handbook. ``language``: of its words, which the site may not have. ``number``: its place among
    ``chapters``, the pages of its locale, of which the first lists the others."""

    page: HandwrittenPage
    language: str
    number: int
    chapters: tuple[HandwrittenPage, ...]


def handbook(settings: Settings) -> tuple[Chapter, ...]:
    """Return every page, in those of the site's locales that the handbook is written in; in English where in none of
    them. None where the site has no handbook."""
    if not settings.has_handbook:
        return ()
    languages = handbook_languages(settings.locales)
    placed = {locale: [_placed(page, locale) for page in _written(language)] for locale, language in languages.items()}
    alternates: dict[str, dict[Locale, str]] = {}
    for locale, pages in placed.items():
        for page in pages:
            alternates.setdefault(page.name, {})[locale] = page.address
    found = []
    for locale, pages in placed.items():
        chapters = tuple(replace(page, alternates=alternates[page.name]) for page in pages)
        found += [Chapter(page, languages[locale], number, chapters) for number, page in enumerate(chapters)]
    return tuple(found)


def handbook_title(words: Catalog) -> Passage:
    """Return the words of a link to it."""
    return words.passage("handbook.title")


def handbook_links(settings: Settings) -> dict[Locale, NavItem]:
    """Return links to it, by the locales that have it."""
    return {
        chapter.page.locale: NavItem(catalog(Locale(chapter.language)).text("handbook.title"), chapter.page.address)
        for chapter in handbook(settings)
        if chapter.number == 0
    }


def handbook_pictures(settings: Settings) -> dict[str, str]:
    """Return the pictures of its pages: each file below ``PACKAGE``, and where it stands in a site."""
    return {
        path.relative_to(PACKAGE).as_posix(): f"assets/{FOLDER}/{language}/{path.name}"
        for language in sorted({chapter.language for chapter in handbook(settings)})
        for path in sorted((PACKAGE / PICTURES / language).glob("*.webp"))
    }


def is_of_handbook(file: str) -> bool:
    """Return whether a site's file stands where the handbook does."""
    rest = file.partition("/")[2]
    return rest.startswith(tuple(handbook_address(Locale(each)).partition("/")[2] for each in HANDBOOK_LANGUAGES))


@cache
def handbook_words() -> str:
    """Give everything that the handbook says, its page about rules too, in every language."""
    chapters = [path.read_text("utf-8") for path in sorted((PACKAGE / FOLDER).glob("*/*.md"))]
    return "\n".join([*chapters, *rule_pages().values()])


@cache
def _written(language: str) -> tuple[HandwrittenPage, ...]:
    """Return the pages of a language, the contents first. That they have no problem is held by a test."""
    pages, _ = read_handwritten(PACKAGE / FOLDER, FOLDER, [Locale(language)])
    return tuple(replace(page, source=f"{FOLDER}/{page.source}") for page in pages)


def _placed(page: HandwrittenPage, locale: Locale) -> HandwrittenPage:
    top = handbook_address(locale)
    address = top if page.name == "index" else f"{top}{page.address.rstrip('/').rpartition('/')[2]}/"
    return replace(page, locale=locale, address=address, name=f"{FOLDER}/{page.name}")


_IMAGE = re.compile(r'<img alt="([^"]*)" src="([^"]*)"(?: title="([^"]*)")? ?/?>')
_FIGURE = re.compile(rf"<p>{_IMAGE.pattern}</p>")


def handbook_body(chapter: Chapter, content: str, links: Links) -> str:
    """Return the page's main part. ``content``: its text as HTML, as MkDocs has rendered it."""
    number, chapters = chapter.number, chapter.chapters
    text = _IMAGE.sub(lambda found: _image(found, chapter.language), _FIGURE.sub(_figure, content))

    def item(at: int) -> NavItem | None:
        return NavItem(chapters[at].title, links.to(chapters[at].address)) if 0 <= at < len(chapters) else None

    return (
        bare_templates()
        .get_template("pages/handbook.html")
        .render(
            words=catalog(Locale(chapter.language)).text,
            lang=chapter.language if chapter.page.locale.partition("-")[0] != chapter.language else "",
            content=as_markup(text),
            top=item(0) if number else None,
            rules="" if number else links.to(rules_address(chapter.page.locale)),
            before=item(number - 1) if number > 1 else None,
            after=item(number + 1),
            chapters=[]
            if number
            else [(page.title, links.to(page.address), page.description) for page in chapters[1:]],
        )
    )


@cache
def handbook_style() -> str:
    """Its style, which stands in its pages: readers load none of it."""
    return (PACKAGE / FOLDER / "handbook.css").read_text("utf-8")


def _figure(found: re.Match[str]) -> str:
    """Return the picture with its caption, a link to itself: on a phone it is small."""
    caption = f"<figcaption>{found[3]}</figcaption>" if found[3] else ""
    picture = f'<img alt="{found[1]}" src="{found[2]}">'
    return f'<figure class="handbook-figure"><a href="{found[2]}">{picture}</a>{caption}</figure>'


def _image(found: re.Match[str], language: str) -> str:
    """With its size, so that nothing moves when it arrives. MkDocs has turned its path into a link by then."""
    width, height = _sizes().get(f"{language}/{PurePosixPath(found[2]).name}", (0, 0))
    return f'<img alt="{found[1]}" src="{found[2]}" width="{width}" height="{height}" loading="lazy" decoding="async">'


@cache
def _sizes() -> Mapping[str, tuple[int, int]]:
    found = ((path, inspect(path.read_bytes())) for path in (PACKAGE / PICTURES).rglob("*.webp"))
    return {
        f"{path.parent.name}/{path.name}": (info.width, info.height)
        for path, info in found
        if isinstance(info, PictureInfo)
    }
