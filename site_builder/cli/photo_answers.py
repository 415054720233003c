"""Collect what a record says of a new photo, from options and from questions at the terminal."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar, get_args

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
CONSENT = ("reference", "status", "covers", "until", "guardian")
"""The options that say something of consent."""


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


class PhotoForm:
    """Goes through a photo's fields, one after the other: from ``options``, else from questions at the terminal."""

    def __init__(self, options: Mapping[str, Any], console: Console, locales: Sequence[Locale]) -> None:
        self._options, self._console, self._locales = options, console, locales
        self._missing: list[str] = []

    def fields(self) -> dict[str, Value]:
        """Give the photo's fields, except its file.

        Raises UsageError for an option that is of no use, and where nobody can be asked for what is missing.
        """
        options = self._options
        made: dict[str, Value] = {}
        if options["kind"] and options["kind"] != KINDS[0]:
            made["kind"] = options["kind"]
        if options["decorative"]:
            made["decorative"] = "true"
        elif alt := self._texts("alt"):
            made["alt"] = alt
        else:
            self._missing.append("--alt")
        if caption := self._texts("caption"):
            made["caption"] = caption
        for name in ("credit", "licence"):
            made[name] = self._required(name, lambda answer: answer or None)
        made["people"] = people = self._required("people", partial(among, choices=PEOPLE))
        minors = "none"
        if people != "none":
            made["minors"] = minors = self._required("minors", partial(among, choices=MINORS))
        says_consent = any(options[name] is not None for name in CONSENT)
        if people == "identifiable" or minors != "none" or says_consent:
            made["consent"] = self._consent(asks_for_guardian=minors != "none")
        if place := self._optional("focus", lambda answer: focus(answer) if answer else ""):
            made["focus"] = place
        if self._missing:
            raise UsageError("cli.wrong.photo-missing", verb=VERB, options=", ".join(self._missing))
        return made

    def _texts(self, name: str) -> dict[str, Value]:
        """Take a text for each language."""
        found: dict[str, Value] = dict(self._options[name])
        for locale in self._locales if self._console.is_watched else ():
            if locale not in found:
                language = formats.language(locale, self._console.locale)
                if words := self._ask(name, lambda answer: answer, language=language):
                    found[locale] = words
        return {locale: found[locale] for locale in self._locales if locale in found}

    def _required(self, name: str, read: Callable[[str], str | None]) -> str:
        """Take a field that is required."""
        given = self._options[name]
        if given is not None and (found := read(one_line(given))) is not None:
            return found
        if self._console.is_watched:
            return self._ask(name, read)
        self._missing.append(f"--{name}")
        return ""

    def _optional(self, name: str, read: Callable[[str], T | None]) -> T | None:
        """Take a field that may be left out. Raises UsageError for an option that is of no use."""
        given = self._options[name]
        if given is None:
            return self._ask(name, read) if self._console.is_watched else None
        found = read(one_line(given))
        if found is None:
            raise UsageError("cli.wrong.photo-value", verb=VERB, option=f"--{name}")
        return found

    def _consent(self, *, asks_for_guardian: bool) -> dict[str, Value]:
        made: dict[str, Value] = {}
        if reference := self._optional("reference", lambda answer: answer):
            made["reference"] = reference
        made["status"] = self._optional("status", lambda answer: among(answer or "unknown", STATUS)) or "unknown"
        if made["status"] == "given":
            made["covers"] = self._optional("covers", uses) or ()
            if until := self._optional("until", lambda answer: day(answer) if answer else ""):
                made["until"] = until
        guardian = self._options["guardian"]
        if guardian is None and asks_for_guardian and self._console.is_watched:
            yes = self._console.words.text("cli.fix.yes").split()
            guardian = self._ask("guardian", lambda answer: answer.casefold() in yes)
        if guardian:
            made["guardian"] = "true"
        return made

    def _ask(self, name: str, read: Callable[[str], T | None], **params: object) -> T:
        """Ask until the answer is of use: ``read`` gives None for one that is not."""
        words = self._console.words

        def taken(answer: str) -> T:
            found = read(answer)
            if found is None:
                raise InvalidAnswerError(words.text("cli.photo-add.again"))
            return found

        return self._console.ask(words.text(f"cli.photo-add.ask.{name}", **params), taken)
