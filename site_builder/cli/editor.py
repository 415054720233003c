"""``stories editor``: fetches the program of the editor in the browser, where the settings ask for one."""

from __future__ import annotations

import click

from site_builder.cli.commands import Command
from site_builder.cli.console import Console
from site_builder.cli.project import project_folder
from site_builder.locales.catalog import Catalog
from site_builder.locales.system_errors import explanation
from site_builder.outputs.editor_program import EditorInstallError, install, is_installed
from site_builder.reading.settings import read_settings


def command(words: Catalog) -> click.Command:
    """Make the command."""
    return Command("editor", words, _editor, [])


def _editor(console: Console, project: str | None) -> int:
    settings, problems = read_settings(project_folder(project, verb="editor"))
    if settings is None:
        for problem in problems:
            console.say(console.problem(problem))
        return 1
    if settings.editor is None:
        console.say(console.words.text("cli.editor.off"))
        return 0
    if is_installed():
        console.say(console.words.text("cli.editor.there"))
        return 0
    try:
        install()
    except EditorInstallError as error:
        console.fail(console.words.text("cli.editor.failed", said=explanation(error, console.words)))
        return 1
    console.say(console.words.text("cli.editor.done"))
    return 0
