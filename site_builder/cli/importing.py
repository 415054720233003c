"""``stories import``: drafts from Word files, PDFs, texts and photos."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import click

from site_builder.cli.commands import Command, UsageError, argument, flag
from site_builder.cli.console import Console
from site_builder.cli.project import project_folder
from site_builder.cli.scaffold import story_folder
from site_builder.importing.composing import compose
from site_builder.importing.document import ImportFaultError
from site_builder.importing.draft import Draft, DraftResult
from site_builder.importing.formats import FileFormat, kind_of
from site_builder.importing.messages import fault_words, remark_words
from site_builder.importing.sources import read_sources
from site_builder.importing.writing import NOTES, files, write
from site_builder.locales import formats
from site_builder.locales.catalog import Catalog
from site_builder.reading import read_project
from site_builder.site import Site

INBOX = "inbox"
"""The folder of a project into which documents are put for CI to make drafts of."""

_NO_DOCUMENTS = frozenset({"readme.md", "readme.txt", "léame.md", "leame.md"})


def command(words: Catalog) -> click.Command:
    """Make the command."""
    names = argument(words, "names", "cli.import.files", "cli.import.metavar", nargs=-1)
    return Command("import", words, _import, [names, flag(words, "--inbox", "cli.import.inbox")])


def _import(console: Console, names: Sequence[str], inbox: bool, project: str | None) -> int:
    root = project_folder(project, verb="import")
    if not (inbox or names):
        raise UsageError("cli.wrong.import-what", verb="import")
    site, _ = read_project(root)
    if site is None:
        console.fail(console.words.text("cli.import.settings", stories=console.typed))
        return 1
    if inbox:
        is_done = _from_inbox(console, root, site, [_in_inbox(root, name) for name in names])
    else:
        made = [_from_files(console, root, site, group) for group in _stories(list(map(_existing, names)))]
        is_done = all(made)
    return int(not is_done)


def _existing(name: str) -> Path:
    path = Path(name)
    if not path.exists():
        raise UsageError("cli.wrong.import-file", verb="import", file=name)
    return path


def _stories(paths: Sequence[Path]) -> list[list[Path]]:
    """Group what belongs together: each document, folder or archive is a story; photos go with the only one."""
    pictures = [path for path in paths if _is_picture(path)]
    others = [path for path in paths if path not in pictures]
    if pictures and len(others) > 1:
        raise UsageError("cli.wrong.import-photos", verb="import")
    return [[other, *pictures] for other in others] or [pictures]


def _is_picture(path: Path) -> bool:
    if not path.is_file():
        return False
    try:
        with path.open("rb") as stream:
            head = stream.read(4096)
        # An archive's directory stands at its end: of its head alone it cannot be judged, and need not be.
        return not head.startswith(b"PK") and kind_of(head) is FileFormat.PICTURE
    except ImportFaultError:
        return False


def _drafted(console: Console, root: Path, site: Site, paths: Sequence[Path], *, renames: bool) -> tuple[Draft, str]:
    """Write one draft, and give it with its folder's name. Raises ImportFaultError.

    ``renames``: where a story has that name, take another: nobody is there to choose another title.
    """
    today = datetime.now().astimezone().date()
    draft = compose(read_sources(paths), site, today)
    folder = name = story_folder(next(iter(draft.titles.values())).words, today)
    number = 1
    while renames and (root / "stories" / folder).exists():
        number += 1
        folder = f"{name}-{number}"
    write(root, folder, files(draft, console.words, for_forms=site.settings.editor is not None))
    return draft, folder


def _from_files(console: Console, root: Path, site: Site, paths: Sequence[Path]) -> bool:
    """Make one draft and tell all that was found. Returns whether there is one."""
    try:
        draft, folder = _drafted(console, root, site, paths, renames=False)
    except ImportFaultError as fault:
        name = console.private(click.format_filename(paths[0].name))
        console.fail(console.words.text("cli.import.failed", file=name, reason=fault_words(fault, console.words)))
        return False
    if console.is_public_log:
        console.say(counts(console.words, draft))
    else:
        report(console, draft, f"stories/{folder}")
    return True


def _in_inbox(root: Path, name: str) -> Path:
    """Give the path of an entry of the inbox. Raises UsageError for any other: what it names would be removed."""
    path = Path(os.path.abspath(name))  # noqa: PTH100 - a link is looked at itself
    if path.parent != root / INBOX or not os.path.lexists(path):
        raise UsageError("cli.wrong.import-inbox", verb="import")
    return path


def _from_inbox(console: Console, root: Path, site: Site, chosen: Sequence[Path]) -> bool:
    """Make a draft of each file and folder in the inbox (of those ``chosen``), and remove what a draft was made of.

    Logs of CI are read by more people than drafts: nothing of what is in a document is told, nor its file's name.
    Returns whether there is a draft of each.
    """
    entries = chosen or _entries(root / INBOX)
    if not entries:
        console.tell(console.words.text("cli.import.inbox-empty"))
    failed = False
    for number, entry in enumerate(entries, 1):
        place = console.words.text("cli.import.entry", number=number, of=len(entries))
        try:
            if entry.is_symlink():
                raise ImportFaultError("link")
            draft, _ = _drafted(console, root, site, [entry], renames=True)
        except ImportFaultError as fault:
            failed = True
            console.fail(console.words.text("cli.import.failed", file=place, reason=fault_words(fault, console.words)))
            continue
        shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
        console.say(f"{place}: {counts(console.words, draft)}")
    return not failed


def _entries(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(
        entry
        for entry in folder.iterdir()
        if not entry.name.startswith(".") and entry.name.lower() not in _NO_DOCUMENTS
    )


def report(console: Console, draft: Draft, folder: str) -> None:
    """Tell of a draft in the person's language."""
    words = console.words
    console.say(words.text("cli.import.done", folder=click.style(folder, bold=True)))
    console.say()
    console.say(words.text("cli.import.found"))
    for line in _found(words, draft):
        console.say(f"  - {line}")
    console.say()
    console.say(words.text("cli.import.look"))
    for line in _look(words, draft, folder):
        console.say(f"  - {line}")
    console.say()
    console.say(words.text("cli.import.next", folder=folder, stories=console.typed))


