"""A project whose every text is an attack, and the same project with harmless words of the same shape."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from site_builder.locales import Text
from site_builder.records.base import Part
from site_builder.records.fields import Line, Unit, UnitField, Words, WordsOrPlain
from tests.support import projects

MARKUP = projects.SITES / "markup"
"""Every text field of every kind of record holds the word ``MARK`` between double quotes."""

URL = "https://stories.example.org/"

ATTACK = (
    'm{n} <script>window.__pwned={n}</script> "><img src=x onerror="window.__pwned={n}"> '
    "' onmouseover='window.__pwned={n}' x=' <svg/onload=window.__pwned={n}> javascript:window.__pwned={n} "
    '&lt;b&gt;&#60;i&#62; {{{{7*7}}}} {{% include "x" %}} {{# c #}} ${{7*7}} slot-body-00 slot-head-00 %s {{n}} '
    "]]> --></script></title></style></textarea><!-- <b>end{n}"
)


def attack(number: int) -> str:
    """Everything at once that a text might try; the number says which text it is."""
    return ATTACK.format(n=number)


def harmless(number: int) -> str:
    """Words as long as the attack's, which give the same addresses and are no markup in any language."""
    return re.sub(r"[^\w\s*]", ",", attack(number))


def fill(to: Path, words: Callable[[int], str]) -> dict[int, str]:
    """The project with ``words(n)`` in every text field, written to ``to``; gives the words by number."""
    shutil.copytree(MARKUP, to)
    said: dict[int, str] = {}

    def next_words() -> str:
        said[len(said) + 1] = words(len(said) + 1)
        return said[len(said)]

    for file in sorted(to.rglob("*")):
        if file.suffix in {".yml", ".md"}:
            text = file.read_text(encoding="utf-8")
            text = re.sub('"MARK"', lambda _: json.dumps(next_words(), ensure_ascii=False), text)
            file.write_text(re.sub("MARK", lambda _: next_words(), text), encoding="utf-8")
    return said


_TEXTS = (Words, WordsOrPlain, Line, UnitField)


def text_fields(model: type[Part]) -> Iterator[str]:
    """The fields of a kind of record that hold words of staff's own."""
    hints = get_type_hints(model, include_extras=True)
    yield from (name for name in model.model_fields if _holds_text(hints[name]))


def _holds_text(hint: Any) -> bool:
    if hint in _TEXTS:
        return True
    return get_origin(hint) in (Union, UnionType) and any(map(_holds_text, get_args(hint)))


def records(found: object) -> Iterator[Part]:
    """Every record and part of a record in a value."""
    if isinstance(found, Part):
        yield found
        for name in type(found).model_fields:
            yield from records(getattr(found, name))
    elif isinstance(found, tuple):
        for item in found:
            yield from records(item)


def words_of(value: object) -> Iterator[str]:
    """All words that a text field holds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Text):
        yield from value.by_locale.values()
        if value.everywhere is not None:
            yield value.everywhere
    elif isinstance(value, Unit):
        for text in value.forms.values():
            yield from words_of(text)
    elif isinstance(value, tuple):
        for item in value:
            yield from words_of(item)
