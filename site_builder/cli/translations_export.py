"""``stories translations export``: the texts that need a translator, as XLIFF or PO."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from site_builder.cli.console import Console
from site_builder.cli.face import Verb
from site_builder.cli.outbox import destination, warn_of_commit
from site_builder.cli.project import project_folder
from site_builder.cli.target import shown
from site_builder.cli.use import WrongUseError
from site_builder.locales.catalog import Catalog
from site_builder.locales.formats import language
from site_builder.store.files import write_whole

VERB = "translations export"
_ENDINGS = {"xliff": "xlf", "po": "po"}


def command(words: Catalog) -> click.Command:
    """The verb with its options."""
    text = words.text
    return Verb(
        "export",
        words,
        click.pass_obj(_export),
        [
            click.Option(
                ["--to"],
                metavar=text("cli.translations-export.language"),
                help=text("cli.translations-export.to"),
            ),
            click.Option(
                ["--from", "source"],
                metavar=text("cli.translations-export.language"),
                help=text("cli.translations-export.from"),
            ),
            click.Option(
                ["--format", "form"],
                type=click.Choice(list(_ENDINGS)),
                default="xliff",
                metavar="|".join(_ENDINGS),
                help=text("cli.translations-export.format"),
            ),
            click.Option(
                ["--story", "stories"],
                multiple=True,
                metavar=text("cli.translations-export.folder"),
                help=text("cli.translations-export.story"),
            ),
            click.Option(["--all", "everything"], is_flag=True, help=text("cli.translations-export.all")),
            click.Option(
                ["--output"],
                metavar=text("cli.translations-export.file"),
                help=text("cli.translations-export.output"),
            ),
        ],
        key="translations-export",
    )


def _export(
    console: Console,
    to: str | None,
    source: str | None,
    form: str,
    stories: Sequence[str],
    everything: bool,
    output: str | None,
    project: str | None,
) -> int:
    from site_builder.exchange import po, xliff
    from site_builder.exchange.units import collect, units
    from site_builder.translations.fields import translations

    if to is None:
        raise WrongUseError("cli.wrong.missing", verb=VERB, what="--to")
    root = project_folder(project, Path.cwd(), verb=VERB)
    words = console.words
    known = collect(root, frozenset(stories) if stories else None)
    if known is None:
        console.fail(words.text("cli.import.settings", stories=console.typed))
        return 1
    locales = known.settings.locales
    chosen = source or next((name for name in locales if name != to), "")
    if to not in locales or chosen == to:
        raise WrongUseError("cli.wrong.story-language", verb=VERB, found=to, languages=", ".join(locales))
    if set(stories) - {field.document for field in known.fields} - set(known.broken):
        raise WrongUseError("cli.wrong.story", verb=VERB)
    for folder in known.broken:
        console.tell(words.text("cli.translations-export.broken", folder=f"stories/{folder}"))
    wanted = [
        each
        for each in translations(known.fields, [to])
        if (each.field.document, each.field.name) not in known.withheld and (everything or each.state != "ok")
    ]
    found = [each for each in wanted if each.field.source == chosen]
    for other in sorted({each.field.source for each in wanted} - {chosen}):
        count = sum(each.field.source == other for each in wanted)
        name = language(other, words.locale)
        console.tell(words.plural("cli.translations-export.other", count, number=count, language=name, code=other))
    if not found:
        console.say(words.text("cli.translations-export.none", language=language(to, words.locale)))
        return 0
    content = (xliff if form == "xliff" else po).written(units(found), chosen, to, words)
    name = f"translations.{to}.{_ENDINGS[form]}"
    file = destination(root, name, Path(output) if output else None, verb=VERB, option="--output")
    if output:
        # Into what is there: it may be a pipe or a device.
        file.write_bytes(content)
    else:
        write_whole(file, content)
    console.say(words.plural("cli.translations-export.done", len(found), number=len(found), file=shown(file, output)))
    if output:
        warn_of_commit(console, root, [file], "cli.outbox.commit", "--output")
    return 0
