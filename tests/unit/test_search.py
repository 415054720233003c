"""The index: of the stories' own words, one a language, made again only where something in that language changed."""

import contextlib
import errno
import gzip
import json
import os
from pathlib import Path

import pytest

from site_builder.locales import Locale
from site_builder.locales.catalog import catalog
from site_builder.locales.system_errors import explanation
from site_builder.locales.typography import with_no_break_spaces
from site_builder.outputs import pagefind, search
from site_builder.outputs.pagefind import SearchError
from site_builder.outputs.search import SearchPage, index_key, index_stories, search_page
from site_builder.store import Store
from tests.support.projects import digests

SECTIONS = {"en": "en/stories", "es": "es/historias"}


def document(locale: str, words: str, around: str = "The frame") -> bytes:
    """A page of a story: a heading, a figure with the labels that every story repeats, and something around it."""
    return (
        f'<!doctype html><html lang="{locale}"><head><title>x</title></head><body><nav>{around}</nav><main>'
        f'<article class="s-story" data-pagefind-body><h1 data-pagefind-meta="title">A heading</h1><p>{words}</p>'
        "<details><summary>Origin</summary><dl><dt>Period</dt><dd>Last spring</dd></dl></details>"
        '<p class="s-explain">Never added up</p><span hidden data-pagefind-filter="Year:2024"></span></article>'
        f"<article><h2>{around}</h2></article></main></body></html>"
    ).encode()


def write(site: Path, stories: dict[tuple[str, str], str]) -> list[SearchPage]:
    """Write pages by language and name; what the index must know of them."""
    pages = []
    for (locale, name), words in stories.items():
        file = f"{SECTIONS[locale]}/{name}/index.html"
        (site / file).parent.mkdir(parents=True)
        (site / file).write_bytes(document(locale, words))
        found = search_page(locale, file, document(locale, words))
        assert found is not None
        pages.append(found)
    return pages


STORIES = {("en", "wells"): "Water everywhere", ("en", "school"): "Lessons", ("es", "pozos"): "Agua por todas partes"}


