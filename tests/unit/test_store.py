"""The store: what was made before is used again, and nothing that is wrong with it ever reaches a site."""

import contextlib
import os
from pathlib import Path

import pytest

from site_builder.store import Store, clean, key, placed


def build(folder: Path, site: Path, contents: dict[str, bytes], limit: int = 1_000_000) -> list[str]:
    """A build that puts ``contents`` into ``site``; the names of what had to be made."""
    made: list[str] = []

    def make(name: str) -> bytes:
        made.append(name)
        return contents[name]

    with contextlib.closing(Store(folder, limit)) as store:
        for name in contents:
            placed(store, key("test", name), site / name, lambda name=name: make(name))  # type: ignore[misc]
    return made


def objects(folder: Path) -> list[Path]:
    """The contents in the store."""
    return sorted(folder.glob("objects/*/*"))


def test_what_was_made_is_not_made_again(tmp_path: Path) -> None:
    """The second build makes nothing, and its files are the same."""
    contents = {"a": b"one", "b": b"two" * 9999}
    assert build(tmp_path / "store", tmp_path / "first", contents) == ["a", "b"]
    assert build(tmp_path / "store", tmp_path / "second", contents) == []
    assert {name: (tmp_path / "second" / name).read_bytes() for name in contents} == contents


@pytest.mark.parametrize("damage", [b"", b"onf", b"one more", None])
def test_damaged_contents_are_made_again(tmp_path: Path, damage: bytes | None) -> None:
    """A file that was cut short, changed, or is gone costs its making, and the site gets the right one."""
    build(tmp_path / "store", tmp_path / "first", {"a": b"one"})
    entry = objects(tmp_path / "store")[0]
    entry.unlink()
    if damage is not None:
        entry.write_bytes(damage)
    assert build(tmp_path / "store", tmp_path / "second", {"a": b"one"}) == ["a"]
    assert (tmp_path / "second/a").read_bytes() == b"one"
    assert build(tmp_path / "store", tmp_path / "third", {"a": b"one"}) == []


def test_an_edited_site_does_not_spoil_the_next_one(tmp_path: Path) -> None:
    """A file of the site that somebody edits in place is the store's too; the next build notices."""
    build(tmp_path / "store", tmp_path / "first", {"a": b"one"})
    (tmp_path / "first/a").write_bytes(b"two")
    build(tmp_path / "store", tmp_path / "second", {"a": b"one"})
    assert (tmp_path / "second/a").read_bytes() == b"one"


@pytest.mark.parametrize("index", [b"", b"store 0 x\n", b"store 1 0000\nabc def\n", b"\xff\xfe", b"a" * 10_000])
def test_an_index_that_cannot_be_read_is_none(tmp_path: Path, index: bytes) -> None:
    """A damaged index, or one of another version, means an empty store."""
    build(tmp_path / "store", tmp_path / "first", {"a": b"one"})
    (tmp_path / "store/index").write_bytes(index)
    assert build(tmp_path / "store", tmp_path / "second", {"a": b"one"}) == ["a"]
    assert (tmp_path / "second/a").read_bytes() == b"one"


def test_a_single_wrong_byte_of_the_index_is_noticed(tmp_path: Path) -> None:
    """No byte of the index can be changed without its being made again."""
    build(tmp_path / "store", tmp_path / "site", {"a": b"one", "b": b"two"})
    index = tmp_path / "store/index"
    good = index.read_bytes()
    for position in range(0, len(good), 7):
        index.write_bytes(good[:position] + bytes([good[position] ^ 1]) + good[position + 1 :])
        assert build(tmp_path / "store", tmp_path / f"site-{position}", {"a": b"one"}) == ["a"]
        assert (tmp_path / f"site-{position}/a").read_bytes() == b"one"
        index.write_bytes(good)


def test_the_oldest_goes_first(tmp_path: Path) -> None:
    """Beyond its limit the store drops what was not used for longest."""
    for name in ("old", "middle", "new"):
        build(tmp_path / "store", tmp_path / f"site-{name}", {name: name.encode() * 100}, limit=1000)
    assert build(tmp_path / "store", tmp_path / "again", {"new": b"new" * 100}, limit=1000) == []
    assert build(tmp_path / "store", tmp_path / "once-more", {"old": b"old" * 100}, limit=1000) == ["old"]
    assert sum(path.stat().st_size for path in objects(tmp_path / "store")) <= 1000


def test_equal_contents_are_kept_once(tmp_path: Path) -> None:
    """Two names for the same bytes take the room of one."""
    build(tmp_path / "store", tmp_path / "site", {"a": b"same", "b": b"same"})
    assert len(objects(tmp_path / "store")) == 1


def test_without_hard_links_files_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a file system without hard links the site is the same."""

    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(os, "link", refuse)
    build(tmp_path / "store", tmp_path / "first", {"a": b"one"})
    assert build(tmp_path / "store", tmp_path / "second", {"a": b"one"}) == []
    assert (tmp_path / "second/a").read_bytes() == b"one"


def test_a_store_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    """Where the store's folder cannot be made, the site is made all the same."""
    (tmp_path / "store").write_bytes(b"a file stands in the way")
    assert build(tmp_path / "store", tmp_path / "site", {"a": b"one"}) == ["a"]
    assert (tmp_path / "site/a").read_bytes() == b"one"


def test_no_two_lists_of_parts_give_one_key() -> None:
    """Where one part ends and the next begins counts."""
    keys = {key("k", "ab", "c"), key("k", "a", "bc"), key("k", "abc"), key("k", "abc", ""), key("ka", "bc"), key("k")}
    assert len(keys) == 6


def test_cleaning_empties_the_store(tmp_path: Path) -> None:
    """After cleaning, everything is made again; cleaning twice is fine."""
    build(tmp_path / "store", tmp_path / "first", {"a": b"one"})
    assert clean(tmp_path / "store") > 0
    assert clean(tmp_path / "store") == 0
    assert build(tmp_path / "store", tmp_path / "second", {"a": b"one"}) == ["a"]
