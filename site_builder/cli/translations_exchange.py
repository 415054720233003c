"""``stories translations export`` and ``import``: texts to translators, as XLIFF or PO, and back into the records."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from site_builder.cli.commands import Command, UsageError, argument, flag, option
from site_builder.cli.console import Console
from site_builder.cli.project import destination, project_folder, warn_of_commit
from site_builder.cli.project import shown as path_shown
from site_builder.cli.translations import shown_name
from site_builder.exchange import po, xliff
from site_builder.exchange.comparison import Difference, Refusal, difference
from site_builder.exchange.model import MAX_BYTES, FaultError, Returned
from site_builder.exchange.units import Collected, collect, units
from site_builder.exchange.writing import plan, write
from site_builder.locales import Locale
from site_builder.locales.catalog import Catalog
from site_builder.locales.formats import language
from site_builder.problems.report import printable
from site_builder.store.files import ChangedMeanwhileError, write_atomic
from site_builder.translations.fields import translations
from site_builder.translations.lock import Translator

EXPORT = "translations export"
IMPORT = "translations import"
_ENDINGS = {"xliff": "xlf", "po": "po"}


def export_command(words: Catalog) -> click.Command:
    """Make ``export``."""

    def made(names: str, help_key: str, metavar_key: str, **more: Any) -> click.Option:
        keys = [f"cli.translations-export.{key}" for key in (help_key, metavar_key)]
        return option(words, names, *keys, **more)

    options = [
        made("--to", "to", "language"),
        made("--from source", "from", "language"),
        option(
            words,
            "--format form",
            "cli.translations-export.format",
            type=click.Choice(list(_ENDINGS)),
            default="xliff",
            metavar="|".join(_ENDINGS),
        ),
        made("--story stories", "story", "folder", multiple=True),
        flag(words, "--all everything", "cli.translations-export.all"),
        made("--output", "output", "file"),
    ]
    return Command("export", words, _export, options, key="translations-export")


def import_command(words: Catalog) -> click.Command:
    """Make ``import``."""
    parameters = [
        argument(words, "file", "cli.translations-import.which", "cli.translations-import.file"),
        flag(words, "--machine", "cli.translations-import.machine"),
        flag(words, "--dry-run", "cli.translations-import.dry-run"),
    ]
    return Command("import", words, _import, parameters, key="translations-import")


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
    if to is None:
        raise UsageError("cli.wrong.missing", verb=EXPORT, what="--to")
    root = project_folder(project, verb=EXPORT)
    words = console.words
    known = collect(root, frozenset(stories) if stories else None)
    if known is None:
        console.fail(words.text("cli.import.settings", stories=console.typed))
        return 1
    locales = known.settings.locales
    chosen = source or next((name for name in locales if name != to), "")
    if to not in locales or chosen == to:
        raise UsageError("cli.wrong.story-language", verb=EXPORT, found=to, languages=", ".join(locales))
    if set(stories) - {field.document for field in known.fields} - set(known.broken):
        raise UsageError("cli.wrong.story", verb=EXPORT)
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
        console.tell(console.counted("cli.translations-export.other", count, language=name, code=other))
    if not found:
        console.say(words.text("cli.translations-export.none", language=language(to, words.locale)))
        return 0
    content = (xliff if form == "xliff" else po).dump(units(found), chosen, to, words)
    name = f"translations.{to}.{_ENDINGS[form]}"
    file = destination(root, name, Path(output) if output else None, verb=EXPORT, option="--output")
    if output:
        # Into what is there: it may be a pipe or a device.
        file.write_bytes(content)
    else:
        write_atomic(file, content)
    console.say(console.counted("cli.translations-export.done", len(found), file=path_shown(file, output)))
    if output:
        warn_of_commit(console, root, [file], "cli.outbox.commit", "--output")
    return 0


def _import(console: Console, file: str, machine: bool, dry_run: bool, project: str | None) -> int:
    root = project_folder(project, verb=IMPORT)
    if not Path(file).is_file():
        raise UsageError("cli.wrong.import-file", verb=IMPORT, file=file)
    known = collect(root)
    if known is None:
        console.fail(console.words.text("cli.import.settings", stories=console.typed))
        return 1
    try:
        return _taken_in(console, root, known, file, "machine" if machine else "human", dry_run=dry_run)
    except FaultError as fault:
        reason = console.text(f"cli.exchange.fault.{fault.kind}", **fault.params)
        console.fail(printable(f"{file}:{fault.line}: {reason}"))
    except ChangedMeanwhileError:
        console.fail(console.words.text("cli.translations-import.meanwhile"))
    console.tell(console.words.text("cli.translations-import.nothing"))
    return 1


def _taken_in(console: Console, root: Path, known: Collected, file: str, by: Translator, *, dry_run: bool) -> int:
    words = console.words
    returned = _read(Path(file))
    locale = next((name for name in known.settings.locales if name.lower() == returned.target.lower()), None)
    if locale is None:
        wanted = ", ".join(known.settings.locales)
        raise FaultError("locale", returned.line, found=returned.target[:20], wanted=wanted)
    found = difference(returned, known, locale, by)
    today = datetime.now().astimezone().date()
    made = plan(root, found.taken, locale, today, by)
    refused = [*found.refused, *(Refusal(one.field, "by-hand", 1) for one in made.by_hand)]
    if not dry_run and made.edits:
        write(root, made.edits)
    key = "cli.translations-import.would" if dry_run else "cli.translations-import.done"
    count = len(made.taken)
    console.say(console.counted(key, count, language=language(locale, words.locale)))
    for name in made.edits:
        console.say(f"  {name}")
    _tell(console, found, refused, file)
    return int(bool(refused))


def _read(path: Path) -> Returned:
    with path.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise FaultError("large", limit=MAX_BYTES // (1024 * 1024))
    # By what is in it: names of files change on their way.
    is_xml = data[:200].lstrip(b"\xef\xbb\xbf\xff\xfe\xfe\xff\0 \t\r\n").startswith(b"<")
    return xliff.load(data) if is_xml else po.load(data)


def _tell(console: Console, found: Difference, refused: list[Refusal], file: str) -> None:
    """Say what else is in the file, and name each text that was refused."""
    words = console.words
    for kind, count in (("unchanged", found.unchanged), ("waiting", found.waiting), ("empty", found.empty)):
        if count:
            console.say(console.counted(f"cli.translations-import.{kind}", count))
    if not refused:
        return
    console.tell(console.counted("cli.translations-import.refused", len(refused)))
    for field, kind, line in refused:
        console.tell(f"  {file}:{line}: {field.document}: {shown_name(console, field.name)}")
        console.tell(f"    {words.text(f'cli.exchange.refused.{kind}', language=_named(field.source, words))}")


def _named(locale: Locale, words: Catalog) -> str:
    return language(locale, words.locale)
