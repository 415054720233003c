"""Every rule that a record can break, and how grave that is. The words are in the catalogs: ``rule.<name>``."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Severity(StrEnum):
    """An error stops publishing; a warning does not (unless ``--strict``); a note only tells."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

RULES: Mapping[str, Severity] = MappingProxyType(
    {
        # Files and folders
        "file-unreadable": ERROR,
        "file-too-large": ERROR,
        "path-outside": ERROR,
    }
)
