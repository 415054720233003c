"""``stories init``: a new project with everything but stories."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from site_builder.cli.console import Console
from site_builder.cli.face import Verb, language_option
from site_builder.cli.scaffold import clean_title, new_project
from site_builder.cli.software import software_files
from site_builder.cli.use import WrongUseError
from site_builder.locales.catalog import Catalog
from site_builder.problems.explanation import pages
from site_builder.problems.rules import RULE_PAGES


def command(words: Catalog) -> click.Command:
    """The verb with its options."""
    return Verb(
        "init",
        words,
        click.pass_obj(_init),
        [
            click.Argument(["folder"], metavar=words.text("cli.folder-metavar"), help=words.text("cli.init.folder")),
            click.Option(["--name"], metavar=words.text("cli.name-metavar"), help=words.text("cli.init.name")),
            language_option(words.text("cli.init.lang")),
            click.Option(["--project"], hidden=True, expose_value=False),
        ],
    )


def _init(console: Console, folder: str, name: str | None) -> int:
    place = Path(folder)
    if place.exists() and not place.is_dir():
        raise WrongUseError("cli.wrong.init-file", verb="init", folder=folder)
    if place.is_dir() and any(place.iterdir()):
        raise WrongUseError("cli.wrong.init-full", verb="init", folder=folder)
    # "." has a name too, and a link to a folder keeps its own.
    title = clean_title(name or Path(os.path.abspath(folder)).name.replace("-", " ").replace("_", " "))  # noqa: PTH100
    texts = {**new_project(title, console.locale), **{f"{RULE_PAGES}/{name}": text for name, text in pages().items()}}
    files = {path: text.encode() for path, text in texts.items()}
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
