"""Corrects lines for messages: the writer's own line with the fault mended, or its shape where it may be private."""

from __future__ import annotations

import re
from collections.abc import Iterable

from site_builder.reading.privacy import is_private, may_have_swallowed
from site_builder.reading.source import SourceText
from site_builder.records.field_names import holds_list, is_field_or_locale

_LINE = re.compile(r"(?P<lead>\s*(?:-[ \t]+)*)(?:(?P<key>[\w-]+)[ \t]*:(?:[ \t]+|$))?(?P<value>.*)")
_TAG = re.compile(r"!!\S*\s*")
MISSING_SPACE = re.compile(r"\s*(?:- +)*[A-Za-z_-]+:(?=[^\s/\d])")
_COLONS = re.compile(r"((?:^|[{,])\s*(?:- +)*[A-Za-z_-]+):(?=[^\s/\d])")
_COMMENT = re.compile(r"(?:\s+|(?<=\W)|^)#(?:\s.*)?$")
_APART = re.compile(r"\s{2,}#.*")
_CURLY = {"“": "”", "«": "»", "‘": "’", "„": "“", '"': '"', "'": "'"}
_LONGEST = 90
_HIDDEN = '"…"'
_STUCK = re.compile(r"\s*(?:- +)*-(?=[^\W\d_])")
_BARE_ITEM = re.compile(r"\s*- +(?P<word>[^\s:]+)\s*")
_BARE_WORD = re.compile(r"\s*(?P<word>[\w.-]+)\s*")
_QUOTES = ('"', "'")
_PART = re.compile(r"""(?:"(?:\\.|[^"\\])*"|'(?:''|[^'])*'|[^,"'\[\]{}]|(?<=\w)['"])+""")
_PAIR = re.compile(r"\s*(?P<key>[\w-]+)\s*:(?:\s+(?P<value>.*)|\s*)", re.DOTALL)
_WITHIN = re.compile(r"(?P<before>[^{]*)\{(?P<inside>[^{}]*)\}?(?P<after>\s*)")


def quoted(value: str) -> str:
    """Write words as a YAML scalar on one line, in quotation marks of the kind that needs least."""
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'"


def shortened(value: str) -> str:
    """Cut long words at the end of a word."""
    if len(value) <= _LONGEST:
        return value
    return value[:_LONGEST].rsplit(" ", 1)[0] + " …"


def parts(line: str) -> tuple[str, str, str]:
    """Split a line into what leads it (indentation and dashes), its key (or none) and its value without a comment."""
    match = _LINE.fullmatch(line)
    if match is None:
        return "", "", line
    return match["lead"], match["key"] or "", uncommented(match["value"]).strip()


def uncommented(line: str) -> str:
    """Return the line without a comment at its end, which may be private."""
    return _COMMENT.sub("", line)


def joined(lead: str, key: str, value: str) -> str:
    """Join a line from its parts. Indentation is kept: where a line stands may be what was wrong."""
    return f"{lead}{key}: {value}" if key else f"{lead}{value}"


def untagged(source: SourceText, index: int, path: Iterable[str | int] = ()) -> str:
    """Return the line of ``index`` without the tag before its value, or with the exclamation mark in quotes."""
    lead, key, value = parts(source.line_at(index))
    if value.startswith("!!"):
        return rewritten(source, index, joined(lead.lstrip(), key, _TAG.sub("", value)), path)
    return with_quotes(source, index, path)


def spaced(line: str) -> str:
    """Return the line with a space behind the colon of each field."""
    return shortened(_COLONS.sub(r"\1: ", line.strip()))


def with_quotes(source: SourceText, index: int, path: Iterable[str | int] = ()) -> str:
    """Return the line of ``index`` with its value in quotation marks."""
    lead, key, value = parts(source.line_at(index))
    if is_private(source, index, path):
        return joined("", key if is_field_or_locale(key) else "…", _HIDDEN)
    return joined(lead.lstrip(), key, quoted(shortened(unquoted(value))))


def hash_kept(source: SourceText, index: int, path: Iterable[str | int] = ()) -> str:
    """Return the line of ``index``, on which words are read as a comment, with all its words in quotation marks."""
    match = _LINE.fullmatch(source.line_at(index))
    if match is None:
        return _HIDDEN
    # With so much space before it, it may be a comment after all, and private.
    value = _APART.sub(" #…", uncommented(match["value"])).strip()
    if value.startswith("[") and value.endswith("]"):
        items = (item.strip() for item in value[1:-1].split(","))
        value = f"[{', '.join(quoted(item) if '#' in item else item for item in items)}]"
    else:
        value = quoted(shortened(value))
    kept = joined(match["lead"].lstrip(), match["key"] or "", value)
    return rewritten(source, index, kept, path)


def unquoted(value: str) -> str:
    """Return the value without marks around it that were meant as quotation marks, straight or curly."""
    if len(value) > 1 and _CURLY.get(value[0]) == value[-1] and value[0] not in value[1:-1]:
        return value[1:-1]
    return value


def rewritten(source: SourceText, index: int, line: str, path: Iterable[str | int] = ()) -> str:
    """Return ``line`` (the corrected form of the line of ``index``), or only its shape where it may be private."""
    if not is_private(source, index, path):
        return shortened(line.rstrip())
    lead, key, _ = parts(line)
    return joined(lead.lstrip(), key if is_field_or_locale(key) else "…", _HIDDEN)


def shown(word: str, *, private: bool) -> str:
    """Return a key or a word for a message, cut if long, and only if it cannot be somebody's private word."""
    if (private and not is_field_or_locale(word)) or may_have_swallowed(word):
        return "…"
    return word if len(word) <= 40 else word[:39] + "…"


def space_dash(line: str) -> str | None:
    """Return the line of a list item (``-on: …``) with a space behind its dash; None if no letter is at the dash."""
    line = uncommented(line).rstrip()
    match = _STUCK.match(line)
    return f"{match[0]} {line[match.end() :]}" if match else None


def space_field_dash(line: str) -> str | None:
    """Do the same, but only where a known field follows: ``-Hola: …`` may be a text."""
    spaced = space_dash(line)
    return spaced if spaced and is_field_or_locale(parts(spaced)[1]) else None


def is_below_item(source: SourceText, index: int) -> bool:
    """Return whether the line of ``index`` begins exactly below the dash of an item of one word."""
    line = source.line_at(index)
    above = next((above for above in source.lines_before(index) if above.strip()), "")
    return bool(_BARE_ITEM.fullmatch(above)) and above.find("-") == len(line) - len(line.lstrip())


def add_dash(source: SourceText, index: int) -> str | None:
    """Return the line of ``index`` with the dash that it lacks; None where it begins no new item of the list above it.

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


def add_first_dash(source: SourceText, index: int) -> tuple[int, str] | None:
    """Return where the list that the line of ``index`` belongs to begins without a dash, and that line with one.

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


def quote_braces(line: str) -> str | None:
    """Return a line like ``{en: a, b}`` with every text in quotation marks; None where that cannot be told."""
    match = _WITHIN.fullmatch(line)
    if match is None:
        return None
    pairs: list[list[str]] = []
    for part in _PART.findall(match["inside"]):
        pair = _PAIR.fullmatch(part)
        if pair and pair["key"]:
            pairs.append([pair["key"], (pair["value"] or "").strip()])
        elif pairs:
            pairs[-1][1] += "," + part.rstrip()
        else:
            return None
    inside = ", ".join(f"{key}: {value if value.startswith(_QUOTES) else quoted(value)}" for key, value in pairs)
    return f"{match['before'].lstrip()}{{{inside}}}"
