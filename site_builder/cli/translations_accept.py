"""Lock files: what is to stand in them, written whole or not at all, inside the project, and only where it changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

import click

from site_builder.cli.commands import Command, UsageError, argument, flag, option
from site_builder.cli.console import Console
from site_builder.cli.translations import Opened, by_lock, keep, named, noted, opened, shown_name, tell_unread
from site_builder.facts.translations import TranslatedDocument
from site_builder.locales import formats
from site_builder.locales.catalog import Catalog
from site_builder.problems import Problem
from site_builder.reading.records import lock_at
from site_builder.translations.fields import Field, accepted, lock_of
from site_builder.translations.lock import NO_LOCK, Lock

ACCEPT = "translations accept"
RECORD = "translations record"


class _Meant(NamedTuple):
    """A document, and which of its fields; all where none is named."""

    document: TranslatedDocument
    fields: list[Field]
    is_named: bool


def accept_command(words: Catalog) -> click.Command:
    """Make ``accept``: a person has looked at translations, and they fit what their sources say today."""
    parameters = [
        argument(words, "story", "cli.translations-accept.which", "cli.translations-accept.story", nargs=-1),
        option(
            words,
            "--to",
            "cli.translations-accept.option.to",
            "cli.translations-accept.language",
            multiple=True,
        ),
        option(
            words,
            "--by",
            "cli.translations-accept.option.by",
            type=click.Choice(["human", "machine"]),
            default="human",
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
    by: Literal["human", "machine"],
    *,
    everything: bool,
    rebuild: bool,
    project: str | None,
) -> int:
    if bool(story) == everything:
        raise UsageError("cli.wrong.translations-which", verb=ACCEPT)
    with opened(console, project, ACCEPT) as found:
        if found is None:
            return 1
        chosen = [_Meant(each, [], False) for each in found.documents] if everything else _meant(story, found)
        if rebuild:
            if to or any(each.is_named for each in chosen):
                raise UsageError("cli.wrong.translations-rebuild", verb=ACCEPT)
            return _rebuilt(console, found, [each.document for each in chosen])
        languages = found.site.settings.locales
        if not to or not set(to) <= set(languages):
            raise UsageError("cli.wrong.translations-to", verb=ACCEPT, languages=", ".join(languages))
        return _Accepting(console, found, to, by).all_of(chosen)


def _meant(words: Iterable[str], found: Opened) -> list[_Meant]:
    """What was typed: documents, each with the names of its fields, or of what holds them, behind it."""
    chosen: list[_Meant] = []
    for word in words:
        # Should a story be called like a field, stories/… still means the story.
        mine = _fields(chosen[-1].document, word) if chosen else []
        if mine:
            before = chosen.pop()
            chosen.append(before._replace(fields=[*before.fields, *mine], is_named=True))
        else:
            chosen.append(_Meant(named(word, found, ACCEPT), [], False))
    return chosen


def _fields(document: TranslatedDocument, name: str) -> list[Field]:
    return [field for field in document.fields() if f"{field.name}.".startswith(f"{name}.")]


class _Accepting:
    """Takes document after document, and writes each lock once it has all of it."""

    def __init__(self, console: Console, found: Opened, to: Sequence[str], by: Literal["human", "machine"]) -> None:
        self._console, self._found, self._to, self._by = console, found, to, by
        self._taken = 0
        self._failed = False

    def all_of(self, chosen: Iterable[_Meant]) -> int:
        """The exit status: 1 where a lock is broken, or a field that was named has no translation."""
        meant = list(chosen)
        for file, them in by_lock(each.document for each in meant).items():
            lock, problems = lock_at(self._found.root, file)
            if lock is not None:
                new, told = self._of_lock(lock, [each for each in meant if each.document in them])
                problem = keep(self._found.root, file, new)
                problems = [problem] if problem else []
                for line in () if problem else told:
                    self._console.say(line)
            for each in problems:
                self._fail(each)
        if not self._taken and not self._failed:
            self._console.say(self._console.words.text("cli.translations-accept.nothing"))
        return 1 if self._failed else 0

    def _fail(self, problem: Problem) -> None:
        self._failed = True
        self._console.tell(self._console.problem(problem))

    def _of_lock(self, lock: Lock, meant: Iterable[_Meant]) -> tuple[Lock, list[str]]:
        """The lock with all that is taken, and what to say of it once it is written."""
        words, told = self._console.words, []
        for document, named_fields, is_named in meant:
            fields = named_fields or list(document.fields())
            for locale in self._to:
                new = accepted(lock, fields, locale, self._found.today, self._by)
                lacking = [each.name for each in fields if each.source != locale and not each.words(locale)]
                taken = [each.name for each in fields if _differs(lock, new, each, locale)]
                lock = new
                about = {"document": document.name, "language": locale}
                if taken:
                    self._taken += len(taken)
                    told.append(self._line("taken", taken, **about))
                if lacking and is_named:
                    self._failed = True
                    self._console.tell(
                        words.text("cli.translations-accept.lacking", fields=self._listed(lacking), **about)
                    )
        return lock, told

    def _line(self, key: str, names: Sequence[str], **about: str) -> str:
        number = formats.number(len(names), self._console.locale)
        return self._console.words.plural(
            f"cli.translations-accept.{key}", len(names), number=number, fields=self._listed(names), **about
        )

    def _listed(self, names: Sequence[str]) -> str:
        return ", ".join(shown_name(self._console, name) for name in names)


def _differs(lock: Lock, new: Lock, field: Field, locale: str) -> bool:
    key = (lock_of(field.document)[1] + field.name, locale)
    return lock.get(key) != new.get(key)


def _rebuilt(console: Console, found: Opened, chosen: Sequence[TranslatedDocument]) -> int:
    """Write those locks anew that cannot be read, whole: what else is in them is as unknown as what was asked for."""
    failed = False
    for file in by_lock(chosen):
        lock, _ = lock_at(found.root, file)
        if lock is not None:
            console.say(console.words.text("cli.translations-accept.sound", file=file))
            continue
        them = by_lock(found.documents)[file]
        if not all(document.is_whole for document in them):
            console.fail(console.words.text("cli.translations-accept.unread", file=file))
            failed = True
            continue
        made = noted(NO_LOCK, them, found.site.settings.locales, found.today)
        if problem := keep(found.root, file, made):
            console.tell(console.problem(problem))
            failed = True
        else:
            number = formats.number(len(made), console.locale)
            console.say(console.words.plural("cli.translations-accept.rebuilt", len(made), number=number, file=file))
    return 1 if failed else 0


def _record(console: Console, story: Sequence[str], project: str | None) -> int:
    with opened(console, project, RECORD) as found:
        if found is None:
            return 1
        finished = [document for document in found.documents if document.standing != "draft"]
        chosen = [named(word, found, RECORD) for word in story] or finished
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
