"""``stories init``: a new project with everything but stories."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from site_builder.cli.commands import Command, UsageError, argument, language_option, no_project_option, option
from site_builder.cli.console import Console, clean_line
from site_builder.cli.scaffold import new_project, software_files
from site_builder.locales.catalog import Catalog


def command(words: Catalog) -> click.Command:
    """Make the command."""
    parameters = [
        argument(words, "folder", "cli.init.folder", "cli.folder-metavar"),
        option(words, "--name", "cli.init.name", "cli.name-metavar"),
        language_option(words.text("cli.init.lang")),
        no_project_option(),
    ]
    return Command("init", words, _init, parameters)


def _init(console: Console, folder: str, name: str | None) -> int:
    place = Path(folder)
    if place.exists() and not place.is_dir():
        raise UsageError("cli.wrong.init-file", verb="init", folder=folder)
    if place.is_dir() and any(place.iterdir()):
        raise UsageError("cli.wrong.init-full", verb="init", folder=folder)
    # "." has a name too, and a link to a folder keeps its own.
    title = clean_line(name or Path(os.path.abspath(folder)).name.replace("-", " ").replace("_", " "))  # noqa: PTH100
    files = {path: text.encode() for path, text in new_project(title, console.locale).items()}
    for path, content in {**files, **software_files()}.items():
        file = place / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    console.say(console.words.text("cli.init.done", folder=click.style(folder, bold=True)))
    # Told for this computer alone: lines for another would only be in the way.
    python, programs = ("py", ".venv\\Scripts\\") if sys.platform == "win32" else ("python3", ".venv/bin/")
    shown = f'"{folder}"' if " " in folder else folder
    console.say(console.words.text("cli.init.next", folder=shown, python=python, programs=programs))
    return 0
