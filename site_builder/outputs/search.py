"""Makes the search index: one a language, anew only where a story in that language has changed.

Pagefind's front end takes the index of the page's language out of one folder. The files of an index bear its language
in their names, so those of several stand side by side; one list, ``pagefind-entry.json``, names them all.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypedDict

from site_builder.locales import Locale
from site_builder.locales.catalog import catalog
from site_builder.locales.pseudo import PSEUDO
from site_builder.outputs.pagefind import ENTRY, MARK, made_by, make_index
from site_builder.store import Digest, Store, digest_of, key, software
from site_builder.store.files import write_file

FOLDER = "pagefind"

_NAMES = (
    "placeholder",
    "clear_search",
    "search_label",
    "zero_results",
    "one_result",
    "many_results",
    "total_zero_results",
    "total_one_result",
    "total_many_results",
    "searching",
    "loading",
    "results_label",
    "input_hint",
    "error_search",
    "keyboard_navigate",
    "keyboard_select",
    "keyboard_clear",
    "keyboard_close",
    "keyboard_search",
)
"""Pagefind's names of the words that the parts in ``stories.js`` show or announce."""


@dataclass(frozen=True, slots=True)
class SearchPage:
    """A page that is searched: its language, the file that it stands in, and a digest of what is searched of it."""

    locale: str
    file: str
    content: Digest


def search_page(locale: str, file: str, document: bytes) -> SearchPage | None:
    """Give what the index must know of the page ``document``; None where it marks nothing to be searched."""
    begin = document.find(MARK)
    if begin < 0:
        return None
    return SearchPage(locale, file, digest_of(document[begin : document.find(b"</article>", begin)]))


def index_key(pages: Iterable[SearchPage]) -> Digest:
    """Give the key of the index of ``pages``, in any order, all of one language."""
    each = sorted((page.file, page.locale, page.content) for page in pages)
    return key("search", software(), *made_by(), *(part for page in each for part in page))


class _Index(TypedDict):
    """The index of a language: Pagefind's own list, and the digest of each other file by its path."""

    entry: dict[str, Any]
    files: dict[str, Digest]


def index_stories(pages: Iterable[SearchPage], target: Path, store: Store, processes: int | None = None) -> list[str]:
    """Write ``pagefind/`` into the site ``target``, in which ``pages`` stand already. Gives its files, none for no
    pages.

    ``processes``: of how many languages an index is made at a time, None for one a core. One takes up to 150 kB of
    memory for each page. Raises SearchError, and OSError where the disk does not take a file.
    """
    by_language: dict[str, list[SearchPage]] = {}
    for page in pages:
        by_language.setdefault(page.locale, []).append(page)
    words = {f"words.{locale}.json": search_words(Locale(locale)) for locale in by_language}
    if len(by_language) > 1:
        # Pagefind takes it for English; its pages search the English ones, or nothing.
        by_language.pop(PSEUDO, None)
    if not by_language:
        return []
    folder = f"{target}/{FOLDER}"
    keys = {locale: index_key(same) for locale, same in sorted(by_language.items())}
    found = {locale: index for locale, name in keys.items() if (index := _placed(store, name, folder))}
    missing = [locale for locale in keys if locale not in found]

    def make(locale: str) -> dict[str, bytes]:
        return make_index(target.absolute(), [page.file for page in by_language[locale]])

    with ThreadPoolExecutor(processes or os.cpu_count() or 1) as pool:
        for locale, files in zip(missing, pool.map(make, missing), strict=True):
            found[locale] = _kept(store, keys[locale], files, folder)
    entries = [found[locale]["entry"] for locale in keys]
    languages = {locale: about for entry in entries for locale, about in entry["languages"].items()}
    written = {**entries[0], "languages": dict(sorted(languages.items()))}
    for name, content in {**words, ENTRY: _json(written)}.items():
        write_file(f"{folder}/{name}", content)
    names = {ENTRY, *words, *(file for index in found.values() for file in index["files"])}
    return [f"{FOLDER}/{name}" for name in names]


def _placed(store: Store, name: Digest, folder: str) -> _Index | None:
    """Put the index under ``name`` into ``folder`` out of the store; None where the store lacks anything of it."""
    value = store.value(name)
    if value is None:
        return None
    index: _Index = json.loads(value)
    is_whole = all(
        store.place(key("search file", digest), f"{folder}/{file}") for file, digest in index["files"].items()
    )
    return index if is_whole else None


def _kept(store: Store, name: Digest, files: Mapping[str, bytes], folder: str) -> _Index:
    """Put the files of an index into ``folder``, and keep each under its own digest, and the list under ``name``.

    Most files hold what is shown of one page, so when a story changes all others are in the store already.
    """
    index = _Index(entry=json.loads(files[ENTRY]), files={})
    for file, content in files.items():
        if file != ENTRY:
            index["files"][file] = digest_of(content)
            store.keep(key("search file", index["files"][file]), content, f"{folder}/{file}")
    store.keep_value(name, _json(index))
    return index


def search_words(locale: Locale) -> bytes:
    """Give a file of what the search says, in the catalog's words, under Pagefind's names.

    Pagefind brings words of its own, which not every editor would sign.
    """
    words = catalog(locale)
    said = {
        name: words.text(f"search.ui.{name.replace('_', '-')}", term="[SEARCH_TERM]", count="[COUNT]")
        for name in _NAMES
    }
    return _json(said)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
