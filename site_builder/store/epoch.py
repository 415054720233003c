"""Epochs: one ends whenever something is taken back.

Whoever read records in an earlier one may hold what is to be gone by now: a build notices before it is served, a store
before it keeps anything.
"""

from __future__ import annotations

import secrets
from pathlib import Path

from site_builder.store.files import write_whole

_NAME = "epoch"


def epoch_of(store: Path) -> str:
    """The epoch of the project that has its store in that folder; empty in the first."""
    try:
        return (store.parent / _NAME).read_text("ascii")
    except (OSError, UnicodeDecodeError):
        return ""


def new_epoch(store: Path) -> None:
    """Begin another. Raises OSError."""
    write_whole(store.parent / _NAME, secrets.token_hex(8).encode())
