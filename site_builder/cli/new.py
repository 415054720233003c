"""``stories new``: a folder for a story, ready to fill in; at a terminal its beginning is asked for."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from site_builder.cli.commands import Command, UsageError, argument, flag, option
from site_builder.cli.console import Console, InvalidAnswerError, clean_line
from site_builder.cli.project import project_folder
from site_builder.cli.scaffold import Filled, new_story, story_folder
from site_builder.locales import Locale, edtf, formats
from site_builder.locales.catalog import Catalog, known_locales
from site_builder.locales.slugs import caseless
from site_builder.problems import Position, Problem
from site_builder.problems.report import hint, message
from site_builder.reading.project import Languages, read_register
from site_builder.reading.settings import read_settings
from site_builder.reading.suggestions import suggest_day
from site_builder.records import Partner, Programme, Source, Theme
from site_builder.records.base import Record
from site_builder.records.fields import COUNTRIES

T = TypeVar("T")
REGISTERS: Mapping[str, type[Record]] = {"themes": Theme, "partners": Partner, "programmes": Programme}


def command(words: Catalog) -> click.Command:
    """Make the command."""
    registers = (
        click.Option(
            [f"--{name}"], metavar=words.text("cli.ids-metavar"), help=words.text("cli.new.choices", file=f"{name}.yml")
        )
        for name in REGISTERS
    )
    parameters = [
        argument(words, "words", "cli.new.words", "cli.new.title", nargs=-1),
        option(words, "--lang lang", "cli.new.lang", metavar="en|es"),
        option(words, "--date day", "cli.new.date", "cli.day-metavar"),
        option(words, "--title titles", "cli.new.also", "cli.new.text-metavar", multiple=True),
        option(words, "--summary summaries", "cli.new.also", "cli.new.text-metavar", multiple=True),
        option(words, "--countries", "cli.new.countries", "cli.ids-metavar"),
        *registers,
        option(words, "--source", "cli.new.source", "cli.name-metavar"),
        flag(words, "--no-questions is_quiet", "cli.new.quiet"),
    ]
    return Command("new", words, _new, parameters)


def _new(
    console: Console,
    words: Sequence[str],
    lang: str | None,
    project: str | None,
    is_quiet: bool,
    **options: Any,
) -> int:
    root = project_folder(project, verb="new")
    title = clean_line(" ".join(words))
    asks = console.is_watched and not is_quiet
    if not title and not asks:
        raise UsageError("cli.wrong.title", verb="new")
    settings, _ = read_settings(root)
    locales = [Locale(name) for name in (settings.locales if settings else ("en", "es"))]
    if lang is not None and lang not in locales:
        raise UsageError("cli.wrong.story-language", verb="new", found=lang, languages=", ".join(locales))
    language = Locale(lang) if lang else locales[0]
    if asks:
        console.tell(console.words.text("cli.new.intro"))
    # The story's own language is asked for first.
    locales_asked = sorted(locales, key=lambda locale: locale != language)
    form = StoryForm(title, options, console, root, locales_asked, asks=asks)
    title, day = form.title(), form.day()
    place = root / "stories" / story_folder(title, day)
    if place.exists():
        raise UsageError("cli.wrong.story-exists", verb="new", folder=f"stories/{place.name}")
    story = new_story(title, day, language, locales, form.filled())
    _write(place, story.files)
    shown = f"stories/{story.folder}"
    console.say(console.words.text("cli.new.done", folder=click.style(shown, bold=True)))
    console.say(console.words.text("cli.new.next", folder=shown, body=f"text.{language}.md", stories=console.typed))
    return 0


def _write(place: Path, files: Mapping[str, str]) -> None:
    """Write the folder with its files, whole or not at all. Folders with a dot in front are no stories."""
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".new-", dir=place.parent))
    try:
        for name, text in files.items():
            (beside / name).write_text(text, encoding="utf-8", newline="\n")
        # Made for its owner alone; a story's folder is as open as its neighbours.
        beside.chmod(place.parent.stat().st_mode & 0o777)
        beside.rename(place)
    except OSError:
        if not place.exists():
            raise
        raise UsageError("cli.wrong.story-exists", verb="new", folder=f"stories/{place.name}") from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)


class StoryForm:
    """Goes through a story's fields in ``locales``, the first of which it is written in.

    Where ``asks``, people are asked for what ``title`` and ``options`` leave out. Raises UsageError for an option that
    is of no use.
    """

    def __init__(
        self,
        title: str,
        options: Mapping[str, Any],
        console: Console,
        root: Path,
        locales: Sequence[Locale],
        *,
        asks: bool,
    ) -> None:
        self._title, self._options, self._asks = title, options, asks
        self._console, self._root, self._locales = console, root, locales

    def title(self) -> str:
        """Give the title in the story's language."""
        if self._title or not self._asks:
            return self._title

        def needed(answer: str) -> str:
            if not answer:
                raise InvalidAnswerError(self._console.words.text("cli.new.again.title"))
            return answer

        return self._asked("title", needed, self._locales[0])

    def day(self) -> date:
        """Give the day of the events."""
        return self._value("date", self._options["day"], lambda answer: a_day(answer, self._console))

    def filled(self) -> Filled:
        """Give everything else."""
        titles = self._texts("title", self._options["titles"], self._locales[1:])
        summaries = self._texts("summary", self._options["summaries"], self._locales)
        countries = self._value("countries", self._options["countries"], self._countries)
        themes, partners, programmes = (self._entries(name) for name in REGISTERS)
        return Filled(titles, summaries, countries, themes, partners, programmes, self._source())

    def _countries(self, answer: str) -> tuple[str, ...]:
        if answer == "?":
            raise InvalidAnswerError(all_countries(self._console.locale))
        return some_countries(answer, self._console)

    def _texts(self, name: str, given: Sequence[str], locales: Sequence[Locale]) -> dict[Locale, str]:
        found = dict(self._by_language(name, one) for one in given)
        if self._asks:
            for locale in (locale for locale in locales if locale not in found):
                found[locale] = self._asked(name, lambda answer: answer, locale)
        return {locale: words for locale, words in found.items() if words}

    def _by_language(self, name: str, written: str) -> tuple[Locale, str]:
        locale, sign, words = written.partition("=")
        if not sign or locale.strip() not in self._locales:
            languages = ", ".join(self._locales)
            raise UsageError("cli.wrong.new-text", verb="new", option=f"--{name}", languages=languages)
        return Locale(locale.strip()), clean_line(words)

    def _entries(self, name: str) -> tuple[str, ...]:
        entries = self._register(name, REGISTERS[name])
        return self._chosen(name, self._options[name], entries, lambda found: found)

    def _source(self) -> str:
        def one(found: tuple[str, ...]) -> str:
            if len(found) > 1:
                raise InvalidAnswerError(self._console.words.text("cli.new.again.one"))
            return found[0] if found else ""

        return self._chosen("source", self._options["source"], self._register("sources", Source), one)

    def _chosen(
        self, name: str, given: str | None, entries: Mapping[str, str], read: Callable[[tuple[str, ...]], T]
    ) -> T:
        if given is None and not entries:
            return read(())
        if given is None and self._asks:
            for line in numbered(entries):
                self._console.tell(line)
        return self._value(name, given, lambda answer: read(some_entries(answer, entries, self._console)))

    def _register(self, name: str, model: type[Record]) -> dict[str, str]:
        """Give the entries' names in the person's language, by id. The check tells what is wrong in a register."""
        entries, _ = read_register(self._root, name, model, Languages(self._locales))
        shown = {}
        for key, entry in entries.items():
            text = getattr(entry, "name", None) or entry.title  # type: ignore[attr-defined]
            shown[key] = text.passage(self._console.locale, self._locales[0], tuple(self._locales)).words
        return shown

    def _value(self, name: str, given: str | None, read: Callable[[str], T]) -> T:
        """Take a field from its option, else from a question, else as if nothing was answered."""
        if given is None and self._asks:
            return self._console.ask(self._console.words.text(f"cli.new.ask.{name}"), read)
        try:
            return read(clean_line(given or ""))
        except InvalidAnswerError as error:
            raise UsageError(
                "cli.wrong.new-value", verb="new", option=f"--{name}", found=given, why=error.why
            ) from None

    def _asked(self, name: str, read: Callable[[str], T], locale: Locale) -> T:
        language = formats.language(locale, self._console.locale)
        return self._console.ask(self._console.words.text(f"cli.new.ask.{name}", language=language), read)


