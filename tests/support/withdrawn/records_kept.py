"""What a withdrawal may change of a project's own files: marks in records, and grey pictures in the place of copies."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from PIL import Image

from tests.support.withdrawn.project import Files, Tree
from tests.support.withdrawn.search import Look, shows

Way = tuple[str, int] | None
"""To an entry of a record by its kind and index; None for the whole record."""

_MADE = ("site", ".site-releases", ".cache", "outbox")


@dataclass
class Marks:
    """Entries by folders. ``must``: are to be marked. ``may``: can be, since their photo looks the same."""

    must: dict[str, list[Way]] = field(default_factory=dict)
    may: dict[str, list[Way]] = field(default_factory=dict)


def own_files(project: Path) -> Files:
    """A project's files without what is made of them."""
    found = (file for file in project.rglob("*") if file.is_file())
    files = {file.relative_to(project).as_posix(): file for file in found}
    return {path: file.read_bytes() for path, file in files.items() if path.split("/")[0] not in _MADE}


def wrongly_changed(
    before: Files, after: Files, marks: Marks, looks: Iterable[Look], named: Sequence[str]
) -> Iterator[str]:
    """What is not as it should be. ``named``: records of which it was said that a person must mark them."""
    if before.keys() != after.keys():
        yield f"files came or went: {sorted(before.keys() ^ after.keys())}"
    for path in before.keys() & after.keys():
        old, new = before[path], after[path]
        folder = path.removeprefix("stories/").removesuffix("/story.yml")
        if folder in {**marks.must, **marks.may}:
            is_right = _is_marked(old, new, marks.must.get(folder, ()), marks.may.get(folder, ()))
            if not is_right and (old != new or path not in named):
                yield f"{path} is not marked as it should be"
        elif path.startswith("content/") and new != old and any(shows(old, look) for look in looks):
            if not _is_grey(new):
                yield f"{path} is not a grey picture"
        elif new != old:
            yield f"{path} was changed"


def _is_marked(old: bytes, new: bytes, must: Iterable[Way], may: Iterable[Way]) -> bool:
    wanted, now = yaml.safe_load(old), yaml.safe_load(new)
    for way in must:
        _mark(wanted, way)
    for way in may:
        if way and now[way[0]][way[1]].get("consent", {}).get("status") == "withdrawn":
            _mark(wanted, way)
    return bool(now == wanted)


def _mark(tree: Tree, way: Way) -> None:
    if way is None:
        tree["state"] = "withdrawn"
    else:
        kind, at = way
        tree[kind][at].setdefault("consent", {})["status"] = "withdrawn"


def _is_grey(data: bytes) -> bool:
    with Image.open(io.BytesIO(data)) as picture:
        return len(set(picture.convert("RGB").resize((8, 8)).tobytes())) <= 3
