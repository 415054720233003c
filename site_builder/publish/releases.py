"""Keeps releases: the sites that were served before, so that one of them can come back.

    .site-releases/7/release.json    what release 7 is; here alone while release 7 is the site that is served
    .site-releases/7/site/           its files, once another release has taken its place
    .site-releases/stage-…/site/     a site in the making; MkDocs' own part of it in stage-…/beside/
    .site-releases/aside/            the site for the moment of a swap in two renames
    .site-releases/gone-…/           on its way out; a large one becomes the stage of the next site (``reuse_retired``)

Nothing is written into a site to say which release it is. A record knows its folder by the number that the file
system gave it (the inode), which stays the same wherever the folder is renamed to. So whatever a process that was
killed has left is put in order by looking (``recover``), without a journal: a folder in the wrong place goes to the
record that knows it, and what no record knows goes away.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from site_builder.publish.target import SITE, release_folder, releases_folder
from site_builder.store.files import errors_naming, write_atomic

RECORD = "release.json"


@dataclass(frozen=True, slots=True)
class Release:
    """``made``: ISO moment in UTC. ``version``: of the software, empty where unknown. ``before``: the release whose
    place it took, 0 for none. ``files``: how many it has. ``folder``: the inode of its folder.
    ``withdrawn``: digests of all that records said was taken back when it was made; it may hold what is not among them.
    """

    number: int
    made: str
    version: str
    before: int
    files: int
    folder: int
    withdrawn: tuple[str, ...] = ()

    def is_free_of(self, withdrawn: Collection[str]) -> bool:
        """Return whether it was made when all of this was known to be taken back."""
        return set(self.withdrawn).issuperset(withdrawn)


@dataclass(frozen=True, slots=True)
class Releases:
    """``served``: the release that readers see, None where that is not known. ``older``: all others, newest first."""

    served: Release | None
    older: tuple[Release, ...]

    def numbered(self, number: int) -> Release | None:
        """Return the older release of that number."""
        return next((release for release in self.older if release.number == number), None)

    def previous(self) -> Release | None:
        """Return the release to go back to: the one whose place the served one took, else the newest below it."""
        if self.served is None:
            return self.older[0] if self.older else None
        below = (release for release in self.older if release.number < self.served.number)
        return self.numbered(self.served.before) or next(below, None)


def list_releases(target: Path) -> Releases:
    """Return the releases of ``target`` that can be served, after ``recover``."""
    records = _records(target)
    served = records.get(inode(target))
    older = [record for record in records.values() if (release_folder(target, record.number) / SITE).is_dir()]
    return Releases(served, tuple(sorted(older, key=lambda release: -release.number)))


def new_record(
    target: Path, folder: Path, *, made: datetime, version: str, files: int, withdrawn: Iterable[str] = ()
) -> Release:
    """Record the next release of ``target``: its files, in ``folder``, still have to take the served one's place.

    A site there that no record knows (made by ``mkdocs build``, say) gets a record first, so that it is kept too.
    """
    records = _records(target)
    served = records.get(inode(target))
    last = max((record.number for record in records.values()), default=0)
    if served is None and target.is_dir() and any(target.iterdir()):
        since = datetime.fromtimestamp(target.stat().st_mtime, UTC)
        last += 1
        files_there = sum(len(names) for _, _, names in os.walk(target))
        served = _write(target, Release(last, _moment(since), "", 0, files_there, inode(target)))
    before = served.number if served else 0
    known = tuple(sorted(withdrawn))
    return _write(target, Release(last + 1, _moment(made), version, before, files, inode(folder), known))


def recover(target: Path) -> None:
    """Repair whatever a killed process has left. Call it with the lock held, before and after a swap."""
    place = releases_folder(target)
    if not place.is_dir():
        return
    aside = place / "aside"
    if aside.is_dir() and not target.exists():
        # Killed between two renames: what was served is whole, and comes back.
        aside.rename(target)
    records = _records(target)
    last = max((record.number for record in records.values()), default=0)
    for tree in sorted(_trees(target)):
        owner = records.get(inode(tree))
        # The newest record's own files still in a stage: they never were the site.
        is_unserved = owner is not None and owner.number == last and tree.parent.name.startswith("stage-")
        if owner is None or is_unserved:
            retire(target, tree)
        elif tree != release_folder(target, owner.number) / SITE:
            tree.rename(release_folder(target, owner.number) / SITE)
    served = inode(target)
    for entry in place.iterdir():
        if entry.name.isdecimal():
            record = _read(entry / RECORD)
            if record is not None and (record.folder == served or (entry / SITE).is_dir()):
                continue
            retire(target, entry, at_once=True)
        elif entry.name.startswith("stage-"):
            # Its site has gone already, one way or the other.
            shutil.rmtree(entry, ignore_errors=True)


def _trees(target: Path) -> Iterator[Path]:
    place = releases_folder(target)
    yield from (tree for tree in place.glob(f"*/{SITE}") if not tree.parent.name.startswith("gone-"))
    if (place / "aside").is_dir():
        yield place / "aside"


def _records(target: Path) -> dict[int, Release]:
    """Return records by the inodes of their folders."""
    found = (_read(file) for file in releases_folder(target).glob(f"[0-9]*/{RECORD}"))
    return {record.folder: record for record in found if record is not None}


def _read(file: Path) -> Release | None:
    """Read a record; None where it is not there, or is not what was written here."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        return Release(**{**found, "withdrawn": tuple(found.get("withdrawn", ()))})
    except (OSError, ValueError, TypeError, AttributeError):
        return None


