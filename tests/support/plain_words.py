"""Words that no catalog and no record gave: on a page in the pseudo-locale every other word is in accents."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from babel import Locale as Cldr

from site_builder.locales import Locale
from site_builder.locales.catalog import catalog
from site_builder.locales.formats import autonym
from site_builder.locales.pseudo import PSEUDO
from tests.support.built import BuiltPage
from tests.support.dom import Element

# What programs read and nobody sees or hears. Every other attribute is looked at, whatever its name.
MACHINE = frozenset(
    re.findall(
        r"[\w-]+",
        """
        accept action aria-controls aria-current aria-describedby aria-expanded aria-haspopup aria-hidden
        aria-labelledby aria-live aria-owns aria-pressed aria-selected aria-busy aria-activedescendant
        aria-autocomplete aria-atomic aria-modal aria-valuemin aria-valuemax autocapitalize autocomplete
        bundle-path charset class crossorigin d data-base data-frame data-md-color-accent data-md-color-primary
        data-md-color-scheme data-md-component data-way data-pagefind-ignore
        data-pf-sr-hidden data-pf-hidden data-search-here data-words aria-multiselectable
        datetime decoding dir download enterkeyhint fetchpriority fill for height hide-clear hide-sub-results
        href hreflang http-equiv id lang loading media name property rel reset-on-close role scope sizes spellcheck
        src srcset style tabindex target type viewbox width xmlns
        """,
    )
)
# <meta>: what its content is for people.
TOLD = ("description", "og:title", "og:description", "og:site_name", "og:image:alt", "application-name", "author")
# Names of things that are the same in every language.
NAMES = ("Material for MkDocs", "WhatsApp", "CC BY 4.0", "RSS", "MkDocs")
_MACHINE_KEYS = frozenset(["@context", "@type", "url", "@id", "inLanguage", "datePublished", "dateModified", "image"])
_LETTERS = re.compile(r"[A-Za-z]+")
# What is typed as it stands: options and the names of files.
_TYPED = re.compile(r"(?<!\w)--[a-z][\w-]*|\b[\w-]+\.(?:yml|md)\b")


def of_records(project: Path) -> set[str]:
    """Every line of a project's records that stands for all languages: names, acronyms, what a contact is."""
    files = [*project.rglob("*.yml")]
    return {words for file in files for words in _plain(yaml.load(file.read_text("utf-8"), _Loader))}


class _Loader(yaml.SafeLoader):
    """Tags of MkDocs are passed over."""


_Loader.add_multi_constructor("!", lambda loader, suffix, node: "")


def _plain(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if not {"en", "es"} & value.keys():
            for inner in value.values():
                yield from _plain(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _plain(inner)
    elif isinstance(value, str) and _LETTERS.search(value):
        yield value.strip()
        if host := urlsplit(value).hostname:
            yield host


def of_cldr() -> set[str]:
    """Months, countries and languages as the pseudo-locale has them: CLDR's English."""
    english = Cldr("en")
    months = (name for width in ("wide", "abbreviated") for name in english.months["format"][width].values())
    return {
        *months,
        *english.territories.values(),
        *english.languages.values(),
        *(autonym(catalog(Locale(name))) for name in ("en", "es")),
        "GMT",
    }


class Known:
    """What a page may say without accents."""

    def __init__(self, words: Iterable[str]) -> None:
        longest = sorted({" ".join(found.split()) for found in (*words, *NAMES)}, key=len, reverse=True)
        self._known = re.compile(rf"(?<![A-Za-z])(?:{'|'.join(map(re.escape, longest))})(?![A-Za-z])")

    def without(self, words: str) -> list[str]:
        """The plain words that are left of ``words``."""
        return _LETTERS.findall(self._known.sub(" ", _TYPED.sub(" ", " ".join(words.split()))))


def on_page(page: BuiltPage, known: Known, verbatim: tuple[str, ...] = ()) -> Iterator[str]:
    """Every plain word on a page: in its texts, in its attributes, in what it tells search engines.

    ``verbatim``: elements in which files stand as they are.
    """
    for words, element in page.tree.texts():
        if element.tag not in verbatim and _is_pseudo(element, page):
            yield from (f"{page.address}: {element.tag}: {word} in “{words.strip()}”" for word in known.without(words))
    for element in page.tree.walk():
        yield from (f"{page.address}: {found}" for found in _of_attributes(element, page, known))
    for script in page.tree.all("script", type="application/ld+json") if page.locale == PSEUDO else ():
        (written,) = script.children
        for words in _of_json(json.loads(str(written))):
            yield from (f"{page.address}: JSON-LD: {word} in “{words}”" for word in known.without(words))


def _is_pseudo(element: Element, page: BuiltPage) -> bool:
    """Whether a part of the page is in the pseudo-locale: because it says so, or because the page is."""
    found: Element | None = element
    while found is not None and found.tag != "html":
        if "lang" in found.attributes:
            return found.attributes["lang"] == PSEUDO
        found = found.parent
    return page.locale == PSEUDO


def _of_attributes(element: Element, page: BuiltPage, known: Known) -> Iterator[str]:
    if not _is_pseudo(element, page):
        return
    for name, value in element.attributes.items():
        is_told = name not in MACHINE and (name, value) != ("data-pagefind-meta", "title")
        if element.tag == "meta" and name == "content":
            is_told = (element.attributes.get("name") or element.attributes.get("property")) in TOLD
        # A name that another element gives comes first.
        if name == "aria-label" and "aria-labelledby" in element.attributes:
            is_told = False
        if is_told:
            yield from (f"{element.tag} {name}: {word} in “{value}”" for word in known.without(value))


def in_feed(name: str, feed: bytes, known: Known) -> Iterator[str]:
    """Every plain word that a feed shows."""
    for element in ET.fromstring(feed).iter():
        if element.tag.rpartition("}")[2] in {"title", "subtitle", "summary", "name", "content", "rights"}:
            words = "".join(element.itertext())
            yield from (f"{name}: {element.tag}: {word} in “{words[:80]}”" for word in known.without(words))


def _of_json(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in _MACHINE_KEYS:
                yield from _of_json(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _of_json(inner)
    elif isinstance(value, str):
        yield value
