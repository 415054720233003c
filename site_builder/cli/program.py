"""The program ``stories``: its verbs, and how every way of ending becomes words and an exit status."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

import click

from site_builder.cli.commands import CommandGroup, UsageError, localized_error, version_option
from site_builder.cli.console import PROGRAM, Console
from site_builder.locales.catalog import known_locales
from site_builder.locales.environment import chosen_language, language
from site_builder.locales.pseudo import PSEUDO
from site_builder.workers import WorkerError

VERBS = {
    "init": "site_builder.cli.init:command",
    "new": "site_builder.cli.new:command",
    "import": "site_builder.cli.importing:command",
    "photo": "site_builder.cli.photo:command",
    "serve": "site_builder.cli.serve:command",
    "check": "site_builder.cli.check:command",
    "explain": "site_builder.cli.explain:command",
    "preview": "site_builder.cli.preview:command",
    "consent": "site_builder.cli.consent:command",
    "translations": "site_builder.cli.translations:command",
    "build": "site_builder.cli.build:command",
    "rollback": "site_builder.cli.rollback:command",
    "withdraw": "site_builder.cli.withdraw:command",
    "clean": "site_builder.cli.clean:command",
    "words": "site_builder.cli.words:command",
    "editor": "site_builder.cli.editor:command",
    "upgrade": "site_builder.cli.upgrade:command",
    "doctor": "site_builder.cli.doctor:command",
}
"""Each verb and its module, in the order of the work."""


def run(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Do what ``arguments`` ask for and give the exit status. Help and messages are in the language they choose."""
    wanted = _language_wanted(arguments)
    chosen = chosen_language(environment, wanted)
    console = Console(chosen or language(environment), environment, chosen is not None)
    try:
        # For `new` the language of the story decides, and that may be one that the program does not speak.
        if wanted and wanted not in (*known_locales(), PSEUDO) and "new" not in arguments:
            raise UsageError("cli.wrong.language", languages=", ".join(known_locales()))
        program = CommandGroup(PROGRAM, console.words, VERBS, [version_option(console.words)])
        return program.main(list(arguments), PROGRAM, standalone_mode=False, obj=console, color=console.colour) or 0
    except UsageError as error:
        return console.usage_error(error)
    except click.UsageError as error:
        return console.usage_error(localized_error(error))
    except (click.Abort, KeyboardInterrupt):
        console.tell(console.words.text("cli.broken-off"))
        return 1
    except WorkerError:
        console.fail(console.words.text("cli.build.worker-died"))
        return 1
    except BrokenPipeError:
        # The program that read our output has closed it; what is still in the buffer must not fail once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 1
    except Exception as error:
        if not isinstance(error, OSError) and not console.is_public_log:
            raise
        console.fault(error)
        return 1


def _language_wanted(arguments: Sequence[str]) -> str | None:
    """Find the value of ``--lang`` wherever it stands: help needs the language before anything else is parsed."""
    for index, word in enumerate(arguments):
        if word == "--":
            return None
        if word == "--lang" and index + 1 < len(arguments):
            return arguments[index + 1]
        if word.startswith("--lang="):
            return word.partition("=")[2]
    return None
