"""``stories translations record``: what each translation was made from, for those that no lock knows yet."""

from __future__ import annotations

from collections.abc import Sequence

import click

from site_builder.cli.console import Console
from site_builder.cli.face import Verb
from site_builder.cli.translations_locks import by_lock, keep, noted
from site_builder.cli.translations_project import named, opened, tell_unread
from site_builder.locales import formats
from site_builder.locales.catalog import Catalog
from site_builder.reading.records import lock_at

VERB = "translations record"


def command(words: Catalog) -> click.Command:
    """The verb with its options."""
    which = click.Argument(
        ["story"],
        nargs=-1,
        metavar=f"[{words.text('cli.story-metavar')} …]",
        help=words.text("cli.translations-record.which"),
    )
    return Verb("record", words, click.pass_obj(_record), [which], key="translations-record")


def _record(console: Console, story: Sequence[str], project: str | None) -> int:
    with opened(console, project, VERB) as found:
        if found is None:
            return 1
        finished = [document for document in found.documents if document.standing != "draft"]
        chosen = [named(word, found, VERB) for word in story] or finished
        new = failed = 0
        for file, them in by_lock(chosen).items():
            lock, problems = lock_at(found.root, file)
            if lock is not None:
                made = noted(lock, them, found.site.settings.locales, found.today)
                problem = keep(found.root, file, made)
                problems = [problem] if problem else []
                if number := 0 if problem else len(made.keys() - lock.keys()):
                    new += number
                    told = formats.number(number, console.locale)
                    console.say(console.words.plural("cli.translations-record.noted", number, number=told, file=file))
            for each in problems:
                failed += 1
                console.tell(console.problem(each))
        if not new and not failed:
            console.say(console.words.text("cli.translations-record.nothing"))
        unread = tell_unread(console, found.site)
    return 1 if unread or failed else 0
