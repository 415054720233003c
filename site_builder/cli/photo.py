"""``stories photo``: what can be done with photos."""

from __future__ import annotations

import click

from site_builder.cli.family import Family
from site_builder.locales.catalog import Catalog

VERBS = {"add": "site_builder.cli.photo_add"}
"""The verb behind the word and its module."""


def command(words: Catalog) -> click.Command:
    """The word with its verb."""
    return Family("photo", words, VERBS)
