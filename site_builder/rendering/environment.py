"""The site's own Jinja environments: values are escaped, and a name that does not exist is an error, not a gap.

There is one for each language and depth of address, because what macros need of those two is then global to them:
macros imported without a page's context are made once, and with context once for every page that uses them.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from functools import cache, lru_cache
from types import CodeType
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.bccache import Bucket
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from site_builder.locales import Locale, Passage
from site_builder.locales.catalog import Catalog, catalog
from site_builder.pages import Link
from site_builder.rendering.chrome import SiteWords
from site_builder.rendering.shell import Links


class _SharedCode(jinja2.BytecodeCache):
    """Compiled templates, shared by all environments of one language."""

    def __init__(self) -> None:
        self._code: dict[str, CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._code.get(bucket.key)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key] = bucket.code


@cache
def _code(locale: Locale | None) -> _SharedCode:
    return _SharedCode()


class _Spoken(NodeTransformer):
    """Puts the catalog's words into a template when it is compiled: ``t("story.next")`` is the same on every page."""

    def __init__(self, words: Catalog) -> None:
        self._words = words

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - the visitor's way of naming
        """A call of ``t`` with a key and nothing to fill in becomes its words."""
        self.generic_visit(node)
        named = isinstance(node.node, nodes.Name) and node.node.name == "t"
        if named and len(node.args) == 1 and isinstance(node.args[0], nodes.Const) and not node.kwargs:
            return nodes.Const(self._words.text(node.args[0].value), lineno=node.lineno)
        return node


class _Environment(jinja2.Environment):
    """Templates that speak one language."""

    spoken: _Spoken | None = None

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The environment's own, not a chain of mappings: every name that a macro uses is looked up in it."""
        return {**self.globals, **d} if d else self.globals

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        if self.spoken:
            self.spoken.visit(tree)
        return tree


def bare(locale: Locale | None = None) -> _Environment:
    """Templates out of the package that need no site: what they print, they are given."""
    return _Environment(
        loader=jinja2.PackageLoader("site_builder", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_code(locale),
    )


def environment(locale: Locale, links: Links, words: SiteWords) -> jinja2.Environment:
    """The same for HTML pages in ``locale`` whose links are ``links``.

    Global to them: ``locale``; ``t`` and ``tn``, the catalog's words; ``href``, a link to an address; ``site``;
    ``words`` and ``link``, a passage and a link that say where they are in another language.
    """
    made = bare(locale)
    made.spoken = _Spoken(catalog(locale))
    made.globals.update(_globals(locale, links, words))
    return made


def _globals(locale: Locale, links: Links, site: SiteWords) -> dict[str, Any]:
    # Pages of one language and depth link to the same stories, countries and themes again and again.
    href = lru_cache(maxsize=8192)(links.to)

    @lru_cache(maxsize=4096)
    def link(to: Link) -> Markup:
        name = to.words
        foreign = f' lang="{escape(name.language)}"' if name.language != locale else ""
        return Markup(f'<a href="{escape(href(to.address))}"{foreign}>{escape(name.words)}</a>')  # noqa: S704

    def words(passage: Passage) -> str:
        if passage.language == locale:
            return passage.words
        return Markup(f'<span lang="{escape(passage.language)}">{escape(passage.words)}</span>')  # noqa: S704

    texts = catalog(locale)
    return {
        "locale": locale,
        "t": texts.text,
        "tn": texts.plural,
        "href": href,
        "site": site,
        "words": words,
        "link": link,
    }
