"""Where a project keeps the pages about its rules."""

from __future__ import annotations

FOLDER = "docs/rules"
"""A file a rule and language."""

INDEX = "index"
"""The name of the page that lists them."""


def page_file(rule: str, locale: str) -> str:
    """The name of a rule's page in the folder."""
    return f"{rule}.{locale}.md"
