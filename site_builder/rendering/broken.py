"""The page that a preview shows while there is no site to show: it needs no settings and no theme."""

from __future__ import annotations

from collections.abc import Iterable

from site_builder.locales import Locale
from site_builder.locales.catalog import catalog
from site_builder.pages.problems import lines
from site_builder.problems import Problem
from site_builder.rendering.environment import bare


def broken_page(problems: Iterable[Problem], remarks: Iterable[str], locale: Locale) -> str:
    """An HTML document in ``locale`` with the problems, and what MkDocs had to say (in English)."""
    words = catalog(locale)
    return (
        bare()
        .get_template("pages/broken.html")
        .render(
            locale=locale,
            title=words.text("preview.broken"),
            lede=words.text("preview.broken-lede"),
            lines=lines(problems, locale, words),
            remarks=tuple(remarks),
        )
    )
