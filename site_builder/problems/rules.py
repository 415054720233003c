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
        "file-utf16": ERROR,
        "file-not-utf8": ERROR,
        "yaml-tag": ERROR,
        "yaml-alias": ERROR,
        "yaml-key-unusual": ERROR,
        "yaml-merge-key": ERROR,
        "yaml-key-with-spaces": ERROR,
        "yaml-duplicate-key": ERROR,
        "yaml-comma-in-braces": ERROR,
        "yaml-too-deep": ERROR,
        "yaml-several-documents": ERROR,
        "yaml-top-not-list": ERROR,
        "yaml-top-not-mapping": ERROR,
        "yaml-lost-behind-hash": ERROR,
        "yaml-text-after-quote": ERROR,
        "yaml-unquoted-colon": ERROR,
        "yaml-indent": ERROR,
        "yaml-colon-without-space": ERROR,
        "yaml-colon-missing": ERROR,
        "yaml-unindented-text": ERROR,
        "yaml-quote-unclosed": ERROR,
        "yaml-text-after-bracket": ERROR,
        "yaml-list-unexpected": ERROR,
        "yaml-bracket-unclosed": ERROR,
        "yaml-bracket-stray": ERROR,
        "yaml-character-first": ERROR,
        "yaml-list-behind-colon": ERROR,
        "text-half-character": ERROR,
        "yaml-escape": ERROR,
        "yaml-percent-line": ERROR,
        "yaml-tab-indent": ERROR,
        "yaml-odd-space": ERROR,
        "yaml-broken": ERROR,
        "text-bidi": ERROR,
        "text-control-character": ERROR,
        # Fields and their values
        "field-missing": ERROR,
        "field-unknown": ERROR,
        "field-misspelt": ERROR,
        "choice-unknown": ERROR,
        "choice-misspelt": ERROR,
        "list-expected": ERROR,
        "record-list-expected": ERROR,
        "record-expected": ERROR,
        "list-length": ERROR,
        "list-empty": ERROR,
        "text-expected": ERROR,
        "text-without-language": ERROR,
        "text-language-unknown": ERROR,
        "id-unreadable": ERROR,
        "reference-unreadable": ERROR,
        "language-unreadable": ERROR,
        "colour-unreadable": ERROR,
        "email-unreadable": ERROR,
        "url-unreadable": ERROR,
        "number-expected": ERROR,
        "number-with-words": ERROR,
        "number-with-separator": ERROR,
        "moment-without-zone": ERROR,
        "date-ambiguous": ERROR,
        "date-form": ERROR,
        "date-not-there": ERROR,
        "date-unreadable": ERROR,
        "date-with-slashes": ERROR,
        "day-expected": ERROR,
        "flag-expected": ERROR,
        "country-unknown": ERROR,
        "country-by-name": ERROR,
        "focus-outside": ERROR,
        "unit-forms-unreadable": ERROR,
    }
)
