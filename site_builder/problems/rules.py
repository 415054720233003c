"""The rules that records can break, and the pages about them.

``rules.yml`` lists every rule with its severity. The messages are in the catalogs: ``rule.<name>``.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType


class Severity(StrEnum):
    """An error stops publishing; a warning does not (unless ``--strict``); a note only tells."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


RULE_PAGES = "docs/rules"
"""The folder in which a project keeps pages about rules: a file for each rule and language."""

INDEX = "index"
"""The name of the page that lists the rules, in place of a rule's."""


def page_file(rule: str, locale: str) -> str:
    """Give the name of a rule's page in ``RULE_PAGES``."""
    return f"{rule}.{locale}.md"


def _read_rules() -> Mapping[str, Severity]:
    # A line a rule: read as it is, quicker than PyYAML could be loaded.
    lines = Path(__file__).with_suffix(".yml").read_text("utf-8").splitlines()
    rules = (line.split(": ") for line in lines if line and not line.startswith("#"))
    return MappingProxyType({rule: Severity(severity) for rule, severity in rules})


RULES = _read_rules()
"""Every rule, with its severity."""
