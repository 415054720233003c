"""``stories translations accept`` and ``record``: note in lock files what each translation was made from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from typing import NamedTuple

import click

from site_builder.cli.commands import Command, UsageError, argument, flag, option
from site_builder.cli.console import Console
from site_builder.cli.project import OpenProject, open_project
from site_builder.cli.translations import by_lock, keep, named, noted, shown_name, tell_unread
from site_builder.facts.translations import TranslatedDocument, documents
from site_builder.locales.catalog import Catalog
from site_builder.reading.records import lock_at
from site_builder.translations.fields import Field, accepted, lock_of
from site_builder.translations.lock import NO_LOCK, Lock, Translator

ACCEPT = "translations accept"
RECORD = "translations record"


class _Chosen(NamedTuple):
    """A document, and which of its fields; all where none is named."""

    document: TranslatedDocument
    fields: list[Field]
    is_named: bool


def accept_command(words: Catalog) -> click.Command:
    """Make ``accept``: a person has looked at translations, and they fit what their sources say today."""
    parameters = [
        argument(words, "story", "cli.translations-accept.which", "cli.translations-accept.story", nargs=-1),
        option(words, "--to", "cli.translations-accept.option.to", "cli.translations-accept.language", multiple=True),
        option(
            words, "--by", "cli.translations-accept.option.by", type=click.Choice(["human", "machine"]), default="human"
        ),
        flag(words, "--all everything", "cli.translations-accept.option.all"),
        flag(words, "--rebuild", "cli.translations-accept.option.rebuild"),
    ]
    return Command("accept", words, _accept, parameters, key="translations-accept")


def record_command(words: Catalog) -> click.Command:
    """Make ``record``: note what translations were made from that no lock knows yet."""
    story = click.Argument(
        ["story"],
        nargs=-1,
        metavar=f"[{words.text('cli.story-metavar')} …]",
        help=words.text("cli.translations-record.which"),
    )
    return Command("record", words, _record, [story], key="translations-record")


def _accept(
    console: Console,
    story: Sequence[str],
    to: Sequence[str],
    by: Translator,
    *,
    everything: bool,
    rebuild: bool,
    project: str | None,
) -> int:
    if bool(story) == everything:
        raise UsageError("cli.wrong.translations-which", verb=ACCEPT)
    with open_project(console, project, verb=ACCEPT) as found:
        if found is None:
            return 1
        chosen = [_Chosen(each, [], False) for each in documents(found.site)] if everything else _chosen(story, found)
        if rebuild:
            if to or any(each.is_named for each in chosen):
                raise UsageError("cli.wrong.translations-rebuild", verb=ACCEPT)
            return _rebuild(console, found, (each.document for each in chosen))
        languages = found.site.settings.locales
        if not to or not set(to) <= set(languages):
            raise UsageError("cli.wrong.translations-to", verb=ACCEPT, languages=", ".join(languages))
        return _accept_all(console, found, chosen, to, by)


def _chosen(words: Iterable[str], found: OpenProject) -> list[_Chosen]:
    """Read what was typed: documents, each followed by names of its fields, or of what holds them."""
    chosen: list[_Chosen] = []
    for word in words:
        # Should a story be called like a field, stories/… still means the story.
        mine = _fields(chosen[-1].document, word) if chosen else []
        if mine:
            before = chosen.pop()
            chosen.append(before._replace(fields=[*before.fields, *mine], is_named=True))
        else:
            chosen.append(_Chosen(named(word, found, ACCEPT), [], False))
    return chosen


def _fields(document: TranslatedDocument, name: str) -> list[Field]:
    return [field for field in document.fields() if f"{field.name}.".startswith(f"{name}.")]


def _accept_all(
    console: Console, found: OpenProject, chosen: Sequence[_Chosen], to: Sequence[str], by: Translator
) -> int:
    """Accept translations lock by lock. Returns 1 where a lock is broken or a field that was named is untranslated."""
    is_done, is_any = True, False
    for file, listed in by_lock(each.document for each in chosen).items():
        lock, problems = lock_at(found.root, file)
        if lock is None:
            console.tell_problems(problems)
            is_done = False
            continue
        told: list[str] = []
        for each, locale in product(chosen, to):
            if each.document in listed:
                lock, taken, lacking = _accepted(found, lock, each, locale, by)
                about = {"document": each.document.name, "language": locale}
                if taken:
                    fields = _listed(console, taken)
                    told.append(console.counted("cli.translations-accept.taken", len(taken), fields=fields, **about))
                if lacking and each.is_named:
                    is_done = False
                    fields = _listed(console, lacking)
                    console.tell(console.words.text("cli.translations-accept.lacking", fields=fields, **about))
        is_any |= bool(told)
        is_done &= _saved(console, found, file, lock, told)
    if is_done and not is_any:
        console.say(console.words.text("cli.translations-accept.nothing"))
    return int(not is_done)


def _accepted(
    found: OpenProject, lock: Lock, chosen: _Chosen, locale: str, by: Translator
) -> tuple[Lock, list[str], list[str]]:
    """Give the lock with translations into ``locale`` accepted, the names of their fields, and of those without one."""
    fields = chosen.fields or list(chosen.document.fields())
    new = accepted(lock, fields, locale, found.instant.today, by)
    keys = {each.name: (lock_of(each.document)[1] + each.name, locale) for each in fields}
    taken = [name for name, key in keys.items() if lock.get(key) != new.get(key)]
    return new, taken, [each.name for each in fields if each.source != locale and not each.words(locale)]


def _listed(console: Console, names: Iterable[str]) -> str:
    return ", ".join(shown_name(console, name) for name in names)


def _saved(console: Console, found: OpenProject, file: str, lock: Lock, told: Iterable[str]) -> bool:
    """Write a lock, then print ``told``. Returns False, once the problem is printed, where it could not be written."""
    if problem := keep(found.root, file, lock):
        console.tell_problems([problem])
        return False
    for line in told:
        console.say(line)
    return True


def _rebuild(console: Console, found: OpenProject, chosen: Iterable[TranslatedDocument]) -> int:
    """Write those locks anew that cannot be read, whole: what else is in them is as unknown as what was asked for."""
    is_done = True
    for file in by_lock(chosen):
        lock, _ = lock_at(found.root, file)
        if lock is not None:
            console.say(console.words.text("cli.translations-accept.sound", file=file))
            continue
        others = by_lock(documents(found.site))[file]
        if not all(document.is_whole for document in others):
            console.fail(console.words.text("cli.translations-accept.unread", file=file))
            is_done = False
            continue
        made = noted(NO_LOCK, others, found.site.settings.locales, found.instant.today)
        told = console.counted("cli.translations-accept.rebuilt", len(made), file=file)
        is_done &= _saved(console, found, file, made, [told])
    return int(not is_done)


def _record(console: Console, story: Sequence[str], project: str | None) -> int:
    with open_project(console, project, verb=RECORD) as found:
        if found is None:
            return 1
        finished = [document for document in documents(found.site) if document.standing != "draft"]
        chosen = [named(word, found, RECORD) for word in story] or finished
        is_done, is_any = True, False
        for file, listed in by_lock(chosen).items():
            lock, problems = lock_at(found.root, file)
            if lock is None:
                console.tell_problems(problems)
                is_done = False
                continue
            made = noted(lock, listed, found.site.settings.locales, found.instant.today)
            new = len(made.keys() - lock.keys())
            told = [console.counted("cli.translations-record.noted", new, file=file)] if new else []
            is_any |= bool(told)
            is_done &= _saved(console, found, file, made, told)
        if is_done and not is_any:
            console.say(console.words.text("cli.translations-record.nothing"))
        unread = tell_unread(console, found.site)
    return int(unread or not is_done)
