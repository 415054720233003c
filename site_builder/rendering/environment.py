"""What templates can ask for: the words of one language, links that do not know their page's depth, kept fragments."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from typing import cast

from markupsafe import Markup

from site_builder.locales import Locale
from site_builder.pages.page import Link, Phrase
from site_builder.rendering.chrome import SiteWords
from site_builder.rendering.code import Templates
from site_builder.rendering.escaping import as_markup, escaped
from site_builder.rendering.kept import MOST, Kept
from site_builder.rendering.shell import Links, LinkStyle
from site_builder.rendering.tongues import Tongues, marked, within

BASE = "<@BASE@>"
"""Stands in rendered bodies where a link to another page begins; ``at`` puts the page's own way to the root there.

No text can hold it, whatever people write: a ``<`` of theirs is always escaped, and templates write no such tag. So
what is rendered once serves pages at every depth.
"""

_KEPT = {"card": "card", "places": "words", "where": "words", "contact": "contact"}
"""Macros whose results are kept, and the partial that each is in."""


def at(base: str, body: str) -> str:
    """``body`` as it stands on a page from which ``base`` (not escaped) leads to the site's root."""
    return escaped(base).join(body.split(BASE))


def bare() -> Templates:
    """Templates that need no site: what they print, they are given. Global to them: ``marked``, as below."""
    made = Templates({})
    made.globals["marked"] = marked
    return made


def environment(locale: Locale, style: LinkStyle, words: SiteWords) -> Templates:
    """Templates for HTML pages in ``locale`` whose links are of that ``style``.

    Global to them: ``locale``; ``t`` and ``tn``, the catalog's words, and ``plain``, the same for attributes;
    ``number``; ``href``, a link to an address; ``site``; ``words``, ``phrase`` and ``link``, a passage, several and a
    link, which say where they are in another language; ``bare``, the words of a passage whose element says it;
    ``tongue``, the attributes of an element in that language, and ``turned``, the same, also in the page's own;
    ``within``, those in another element than the page's; ``dated``, those of an element with a date, and ``date``, its
    words; the macros of ``_KEPT``, whose results stand on many pages; and ``placeholder``,
    which a renderer adds.
    """
    tongues = Tongues(words.texts)
    tongue = tongues.tongue
    made = Templates(_Said(tongues))
    links = Links(BASE, style)

    # Pages of one language link to the same stories, countries and themes again and again.
    @lru_cache(maxsize=MOST)
    def href(address: str) -> Markup:
        link = links.to(address)
        return as_markup(BASE + escaped(link[len(BASE) :]) if link.startswith(BASE) else escaped(link))

    def link(to: Link) -> Markup:
        name = to.words
        return as_markup(f'<a href="{href(to.address)}"{tongue(name.language)}>{escaped(tongues.bare(name))}</a>')

    def phrase(parts: Phrase) -> Markup:
        return as_markup("".join(escaped(tongues.words(part)) for part in parts))

    made.globals.update(locale=locale, t=tongues.text, tn=tongues.plural, plain=words.texts.text, number=tongues.number)
    made.globals.update(href=href, site=words, words=tongues.words, phrase=phrase, link=link)
    made.globals.update(tongue=tongue, turned=tongues.turned, within=within, dated=tongues.dated)
    made.globals.update(bare=tongues.bare, date=tongues.date)
    for macro, file in _KEPT.items():
        made.globals[macro] = Kept(partial(_macro, made, f"partials/{file}.html", macro))
    return made


def _macro(templates: Templates, template: str, name: str) -> Callable[..., str]:
    return cast("Callable[..., str]", getattr(templates.get_template(template).module, name))


class _Said(dict[str, str]):
    """The catalog's words as HTML, by key."""

    def __init__(self, tongues: Tongues) -> None:
        super().__init__()
        self._tongues = tongues

    def __missing__(self, key: str) -> str:
        self[key] = as_markup(escaped(self._tongues.text(key)))
        return self[key]
