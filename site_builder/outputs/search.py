"""The search index: one a language, made anew only where a story in that language has changed.

Pagefind's front end takes the index of the page's language out of one folder. The files of an index bear its language
in their names, so those of several stand side by side; one list, ``pagefind-entry.json``, names them all.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from site_builder.locales import Locale
from site_builder.locales.catalog import catalog
from site_builder.locales.pseudo import PSEUDO
from site_builder.outputs.pagefind import MARK, made_by, make_index, put_in_order, read_entry, write_entry
from site_builder.store import MODE, Digest, Store, digest_of, key, software
from site_builder.store.files import write_new

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
    """What the index must know of the page ``document``; None where it marks nothing to be searched."""
    begin = document.find(MARK)
    if begin < 0:
        return None
    return SearchPage(locale, file, digest_of(document[begin : document.find(b"</article>", begin)]))


def index_key(pages: Iterable[SearchPage]) -> Digest:
    """The key of the index of ``pages``, in any order, all of one language."""
    each = sorted((page.file, page.locale, page.content) for page in pages)
    return key("search", software(), *made_by(), *(part for page in each for part in page))


def index_stories(pages: Iterable[SearchPage], target: Path, store: Store, processes: int | None = None) -> list[str]:
    """Write ``pagefind/`` into the site ``target``, in which ``pages`` stand already; the files, none for no pages.

    ``processes``: of how many languages an index is made at a time, None for one a core. One takes up to 150 kB of
    memory for each page. Raises SearchError, and OSError where the disk does not take a file.
    """
    languages: dict[str, list[SearchPage]] = {}
    for page in pages:
        languages.setdefault(page.locale, []).append(page)
    words = {f"words.{locale}.json": search_words(Locale(locale)) for locale in languages}
    if len(languages) > 1:
        # Pagefind takes it for English; its pages search the English ones, or nothing.
        languages.pop(PSEUDO, None)
    if not languages:
        return []
    with tempfile.TemporaryDirectory(dir=target, prefix=".search-") as work:
        folders = {locale: Path(work).absolute() / locale for locale in sorted(languages)}
        _make(languages, folders, target.absolute(), store, processes or os.cpu_count() or 1)
        names = _join(list(folders.values()), target / FOLDER)
    for name, content in words.items():
        write_new(f"{target}/{FOLDER}/{name}", content)
    return [f"{FOLDER}/{name}" for name in (*names, *words)]


def _make(
    languages: Mapping[str, Sequence[SearchPage]],
    folders: Mapping[str, Path],
    site: Path,
    store: Store,
    at_once: int,
) -> None:
    """Fill the folder of each language, out of the store or by Pagefind."""
    keys = {locale: index_key(languages[locale]) for locale in folders}
    missing = [locale for locale, folder in folders.items() if not _placed(store, keys[locale], folder)]

    def run(locale: str) -> str:
        make_index(site, (page.file for page in languages[locale]), folders[locale])
        return locale

    with ThreadPoolExecutor(at_once) as pool:
        for locale in pool.map(run, missing):
            put_in_order(folders[locale])
            _keep(store, keys[locale], folders[locale])


def _placed(store: Store, name: Digest, folder: Path) -> bool:
    """Whether every file of the index under ``name`` is in ``folder`` now; else the folder is there, and empty."""
    listed = store.value(name)
    for line in (listed or b"").decode().splitlines():
        digest, _, file = line.partition(" ")
        if not store.place(key("search file", digest), f"{folder}/{file}"):
            shutil.rmtree(folder, ignore_errors=True)
            listed = None
            break
    folder.mkdir(exist_ok=True)
    return listed is not None


def _keep(store: Store, name: Digest, folder: Path) -> None:
    """Keep every file of an index under its own digest, and the list of them under ``name``.

    Most files hold what is shown of one page, so when a story changes all others are in the store already.
    """
    lines = []
    for file in _files(folder):
        path = Path(folder, file)
        path.chmod(MODE)
        content = path.read_bytes()
        digest = digest_of(content)
        store.keep_file(key("search file", digest), content, str(path))
        lines.append(f"{digest} {file}\n")
    store.keep_value(name, "".join(lines).encode())


def _join(folders: Sequence[Path], target: Path) -> set[str]:
    """Move the files of every language into one folder, with one list of the languages; their names."""
    entries = [read_entry(folder) for folder in folders]
    names: set[str] = set()
    for folder in folders:
        files = list(_files(folder))
        for inner in {file.rpartition("/")[0] for file in files}:
            (target / inner).mkdir(parents=True, exist_ok=True)
        for file in files:
            os.replace(f"{folder}/{file}", f"{target}/{file}")  # noqa: PTH105 - thousands of them: strings are quicker
        names.update(files)
    languages = {locale: about for entry in entries for locale, about in entry["languages"].items()}
    write_entry(target, {**entries[0], "languages": languages})
    return names


def _files(folder: Path) -> Iterator[str]:
    """Every file in ``folder`` by its path there."""
    start = len(str(folder)) + 1
    for path, _, names in os.walk(folder):
        inside = f"{path[start:]}/".replace(os.sep, "/").lstrip("/")
        yield from (f"{inside}{name}" for name in sorted(names))


def search_words(locale: Locale) -> bytes:
    """Give a file of what the search says, in the catalog's words, under Pagefind's names.

    Pagefind brings words of its own, which not every editor would sign.
    """
    words = catalog(locale)
    said = {
        name: words.text(f"search.ui.{name.replace('_', '-')}", term="[SEARCH_TERM]", count="[COUNT]")
        for name in _NAMES
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
