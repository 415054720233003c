"""What a zip holds, read within bounds. Nothing of it is ever written under a name of its own."""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from site_builder.importing.document import ImportFaultError
from site_builder.importing.limits import MOST_ENTRIES, MOST_RATIO, MOST_UNPACKED

_DRIVE = re.compile(r"[A-Za-z]:")
_PIECE = 1 << 20
# Below this an entry of whatever ratio does no harm.
_SMALL = 1_000_000
_ENCRYPTED = 0x1


def entries(content: bytes) -> list[zipfile.ZipInfo]:
    """The files in a zip, judged by what its directory says.

    Raises ImportFaultError: ``damaged``, ``too-many``, ``too-large``, ``bomb``, ``encrypted``, ``leads-outside``,
    ``link``.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            found = [entry for entry in archive.infolist() if not entry.is_dir()]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise ImportFaultError("damaged") from None
    if len(found) > MOST_ENTRIES:
        raise ImportFaultError("too-many", limit=MOST_ENTRIES)
    if sum(entry.file_size for entry in found) > MOST_UNPACKED:
        raise ImportFaultError("too-large", limit=MOST_UNPACKED // 1_000_000)
    for entry in found:
        _judge(entry)
    return found


def _judge(entry: zipfile.ZipInfo) -> None:
    # Python cuts names at a NUL; what stood behind it is for whoever made the archive to explain.
    forward = entry.orig_filename.replace("\\", "/")
    if forward.startswith(("/", "~")) or _DRIVE.match(forward) or ".." in forward.split("/") or "\0" in forward:
        raise ImportFaultError("leads-outside")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise ImportFaultError("link")
    if entry.flag_bits & _ENCRYPTED:
        raise ImportFaultError("encrypted")
    if entry.file_size > _SMALL and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
        raise ImportFaultError("bomb")


def read(content: bytes, most: int) -> Iterator[tuple[str, bytes]]:
    """Each file with its bytes, at most ``most`` each. What a directory says is believed of nobody: it is counted.

    Raises what ``entries`` raises, and ImportFaultError ``damaged``, ``too-large``, ``bomb`` for what comes out.
    """
    left = MOST_UNPACKED
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for entry in entries(content):
            data = _bytes(archive, entry, min(most, left))
            left -= len(data)
            yield entry.filename, data


def _bytes(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    pieces, size = [], 0
    try:
        with archive.open(entry) as stream:
            while piece := stream.read(_PIECE):
                size += len(piece)
                if size > most:
                    raise ImportFaultError("too-large", limit=most // 1_000_000)
                if size > _SMALL and size > MOST_RATIO * max(entry.compress_size, 1):
                    raise ImportFaultError("bomb")
                pieces.append(piece)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        raise ImportFaultError("damaged") from None
    return b"".join(pieces)
