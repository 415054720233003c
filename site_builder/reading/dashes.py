"""Dashes of lists that were left out, or that lack the space behind them: where they belong, and the line with them."""

from __future__ import annotations

import re

from site_builder.reading.corrections import parts, uncommented
from site_builder.reading.field_names import holds_list, is_field_or_locale
from site_builder.reading.source import Source

_STUCK = re.compile(r"\s*(?:- +)*-(?=[^\W\d_])")
_BARE_ITEM = re.compile(r"\s*- +(?P<word>[^\s:]+)\s*")
_BARE_WORD = re.compile(r"\s*(?P<word>[\w.-]+)\s*")


def with_space(line: str) -> str | None:
    """The line of a list item (``-on: …``) with a space behind its dash; None where no letter stands at the dash."""
    line = uncommented(line).rstrip()
    match = _STUCK.match(line)
    return f"{match[0]} {line[match.end() :]}" if match else None


def field_with_space(line: str) -> str | None:
    """The same, but only where a field that there is follows: ``-Hola: …`` may be a text."""
    spaced = with_space(line)
    return spaced if spaced and is_field_or_locale(parts(spaced)[1]) else None


def is_below_item(source: Source, index: int) -> bool:
    """Whether the line of ``index`` begins exactly below the dash of an item of one word."""
    line = source.line_at(index)
    above = next((above for above in source.lines_before(index) if above.strip()), "")
    return bool(_BARE_ITEM.fullmatch(above)) and above.find("-") == len(line) - len(line.lstrip())


def next_item(source: Source, index: int) -> str | None:
    """The line of ``index`` with the dash that it lacks; None where it begins no new item of the list above it.

    It begins one where it repeats a field that the item above has already, or is a word below an item of one word.
    """
    line = source.line_at(index)
    lead, name, _ = parts(line)
    names: dict[int, set[str]] = {}
    for above in source.lines_before(index):
        lead_above, name_above, _ = parts(above)
        dash = lead_above.find("-")
        names.setdefault(len(lead_above), set()).add(name_above)
        if 0 <= dash <= len(lead):
            is_word = not name and bool(_BARE_ITEM.fullmatch(above) and _BARE_WORD.fullmatch(line))
            begins = is_word or (name and name in names[len(lead_above)])
            return lead_above + uncommented(line).strip() if begins and "-" not in lead else None
    return None


def first_item(source: Source, index: int) -> tuple[int, str] | None:
    """Where the list that the line of ``index`` belongs to begins without a dash, and that line with one.

    None where the field above holds no list; at the top of a file, where no item begins with the field that it begins
    with.
    """
    lead, name, _ = parts(source.line_at(index))
    width = lead.find("-") if "-" in lead else len(lead)
    at = start = source.line_start(index)
    first = None if "-" in lead else source.line_at(index)
    for above in source.lines_before(index):
        at -= len(above) + 1
        lead_above, name_above, value = parts(above)
        if not above.strip() or len(lead_above) > width:
            continue
        if len(lead_above) < width:
            return _dashed(first, start) if holds_list(name_above) and not value else None
        if "-" in lead_above:
            return None
        first, start = above, at
    return _dashed(first, start) if "-" in lead and first and name and parts(first)[1] == name else None


def _dashed(first: str | None, start: int) -> tuple[int, str] | None:
    if first is None or not parts(first)[1]:
        return None
    lead = parts(first)[0]
    return start + len(lead), f"{lead}- {uncommented(first).strip()}"
