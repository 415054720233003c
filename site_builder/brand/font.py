"""Font files: WOFF2 (W3C Recommendation), by its head and its directory of tables. Nothing is unpacked."""

from __future__ import annotations

_HEAD = 48
_MOST_TABLES = 100
# The directory names tables by number; these three matter here (section 4.1).
_GLYF, _LOCA, _FVAR, _BY_NAME = 10, 11, 47, 63


def is_variable(source: bytes) -> bool | None:
    """Whether one file holds every weight (it has a table ``fvar``). None where it is no WOFF2 or not whole."""
    if source[:4] != b"wOF2" or len(source) < _HEAD or int.from_bytes(source[8:12], "big") != len(source):
        return None
    count = int.from_bytes(source[12:14], "big")
    if not 0 < count <= _MOST_TABLES:
        return None
    try:
        return b"fvar" in _tables(source, count)
    except (IndexError, ValueError):
        return None


def _tables(source: bytes, count: int) -> set[bytes]:
    """The names of the tables, by number where they have one, but for ``fvar``."""
    at, found = _HEAD, set()
    for _ in range(count):
        flags = source[at]
        number, version = flags & 63, flags >> 6
        at += 1
        name = bytes((number,))
        if number == _BY_NAME:
            name, at = source[at : at + 4], at + 4
        found.add(b"fvar" if number == _FVAR else name)
        at = _past_number(source, at)
        is_transformed = version == 0 if number in {_GLYF, _LOCA} else version != 0
        if is_transformed:
            at = _past_number(source, at)
    return found


def _past_number(source: bytes, at: int) -> int:
    """Where a number of variable length (UIntBase128) ends. ValueError where it has no end."""
    for end in range(at, at + 5):
        if not source[end] & 0x80:
            return end + 1
    raise ValueError(at)
