"""What ``stories doctor`` finds: a value each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Grade = Literal["good", "note", "fault"]
"""A fault keeps the site from being made here, or private records from being private; a note does not."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Its words are ``cli.doctor.<what>.<grade>``, with ``params`` filled in; lines after the first say what to do."""

    what: str
    grade: Grade
    params: Mapping[str, object] = field(default_factory=dict)
