"""Stage and swap: what is served is the old site or the new one, whole, and older ones can come back."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from site_builder.publish import releases, staging
from site_builder.publish.releases import list_releases, recover
from site_builder.publish.staging import (
    Stage,
    discard,
    remove_leftovers,
    roll_back,
    stage,
    swap,
    swap_at_once,
    swap_by_renames,
)
from site_builder.publish.target import release_folder, releases_folder
from site_builder.store.files import write_file

MADE = datetime(2026, 11, 23, 12, tzinfo=UTC)


def fill(folder: Path, words: str) -> Path:
    """A folder that holds a page with these words."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(words)
    return folder


def publish(target: Path, words: str, keep: int = 3) -> None:
    """Publish a site with these words."""
    staged = stage(target)
    fill(staged.site, words)
    swap(staged, keep=keep, made=MADE, version="1.2", files=["index.html"])
    discard(staged)


def served(target: Path) -> str:
    """The words of the site that is served."""
    return (target / "index.html").read_text()


def words_kept(target: Path) -> dict[int, str]:
    """The words of the older releases by their numbers."""
    recover(target)
    return {old.number: served(release_folder(target, old.number) / "site") for old in list_releases(target).older}


def test_the_new_site_takes_the_old_ones_place(tmp_path: Path) -> None:
    """After a swap the new site is served, the old one is kept, and nothing else is there."""
    target = tmp_path / "site"
    publish(target, "old")
    publish(target, "new")
    assert served(target) == "new"
    assert words_kept(target) == {1: "old"}
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [".site-releases", "site"]


def test_a_site_is_on_the_disk_before_it_is_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A power cut after the swap finds a whole site: the system has written all of it while the old one was served."""
    target = tmp_path / "site"
    publish(target, "old")
    flushed: list[str] = []
    monkeypatch.setattr(staging, "flush", lambda folder: flushed.append(served(target)))
    publish(target, "new")
    assert flushed == ["old"]


def test_with_nothing_kept_nothing_is_left(tmp_path: Path) -> None:
    """Where no older sites are wanted there is the site alone, also where some were kept before."""
    target = tmp_path / "site"
    for number in range(3):
        publish(target, str(number), keep=1)
    publish(target, "new", keep=0)
    assert [entry.name for entry in tmp_path.iterdir()] == ["site"]


def test_so_many_are_kept_and_no_more(tmp_path: Path) -> None:
    """The newest of the older sites stay."""
    target = tmp_path / "site"
    for number in range(1, 6):
        publish(target, str(number), keep=2)
    assert words_kept(target) == {4: "4", 3: "3"}


def test_an_older_site_comes_back(tmp_path: Path) -> None:
    """Each step goes to the site that was served before, the others stay within reach, and a new site builds on it."""
    target = tmp_path / "site"
    for words in ("1", "2", "bad"):
        publish(target, words, keep=3)
    for wanted in ("2", "1"):
        previous = list_releases(target).previous()
        assert previous is not None
        roll_back(target, previous)
        assert served(target) == wanted
    assert list_releases(target).previous() is None
    assert words_kept(target) == {3: "bad", 2: "2"}
    publish(target, "4", keep=1)
    assert (served(target), words_kept(target)) == ("4", {1: "1"})


def test_a_site_that_was_made_elsewhere_is_kept_too(tmp_path: Path) -> None:
    """A site that MkDocs made by itself is kept when the first release takes its place; an empty folder is not."""
    target = fill(tmp_path / "site", "elsewhere")
    publish(target, "new")
    assert words_kept(target) == {1: "elsewhere"}
    (tmp_path / "empty").mkdir()
    publish(tmp_path / "empty", "new")
    assert words_kept(tmp_path / "empty") == {}


def test_a_stage_that_was_given_up_leaves_nothing(tmp_path: Path) -> None:
    """A build that fails leaves the old site and no trace of itself."""
    target = fill(tmp_path / "site", "old")
    discard(stage(target))
    assert [entry.name for entry in tmp_path.iterdir()] == ["site"]


def test_stages_of_killed_builds_are_cleared(tmp_path: Path) -> None:
    """The next build needs no cleaning by hand; other sites' stages are none of its business."""
    left, other = stage(tmp_path / "site"), stage(tmp_path / "other")
    made = stage(tmp_path / "site")
    assert (left.site.exists(), other.site.exists(), made.site.exists()) == (False, True, True)
    discard(made)
    assert not releases_folder(tmp_path / "site").exists()


