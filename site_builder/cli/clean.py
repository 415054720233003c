"""``stories clean``: empties the store of what was made before."""

from __future__ import annotations

import click

from site_builder.cli.commands import Command
from site_builder.cli.console import Console
from site_builder.cli.project import project_folder
from site_builder.locales import formats
from site_builder.locales.catalog import Catalog
from site_builder.prepare import STORE
from site_builder.store import clean_store


def command(words: Catalog) -> click.Command:
    """Make the command."""
    return Command("clean", words, _clean, [])


def _clean(console: Console, project: str | None) -> int:
    root = project_folder(project, verb="clean")
    megabytes = clean_store(root / STORE) // 1_000_000
    console.say(console.words.text("cli.clean.done", size=formats.number(megabytes, console.locale)))
    return 0
