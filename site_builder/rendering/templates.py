"""Compiles the site's templates once for all languages, into quicker code than Jinja's own.

Jinja's code asks the environment for every attribute, calls every function through the context and wraps all that it
escapes; on a page those are thousands of steps. Here an attribute is an attribute, a function is called, and what is
escaped is a plain string. The templates are the package's own, so nothing is lost: a view without the attribute is a
bug, as it was, and raises AttributeError.

``t("key")`` becomes a look-up among words that are escaped already, so that one code speaks every language.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, MutableMapping
from functools import cache, lru_cache, partial
from importlib import resources
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING, Any, cast

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.utils import missing
from markupsafe import Markup

from site_builder.escaping import as_markup, escaped
from site_builder.locales import Locale
from site_builder.pages.page import Link, Phrase
from site_builder.rendering.lang_attributes import LanguageMarkup, lang_attributes, lang_within
from site_builder.rendering.layout import Links, LinkStyle
from site_builder.store import key, software
from site_builder.store.keys import cached

if TYPE_CHECKING:
    from site_builder.rendering.site_layout import SiteWords

_HERE = Path(str(resources.files("site_builder")))
_FOLDERS = ("pages", "partials")


def macro_of(function: Callable[..., str], names: tuple[str, ...]) -> Callable[..., Markup]:
    """Return a macro, from the function that Jinja made of it: that takes all arguments, by position, or
    ``missing``."""
    count = len(names)

    def macro(*given: object, **named: object) -> Markup:
        if len(given) < count:
            given += tuple([named.pop(name, missing) for name in names[len(given) :]])
        if named:
            raise TypeError(f"a macro of {', '.join(names)} takes no {', '.join(named)}")
        return as_markup(function(*given))

    return macro


class _CodeGenerator(CodeGenerator):
    """Writes a template's code. What a page does often is overridden, the rest is Jinja's."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        """The module: what its code needs beside Jinja's own."""
        self.writeline("from site_builder.escaping import escaped")
        self.writeline(f"from {__name__} import macro_of")
        super().visit_Template(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """``a.b``."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """``f(a, b=c)``; ``t("key")`` with nothing to fill in is looked up."""
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            self.fail("calls take plain arguments here", node.lineno)
        if key := _plain_key(node):
            self.write(f"environment.words_as_html[{key!r}]")
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """A plain function."""
        if macro_ref.accesses_caller or macro_ref.accesses_kwargs or macro_ref.accesses_varargs:
            self.fail("macros take plain arguments here", macro_ref.node.lineno)
        self.write(f"macro_of(macro, {tuple(argument.name for argument in macro_ref.node.args)!r})")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if not _plain_key(node):
            self.write("escaped(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if not _plain_key(node):
            self.write(")")


def _plain_key(node: nodes.Expr) -> str:
    """Return the key of words that a call of ``t`` asks for as they are; else empty."""
    match node:
        case nodes.Call(node=nodes.Name(name="t"), args=[nodes.Const(value=str(key))], kwargs=[]):
            return key
    return ""


class Templates(jinja2.Environment):
    """The templates of the package in one language. ``words_as_html``: the interface's words by key, as HTML."""

    code_generator_class = _CodeGenerator

    def __init__(self, words_as_html: Mapping[str, str]) -> None:
        super().__init__(
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self.words_as_html = words_as_html
        self._found: dict[str, jinja2.Template] = {}

    def warm(self) -> None:
        """Load every template now: before processes are forked, which would each do so."""
        for name in _names():
            self.get_template(name)

    def _load_template(self, name: str, globals: MutableMapping[str, Any] | None) -> jinja2.Template:  # noqa: A002
        # Every page asks for a dozen templates. Jinja's own cache is made for templates that change, and its globals
        # are a chain of mappings, in which every name that a macro uses is looked up.
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = _Template.from_code(self, _all_compiled()[name], self.globals)
        return found


class _Template(jinja2.Template):
    def _get_default_module(self, ctx: jinja2.runtime.Context | None = None) -> Any:
        # Macros take all that they print as arguments or globals: one module serves every page.
        if self._module is None:
            self._module = self.make_module()
        return self._module


def _names() -> Iterator[str]:
    for folder in _FOLDERS:
        for file in sorted((_HERE / "templates" / folder).glob("*.html")):
            yield f"{folder}/{file.name}"


def _source(name: str) -> str:
    return (_HERE / "templates" / name).read_text("utf-8")


@cache
def _all_compiled() -> Mapping[str, CodeType]:
    """Return the code of every template, by its name. It follows from the software alone: made once for each
    version."""
    templates = Templates({})
    names = tuple(_names())
    return cached(
        "templates/own",
        key("templates", software()),
        lambda: {name: templates.compile(_source(name), name, name) for name in names},
    )


BASE = "<@BASE@>"
"""Stands in rendered bodies where a link to another page begins; ``with_base`` puts the page's base there.

No text can hold it, whatever people write: a ``<`` of theirs is always escaped, and templates write no such tag. So
what is rendered once serves pages at every depth.
"""

_CACHED_MACROS = {"card": "card", "places": "words", "where": "words", "contact": "contact"}
"""Macros whose results are kept, and the partial that each is in."""


def with_base(base: str, body: str) -> str:
    """Return ``body`` as it stands on a page from which ``base`` (not escaped) leads to the site's root."""
    return escaped(base).join(body.split(BASE))


def bare_templates() -> Templates:
    """Templates that need no site: what they print, they are given. Global to them: ``lang_attributes``."""
    made = Templates({})
    made.globals["lang_attributes"] = lang_attributes
    return made


def site_templates(locale: Locale, style: LinkStyle, words: SiteWords) -> Templates:
    """Templates for HTML pages in ``locale`` whose links are of that ``style``.

    Global to them: ``locale``; ``t`` and ``tn``, the catalog's words, and ``plain``, the same for attributes;
    ``number``; ``href``, a link to an address; ``site``; ``words``, ``phrase`` and ``link``, a passage, several and a
    link, which say where they are in another language; ``bare``, the words of a passage whose element says it;
    ``lang``, the attributes of an element in that language, and ``lang_always``, the same, also in the page's own;
    ``lang_within``, those in another element than the page's; ``dated``, those of an element with a date, and ``date``,
    its words; the macros of ``_CACHED_MACROS``, whose results stand on many pages; and ``placeholder``, which a
    renderer adds.
    """
    markup = LanguageMarkup(words.texts)
    made = Templates(_EscapedWords(markup))
    links = Links(BASE, style)

    # Pages of one language link to the same stories, countries and themes again and again.
    @lru_cache(maxsize=MAX_FRAGMENTS)
    def href(address: str) -> Markup:
        link = links.to(address)
        return as_markup(BASE + escaped(link[len(BASE) :]) if link.startswith(BASE) else escaped(link))

    def link(to: Link) -> Markup:
        name = to.words
        return as_markup(f'<a href="{href(to.address)}"{markup.lang(name.language)}>{escaped(markup.bare(name))}</a>')

    def phrase(parts: Phrase) -> Markup:
        return as_markup("".join(escaped(markup.words(part)) for part in parts))

    made.globals.update(locale=locale, t=markup.text, tn=markup.plural, plain=words.texts.text, number=markup.number)
    made.globals.update(href=href, site=words, words=markup.words, phrase=phrase, link=link)
    made.globals.update(lang=markup.lang, lang_always=markup.lang_always, lang_within=lang_within, dated=markup.dated)
    made.globals.update(bare=markup.bare, date=markup.date)
    for macro, file in _CACHED_MACROS.items():
        made.globals[macro] = FragmentCache(partial(_macro, made, f"partials/{file}.html", macro))
    return made


def _macro(templates: Templates, template: str, name: str) -> Callable[..., str]:
    return cast("Callable[..., str]", getattr(templates.get_template(template).module, name))


class _EscapedWords(dict[str, str]):
    """The catalog's words as HTML, by key."""

    def __init__(self, markup: LanguageMarkup) -> None:
        super().__init__()
        self._markup = markup

    def __missing__(self, key: str) -> str:
        self[key] = as_markup(escaped(self._markup.text(key)))
        return self[key]


MAX_FRAGMENTS = 30_000
"""How many fragments are kept of a kind: the cards of some ten thousand stories in the sizes that they come in."""


class FragmentCache:
    """A macro whose results are kept, by the very value that it prints and how it is to print it.

    ``macro`` gives the macro; it is asked for at the first call. Beyond ``most`` results the oldest go.
    """

    def __init__(self, macro: Callable[[], Callable[..., str]], most: int = MAX_FRAGMENTS) -> None:
        self._macro = macro
        self._most = most
        # The value is held beside what came of it, so no other can take its id.
        self._kept: dict[tuple[Hashable, ...], tuple[object, str]] = {}

    def __call__(self, value: object, *how: Hashable) -> str:
        """``value`` printed by the macro, which takes ``how`` as its further arguments."""
        key = (id(value), *how)
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= self._most:
                del self._kept[next(iter(self._kept))]
            found = self._kept[key] = (value, self._macro()(value, *how))
        return found[1]