def build(folder: Path, store: Path, stories: dict[tuple[str, str], str]) -> dict[str, str]:
    """A site with an index; the digest of every file of the index."""
    pages = write(folder, stories)
    with contextlib.closing(Store(store)) as kept:
        names = index_stories(pages, folder, kept)
    assert sorted(names) == sorted(path.relative_to(folder).as_posix() for path in (folder / "pagefind").rglob("*.*"))
    assert sorted(path.name for path in folder.iterdir()) == ["en", "es", "pagefind"]
    return digests(folder / "pagefind")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The languages whose index Pagefind makes from here on."""
    languages: list[str] = []
    make = pagefind.make_index

    def told(site: Path, files: list[str]) -> dict[str, bytes]:
        languages.append(files[0].partition("/")[0])
        return make(site, files)

    monkeypatch.setattr(search, "make_index", told)
    return languages


def fragments(folder: Path) -> dict[str, dict[str, object]]:
    """What is shown of each page, by its address."""
    files = (folder / "pagefind/fragment").iterdir()
    found = [json.loads(gzip.decompress(file.read_bytes()).removeprefix(b"pagefind_dcd")) for file in files]
    return {fragment["url"]: fragment for fragment in found}


def test_a_storys_own_words_are_searched(tmp_path: Path) -> None:
    """Every story is found at its address, with its title and filters, and by nothing that all pages share."""
    build(tmp_path / "site", tmp_path / "store", STORIES)
    found = fragments(tmp_path / "site")
    assert set(found) == {"/en/stories/wells/", "/en/stories/school/", "/es/historias/pozos/"}
    story = found["/en/stories/wells/"]
    assert story["content"] == "A heading. Water everywhere. Last spring."
    assert story["meta"] == {"title": "A heading"}
    assert story["filters"] == {"Year": ["2024"]}


def test_words_that_stay_on_one_line_are_found_as_all_others(tmp_path: Path) -> None:
    """A no-break space parts words as a plain one does: a search for “10 million” or “December 8” finds them."""
    words = "They planted 10 million trees by December 8"
    indexes = []
    for name, written in (("plain", words), ("bound", with_no_break_spaces(words, Locale("en")))):
        build(tmp_path / name, tmp_path / "stores" / name, {("en", "wells"): written, ("es", "pozos"): "Agua"})
        indexes.append([gzip.decompress(file.read_bytes()) for file in sorted((tmp_path / name).rglob("*.pf_index"))])
    assert with_no_break_spaces(words, Locale("en")) != words
    assert indexes[0] == indexes[1]


def test_the_entry_leads_to_every_language(tmp_path: Path) -> None:
    """One list names each language with its pages and the file that its index begins with."""
    build(tmp_path / "site", tmp_path / "store", STORIES)
    folder = tmp_path / "site/pagefind"
    languages = json.loads((folder / "pagefind-entry.json").read_text(encoding="utf-8"))["languages"]
    assert {locale: about["page_count"] for locale, about in languages.items()} == {"en": 2, "es": 1}
    assert all((folder / f"pagefind.{about['hash']}.pf_meta").is_file() for about in languages.values())
    assert all((folder / f"wasm.{about['wasm']}.pagefind").is_file() for about in languages.values())


def test_what_did_not_change_is_not_made_again(tmp_path: Path, made: list[str]) -> None:
    """The same stories give the same files without Pagefind; a changed story costs the index of its language only."""
    first = build(tmp_path / "first", tmp_path / "store", STORIES)
    assert sorted(made) == ["en", "es"]
    made.clear()
    assert build(tmp_path / "second", tmp_path / "store", dict(reversed(STORIES.items()))) == first
    assert made == []
    changed = {**STORIES, ("es", "pozos"): "Agua limpia"}
    third = build(tmp_path / "third", tmp_path / "store", changed)
    assert made == ["es"]
    assert third == build(tmp_path / "cold", tmp_path / "another store", changed)
    assert third != first


@pytest.mark.parametrize("damage", [b"", b"something else", None])
def test_a_damaged_store_costs_only_time(tmp_path: Path, made: list[str], damage: bytes | None) -> None:
    """Files of the store that are no more what they were are made again, and the index is right."""
    first = build(tmp_path / "first", tmp_path / "store", STORIES)
    made.clear()
    for file in (tmp_path / "store/objects").glob("*/*"):
        file.unlink()
        if damage is not None:
            file.write_bytes(damage)
    assert build(tmp_path / "second", tmp_path / "store", STORIES) == first
    assert sorted(made) == ["en", "es"]


def test_the_umask_hides_no_index(tmp_path: Path) -> None:
    """An index that is made under a strict umask can be read by a web server all the same."""
    before = os.umask(0o077)
    try:
        build(tmp_path / "site", tmp_path / "store", STORIES)
    finally:
        os.umask(before)
    files = [path for path in (tmp_path / "site/pagefind").rglob("*") if path.is_file()]
    assert {path.stat().st_mode & 0o444 for path in files} == {0o444}


def test_only_what_is_searched_counts() -> None:
    """A change around a story leaves its index as it is; other words, another file or one story less do not."""

    def page(file: str, words: str, around: str = "The frame") -> SearchPage:
        found = search_page("en", file, document("en", words, around))
        assert found is not None
        return found

    one, other = page("en/stories/a/index.html", "one"), page("en/stories/b/index.html", "other")
    assert index_key([one, other]) == index_key([other, page("en/stories/a/index.html", "one", "Another frame")])
    different = [
        [one],
        [one, page("en/stories/b/index.html", "Other")],
        [one, page("en/stories/c/index.html", "other")],
    ]
    assert len({index_key([one, other]), *map(index_key, different)}) == 4
    assert search_page("en", "en/index.html", b"<html><body><article>No story</article></body></html>") is None


def test_no_stories_have_no_index(tmp_path: Path) -> None:
    """Where nothing is searched, nothing is written."""
    assert index_stories([], tmp_path, Store(tmp_path / "store")) == []
    assert list(tmp_path.iterdir()) == []


def test_a_failure_says_what_pagefind_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Pagefind finds no page to index, or is not there at all, one error says so, and nothing is left behind."""
    missing = [SearchPage("en", "en/stories/gone/index.html", "0")]
    with pytest.raises(SearchError, match="found no page"):
        index_stories(missing, tmp_path, Store(tmp_path / "store"))
    monkeypatch.setattr(pagefind, "get_executable", lambda: tmp_path / "no program")
    with pytest.raises(SearchError) as gone:
        index_stories(missing, tmp_path, Store(tmp_path / "store"))
    assert explanation(gone.value, catalog(Locale("es"))) == "no existe"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("said", [b"", b"e30=", b"eyJwYXlsb2FkIjp7"])
def test_an_answer_that_is_cut_short_is_no_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: bytes) -> None:
    """Where Pagefind ends before it has handed everything over, the build ends, and nothing is kept."""
    program = tmp_path / "pagefind"
    program.write_bytes(b"#!/bin/sh\nprintf '%s' '" + said + b"'\n")
    program.chmod(0o755)
    with monkeypatch.context() as ended:
        ended.setattr(pagefind, "get_executable", lambda: program)
        with pytest.raises(SearchError, match="ended"):
            build(tmp_path / "site", tmp_path / "store", STORIES)
    kept = build(tmp_path / "again", tmp_path / "store", STORIES)
    assert kept == build(tmp_path / "cold", tmp_path / "another store", STORIES)


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_of_folders_is_no_matter(tmp_path: Path, order: int) -> None:
    """A file system lists folders as it likes: the same stories give the same index, whichever was made first."""
    stories = dict(list(STORIES.items())[::order])
    assert build(tmp_path / "site", tmp_path / "store", stories) == build(
        tmp_path / "other", tmp_path / "another store", dict(sorted(STORIES.items()))
    )


def test_a_disk_that_pagefind_has_filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no room for the index, the computer's own reason ends the build."""

    def full(path: str, content: bytes) -> None:
        raise OSError(errno.ENOSPC, "", path)

    monkeypatch.setattr("site_builder.store.store.write_file", full)
    with pytest.raises(OSError, match="pagefind") as refused:
        build(tmp_path / "site", tmp_path / "store", STORIES)
    assert refused.value.errno == errno.ENOSPC
