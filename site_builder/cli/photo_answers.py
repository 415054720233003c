"""Collect what a record says of a new photo, from options and from questions at the terminal."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar, get_args

from site_builder.cli.commands import UsageError
from site_builder.cli.console import Console, InvalidAnswerError
from site_builder.locales import Locale, edtf, formats
from site_builder.reading.yaml_writing import Value
from site_builder.records import Use

VERB = "photo add"
USES = get_args(Use)
_SHARE = r"(0?\.\d{1,6}|0|1(?:\.0{1,6})?)"
_FOCUS = re.compile(rf"\s*{_SHARE}\s*[,; ]\s*{_SHARE}\s*\Z")
T = TypeVar("T")
PEOPLE = ("none", "crowd", "identifiable")
MINORS = ("none", "possible", "yes")
STATUS = ("given", "withdrawn", "unknown")
KINDS = ("photograph", "illustration")


def by_language(option: str, values: Sequence[str], locales: Sequence[Locale]) -> dict[str, str]:
    """Read ``en=A field`` for each language. Raises UsageError for another form or language."""
    found = {}
    for value in values:
        language, sign, words = value.partition("=")
        if not sign or language.strip() not in locales or not words.strip():
            languages = ", ".join(locales)
            raise UsageError("cli.wrong.by-language", verb=VERB, option=option, languages=languages)
        found[language.strip()] = one_line(words)
    return found


def one_line(words: str) -> str:
    """Put words on one line."""
    return " ".join(words.split())


def uses(answer: str) -> tuple[str, ...] | None:
    """Read a list of uses such as ``web, social``; give None where one of them is unknown."""
    found = tuple(dict.fromkeys(part for part in re.split(r"[\s,;]+", answer.lower()) if part))
    return found if set(found) <= set(USES) else None


def focus(answer: str) -> tuple[str, str] | None:
    """Read two numbers from 0 to 1; give None for anything else."""
    found = _FOCUS.match(answer)
    return (_number(found[1]), _number(found[2])) if found else None


def _number(written: str) -> str:
    return f"0{written}" if written.startswith(".") else written


def day(answer: str) -> str | None:
    """Read a whole day as records write it; give None for anything else."""
    found = edtf.parse_part(answer.strip())
    return answer.strip() if found and found.day is not None else None


def among(answer: str, choices: Sequence[str]) -> str | None:
    """Read one of ``choices``; give None for anything else."""
    return answer.lower() if answer.lower() in choices else None


@dataclass(frozen=True, slots=True)
class Given:
    """What the options say; None or empty where they say nothing. ``alt`` and ``caption``: by language."""

    alt: Mapping[str, str]
    caption: Mapping[str, str]
    decorative: bool
    kind: str | None
    credit: str | None
    licence: str | None
    people: str | None
    minors: str | None
    reference: str | None
    status: str | None
    covers: str | None
    until: str | None
    guardian: bool | None
    focus: str | None


def record(given: Given, console: Console, locales: Sequence[Locale]) -> dict[str, Value]:
    """Give the photo's fields, except its file. At a terminal, ask for what the options leave out.

    Raises UsageError where nobody can be asked and something is missing or of no use.
    """
    return _Asking(given, console, locales).record()


class _Asking:
    """Goes through the fields, one after the other."""

    def __init__(self, given: Given, console: Console, locales: Sequence[Locale]) -> None:
        self._given, self._console, self._locales = given, console, locales
        self._missing: list[str] = []

    def record(self) -> dict[str, Value]:
        given = self._given
        made: dict[str, Value] = {}
        if given.kind and given.kind != KINDS[0]:
            made["kind"] = given.kind
        if given.decorative:
            made["decorative"] = "true"
        elif alt := self._texts("alt", given.alt, is_needed=True):
            made["alt"] = alt
        if caption := self._texts("caption", given.caption, is_needed=False):
            made["caption"] = caption
        made |= self._rights()
        people = self._choice("people", given.people, PEOPLE)
        made["people"] = people
        if people != "none":
            made["minors"] = self._choice("minors", given.minors, MINORS)
        if people == "identifiable" or made.get("minors", "none") != "none" or self._says_consent():
            made |= self._consent(with_guardian=made.get("minors", "none") != "none")
        made |= self._focus()
        if self._missing:
            raise UsageError("cli.wrong.photo-missing", verb=VERB, options=", ".join(self._missing))
        return made

    def _rights(self) -> dict[str, Value]:
        return {
            name: self._line(name, getattr(self._given, name), lambda answer: answer or None)
            for name in ("credit", "licence")
        }

    def _texts(self, name: str, given: Mapping[str, str], *, is_needed: bool) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for locale in self._locales:
            if locale in given:
                found[locale] = given[locale]
            elif self._console.is_watched:
                language = formats.language(locale, self._console.locale)
                if words := self._ask(f"cli.photo-add.ask.{name}", lambda answer: answer, language=language):
                    found[locale] = words
        if is_needed and not found:
            self._missing.append("--alt")
        return found

    def _choice(self, name: str, given: str | None, choices: Sequence[str]) -> str:
        return self._line(name, given, lambda answer: among(answer, choices))

    def _line(self, name: str, given: str | None, read: Callable[[str], str | None]) -> str:
        """Take a field that is required."""
        if given is not None and (found := read(one_line(given))) is not None:
            return found
        if self._console.is_watched:
            return self._ask(f"cli.photo-add.ask.{name}", read)
        self._missing.append(f"--{name}")
        return ""

    def _says_consent(self) -> bool:
        given = self._given
        return any(
            value is not None for value in (given.reference, given.status, given.covers, given.until, given.guardian)
        )

    def _consent(self, *, with_guardian: bool) -> dict[str, Value]:
        given, is_asked = self._given, self._console.is_watched
        made: dict[str, Value] = {}
        reference = given.reference
        if reference is None and is_asked:
            reference = self._ask("cli.photo-add.ask.reference", lambda answer: answer)
        if reference:
            made["reference"] = one_line(reference)
        status = given.status
        if status is None and is_asked:
            status = self._ask("cli.photo-add.ask.status", lambda answer: among(answer or "unknown", STATUS))
        made["status"] = status or "unknown"
        if status == "given":
            made["covers"] = self._optional("covers", given.covers, uses) or ()
            if until := self._optional("until", given.until, lambda answer: day(answer) if answer else ""):
                made["until"] = until
        guardian = given.guardian
        if guardian is None and with_guardian and is_asked:
            guardian = self._yes("cli.photo-add.ask.guardian")
        if guardian:
            made["guardian"] = "true"
        return {"consent": made}

    def _optional(self, name: str, given: str | None, read: Callable[[str], T | None]) -> T | None:
        """Take a field that may be left out. Raises UsageError for an option that is of no use."""
        if given is not None:
            found = read(one_line(given))
            if found is None:
                raise UsageError("cli.wrong.photo-value", verb=VERB, option=f"--{name}")
            return found
        return self._ask(f"cli.photo-add.ask.{name}", read) if self._console.is_watched else None

    def _focus(self) -> dict[str, Value]:
        found = self._optional("focus", self._given.focus, lambda answer: focus(answer) if answer else "")
        return {"focus": found} if found else {}

    def _yes(self, key: str) -> bool:
        yes = self._console.words.text("cli.fix.yes").split()
        return self._ask(key, lambda answer: "yes" if answer.casefold() in yes else "no") == "yes"

    def _ask(self, key: str, read: Callable[[str], T | None], **params: object) -> T:
        """Ask until the answer is of use: ``read`` gives None for one that is not."""
        words = self._console.words

        def taken(answer: str) -> T:
            found = read(answer)
            if found is None:
                raise InvalidAnswerError(words.text("cli.photo-add.again"))
            return found

        return self._console.ask(words.text(key, **params), taken)