def _write(target: Path, release: Release) -> Release:
    place = release_folder(target, release.number)
    place.mkdir(parents=True, exist_ok=True)
    written = place / f"{RECORD}.new"
    with errors_naming(place / RECORD):
        written.write_text(json.dumps(asdict(release)) + "\n", encoding="utf-8")
    written.replace(place / RECORD)
    return release


def inode(folder: Path) -> int:
    """Return the number that the file system has for the folder; 0 where there is none."""
    return folder.stat().st_ino if folder.is_dir() else 0


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def retire(target: Path, folder: Path, *, at_once: bool = False) -> None:
    """Remove a folder of releases. It is renamed first, so that half of it is never taken for a release."""
    gone = releases_folder(target) / f"gone-{secrets.token_hex(4)}"
    folder.rename(gone)
    if at_once:
        shutil.rmtree(gone, ignore_errors=True)


def reuse_retired(target: Path, to: Path) -> bool:
    """Move a retired site to ``to``, and remove what else was in its folder. Tells whether there was one."""
    for gone in sorted(releases_folder(target).glob("gone-*")):
        site = gone if not (gone / SITE).is_dir() else gone / SITE
        if (site / "index.html").is_file():
            site.rename(to)
            shutil.rmtree(gone, ignore_errors=True)
            return True
    return False


def remove_retired(target: Path) -> subprocess.Popen[bytes] | None:
    """Start a process that removes what was retired; None where there is nothing.

    To remove 20,000 pages takes a disk some seconds, in which it works and the processors do not.
    """
    gone = [str(folder) for folder in releases_folder(target).glob("gone-*")]
    if not gone:
        return None
    remove = "import shutil, sys\nfor folder in sys.argv[1:]: shutil.rmtree(folder, ignore_errors=True)"
    return subprocess.Popen([sys.executable, "-I", "-S", "-c", remove, *gone], stdin=subprocess.DEVNULL)


_NOTE = "withdrawn.json"

_FEW = 500
"""Files that are removed sooner than a process is started."""


def prune(target: Path, keep: int, withdrawn: Collection[str] = ()) -> None:
    """Remove all but ``keep`` older releases: the one that was served last stays longest, then the newest.

    Those that were made before all of this was ``withdrawn`` go at once, and every trace of those that went before.
    """
    found = list_releases(target)
    last = found.served.before if found.served else 0
    stay = [release for release in found.older if release.is_free_of(withdrawn)]
    gone = [release for release in found.older if release not in stay]
    for release in gone:
        retire(target, release_folder(target, release.number), at_once=True)
    if gone:
        _remove_all_retired(target)
        # Only the time is noted, not what was withdrawn.
        told = {"at": datetime.now(UTC).isoformat(timespec="seconds")}
        write_atomic(releases_folder(target) / _NOTE, f"{json.dumps(told)}\n".encode())
    for release in sorted(stay, key=lambda release: (release.number != last, -release.number))[keep:]:
        retire(target, release_folder(target, release.number), at_once=keep == 0 or release.files <= _FEW)
    if keep == 0:
        if found.served:
            retire(target, release_folder(target, found.served.number), at_once=True)
        _remove_all_retired(target)
        (releases_folder(target) / _NOTE).unlink(missing_ok=True)
        releases_folder(target).rmdir()


def last_withdrawal(target: Path) -> datetime | None:
    """Return when older releases last went because something was taken back; None where none did, or that is not
    known."""
    try:
        found = json.loads((releases_folder(target) / _NOTE).read_text("utf-8"))
        return datetime.fromisoformat(found["at"])
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _remove_all_retired(target: Path) -> None:
    for gone in releases_folder(target).glob("gone-*"):
        shutil.rmtree(gone, ignore_errors=True)
