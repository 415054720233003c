"""A draft written as a story's folder: whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from site_builder.importing.bodies import bodies
from site_builder.importing.document import ImportFaultError
from site_builder.importing.draft import Draft
from site_builder.importing.notes import FILE, notes
from site_builder.importing.record import record
from site_builder.locales.catalog import Catalog
from site_builder.records.story import body_file

STAGE = ".cache/import"
"""Where a folder is put together, on the same disk as ``stories``."""

_ABANDONED = 3600
"""Seconds after which nobody is putting a folder together any more: its process was killed."""


def files(draft: Draft, words: Catalog, *, for_forms: bool = False) -> dict[str, bytes]:
    """The files of the draft's folder, by name: the record, a text for each language, notes, and photos.

    ``for_forms``: the texts stand in the record, since a form shows that alone.
    """
    texts = bodies(draft)
    made = {"story.yml": record(draft, words, texts if for_forms else None), FILE: notes(draft, words)}
    if not for_forms:
        made |= {body_file(locale): texts.get(locale, "") for locale in draft.locales}
    return {name: text.encode() for name, text in made.items()} | {photo.file: photo.content for photo in draft.photos}


def write(root: Path, folder: str, content: Mapping[str, bytes]) -> None:
    """Write the files as ``stories/<folder>`` of the project in ``root``.

    Raises ImportFaultError ``exists`` where there is such a folder, OSError where the disk refuses: nothing
    is there then.
    """
    target = root / "stories" / folder
    if os.path.lexists(target):
        raise ImportFaultError("exists", folder=f"stories/{folder}")
    (root / STAGE).mkdir(parents=True, exist_ok=True)
    _clear(root / STAGE)
    target.parent.mkdir(exist_ok=True)
    stage = Path(tempfile.mkdtemp(dir=root / STAGE))
    try:
        made = stage / folder
        # Not the temporary folder itself: that is its owner's alone.
        made.mkdir()
        for name, data in content.items():
            (made / name).write_bytes(data)
        made.rename(target)
    except OSError as error:
        if error.errno in {errno.EEXIST, errno.ENOTEMPTY}:
            raise ImportFaultError("exists", folder=f"stories/{folder}") from None
        raise
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _clear(folder: Path) -> None:
    """Take away what processes that were killed left."""
    for stage in folder.iterdir():
        if time.time() - stage.stat().st_mtime > _ABANDONED:
            shutil.rmtree(stage, ignore_errors=True)
