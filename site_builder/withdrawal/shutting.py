"""Where no build can be made: the site that is served, with every page shut that shows what is withdrawn.

Rather too much than too little is shut: every story page that no readable record accounts for, every page and file that
holds words or pictures of it or that nobody can read, and the search, whose words cannot be told apart. All else stays.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from markupsafe import escape

from site_builder.locales import Locale
from site_builder.locales.catalog import Catalog, catalog
from site_builder.locales.languages import ENGLISH
from site_builder.pages.share_cards import FOLDER as CARDS
from site_builder.publish.staging import list_files
from site_builder.rendering.lang_attributes import lang_attributes
from site_builder.store.files import link_new, write_new
from site_builder.withdrawal.addresses import served_slugs, story_page, story_sections
from site_builder.withdrawal.comparison import kind_of

_OWN = ("assets/logo.", "assets/favicon.")
_ASSET = re.compile(rb"assets/[\w./-]+")
"""In whichever address: that of a share card is whole, and nobody can say here where the site is published."""


def shut(
    served: Path,
    made: Path,
    accounted: Collection[str],
    words: Mapping[Locale, Catalog],
    holding: Collection[str],
) -> frozenset[str]:
    """Have ``made`` hold the site that is ``served`` without what is withdrawn; its files.

    ``accounted``: slugs of the stories that are known to hold none of it. ``words``: what the site's languages say.
    ``holding``: files of the site that hold some of it, or that nobody can read.
    """
    files = frozenset(list_files(served))
    sections = story_sections(words)
    slugs = served_slugs(served, sections)
    pages = (story_page(name, sections[locale]) for locale, names in slugs.items() for name in names - {*accounted})
    own = {page for page in pages if page in files}
    shown = {name.decode() for page in own for name in _ASSET.findall((served / page).read_bytes())}
    pictures = {name for name in shown & files if kind_of(name) == "picture" and not name.startswith(_OWN)}
    shut_files = {*own, *holding}
    # Pages without a share card of their own name the site's, and show nobody by that.
    photos = [name for name in pictures if not name.startswith(CARDS)]
    shut_files |= {page for page in files if page.endswith(".html") and _shows(served / page, photos)}
    gone = {name for name in shut_files if not name.endswith(".html")} | pictures
    gone |= {name for name in files if kind_of(name) == "search"}
    for name in files - gone - shut_files:
        _take_over(served / name, made / name)
    for page in shut_files - gone:
        write_new(str(made / page), _shut_page(page.partition("/")[0], words, is_story=page in own).encode())
    return files - gone


def _take_over(old: Path, new: Path) -> None:
    """Have a file of the old site in the new one too."""
    try:
        link_new(str(old), str(new))
    except OSError:
        # A file system without links.
        write_new(str(new), old.read_bytes())


def languages_of(served: Path) -> list[Locale]:
    """The languages of a site, from the site alone."""
    if not served.is_dir():
        return []
    found = (entry.name for entry in sorted(served.iterdir()) if (entry / "index.html").is_file())
    return [Locale(name) for name in found if name not in {"assets", "pagefind"}]


def _shows(page: Path, pictures: Iterable[str]) -> bool:
    content = page.read_bytes()
    return any(name.encode() in content for name in pictures)


def _shut_page(locale: str, words: Mapping[Locale, Catalog], *, is_story: bool) -> str:
    languages = [words[Locale(locale)]] if locale in words else [*words.values()] or [catalog(ENGLISH)]
    parts = "\n".join(_words(language, is_story=is_story) for language in languages)
    title = escape(_title(languages[0], is_story=is_story))
    return (
        f'<!doctype html>\n<html{lang_attributes(languages[0].locale)}>\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n<meta name="robots" content="noindex">\n'
        f"<title>{title}</title>\n</head>\n<body>\n<main>\n{parts}\n</main>\n</body>\n</html>\n"
    )


def _words(words: Catalog, *, is_story: bool) -> str:
    text = words.text("withdrawn.text" if is_story else "withdrawn.shut")
    title = escape(_title(words, is_story=is_story))
    attributes = lang_attributes(words.language_of("withdrawn.text"))
    return f"<section{attributes}><h1>{title}</h1><p>{escape(text)}</p></section>"


def _title(words: Catalog, *, is_story: bool) -> str:
    return words.text("title.withdrawn" if is_story else "withdrawn.shut-title")
