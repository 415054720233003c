"""Decode bytes into text, in every encoding that they may have."""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Callable, Iterator

_MARKS = ((b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_PAGEFIND = b"pagefind_dcd"
_HEAD = 200
_NO_TEXT = re.compile(rb"[\0-\x08\x0e-\x1a\x1c-\x1f]")

_RUN = re.compile(rb"[^\0-\x08\x0e-\x1f\x7f]{3,}")
_RUN_16_LE, _RUN_16_BE = re.compile(rb"(?:[\x20-\xff]\0){3,}"), re.compile(rb"(?:\0[\x20-\xff]){3,}")
_LENGTH = re.compile(rb"\x8c.", re.DOTALL)
"""The length before a text in a value of the store (Python's pickle), which may look like a letter."""

_FEWEST_WIDE = 6
_MOST_WIDE = 1_000_000

_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")
_LAST_LINE = re.compile(r"\s+[A-Za-z0-9+/_-]{1,15}={0,2}(?![^\s<])")
_LINE = range(60, 77)
"""The lengths of lines into which programs cut base64."""
_DATA_ADDRESS = re.compile(r"data:[^,\s\"'<>]{0,100};base64,([A-Za-z0-9+/_%\s-]+={0,2})")

_RTF = re.compile(r"\\'([0-9a-fA-F]{2})|\\u(-?\d+) ?\??|\\(par|line|tab|cell|row)\b ?|\\[a-zA-Z]+-?\d* ?|[{}\r\n]")


def decode(data: bytes) -> list[str] | None:
    """Decode a text in its possible encodings; None for bytes that are no text, for which there is ``strings``."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return [data.decode(encoding, "replace")]
    if data.startswith(_PAGEFIND):
        return [data.decode("utf-8", "replace")]
    if wide := _wide(data):
        return [data.decode(wide, "replace")]
    if 0 in data:
        return None
    try:
        return [data.decode("utf-8-sig")]
    except UnicodeDecodeError:
        return None if _NO_TEXT.search(data) else [data.decode("cp1252", "replace"), data.decode("utf-8", "replace")]


def is_text(data: bytes) -> bool:
    """Tell whether bytes are text in UTF-8 or UTF-16."""
    if _wide(data):
        return True
    try:
        return "".join(data.decode("utf-8").split()).isprintable()
    except UnicodeDecodeError:
        return False


def strings(data: bytes) -> Iterator[str]:
    """Find possible words in bytes that are no text: runs without control characters, one a line, in each encoding."""
    texts = [each for run in _RUN.findall(data) for each in _readings(run)]
    yield "\n".join(texts)
    if b"\x8c" in data:
        yield "\n".join(each for run in _RUN.findall(_LENGTH.sub(b"\0", data)) for each in _readings(run))
    if 0 in data:
        yield "\n".join(found.group().decode("utf-16-le") for found in _RUN_16_LE.finditer(data))
        yield "\n".join(found.group().decode("utf-16-be") for found in _RUN_16_BE.finditer(data))
        # Other scripts, wherever they begin.
        for start in (0, 1) if len(data) <= _MOST_WIDE else ():
            yield from (data[start:].decode(encoding, "ignore") for encoding in ("utf-16-le", "utf-16-be"))


def _readings(run: bytes) -> Iterator[str]:
    try:
        yield run.decode("utf-8")
    except UnicodeDecodeError:
        mended = run.decode("utf-8", "replace")
        if mended.count("\ufffd") * 4 <= len(mended):
            yield mended
        if sum(32 <= byte < 127 for byte in run) * 5 >= len(run) * 3:
            yield run.decode("cp1252", "replace")


def _wide(data: bytes) -> str:
    """Recognise UTF-16 without a byte order mark by its zeros: ``utf-16-le``, ``utf-16-be`` or nothing."""
    head = data[:_HEAD]
    if len(head) < _FEWEST_WIDE:
        return ""
    low, high = head[1::2].count(0), head[::2].count(0)
    return "utf-16-le" if low * 3 > len(head) else "utf-16-be" if high * 3 > len(head) else ""


def from_base64(text: str, is_worth_reading: Callable[[bytes], bool]) -> Iterator[bytes]:
    """Decode base64: data addresses, and other runs that are worth reading."""
    if "base64" in text:
        for found in _DATA_ADDRESS.finditer(html.unescape(text.replace("\\/", "/"))):
            run = "".join(found[1].split()).replace("%2B", "+").replace("%2F", "/").replace("%3D", "=")
            if data := _from_base64(run):
                yield data
    for run in _runs_of_base64(text.replace("&#xA;", "\n") if "&#xA;" in text else text):
        # The paths and names in every page are of small letters alone.
        data = _from_base64(run) if run != run.lower() else None
        if data and is_worth_reading(data):
            yield data


def _runs_of_base64(text: str) -> Iterator[str]:
    """Find what may be base64: runs of its signs, with the lines of one block joined."""
    block, was_line, end = "", False, 0
    for found in _BASE64.finditer(text):
        if block and not (was_line and text[end : found.start()].isspace()):
            yield block + _last_line(text, end, was_line=was_line)
            block = ""
        block += found.group()
        was_line, end = len(found.group()) in _LINE, found.end()
    yield block + _last_line(text, end, was_line=was_line)


def _last_line(text: str, end: int, *, was_line: bool) -> str:
    """Give the last line of a block, too short to be found by itself."""
    found = _LAST_LINE.match(text, end) if was_line else None
    return found.group().strip() if found else ""


def _from_base64(run: str) -> bytes | None:
    whole = run.rstrip("=").replace("-", "+").replace("_", "/")
    whole = whole[: len(whole) - (len(whole) % 4 == 1)]
    try:
        return base64.b64decode(whole + "=" * (-len(whole) % 4))
    except (binascii.Error, ValueError):
        return None


def from_rtf(data: bytes) -> str:
    """Give the text of RTF without its commands."""
    return _RTF.sub(_rtf_sign, data.decode("cp1252", "replace"))


def _rtf_sign(found: re.Match[str]) -> str:
    if found[1]:
        return bytes.fromhex(found[1]).decode("cp1252", "replace")
    if found[2]:
        return chr(int(found[2]) % 0x10000)
    return "\n" if found[3] else ""
