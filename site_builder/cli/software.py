"""The software itself as files for a new project: a project carries the version that it was made with.

The package is on no index, and a name that is on none must never be asked of one: whoever registers it there would be
installed. So the wheel goes along, packed from what is running, and everything it needs is named with its version.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from importlib import resources
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.resources.abc import Traversable

NAME = "bilingual-stories"
PACKAGE = "site_builder"
FOLDER = "software"

_REQUIREMENT = re.compile(r"(?P<name>[A-Za-z0-9._-]+)\s*(?:\[(?P<extras>[^\]]*)\])?[^;]*(?:;(?P<marker>.*))?")
_EXTRA = re.compile(r"extra\s*==\s*[\"']([^\"']+)[\"']")


def software_files() -> dict[str, bytes]:
    """The wheel and ``requirements.txt``, by their paths in the project. The same software gives the same bytes."""
    running = distribution(NAME)
    wheel = f"{FOLDER}/{_stem(running)}-py3-none-any.whl"
    pins = sorted(set(_pins(running, frozenset(), set())), key=str.lower)
    return {wheel: _wheel(running), "requirements.txt": "\n".join([f"./{wheel}", *pins, ""]).encode()}


def _stem(running: Distribution) -> str:
    return f"{NAME.replace('-', '_')}-{running.version}"


def _wheel(running: Distribution) -> bytes:
    """https://packaging.python.org/specifications/binary-distribution-format/"""
    inside = f"{_stem(running)}.dist-info"
    files = dict(_package_files(resources.files(PACKAGE), PACKAGE))
    for name in ("METADATA", "WHEEL", "entry_points.txt"):
        files[f"{inside}/{name}"] = (running.read_text(name) or "").encode()
    record = "".join(f"{name},sha256={_digest(content)},{len(content)}\n" for name, content in files.items())
    files[f"{inside}/RECORD"] = f"{record}{inside}/RECORD,,\n".encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return packed.getvalue()


def _package_files(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda found: found.name):
        if entry.name == "__pycache__":
            continue
        if entry.is_dir():
            yield from _package_files(entry, f"{path}/{entry.name}")
        else:
            yield f"{path}/{entry.name}", entry.read_bytes()


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


def _pins(of: Distribution, extras: frozenset[str], seen: set[tuple[str, frozenset[str]]]) -> Iterator[str]:
    """``name==version`` of everything that ``of`` needs and that is installed here."""
    for requirement in of.requires or ():
        match = _REQUIREMENT.fullmatch(requirement)
        if match is None:
            continue
        wanted = _EXTRA.search(match["marker"] or "")
        if wanted and wanted[1] not in extras:
            continue
        name = re.sub(r"[-_.]+", "-", match["name"]).lower()
        own = frozenset(filter(None, (extra.strip() for extra in (match["extras"] or "").split(","))))
        if (name, own) in seen:
            continue
        seen.add((name, own))
        try:
            needed = distribution(name)
        except PackageNotFoundError:
            # For another system or another Python; there pip chooses.
            continue
        yield f"{name}=={needed.version}"
        yield from _pins(needed, own, seen)
