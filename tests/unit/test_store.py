"""The store: what was made before is used again, and nothing that is wrong with it ever reaches a site."""

import contextlib
import os
from pathlib import Path

import pytest

from site_builder.store import Store, clean_store, key


def build(folder: Path, site: Path, contents: dict[str, bytes], limit: int = 1_000_000) -> list[str]:
    """A build that puts ``contents`` into ``site``; the names of what had to be made."""
    made: list[str] = []

    def make(name: str) -> bytes:
        made.append(name)
        return contents[name]

    with contextlib.closing(Store(folder, limit)) as store:
        for name in contents:
            if not store.place(key("test", name), str(site / name)):
                store.keep(key("test", name), make(name), str(site / name))
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


@pytest.mark.parametrize("index", [b"", b"store 0 x\n", b"store 2 0000\nabc def\n", b"\xff\xfe", b"a" * 10_000])
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
    assert clean_store(tmp_path / "store") > 0
    assert clean_store(tmp_path / "store") == 0
    assert build(tmp_path / "store", tmp_path / "second", {"a": b"one"}) == ["a"]


def values(folder: Path, wanted: dict[str, bytes], limit: int = 1_000_000) -> list[str]:
    """A build that needs small values; the names of what had to be made."""
    made = []
    with contextlib.closing(Store(folder, limit)) as store:
        for name, value in wanted.items():
            if store.value(key("test", name)) != value:
                made.append(name)
                store.keep_value(key("test", name), value)
    return made


def packs(folder: Path) -> list[Path]:
    """The files that hold small values."""
    return sorted((folder / "packs").iterdir())


def test_small_values_are_kept(tmp_path: Path) -> None:
    """The second build makes no small value again, not even an empty one."""
    wanted = {"empty": b"", "few": b"a few bytes", "more": b"more bytes " * 99, "last": bytes(100)}
    assert values(tmp_path, wanted) == list(wanted)
    assert values(tmp_path, wanted) == []


def test_a_flipped_bit_costs_one_small_value(tmp_path: Path) -> None:
    """Whichever byte of a pack is wrong, the one value that it is in is made again, and no other."""
    wanted = {name: name.encode() * 40 for name in "abc"}
    values(tmp_path, wanted)
    pack = packs(tmp_path)[0]
    good = pack.read_bytes()
    for position in range(len(good)):
        pack.write_bytes(good[:position] + bytes([good[position] ^ 1]) + good[position + 1 :])
        with contextlib.closing(Store(tmp_path)) as store:
            found = [name for name in wanted if store.value(key("test", name)) is None]
        assert found == ["abc"[position // 40]]
        pack.write_bytes(good)


@pytest.mark.parametrize("left", [0, 1, 100])
def test_a_pack_cut_short_is_noticed(tmp_path: Path, left: int) -> None:
    """What is missing at a pack's end is made again."""
    wanted = {name: name.encode() * 90 for name in "ab"}
    values(tmp_path, wanted)
    os.truncate(packs(tmp_path)[0], left)
    assert values(tmp_path, wanted) == (["b"] if left == 100 else ["a", "b"])
    assert values(tmp_path, wanted) == []


def test_what_no_key_names_goes(tmp_path: Path) -> None:
    """What a killed build has left in the store is gone after the next one."""
    build(tmp_path, tmp_path / "site", {"a": b"one"})
    for left in (tmp_path / "packs" / "left", tmp_path / "objects" / "ab" / "left"):
        left.parent.mkdir(parents=True, exist_ok=True)
        left.write_bytes(b"left by a killed build")
    values(tmp_path, {"b": b"two" * 20})
    assert [path.name for path in tmp_path.rglob("left")] == []


def test_what_little_is_left_of_packs_moves_together(tmp_path: Path) -> None:
    """A thousand builds that each change a little do not leave a thousand packs, nor what nobody needs."""
    wanted = {str(number): bytes([number]) * 1000 for number in range(50)}
    values(tmp_path, wanted, limit=60_000)
    for number in range(200):
        wanted[str(number % 50)] = number.to_bytes(2, "big") * 500
        values(tmp_path, wanted, limit=60_000)
    assert len(packs(tmp_path)) <= 40
    assert sum(pack.stat().st_size for pack in packs(tmp_path)) <= 200_000
    assert values(tmp_path, wanted, limit=60_000) == []


def test_what_another_process_kept_is_taken_in(tmp_path: Path) -> None:
    """What forked processes keep is there for the next build, when the first one is told of it."""
    store = Store(tmp_path)
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            store.keep_value(key("test", "a"), b"from a child" * 9)
            os.write(theirs, next(iter(store.usage().values())).encode())
        finally:
            os._exit(0)
    os.close(theirs)
    store.add_usage({f"v{key('test', 'a')}": os.read(ours, 999).decode()})
    os.waitpid(child, 0)
    store.close()
    with contextlib.closing(Store(tmp_path)) as store:
        assert store.value(key("test", "a")) == b"from a child" * 9


def test_of_two_that_are_open_at_once_each_leaves_what_the_other_kept(tmp_path: Path) -> None:
    """A preview that was there all the time ends after a build: what the build has kept is still there."""
    preview = Store(tmp_path / "store")
    preview.keep(key("test", "b"), b"two", str(tmp_path / "preview/b"))
    preview.save()
    assert build(tmp_path / "store", tmp_path / "first", {"a": b"one", "b": b"two"}) == ["a"]
    preview.keep_value(key("test", "c"), b"three" * 9)
    preview.close()
    assert build(tmp_path / "store", tmp_path / "second", {"a": b"one", "b": b"two"}) == []
    with contextlib.closing(Store(tmp_path / "store")) as store:
        assert store.value(key("test", "c")) == b"three" * 9


def test_what_another_process_kept_can_be_read_though_a_third_one_drops_it(tmp_path: Path) -> None:
    """Of two builds at once, the one that ends first knows nothing of what the other one's processes have kept."""
    worker, build_of_two, other = Store(tmp_path), Store(tmp_path), Store(tmp_path)
    where = worker.keep_value(key("test", "a"), b"kept" * 9)
    build_of_two.add_usage(worker.usage())
    other.close()
    assert packs(tmp_path) == []
    assert where
    assert build_of_two.read(where) == b"kept" * 9


@pytest.mark.parametrize("umask", [0o077, 0o000])
def test_the_umask_hides_no_page(tmp_path: Path, umask: int) -> None:
    """Under a strict umask a site can be read by a web server all the same, under a lax one records only by their
    owner."""
    before = os.umask(umask)
    try:
        build(tmp_path / "store", tmp_path / "site", {"a": b"one"})
        values(tmp_path / "store", {"a": b"value" * 20})
    finally:
        os.umask(before)
    assert (tmp_path / "site/a").stat().st_mode & 0o777 == 0o644
    assert packs(tmp_path / "store")[0].stat().st_mode & 0o777 == 0o600