def today() -> date:
    """Give the day on this computer."""
    return datetime.now().astimezone().date()


def a_day(answer: str, console: Console) -> date:
    """Read a whole day; today where nothing is said. Raises InvalidAnswerError with the words of the check."""
    if not answer:
        return today()
    found = edtf.parse_part(answer)
    if found is not None and found.day is not None:
        return found.first_day
    rule, params = suggest_day(answer, "day-unreadable")
    problem = Problem(Position(""), rule, params)
    raise InvalidAnswerError(f"{message(problem, console.locale)} {hint(problem, console.locale)}")


def some_countries(answer: str, console: Console) -> tuple[str, ...]:
    """Read countries by their codes or their names in any language, in the order given. Raises InvalidAnswerError."""
    return tuple(dict.fromkeys(_country(one, console) for one in _parts(answer)))


def _country(word: str, console: Console) -> str:
    if word.upper() in COUNTRIES:
        return word.upper()
    wanted = caseless(word)
    for locale in known_locales():
        for code in COUNTRIES:
            if caseless(formats.country(code, locale)) == wanted:
                return code
    raise InvalidAnswerError(console.words.text("cli.new.again.country", found=word))


def all_countries(locale: Locale) -> str:
    """List every country with its code, by name."""
    named = sorted((caseless(formats.country(code, locale)), code) for code in COUNTRIES)
    return ", ".join(f"{code} {formats.country(code, locale)}" for _, code in named)


def some_entries(answer: str, entries: Mapping[str, str], console: Console) -> tuple[str, ...]:
    """Give ids of ``entries`` (names by id) for their numbers from 1, their ids or their names.

    Raises InvalidAnswerError.
    """
    ids = list(entries)
    named = {caseless(name): key for key, name in entries.items()}

    def chosen(word: str) -> str:
        if word in entries:
            return word
        if word.isdecimal() and 0 < int(word) <= len(ids):
            return ids[int(word) - 1]
        if found := named.get(caseless(word)):
            return found
        raise InvalidAnswerError(console.words.text("cli.new.again.choice", found=word, known=", ".join(ids)))

    return tuple(dict.fromkeys(map(chosen, _parts(answer))))


def numbered(entries: Mapping[str, str]) -> Iterable[str]:
    """List the entries as they can be chosen."""
    width = len(str(len(entries)))
    for number, (key, name) in enumerate(entries.items(), 1):
        yield f"  {number:>{width}}  {name} ({key})"


def _parts(answer: str) -> Sequence[str]:
    return [part.strip() for part in answer.split(",") if part.strip()]
