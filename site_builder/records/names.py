"""What people call the entries of a register, beside their ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice

from site_builder.locales import Text
from site_builder.locales.slugs import slugify
from site_builder.records.base import Record

MOST_LISTED = 8
"""Ids that a message lists; longer lists are looked up in the file."""

_NAMES = ("acronym", "name", "title")


def ids_by_name(register: Mapping[str, Record]) -> dict[str, str]:
    """The id of each entry by its names and acronyms in every language, in the form of slugs."""
    found: dict[str, str] = {}
    for name, record in register.items():
        for field in _NAMES:
            text = getattr(record, field, None)
            if isinstance(text, Text):
                for words in (text.everywhere, *text.by_locale.values()):
                    found.setdefault(slugify(words or ""), name)
    found.pop("", None)
    return found


def listed(ids: Iterable[str]) -> str:
    """The first of the ids for a message: ``a, b, c, …``, and a dash where there are none."""
    first = list(islice(ids, MOST_LISTED + 1))
    return ", ".join([*first[:MOST_LISTED], "…"] if len(first) > MOST_LISTED else first) or "–"
