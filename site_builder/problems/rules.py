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
        # Names of files
        "path-form": ERROR,
        "path-reserved": ERROR,
        "path-case": ERROR,
        "path-ambiguous": ERROR,
        "path-missing": ERROR,
        "path-extension": ERROR,
        "path-not-a-file": ERROR,
        # Picture files
        "picture-empty": ERROR,
        "picture-too-large": ERROR,
        "picture-too-many-pixels": ERROR,
        "picture-unknown": ERROR,
        "picture-pointer": ERROR,
        "picture-svg": ERROR,
        "picture-heic": ERROR,
        "picture-format": ERROR,
        "picture-broken": ERROR,
        "picture-misnamed": WARNING,
        "picture-animated": WARNING,
        "picture-small": NOTE,
        # Hand-written pages
        "page-language": ERROR,
        "page-front-matter": ERROR,
        "page-slug": ERROR,
        "page-address-taken": ERROR,
        "page-without-twin": WARNING,
        # YAML
        "yaml-too-large": ERROR,
        "file-utf16": ERROR,
        "file-not-utf8": ERROR,
        "yaml-bidi": ERROR,
        "yaml-tag": ERROR,
        "yaml-alias": ERROR,
        "yaml-key-unusual": ERROR,
        "yaml-merge-key": ERROR,
        "yaml-key-with-spaces": ERROR,
        "yaml-duplicate-key": ERROR,
        "yaml-comma-in-braces": ERROR,
        "yaml-control-character": ERROR,
        "yaml-too-deep": ERROR,
        "yaml-several-documents": ERROR,
        "yaml-top-not-list": ERROR,
        "yaml-top-not-mapping": ERROR,
        "yaml-lost-behind-hash": ERROR,
        "yaml-broken": ERROR,
    }
)
