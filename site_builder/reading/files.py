"""Reads the project's files: within bounds, never outside the folder, and nothing raised for what people get wrong."""

from __future__ import annotations

import errno
import os
import re
import stat
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from site_builder.locales.slugs import slugify
from site_builder.problems import Place, Position, Problem
from site_builder.reading.source import MAX_BYTES, SourceText, decode

# On Windows a file is opened as text unless this is said.
# A pipe in a file's place would be waited for.
_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
_PIECE = 64 * 1024
# Names that Windows keeps for devices, with any extension ("Naming Files, Paths, and Namespaces").
_DEVICES = frozenset({"con", "prn", "aux", "nul", "conin$", "conout$"}) | {
    device + number for device in ("com", "lpt") for number in "0123456789¹²³"
}
# What Windows allows in no name, control characters, and characters that are not to be seen or turn the text around.
_FORBIDDEN = re.compile('[<>:"|?*\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufeff]')
_DRIVE = re.compile(r"[A-Za-z]:")
_LONGEST_NAME = 255
_DEEPEST = 20


def read_bytes(root: Path, file: str, most: int = MAX_BYTES) -> tuple[bytes | None, list[Problem]]:
    """Read ``file`` (relative, with ``/``), at most a byte more than ``most``, so that the excess is seen.

    None where there is no such file. ``path-outside`` where a symbolic link leads out of the project,
    ``file-unreadable`` where the system refuses, or something else has the file's name: a folder, a pipe.
    """
    path = os.path.join(root, file)  # noqa: PTH118
    try:
        if _has_link(path, len(path) - len(file)) and not is_inside(Path(path), root):
            return None, [Problem(Place(file), "path-outside")]
        return _content(path, most + 1), []
    except FileNotFoundError:
        return None, []
    except (OSError, RuntimeError):
        return None, [Problem(Place(file), "file-unreadable")]


def read_source(root: Path, file: str) -> tuple[SourceText | None, list[Problem]]:
    """Read ``file`` as text; None where there is none, or where it is unfit to be read for these problems."""
    data, problems = read_bytes(root, file)
    if data is None:
        return None, problems
    source, problems = decode(file, data)
    return (None if problems else source), problems


