"""What comes of a file that is looked through for hidden data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

KINDS = ("position", "device", "people", "preview", "files", "remarks")
"""What is taken out, in the order in which it is told: where something was made, with what, names of people, a small
picture of how it once was, attached files, and whatever else programs note down."""

COMMENTS, UNKNOWN, STILL = "comments", "unknown", "still"
"""What else is told. What stays: comments and tracked changes, which somebody has to decide on; parts that cannot be
looked into. What could not stay: a picture's movement."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file cannot be published: a rule and its public parameters, and where in the file, if that is known."""

    rule: str
    params: Mapping[str, object] = field(default_factory=dict)
    line: int = 1
    column: int = 1


MOST_BYTES = 100_000_000
"""Bytes of a document as it is; unpacked it may have three times as many."""

COSTLY = Refusal("document-costly", {"limit": MOST_BYTES // 1_000_000})


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A file that can be published. ``content``: None where it is published as it is. ``found``: what of ``KINDS`` was
    taken out, and what else is to be told."""

    content: bytes | None = None
    found: frozenset[str] = frozenset()
