"""``stories translations``: its verbs."""

from __future__ import annotations

import click

from site_builder.cli import translations_export, translations_import
from site_builder.cli.face import Family
from site_builder.locales.catalog import Catalog

VERBS = (translations_export, translations_import)


def command(words: Catalog) -> click.Command:
    """The word with its verbs."""
    return Family("translations", words, [verb.command(words) for verb in VERBS])