def file_size(path: Path) -> int:
    """Return how many bytes a file has; 0 where the system does not tell."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _has_link(path: str, start: int) -> bool:
    """Return whether ``path``, or a folder on the way to it from the index ``start`` on, is a symbolic link."""
    end = path.find("/", start)
    while end > 0:
        if os.path.islink(path[:end]):  # noqa: PTH114
            return True
        end = path.find("/", end + 1)
    return os.path.islink(path)  # noqa: PTH114


def _content(path: str, most: int) -> bytes:
    handle = os.open(path, _FLAGS)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), path)
        pieces = []
        while most > 0 and (piece := os.read(handle, min(most, _PIECE))):
            pieces.append(piece)
            most -= len(piece)
        return b"".join(pieces)
    finally:
        os.close(handle)


def folders(root: Path, name: str) -> tuple[str, ...]:
    """Return the names of the folders in the folder ``name``, in order; those that begin with ``.`` or ``_`` do not
    count."""
    return tuple(sorted(_entries(root, name, wants_folders=True)))


def names(root: Path, name: str) -> frozenset[str]:
    """Return the names of the files in the folder ``name``; hidden ones do not count."""
    return frozenset(_entries(root, name, wants_folders=False))


def _entries(root: Path, name: str, *, wants_folders: bool) -> list[str]:
    try:
        with os.scandir(os.path.join(root, name)) as found:  # noqa: PTH118
            return [
                entry.name
                for entry in found
                if entry.is_dir() == wants_folders and not entry.name.startswith((".", "_"))
            ]
    except OSError:
        return []


@dataclass(frozen=True, slots=True)
class PathFault:
    """Says why a name of a file is refused: a rule and its parameters. No folder of the computer is ever among them."""

    rule: str
    params: Mapping[str, object] = field(default_factory=dict)

    def at(self, place: Place | Position) -> Problem:
        """Return it as a problem of the record that names the file."""
        return Problem(place, self.rule, self.params)


def confined(root: Path, relative: str, *, project: Path | None = None) -> Path | PathFault:
    """Find the file that a record names ``relative`` to the folder ``root``: a regular file inside ``project``.

    ``project`` (default: ``root``) is the folder that no symbolic link may leave. The name must be spelt as the folder
    spells it. Composed and decomposed letters (NFC, NFD) count as the same, since nobody sees the difference; two
    files that differ in nothing else, or in capitals alone, are ambiguous. The path that comes back exists.

    Faults: ``path-form`` (empty, backslashes, characters that some system refuses), ``path-outside``,
    ``path-reserved``, ``path-missing``, ``path-case``, ``path-extension``, ``path-near``, ``path-ambiguous``,
    ``path-not-a-file``, ``file-unreadable``.
    """
    parts = _parts(relative)
    if isinstance(parts, PathFault):
        return parts
    found = root
    try:
        for part in parts:
            name = _as_on_disk(found, part)
            if isinstance(name, PathFault):
                return name
            found = found / name
        return _inside(found, project or root)
    except (FileNotFoundError, NotADirectoryError):
        return PathFault("path-missing")
    except OSError:
        return PathFault("file-unreadable")


def _parts(relative: str) -> tuple[str, ...] | PathFault:
    """Split a path into names, by the words of the record alone."""
    forward = relative.replace("\\", "/")
    if forward.startswith(("/", "~")) or _DRIVE.match(forward) or ".." in forward.split("/"):
        return PathFault("path-outside")
    parts = tuple(part for part in relative.split("/") if part != ".")
    if forward != relative or not parts or len(parts) > _DEEPEST or not all(map(_well_formed, parts)):
        return PathFault("path-form")
    for part in parts:
        if part.split(".")[0].rstrip().lower() in _DEVICES:
            return PathFault("path-reserved", {"name": part.split(".")[0].rstrip()})
    return parts


def _well_formed(part: str) -> bool:
    if _FORBIDDEN.search(part) or part != part.strip() or part.endswith("."):
        return False
    return 0 < len(part.encode()) <= _LONGEST_NAME


def _as_on_disk(folder: Path, part: str) -> str | PathFault:
    """Return the folder's own spelling of a name."""
    wanted = unicodedata.normalize("NFC", part)
    names = [entry.name for entry in folder.iterdir()]
    alike = [name for name in names if _folded(name) == _folded(part)]
    same = [name for name in alike if unicodedata.normalize("NFC", name) == wanted]
    if len(alike) > 1:
        return PathFault("path-ambiguous", {"count": len(alike)})
    if same:
        return same[0]
    if alike:
        return PathFault("path-case", {"right": unicodedata.normalize("NFC", alike[0])})
    return _missing(names, part)


def _missing(names: list[str], part: str) -> PathFault:
    """Explain that nothing has this name; where one file differs in its extension alone, that is most likely what was
    meant.

    So is one that differs in accents, spaces and hyphens: programs change those when a file is sent or downloaded.
    """
    stem = _folded(Path(part).stem)
    near = [name for name in names if _folded(Path(name).stem) == stem and Path(name).suffix]
    if len(near) == 1 and Path(part).suffix:
        return PathFault("path-extension", {"right": Path(near[0]).suffix})
    plain = slugify(Path(part).stem)
    alike = [name for name in names if plain and slugify(Path(name).stem) == plain]
    alike = [name for name in alike if Path(name).suffix.casefold() == Path(part).suffix.casefold()]
    if len(alike) == 1:
        return PathFault("path-near", {"right": unicodedata.normalize("NFC", alike[0])})
    return PathFault("path-missing")


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _inside(found: Path, project: Path) -> Path | PathFault:
    """Return the file itself, when no link on the way leads out of the project and it is a file and not a device."""
    real = Path(os.path.realpath(found, strict=True))
    if not real.is_relative_to(Path(os.path.realpath(project, strict=True))):
        return PathFault("path-outside")
    return found if stat.S_ISREG(real.stat().st_mode) else PathFault("path-not-a-file")


def is_inside(path: Path, folder: Path) -> bool:
    """Return whether ``path``, whatever links it goes through, ends in ``folder``. A link to itself counts as
    inside."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def links_out(folder: Path) -> Iterator[str]:
    """Yield the files and folders below ``folder``, relative to it, that are links which lead out of it."""
    for parent, folders, files in os.walk(folder):
        for name in sorted((*folders, *files)):
            path = Path(parent, name)
            if path.is_symlink() and not is_inside(path, folder):
                yield path.relative_to(folder).as_posix()
