"""What a built site lets out: every byte of every file, and of what is packed or written in another way in it."""

from __future__ import annotations

import base64
import binascii
import gzip
import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote

# A token of ``canaries``, once it is decoded; the letters in the middle may be damaged by a wrong decoding.
_TOKEN = re.compile(r"zq[^0-9\s]{0,8}([0-9]{4})x")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{12,}={0,2}")
_ESCAPED = re.compile(r"\\u\{?([0-9a-fA-F]{4})\}?|\\x([0-9a-fA-F]{2})")


@cache
def _content(folder: Path) -> tuple[tuple[str, bytes], ...]:
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return tuple((file.relative_to(folder).as_posix(), unpacked(file.read_bytes())) for file in files)


def unpacked(data: bytes) -> bytes:
    """The same without gzip around it."""
    return gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data


def leaks(folder: Path, secrets: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each secret that stands in a file or its name, with that file; capitals do not matter."""
    for secret in secrets:
        wanted = secret.lower().encode()
        for name, data in _content(folder):
            if wanted in data.lower() or wanted in name.lower().encode():
                yield secret, name


def tokens(data: bytes) -> set[int]:
    """The numbers of all tokens in ``data``: as they stand, and in entities, percent signs, base64, ``\\u``, gzip,
    UTF-16 and letters with accents of their own, two of these within each other too.
    """
    data = unpacked(data)
    found: set[int] = set()
    texts = {data.decode("utf-8", "replace"), data.decode("utf-16-le", "replace"), data.decode("utf-16-be", "replace")}
    for _ in range(2):
        texts = {way for text in texts for way in _ways(text)}
        for text in texts:
            plain = unicodedata.normalize("NFC", text).casefold()
            found.update(int(number) for number in _TOKEN.findall(plain))
    return found


def _ways(text: str) -> Iterator[str]:
    """``text`` as it is, and decoded in each way that changes it."""
    yield text
    yield html.unescape(text)
    yield unquote(text)
    yield _ESCAPED.sub(lambda found: chr(int(found[1] or found[2], 16)), text)
    yield "\n".join(_decoded(text))


def _decoded(text: str) -> Iterator[str]:
    for run in _BASE64.findall(text):
        whole = run.rstrip("=")
        with_padding = whole[: len(whole) - (len(whole) % 4 == 1)]
        try:
            raw = base64.b64decode(
                with_padding + "=" * (-len(with_padding) % 4), altchars=b"-_" if "-" in run or "_" in run else None
            )
        except (binascii.Error, ValueError):
            continue
        try:
            yield unpacked(raw).decode("utf-8", "replace")
        except (OSError, EOFError):
            continue


def tokens_in(folder: Path) -> dict[int, set[str]]:
    """The tokens in all files of ``folder`` and in their names, each with the files that hold it."""
    found: dict[int, set[str]] = {}
    for name, data in _content(folder):
        for number in tokens(data) | tokens(name.encode()):
            found.setdefault(number, set()).add(name)
    return found
