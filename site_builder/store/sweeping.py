"""What goes out of a store: what no key names any more, or everything."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from site_builder.store.packs import Packs, Where, pack_of


def sweep(folder: Path, packs: Packs, kept: Mapping[str, Where]) -> None:
    """Delete every file of the store in ``folder`` that no key of ``kept`` names."""
    files = {where.partition(":")[0] for name, where in kept.items() if name[0] == "f"}
    for place, digest in _objects(folder):
        if digest not in files:
            with contextlib.suppress(OSError):
                os.unlink(f"{place}/{digest}")  # noqa: PTH108
    named = {pack_of(where)[0] for name, where in kept.items() if name[0] == "v"}
    packs.drop(packs.names() - named)


def clean(folder: Path) -> int:
    """Empty the store in ``folder``; how many bytes that was."""
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    shutil.rmtree(folder, ignore_errors=True)
    return size


def _objects(folder: Path) -> Iterator[tuple[str, str]]:
    with contextlib.suppress(OSError):
        for inner in os.scandir(folder / "objects"):
            for entry in os.scandir(inner.path):
                yield inner.path, entry.name