def counts(words: Catalog, draft: Draft) -> str:
    """Say how much was found, without a word of it."""
    whole = sum(quote.is_whole for quote in draft.quotes)
    told = [
        words.plural("cli.import.figures", len(draft.results), number=len(draft.results)),
        words.plural("cli.import.quotes", whole, number=whole),
        words.plural("cli.import.photos", len(draft.photos), number=len(draft.photos)),
    ]
    return formats.joined(told, words.locale)


def _found(words: Catalog, draft: Draft) -> Iterator[str]:
    for locale, title in draft.titles.items():
        yield words.text("cli.import.title", language=formats.language(locale, words.locale), title=title.words)
    if draft.results:
        values = formats.joined([_value(words, result) for result in draft.results], words.locale)
        head = words.plural("cli.import.figures", len(draft.results), number=len(draft.results))
        yield f"{head}: {values}"
    whole = [quote for quote in draft.quotes if quote.is_whole]
    if whole:
        head = words.plural("cli.import.quotes", len(whole), number=len(whole))
        yield f"{head}: {formats.joined([quote.first.speaker for quote in whole], words.locale)}"
    if draft.photos:
        yield words.plural("cli.import.photos", len(draft.photos), number=len(draft.photos))
    for caption in draft.loose:
        told = " – ".join(filter(None, (caption.words, caption.credit)))
        yield words.text("cli.import.caption", caption=told)
    if codes := draft.countries.found:
        names = formats.joined([formats.country(code, words.locale) for code in codes], words.locale)
        yield words.text("cli.import.countries", names=names)
    for name in ("themes", "partners", "programmes"):
        if ids := getattr(draft, name).found:
            yield words.text(f"cli.import.{name}", names=", ".join(ids))
    if draft.day_at is not None:
        yield words.text("cli.import.day", day=draft.day)


def _value(words: Catalog, result: DraftResult) -> str:
    value = formats.number(result.first.value, words.locale)
    return f"{value} %" if result.first.unit == "%" else value


def _look(words: Catalog, draft: Draft, folder: str) -> Iterator[str]:
    yield from (remark_words(remark, words) for remark in draft.remarks)
    yield from _lacking(words, draft)
    if draft.results:
        status = Counter(result.first.status for result in draft.results)
        told = [
            words.text(f"cli.import.status-{name}", number=status[name])
            for name in ("achieved", "planned", "unclear")
            if status[name]
        ]
        yield words.text("cli.import.statuses", statuses=formats.joined(told, words.locale))
    if any(quote.is_whole for quote in draft.quotes):
        yield words.text("cli.import.speakers")
    open_quotes = sum(not quote.is_whole for quote in draft.quotes)
    if open_quotes:
        yield words.plural("cli.import.open-quotes", open_quotes, number=open_quotes)
    if draft.photos:
        yield words.text("cli.import.people")
    if draft.loose:
        yield words.text("cli.import.loose")
    if draft.left:
        yield words.plural("cli.import.left", len(draft.left), number=len(draft.left), file=f"{folder}/{NOTES}")


def _lacking(words: Catalog, draft: Draft) -> Iterator[str]:
    """Say what the document does not have."""
    for locale in draft.missing:
        yield words.text("cli.import.missing", language=formats.language(locale, words.locale))
    if any(title.stands_in for title in draft.titles.values()):
        yield words.text("cli.import.no-title")
    if any(summary.stands_in for summary in draft.summaries.values()):
        yield words.text("cli.import.no-summary")
    if draft.day_at is None:
        yield words.text("cli.import.no-day", day=draft.day)
    if not draft.countries.found:
        yield words.text("cli.import.no-countries")
