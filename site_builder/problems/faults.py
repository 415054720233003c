"""What is said where something went wrong that no record is to blame for."""

from __future__ import annotations

import os
import traceback
from pathlib import Path

from site_builder.locales.catalog import Catalog
from site_builder.locales.system_errors import kind_of, reason
from site_builder.problems.public_log import WITHHELD

_PACKAGE = Path(__file__).resolve().parents[1]
_OF_DISKS = frozenset({"full", "read-only", "damaged"})
_PRIVATE = frozenset({"stories", "inbox"})
"""Folders whose files may be called after somebody."""


def refused(error: OSError, words: Catalog, *, is_public_log: bool) -> str:
    """What the computer refused to read or write, and why; where the disk is to blame, also what to do."""
    file, kind = _file(error, is_public_log=is_public_log), kind_of(error)
    if kind in _OF_DISKS:
        return words.text(f"cli.refused.{kind}", file=file or words.text("cli.refused.file"))
    return words.text("cli.system-error", file=file or "–", reason=reason(error, words))


def _file(error: OSError, *, is_public_log: bool) -> str:
    """The file's name alone: the folders of a computer are no business of a build log's readers."""
    if not isinstance(error.filename, str | bytes):
        return ""
    path = Path(os.fsdecode(error.filename))
    return WITHHELD if is_public_log and _PRIVATE.intersection(path.parts) else path.name


def fault(error: BaseException, words: Catalog) -> str:
    """An error of the program by its kind and place alone: its message may hold a record's words."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).is_relative_to(_PACKAGE)]
    place = f"{Path(own[-1].filename).relative_to(_PACKAGE.parent).as_posix()}:{own[-1].lineno}" if own else "–"
    return words.text("cli.fault", kind=type(error).__name__, place=place)
