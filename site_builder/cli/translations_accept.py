"""``stories translations accept``: a person has looked at translations, and they fit what their sources say today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

import click

from site_builder.cli.console import Console
from site_builder.cli.face import Verb
from site_builder.cli.translations_locks import by_lock, keep, noted
from site_builder.cli.translations_project import Opened, named, opened, shown_name
from site_builder.cli.use import WrongUseError
from site_builder.facts.translations import TranslatedDocument
from site_builder.locales import formats
from site_builder.locales.catalog import Catalog
from site_builder.problems import Problem
from site_builder.reading.records import lock_at
from site_builder.translations.fields import Field, accepted, lock_of
from site_builder.translations.lock import NO_LOCK, Lock

VERB = "translations accept"


class _Meant(NamedTuple):
    """A document, and which of its fields; all where none is named."""

    document: TranslatedDocument
    fields: list[Field]
    is_named: bool


def command(words: Catalog) -> click.Command:
    """The verb with its options."""

    def option(name: str, **more: object) -> click.Option:
        return click.Option([f"--{name}"], help=words.text(f"cli.translations-accept.option.{name}"), **more)  # type: ignore[arg-type]

    which = click.Argument(
        ["story"],
        nargs=-1,
        metavar=words.text("cli.translations-accept.story"),
        help=words.text("cli.translations-accept.which"),
    )
    options = [
        option("to", multiple=True, metavar=words.text("cli.translations-accept.language")),
        option("by", type=click.Choice(["human", "machine"]), default="human"),
        click.Option(["--all", "everything"], is_flag=True, help=words.text("cli.translations-accept.option.all")),
        option("rebuild", is_flag=True),
    ]
    return Verb("accept", words, click.pass_obj(_accept), [which, *options], key="translations-accept")


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
        raise WrongUseError("cli.wrong.translations-which", verb=VERB)
    with opened(console, project, VERB) as found:
        if found is None:
            return 1
        chosen = [_Meant(each, [], False) for each in found.documents] if everything else _meant(story, found)
        if rebuild:
            if to or any(each.is_named for each in chosen):
                raise WrongUseError("cli.wrong.translations-rebuild", verb=VERB)
            return _rebuilt(console, found, [each.document for each in chosen])
        languages = found.site.settings.locales
        if not to or not set(to) <= set(languages):
            raise WrongUseError("cli.wrong.translations-to", verb=VERB, languages=", ".join(languages))
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
            chosen.append(_Meant(named(word, found, VERB), [], False))
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
