"""Sites of a few files to publish: what is in them is told by one word, so that a mixed site is noticed."""

from __future__ import annotations

import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

from site_builder.publish import staging
from site_builder.publish.releases import list_releases, recover
from site_builder.publish.staging import discard, remove_leftovers, roll_back, stage, swap
from site_builder.publish.target import locked, release_folder, releases_folder
from site_builder.store.files import write_file

MADE = datetime(2026, 11, 23, 12, tzinfo=UTC)
PICTURE = b"x" * 70_000


def contents(words: str) -> dict[str, bytes]:
    """The files of the site that ``words`` stands for. The picture is the same in all."""
    pages = {f"{folder}index.html": f"{words} {folder}".encode() for folder in ("", "en/", "es/")}
    return {**pages, "404.html": words.encode(), "assets/picture.jpg": PICTURE, "assets/own.js": words.encode() * 9}


def publish(target: Path, words: str, *, keep: int = 2, wait: float = 0) -> None:
    """Publish it as a build does."""
    with locked(target, wait):
        staged = stage(target)
        try:
            for name, content in contents(words).items():
                # As a build does it: the stage may be an older site, whose files others have too.
                write_file(f"{staged.site}/{name}", content)
            swap(staged, keep=keep, made=MADE, version="1.2", files=remove_leftovers(staged, contents(words)))
        finally:
            discard(staged)


def rollback(target: Path, number: int) -> None:
    """Serve an older release again."""
    with locked(target):
        recover(target)
        release = list_releases(target).numbered(number)
        assert release is not None
        roll_back(target, release)


def with_renames() -> None:
    """From now on this process knows only the exchange by renames."""
    mock.patch.object(staging, "swap_at_once", return_value=False).start()


def words_of(site: Path) -> str | None:
    """The word that a site stands for, if it is whole: every file, no other file, every byte. Else None."""
    try:
        words = (site / "404.html").read_text()
    except OSError:
        return None
    return words if digest_of(site) == digest(contents(words)) else None


def digest_of(site: Path) -> str:
    """A digest of all files of a folder with their names."""
    found = {}
    for folder, _, names in os.walk(site):
        for name in names:
            path = Path(folder, name)
            found[path.relative_to(site).as_posix()] = path.read_bytes()
    return digest(found)


def digest(files: dict[str, bytes]) -> str:
    """A digest of files by their names."""
    total = hashlib.sha256()
    for name, content in sorted(files.items()):
        total.update(f"{name}\0{len(content)}\0".encode() + content)
    return total.hexdigest()


def older(target: Path) -> list[str | None]:
    """The words of the releases that are kept, newest first; None for one that is not whole."""
    return [words_of(release_folder(target, release.number) / "site") for release in list_releases(target).older]


def left_behind(target: Path) -> list[str]:
    """What is beside the site and is no release."""
    names = [
        entry.name for entry in target.parent.iterdir() if entry.name not in (target.name, releases_folder(target).name)
    ]
    inside = (
        [entry.name for entry in releases_folder(target).iterdir() if not entry.name.isdecimal()]
        if releases_folder(target).is_dir()
        else []
    )
    return names + inside
