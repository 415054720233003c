"""Pagefind's program: the index of one language, out of the pages of stories as they stand in the site.

Of the ways to feed it, this one is the quickest: one process a language, all at once, each over the folders of its
stories alone. What it reads of a page is the story, not the frame around it (``--root-selector``). Pages cut down to
the story and written for it alone save no more than that, and cost a second writing. Its service takes page after page
on one core, and splits and weighs words no quicker. Most of its time goes into words and into compressing fragments,
so the labels that every story repeats are left out: nobody searches for them, and excerpts read better without.

When the disk does not take a file, Pagefind goes on and ends as if all were well. So what it leaves is not trusted:
there must be room still, since a write that fails for want of it uses up what there is, and files must be whole. As a
service it hands its files over instead of writing them, but takes a quarter more of the processor's time.
"""

from __future__ import annotations

import json
import os
import subprocess
import zlib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pagefind_bin import get_executable

from site_builder.store.files import write_new

MARK = b" data-pagefind-body"
"""What begins the searched part of a page; it ends with its element, an ``article``."""

_OPTIONS = ("--root-selector", "article[data-pagefind-body]", "--exclude-selectors", "dt, summary, .s-explain")
_SAID = 500
_PROBE = "pagefind"
_BLOCK = 64 * 1024
_CHECKED = ("*.json", "*.pf_*", "*.pagefind")
_GZIP = 16


class SearchError(Exception):
    """Pagefind is not there or did not finish; the message is what it said last, on one line."""


def made_by() -> tuple[str, ...]:
    """What the bytes of an index depend on beside its pages."""
    try:
        return (version("pagefind-bin"), *_OPTIONS)
    except PackageNotFoundError:
        return _OPTIONS


def make_index(site: Path, files: Iterable[str], folder: Path) -> None:
    """Write the index of ``files``, pages in ``site`` in one language, and the front end into ``folder``.

    The folders that they stand in are read whole; pages without the mark count for nothing. Raises SearchError, and
    OSError where the disk does not take the index.
    """
    try:
        command = [str(get_executable()), "--site", str(site), "--glob", _glob(files), "--output-path", str(folder)]
        # What a project or its surroundings would set is no part of the key under which an index is kept.
        done = subprocess.run(
            [*command, *_OPTIONS, "--quiet"],
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            stdin=subprocess.DEVNULL,
            cwd=folder,
            env={name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")},
        )
    except OSError as error:
        raise SearchError from error
    if done.returncode:
        said = " ".join((done.stderr or done.stdout).split())[-_SAID:]
        raise SearchError(said)
    probe = folder / _PROBE
    write_new(str(probe), bytes(_BLOCK))
    probe.unlink()
    if not all(_is_whole(file) for pattern in _CHECKED for file in folder.rglob(pattern)):
        raise SearchError("files of the index are cut short")


def _is_whole(file: Path) -> bool:
    """Whether nothing is missing of a file of JSON, or of one that is packed with gzip."""
    content = file.read_bytes()
    try:
        if file.suffix == ".json":
            json.loads(content)
            return True
        reader = zlib.decompressobj(wbits=zlib.MAX_WBITS | _GZIP)
        reader.decompress(content)
    except (ValueError, zlib.error):
        return False
    return reader.eof


def _glob(files: Iterable[str]) -> str:
    """``{en/stories}/*/index.html`` for pages such as ``en/stories/x/index.html``."""
    folders = sorted({file.rsplit("/", 2)[0] for file in files})
    return f"{{{','.join(folders)}}}/*/index.html"
