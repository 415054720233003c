"""The corrected line that a message shows: the writer's own line with the fault mended, unless it may be private."""

from __future__ import annotations

import re
from collections.abc import Iterable

from site_builder.reading.field_names import is_field_or_locale
from site_builder.reading.privacy import is_private
from site_builder.reading.source import Source

_LINE = re.compile(r"(?P<lead>\s*(?:-[ \t]+)*)(?:(?P<key>[\w-]+)[ \t]*:(?:[ \t]+|$))?(?P<value>.*)")
_TAG = re.compile(r"!!\S*\s*")
MISSING_SPACE = re.compile(r"\s*(?:- +)*[A-Za-z_-]+:(?=[^\s/\d])")
_COLONS = re.compile(r"((?:^|[{,])\s*(?:- +)*[A-Za-z_-]+):(?=[^\s/\d])")
_COMMENT = re.compile(r"(?:\s+|(?<=\W)|^)#(?:\s.*)?$")
_APART = re.compile(r"\s{2,}#.*")
_OTHER_FIELDS = re.compile(r":(?:\s|$)|#|\n")
_CURLY = {"“": "”", "«": "»", "‘": "’", "„": "“", '"': '"', "'": "'"}
_LONGEST = 90
_HIDDEN = '"…"'


def quoted(value: str) -> str:
    """The words as a YAML scalar on one line, in quotation marks of the kind that needs least."""
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'"


def shortened(value: str) -> str:
    """The words, cut at the end of a word where they are long."""
    if len(value) <= _LONGEST:
        return value
    return value[:_LONGEST].rsplit(" ", 1)[0] + " …"


def parts(line: str) -> tuple[str, str, str]:
    """A line as what leads it (indentation and dashes), its key (or none) and its value without a comment."""
    match = _LINE.fullmatch(line)
    if match is None:
        return "", "", line
    return match["lead"], match["key"] or "", uncommented(match["value"]).strip()


def uncommented(line: str) -> str:
    """The line without a comment at its end, which may be private."""
    return _COMMENT.sub("", line)


def joined(lead: str, key: str, value: str) -> str:
    """A line from its parts. Indentation is kept: where a line stands may be what was wrong."""
    return f"{lead}{key}: {value}" if key else f"{lead}{value}"


def untagged(source: Source, index: int, path: Iterable[str | int] = ()) -> str:
    """The line of ``index`` without the tag before its value, or with its exclamation mark in quotation marks."""
    lead, key, value = parts(source.line_at(index))
    if value.startswith("!!"):
        return rewritten(source, index, joined(lead.lstrip(), key, _TAG.sub("", value)), path)
    return with_quotes(source, index, path)


def spaced(line: str) -> str:
    """The line with a space behind the colon of each field."""
    return shortened(_COLONS.sub(r"\1: ", line.strip()))


def with_quotes(source: Source, index: int, path: Iterable[str | int] = ()) -> str:
    """The line of ``index`` with its value in quotation marks."""
    lead, key, value = parts(source.line_at(index))
    if is_private(source, index, path):
        return joined("", key if is_field_or_locale(key) else "…", _HIDDEN)
    return joined(lead.lstrip(), key, quoted(shortened(unquoted(value))))


def hash_kept(source: Source, index: int, path: Iterable[str | int] = ()) -> str:
    """The line of ``index``, on which words are read as a comment, with all its words in quotation marks."""
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
    """The value without marks around it that were meant as quotation marks, straight or curly."""
    if len(value) > 1 and _CURLY.get(value[0]) == value[-1] and value[0] not in value[1:-1]:
        return value[1:-1]
    return value


def rewritten(source: Source, index: int, line: str, path: Iterable[str | int] = ()) -> str:
    """``line`` (the corrected form of the line of ``index``), or only its shape where it may be private."""
    if not is_private(source, index, path):
        return shortened(line.rstrip())
    lead, key, _ = parts(line)
    return joined(lead.lstrip(), key if is_field_or_locale(key) else "…", _HIDDEN)


def may_have_swallowed(word: str) -> bool:
    """Whether a value may hold lines that follow it, since its quotation mark was never closed."""
    return bool(_OTHER_FIELDS.search(word))


def shown(word: str, *, private: bool) -> str:
    """A key or a word for a message: cut if long, and only if it cannot be somebody's private word."""
    if (private and not is_field_or_locale(word)) or may_have_swallowed(word):
        return "…"
    return word if len(word) <= 40 else word[:39] + "…"
