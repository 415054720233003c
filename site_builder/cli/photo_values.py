"""What is typed about a photo, from words to values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import get_args

from site_builder.cli.use import WrongUseError
from site_builder.locales import Locale, edtf
from site_builder.records import Use

VERB = "photo add"
USES = get_args(Use)
_SHARE = r"(0?\.\d{1,6}|0|1(?:\.0{1,6})?)"
_FOCUS = re.compile(rf"\s*{_SHARE}\s*[,; ]\s*{_SHARE}\s*\Z")


def by_language(option: str, values: Sequence[str], locales: Sequence[Locale]) -> dict[str, str]:
    """``en=A field`` for each language; raises WrongUseError for another form or language."""
    found = {}
    for value in values:
        language, sign, words = value.partition("=")
        if not sign or language.strip() not in locales or not words.strip():
            languages = ", ".join(locales)
            raise WrongUseError("cli.wrong.by-language", verb=VERB, option=option, languages=languages)
        found[language.strip()] = one_line(words)
    return found


def one_line(words: str) -> str:
    """Words as one line: what is typed on a line of a terminal has no others."""
    return " ".join(words.split())


def uses(answer: str) -> tuple[str, ...] | None:
    """The uses in a list such as ``web, social``; None where one of them is none."""
    found = tuple(dict.fromkeys(part for part in re.split(r"[\s,;]+", answer.lower()) if part))
    return found if set(found) <= set(USES) else None


def focus(answer: str) -> tuple[str, str] | None:
    """Two numbers from 0 to 1; None for anything else."""
    found = _FOCUS.match(answer)
    return (_number(found[1]), _number(found[2])) if found else None


def _number(written: str) -> str:
    return f"0{written}" if written.startswith(".") else written


def day(answer: str) -> str | None:
    """A whole day as records write it; None for anything else."""
    found = edtf.parse_part(answer.strip())
    return answer.strip() if found and found.day is not None else None


def among(answer: str, choices: Sequence[str]) -> str | None:
    """The choice that was typed; None for anything else."""
    return answer.lower() if answer.lower() in choices else None