def test_large_sites_are_removed_while_the_next_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no longer kept is out of reach at once, and gone when the next build ends."""
    monkeypatch.setattr(releases, "_FEW", 0)
    target = tmp_path / "site"
    for words in ("1", "2", "3"):
        publish(target, words, keep=1)
    assert words_kept(target) == {2: "2"}
    assert len(list(releases_folder(target).glob("gone-*"))) == 1
    discard(stage(target))
    assert not list(releases_folder(target).glob("gone-*"))


def test_older_sites_are_for_their_owner_alone(tmp_path: Path) -> None:
    """Nobody else on the computer can read what was served before; the site itself can be read as ever."""
    target = tmp_path / "site"
    publish(target, "old")
    assert releases_folder(target).stat().st_mode & 0o777 == 0o700
    assert target.stat().st_mode & 0o777 == 0o777 & ~umask()


def umask() -> int:
    """What the process takes from the rights of new files."""
    found = os.umask(0)
    os.umask(found)
    return found


def test_large_files_that_stay_the_same_take_their_room_once(tmp_path: Path) -> None:
    """A picture that both sites have is one file on the disk; one that has changed is two."""
    target = tmp_path / "site"
    for content in (b"a", b"b"):
        staged = stage(target)
        fill(staged.site, "page")
        (staged.site / "same.jpg").write_bytes(b"x" * 100_000)
        (staged.site / "changed.jpg").write_bytes(content * 100_000)
        files = ["index.html", "same.jpg", "changed.jpg"]
        swap(staged, keep=1, made=MADE, version="1.2", files=files)
    old = release_folder(target, 1) / "site"
    assert (old / "same.jpg").samefile(target / "same.jpg")
    assert ((old / "changed.jpg").read_bytes()[:1], (target / "changed.jpg").read_bytes()[:1]) == (b"a", b"b")


@pytest.mark.parametrize("moment", range(4))
def test_killed_in_the_middle_of_a_swap_by_renames(tmp_path: Path, moment: int) -> None:
    """On a system without the one step, a swap cut off after any rename leaves the old site or the new one."""
    target = tmp_path / "site"
    publish(target, "older")
    publish(target, "old")
    staged = stage(target)
    fill(staged.site, "new")
    releases.new_record(target, staged.site, made=MADE, version="1.2", files=1)
    aside = releases_folder(target) / "aside"
    steps = [(target, aside), (staged.site, target), (aside, staged.site)]
    for source, goal in steps[:moment]:
        source.rename(goal)
    recover(target)
    assert served(target) == ("old" if moment < 2 else "new")
    assert words_kept(target) == ({1: "older"} if moment < 2 else {1: "older", 2: "old"})
    discard(stage(target))
    assert all(entry.name.isdecimal() for entry in releases_folder(target).iterdir())


@pytest.mark.parametrize("way", ["at once", "by renames"])
def test_two_folders_change_places(tmp_path: Path, way: str) -> None:
    """Either way of exchanging gives the same."""
    one, other = fill(tmp_path / "one", "1"), fill(tmp_path / "other", "2")
    if way == "by renames":
        swap_by_renames(one, other, tmp_path / "aside")
    else:
        assert swap_at_once(one, other)
    assert (served(one), served(other)) == ("2", "1")
    assert len(list(tmp_path.iterdir())) == 2


def test_an_exchange_that_fails_changes_nothing(tmp_path: Path) -> None:
    """Where a folder is not there the exchange says so, and the other stays where it is."""
    other = fill(tmp_path / "other", "2")
    with pytest.raises(OSError, match="No such file"):
        swap_at_once(tmp_path / "gone", other)
    with pytest.raises(OSError, match="No such file"):
        swap_by_renames(tmp_path / "gone", other, tmp_path / "aside")
    assert served(other) == "2"


def test_records_that_were_damaged_do_no_harm(tmp_path: Path) -> None:
    """A record that cannot be read costs that release, not the site that is served or the next one."""
    target = tmp_path / "site"
    publish(target, "1")
    publish(target, "2")
    (release_folder(target, 1) / "release.json").write_text('{"number": 1')
    publish(target, "3")
    assert (served(target), words_kept(target)) == ("3", {2: "2"})


def test_a_folder_removed_by_hand_is_no_release(tmp_path: Path) -> None:
    """Where somebody deleted the site, the next one is published, and what was deleted is not offered."""
    target = tmp_path / "site"
    publish(target, "1")
    publish(target, "2")
    (target / "index.html").unlink()
    target.rmdir()
    publish(target, "3")
    assert (served(target), words_kept(target)) == ("3", {1: "1"})


def test_a_stage_knows_where_it_goes(tmp_path: Path) -> None:
    """A stage is on the file system of its target, out of sight."""
    staged = stage(tmp_path / "site")
    assert staged == Stage(staged.site, False, tmp_path / "site", staged.site.stat().st_ino, None)
    assert staged.site.is_relative_to(tmp_path / ".site-releases")


def large(folder: Path, words: str, numbers: Iterable[int]) -> list[str]:
    """A site of many pages, written as pages of a site are: a file that is there is replaced and never written to."""
    files = [f"{number}/index.html" for number in numbers] + ["index.html"]
    for name in files:
        write_file(f"{folder}/{name}", f"{words} {name}".encode())
    return files


def test_a_large_site_that_is_due_to_go_becomes_the_next_one(tmp_path: Path) -> None:
    """Its folders are used again: what the new site does not have is gone from it, and no other release changes."""
    target = tmp_path / "site"
    seen: dict[str, dict[str, bytes]] = {}
    for words in "abcde":
        staged = stage(target)
        files = large(staged.site, words, range(600) if words != "e" else range(5, 605))
        write_file(f"{staged.site}/assets/own.css", words.encode())
        found = remove_leftovers(staged, [*files, "assets/own.css"])
        assert found == {*files, "assets/own.css"}
        swap(staged, keep=1, made=MADE, version="1.2", files=found)
        discard(staged)
        seen[words] = contents_of(target)
        assert set(seen[words].values()) == {words.encode(), *(f"{words} {name}".encode() for name in files)}
    assert contents_of(release_folder(target, 4) / "site") == seen["d"]
    assert len(list(releases_folder(target).iterdir())) <= 3


def contents_of(folder: Path) -> dict[str, bytes]:
    """Every file with its content."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
