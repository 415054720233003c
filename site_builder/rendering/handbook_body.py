"""The main part of a handbook's page: its text as MkDocs has rendered it, its pictures with their sizes, the way on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import PurePosixPath

from site_builder.locales import Locale
from site_builder.locales.catalog import catalog
from site_builder.pictures import PictureInfo, inspect
from site_builder.rendering.environment import bare
from site_builder.rendering.escaping import as_markup
from site_builder.rendering.handbook import FOLDER, PACKAGE, PICTURES, Chapter
from site_builder.rendering.shell import Links, NavItem

_IMAGE = re.compile(r'<img alt="([^"]*)" src="([^"]*)"(?: title="([^"]*)")? ?/?>')
_FIGURE = re.compile(rf"<p>{_IMAGE.pattern}</p>")


def handbook_body(chapter: Chapter, content: str, links: Links) -> str:
    """The page's main part. ``content``: its text as HTML, as MkDocs has rendered it."""
    number, chapters = chapter.number, chapter.chapters
    text = _IMAGE.sub(lambda found: _image(found, chapter.language), _FIGURE.sub(_figure, content))

    def item(at: int) -> NavItem | None:
        return NavItem(chapters[at].title, links.to(chapters[at].address)) if 0 <= at < len(chapters) else None

    return (
        bare()
        .get_template("pages/handbook.html")
        .render(
            words=catalog(Locale(chapter.language)).text,
            lang=chapter.language if chapter.page.locale.partition("-")[0] != chapter.language else "",
            content=as_markup(text),
            top=item(0) if number else None,
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
    """The picture with its caption, a link to itself: on a phone it is small."""
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
