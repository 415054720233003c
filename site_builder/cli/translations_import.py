"""``stories translations import``: what a translator sent back, into the records."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.cli.console import Console
from site_builder.cli.face import Verb
from site_builder.cli.project import project_folder
from site_builder.cli.translations_project import shown_name
from site_builder.cli.use import WrongUseError
from site_builder.locales import Locale
from site_builder.locales.catalog import Catalog
from site_builder.locales.formats import language
from site_builder.problems.report import shown

if TYPE_CHECKING:
    from site_builder.exchange.comparison import By, Difference, Refusal
    from site_builder.exchange.model import Returned
    from site_builder.exchange.units import Collected

VERB = "translations import"


def command(words: Catalog) -> click.Command:
    """The verb with its options."""
    text = words.text
    return Verb(
        "import",
        words,
        click.pass_obj(_import),
        [
            click.Argument(
                ["file"], metavar=text("cli.translations-import.file"), help=text("cli.translations-import.which")
            ),
            click.Option(["--machine"], is_flag=True, help=text("cli.translations-import.machine")),
            click.Option(["--dry-run"], is_flag=True, help=text("cli.translations-import.dry-run")),
        ],
        key="translations-import",
    )


def _import(console: Console, file: str, machine: bool, dry_run: bool, project: str | None) -> int:
    from site_builder.exchange.model import FaultError
    from site_builder.exchange.units import collect
    from site_builder.exchange.writing import ChangedMeanwhileError

    root = project_folder(project, Path.cwd(), verb=VERB)
    if not Path(file).is_file():
        raise WrongUseError("cli.wrong.import-file", verb=VERB, file=file)
    known = collect(root)
    if known is None:
        console.fail(console.words.text("cli.import.settings", stories=console.typed))
        return 1
    try:
        return _taken_in(console, root, known, file, "machine" if machine else "human", dry_run=dry_run)
    except FaultError as fault:
        reason = console.text(f"cli.exchange.fault.{fault.kind}", **fault.params)
        console.fail(shown(f"{file}:{fault.line}: {reason}"))
    except ChangedMeanwhileError:
        console.fail(console.words.text("cli.translations-import.meanwhile"))
    console.tell(console.words.text("cli.translations-import.nothing"))
    return 1


def _taken_in(console: Console, root: Path, known: Collected, file: str, by: By, *, dry_run: bool) -> int:
    from site_builder.exchange.comparison import Refusal, difference
    from site_builder.exchange.model import FaultError
    from site_builder.exchange.writing import plan, write

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
    console.say(words.plural(key, count, number=count, language=language(locale, words.locale)))
    for name in made.edits:
        console.say(f"  {name}")
    _tell(console, found, refused, file)
    return int(bool(refused))


def _read(path: Path) -> Returned:
    from site_builder.exchange import po, xliff
    from site_builder.exchange.model import MAX_BYTES, FaultError

    with path.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise FaultError("large", limit=MAX_BYTES // (1024 * 1024))
    # By what is in it: names of files change on their way.
    is_xml = data[:200].lstrip(b"\xef\xbb\xbf\xff\xfe\xfe\xff\0 \t\r\n").startswith(b"<")
    return xliff.read(data) if is_xml else po.read(data)


def _tell(console: Console, found: Difference, refused: list[Refusal], file: str) -> None:
    """What else there is in the file, and each text that was not taken."""
    words = console.words
    for kind, count in (("unchanged", found.unchanged), ("waiting", found.waiting), ("empty", found.empty)):
        if count:
            console.say(words.plural(f"cli.translations-import.{kind}", count, number=count))
    if not refused:
        return
    console.tell(words.plural("cli.translations-import.refused", len(refused), number=len(refused)))
    for field, kind, line in refused:
        console.tell(f"  {file}:{line}: {field.document}: {shown_name(console, field.name)}")
        console.tell(f"    {words.text(f'cli.exchange.refused.{kind}', language=_named(field.source, words))}")


def _named(locale: Locale, words: Catalog) -> str:
    return language(locale, words.locale)
