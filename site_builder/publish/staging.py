"""Stages, flushes and swaps: a site is finished beside the old one and takes its place whole, or not at all.

Folders change places in one step where the system has one (Linux ``renameat2`` with ``RENAME_EXCHANGE``, macOS
``renamex_np`` with ``RENAME_SWAP``): there is no moment without a site. Elsewhere two renames do it, with such a moment
of some microseconds; a process that is killed in it leaves the old site at ``aside``, from where ``recover`` brings it
back.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from site_builder.publish.releases import (
    Release,
    inode,
    new_record,
    prune,
    recover,
    remove_retired,
    reuse_retired,
)
from site_builder.publish.target import SITE, release_folder, releases_folder
from site_builder.workers import in_shares, jobs

_WORTH_LINKING = 64 * 1024
"""Bytes. What is smaller is not worth the trouble; pages and pictures come out of the store and are links already."""

_FIRST = 100
# Fewer folders than this are listed sooner than a process is started.
_WORTH_A_PROCESS = 1000

_LACKING = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM}
"""How systems, file systems and the filters of containers say that they cannot exchange folders in one step."""


@dataclass(frozen=True, slots=True)
class Stage:
    """``site``: the folder to build in. ``is_used``: it holds an older site, of which what is still right can stay.
    ``target``: where the site will be served.
    ``folder``: the inode of ``site``. ``sweeping``: a process that removes older sites meanwhile.
    """

    site: Path
    is_used: bool
    target: Path
    folder: int
    sweeping: subprocess.Popen[bytes] | None


def stage(target: Path) -> Stage:
    """Return a folder to build in, after repairing what a process that was killed has left.

    It is a large older site that is due to go, where there is one: to make 20,000 folders and to remove as many takes
    longer than all the rest where little has changed. Files in it are the store's, and the same file of the store is
    known by its inode; so nothing in it is ever written to, only replaced. Call it with the lock held.
    """
    recover(target)
    # What older releases hold may have been withdrawn since: they are their owner's alone.
    releases_folder(target).mkdir(mode=0o700, parents=True, exist_ok=True)
    # Its name is new each time: what a killed build has set going may still be writing to the stage of that build.
    folder = releases_folder(target) / f"stage-{secrets.token_hex(4)}"
    folder.mkdir()
    is_used = reuse_retired(target, folder / SITE)
    (folder / SITE).mkdir(exist_ok=True)
    return Stage(folder / SITE, is_used, target, inode(folder / SITE), remove_retired(target))


def discard(staged: Stage) -> None:
    """Remove a stage that did not become a site, and every trace of it. Call it after ``swap``, too."""
    if staged.sweeping:
        staged.sweeping.wait()
    # After a swap that could not be tidied, the old site is there, and is to be kept.
    if inode(staged.site) in (0, staged.folder):
        shutil.rmtree(staged.site.parent, ignore_errors=True)
    with contextlib.suppress(OSError):
        # Only where nothing else is in it.
        releases_folder(staged.target).rmdir()


def swap(
    staged: Stage, *, keep: int, made: datetime, version: str, files: Collection[str], withdrawn: Collection[str] = ()
) -> None:
    """Put the finished site, which has these ``files``, in the place of its target, and keep the ``keep`` sites that
    were there before it. ``withdrawn``: digests of what was taken back; sites that may show any of it are not kept.

    Before the swap everything is flushed to the disk at once: after a power cut, a folder that was renamed without
    that can hold empty files. One ``syncfs`` for 21,000 files of 420 MB takes 0.5 s, where ``fsync`` for each takes
    0.3 to 0.8 ms a file, 7 to 17 s. Raises OSError where something cannot be written; the target is then as it was.
    """
    target = staged.target
    for name in files:
        if not name.endswith(".html"):
            _link_if_equal(staged.site / name, target / name)
    new_record(target, staged.site, made=made, version=version, files=len(files), withdrawn=withdrawn)
    flush(releases_folder(target))
    _put_in_place(staged.site, target)
    # The new site is served. What cannot be tidied now, on a full disk perhaps, the next start will tidy.
    with contextlib.suppress(OSError):
        recover(target)
        prune(target, keep, withdrawn)


def roll_back(target: Path, release: Release) -> None:
    """Serve an older release again; the one that was served is kept. Call it with the lock held, after ``recover``."""
    _put_in_place(release_folder(target, release.number) / SITE, target)
    with contextlib.suppress(OSError):
        recover(target)


def _put_in_place(site: Path, target: Path) -> None:
    if target.exists():
        swap_folders(site, target, releases_folder(target) / "aside")
    else:
        site.rename(target)


def flush(folder: Path) -> None:
    """Have the system write everything to the disk that ``folder`` is on. Windows does so when files are closed."""
    if sys.platform == "linux":
        handle = os.open(folder, os.O_RDONLY)
        try:
            if _system().syncfs(handle):
                raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(folder))
        finally:
            os.close(handle)
    elif sys.platform != "win32":
        os.sync()


def _link_if_equal(new: Path, old: Path) -> None:
    """Have a large file that is the same in both sites take its room once."""
    if not old.is_file() or old.is_symlink() or new.stat().st_size < _WORTH_LINKING:
        return
    if old.samefile(new) or old.stat().st_size != new.stat().st_size or old.read_bytes() != new.read_bytes():
        return
    link = new.with_name(f"{new.name}.link")
    # Some file systems have no links, and all have a limit to the links of one file.
    with contextlib.suppress(OSError):
        link.hardlink_to(old)
        link.replace(new)


def _system() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


if sys.platform == "linux":

    def _exchange(one: bytes, other: bytes) -> int:
        # From linux/fcntl.h and linux/fs.h.
        at_working_folder, rename_exchange = -100, 2
        return int(_system().renameat2(at_working_folder, one, at_working_folder, other, rename_exchange))

elif sys.platform == "darwin":

    def _exchange(one: bytes, other: bytes) -> int:
        # From sys/stdio.h.
        rename_swap = 2
        return int(_system().renamex_np(one, other, rename_swap))

else:

    def _exchange(one: bytes, other: bytes) -> int:
        raise AttributeError


def swap_folders(one: Path, other: Path, aside: Path) -> None:
    """Let the folders ``one`` and ``other`` change places. ``aside``: a free name on the same file system.

    Raises OSError where that is not possible; then both are where they were.
    """
    if not swap_at_once(one, other):
        swap_by_renames(one, other, aside)


def swap_at_once(one: Path, other: Path) -> bool:
    """Swap in one step. False where this system, or the file system there, has none; then nothing was done."""
    try:
        done = _exchange(os.fsencode(one), os.fsencode(other)) == 0
    except AttributeError:
        return False
    if done:
        return True
    number = ctypes.get_errno()
    if number in _LACKING:
        return False
    raise OSError(number, os.strerror(number), str(other))


def swap_by_renames(one: Path, other: Path, aside: Path) -> None:
    """Swap in renames: ``other`` goes aside, ``one`` takes its place."""
    other.rename(aside)
    try:
        one.rename(other)
    except OSError:
        aside.rename(other)
        raise
    aside.rename(one)


def remove_leftovers(staged: Stage, planned: Collection[str], processes: int | None = None) -> frozenset[str]:
    """Remove from the staged site what an older site has left there and is not ``planned``.

    Gives the files that the site has now; what is no file, such as a link, ends in ``@``.
    """
    found = frozenset(list_files(staged.site, processes))
    if not staged.is_used:
        return found
    left = found.difference(planned)
    for name in left:
        file = staged.site / name.removesuffix("@")
        file.unlink()
        with contextlib.suppress(OSError):
            # Each folder that is empty then.
            for folder in file.parents:
                if folder == staged.site:
                    break
                folder.rmdir()
    return found - left


def list_files(site: Path, processes: int | None = None) -> Iterator[str]:
    """Yield every file below ``site``. What is no file, such as a link, ends in ``@`` and so is in no plan.

    ``processes``: how many look; None decides by how many folders there are.
    """
    top, folders, seen = str(site), [""], 0
    while folders and seen < _FIRST:
        # The folders near the top first, so that there is something to share out.
        inner = _scan(top, folders.pop(0))
        folders += inner.folders
        yield from inner.files
        seen += 1

    def share(number: int, of: int) -> Iterator[list[str]]:
        todo = folders[number::of]
        while todo:
            inner = _scan(top, todo.pop())
            todo += inner.folders
            yield inner.files

    for files in in_shares(share, jobs(len(folders), _WORTH_A_PROCESS, processes)):
        yield from files


class _FolderEntries(NamedTuple):
    folders: list[str]
    files: list[str]


def _scan(top: str, folder: str) -> _FolderEntries:
    found = _FolderEntries([], [])
    with os.scandir(f"{top}/{folder}") as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                found.folders.append(f"{folder}{entry.name}/")
            else:
                found.files.append(f"{folder}{entry.name}{'' if entry.is_file(follow_symlinks=False) else '@'}")
    return found
