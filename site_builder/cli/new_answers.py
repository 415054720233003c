"""What is known of a new story: from the options, and from questions to whoever sits there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from site_builder.cli.asking import UnfitError, ask
from site_builder.cli.console import Console
from site_builder.cli.new_values import a_day, all_countries, numbered, some_countries, some_entries
from site_builder.cli.scaffold import Filled, clean_title
from site_builder.cli.use import WrongUseError
from site_builder.locales import Locale, formats
from site_builder.reading.project import Languages, read_register
from site_builder.records import Partner, Programme, Source, Theme
from site_builder.records.base import Record

T = TypeVar("T")
REGISTERS: Mapping[str, type[Record]] = {"themes": Theme, "partners": Partner, "programmes": Programme}


@dataclass(frozen=True, slots=True)
class Given:
    """What the options say; None or empty where they say nothing. ``titles`` and ``summaries``: ``language=words``."""

    title: str
    titles: Sequence[str]
    summaries: Sequence[str]
    day: str | None
    countries: str | None
    themes: str | None
    partners: str | None
    programmes: str | None
    source: str | None


class Answers:
    """Goes through a story's fields in ``locales``, the first of which it is written in. Where ``asks``, whoever sits
    there is asked for what ``given`` leaves out, until it is of use. An option that is of no use raises WrongUseError.
    """

    def __init__(self, given: Given, console: Console, root: Path, locales: Sequence[Locale], *, asks: bool) -> None:
        self._given, self._console, self._root, self._locales, self._asks = given, console, root, locales, asks

    def title(self) -> str:
        """The title in the story's language."""
        if self._given.title or not self._asks:
            return self._given.title

        def needed(answer: str) -> str:
            if not answer:
                raise UnfitError(self._console.words.text("cli.new.again.title"))
            return answer

        return self._asked("title", needed, self._locales[0])

    def day(self) -> date:
        """The day that it tells of."""
        return self._value("date", self._given.day, lambda answer: a_day(answer, self._console))

    def filled(self) -> Filled:
        """Everything else."""
        titles = self._texts("title", self._given.titles, self._locales[1:])
        summaries = self._texts("summary", self._given.summaries, self._locales)
        countries = self._value("countries", self._given.countries, self._countries)
        themes, partners, programmes = (self._entries(name) for name in REGISTERS)
        return Filled(titles, summaries, countries, themes, partners, programmes, self._source())

    def _countries(self, answer: str) -> tuple[str, ...]:
        if answer == "?":
            raise UnfitError(all_countries(self._console.locale))
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
            raise WrongUseError("cli.wrong.new-text", verb="new", option=f"--{name}", languages=languages)
        return Locale(locale.strip()), clean_title(words)

    def _entries(self, name: str) -> tuple[str, ...]:
        entries = self._register(name, REGISTERS[name])
        return self._chosen(name, getattr(self._given, name), entries, lambda found: found)

    def _source(self) -> str:
        def one(found: tuple[str, ...]) -> str:
            if len(found) > 1:
                raise UnfitError(self._console.words.text("cli.new.again.one"))
            return found[0] if found else ""

        return self._chosen("source", self._given.source, self._register("sources", Source), one)

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
        """The entries' names in the reader's language, by id. What is wrong in a register the check tells."""
        entries, _ = read_register(self._root, name, model, Languages(self._locales))
        shown = {}
        for key, entry in entries.items():
            text = getattr(entry, "name", None) or entry.title  # type: ignore[attr-defined]
            shown[key] = text.passage(self._console.locale, self._locales[0], tuple(self._locales)).words
        return shown

    def _value(self, name: str, given: str | None, read: Callable[[str], T]) -> T:
        """A field by its option, else by a question, else as if nothing was answered."""
        if given is None and self._asks:
            return ask(self._console, self._console.words.text(f"cli.new.ask.{name}"), read)
        try:
            return read(clean_title(given or ""))
        except UnfitError as error:
            raise WrongUseError(
                "cli.wrong.new-value", verb="new", option=f"--{name}", found=given, why=error.why
            ) from None

    def _asked(self, name: str, read: Callable[[str], T], locale: Locale) -> T:
        language = formats.language(locale, self._console.locale)
        return ask(self._console, self._console.words.text(f"cli.new.ask.{name}", language=language), read)
