"""The site's own Jinja environments: values are escaped, and a name that does not exist is an error, not a gap.

There is one for each language and depth of address, because what macros need of those two is then global to them:
macros imported without a page's context are made once, and with context once for every page that uses them.
"""

from __future__ import annotations

from functools import lru_cache
from types import CodeType
from typing import Any

import jinja2
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from site_builder.locales import Locale, Passage
from site_builder.locales.catalog import catalog
from site_builder.pages import Link
from site_builder.rendering.chrome import SiteWords
from site_builder.rendering.shell import Links


class _SharedCode(jinja2.BytecodeCache):
    """Compiled templates, shared by all environments of the process."""

    def __init__(self) -> None:
        self._code: dict[str, CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._code.get(bucket.key)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key] = bucket.code


_CODE = _SharedCode()


def bare() -> jinja2.Environment:
    """Templates out of the package that need no site: what they print, they are given."""
    return jinja2.Environment(
        loader=jinja2.PackageLoader("site_builder", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_CODE,
        extensions=["jinja2.ext.do"],
    )


def environment(locale: Locale, links: Links, words: SiteWords) -> jinja2.Environment:
    """The same for HTML pages in ``locale`` whose links are ``links``.

    Global to them: ``locale``; ``t`` and ``tn``, the catalog's words; ``href``, a link to an address; ``site`` and
    ``built``; ``words`` and ``link``, a passage and a link that say where they are in another language.
    """
    made = bare()
    made.globals.update(_globals(locale, links, words))
    return made


def _globals(locale: Locale, links: Links, site: SiteWords) -> dict[str, Any]:
    # Pages of one language and depth link to the same countries, themes and partners again and again.
    @lru_cache(maxsize=4096)
    def link(to: Link) -> Markup:
        name = to.words
        foreign = f' lang="{escape(name.language)}"' if name.language != locale else ""
        return Markup(f'<a href="{escape(links.to(to.address))}"{foreign}>{escape(name.words)}</a>')  # noqa: S704

    def words(passage: Passage) -> str:
        if passage.language == locale:
            return passage.words
        return Markup(f'<span lang="{escape(passage.language)}">{escape(passage.words)}</span>')  # noqa: S704

    texts = catalog(locale)
    return {
        "locale": locale,
        "t": texts.text,
        "tn": texts.plural,
        "href": links.to,
        "site": site,
        "built": site.built,
        "words": words,
        "link": link,
    }
