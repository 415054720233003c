"""The records marked: wherever what is wanted stands, though other records are broken."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from site_builder.reading.withdrawals import (
    WithdrawalRequest,
    could_mention,
    entries,
    is_marked,
    letters_of,
    marked,
    records,
    reference_of,
    story_file,
)
from site_builder.reading.yaml_nodes import RecordPath
from site_builder.store.files import write_whole


class Marked(NamedTuple):
    """A record in which something is meant. ``new``: how many marks are put in; ``old``: how many are there already.

    ``by_hand``: why a person must do it: ``broken`` where the file cannot be read and may hold it, ``form`` where a
    mark cannot be put in without touching anything else, or the reference stands where none belongs, ``alike`` where
    a reference is written nearly the same, ``refused`` by the system. ``is_public``: whether the record says it is
    published.
    """

    folder: str
    new: int
    old: int
    is_public: bool
    by_hand: str = ""


def mark(
    root: Path, wanted: WithdrawalRequest, copies: Iterable[str], last_folders: frozenset[str], *, write: bool = True
) -> list[Marked]:
    """Mark everything that is wanted in every record.

    ``copies``: paths of files beside records that hold a picture that is wanted. ``last_folders``: of broken records
    whose last good versions hold something. ``write``: False only tells what would be done.
    """
    files: dict[str, set[str]] = {}
    for path in copies:
        top, _, rest = path.partition("/")
        folder, _, name = rest.partition("/")
        if top == "stories":
            files.setdefault(folder, set()).add(_composed(name))
    found = []
    for folder, data, tree in _candidates(root, wanted, {*files, *last_folders}):
        if tree is None:
            is_known = folder in last_folders | wanted.stories or folder in files or _is_part(folder, wanted)
            if is_known or any(could_mention(data, name) for name in wanted.references):
                found.append(Marked(folder, 0, 0, is_public=True, by_hand="broken"))
            continue
        ways = list(_ways(folder, tree, wanted, frozenset(files.get(folder, ()))))
        odd = _odd(tree, wanted.references)
        if not ways and not odd:
            continue
        todo = [way for way in ways if not is_marked(tree, way)]
        by_hand = _write(root, folder, data, todo, write=write) if todo else ""
        is_public = tree.get("state") in {"published", "withdrawn"}
        found.append(Marked(folder, 0 if by_hand else len(todo), len(ways) - len(todo), is_public, by_hand or odd))
    return found


def _is_part(folder: str, wanted: WithdrawalRequest) -> bool:
    return any(at == folder for at, _, _ in wanted.parts)


def _odd(tree: dict[str, Any], references: frozenset[str]) -> str:
    """``alike`` where a record has nearly one of these references, ``form`` where it has one in no consent's place."""
    alike = {letters_of(each) for each in references}
    seen = [reference_of(entry) for _, entry in entries(tree)]
    if any(each and each not in references and letters_of(each) in alike for each in seen):
        return "alike"
    return "form" if _mentions(tree, references) > sum(each in references for each in seen) else ""


def _mentions(value: object, references: frozenset[str]) -> int:
    """How often a reference stands in a record by itself, wherever; notes are nobody's consent."""
    if isinstance(value, dict):
        fields = ((name, each) for name, each in value.items() if not str(name).startswith("note_"))
        return sum(_mentions(each, references) for _, each in fields)
    if isinstance(value, list):
        return sum(_mentions(each, references) for each in value)
    return int(isinstance(value, str | int) and str(value).strip() in references)


def _candidates(
    root: Path, wanted: WithdrawalRequest, folders: Collection[str]
) -> Iterator[tuple[str, bytes, dict[str, Any] | None]]:
    done: set[str] = set()
    named = {*wanted.stories, *(folder for folder, _, _ in wanted.parts), *folders}
    sources = [records(root, reference) for reference in sorted(wanted.references)]
    sources += [records(root, folder=folder) for folder in sorted(named)]
    for source in sources:
        for folder, data, tree in source:
            if folder not in done:
                done.add(folder)
                yield folder, data, tree


def _ways(folder: str, tree: dict[str, Any], wanted: WithdrawalRequest, copies: frozenset[str]) -> Iterator[RecordPath]:
    if folder in wanted.stories:
        yield ()
    for way, entry in entries(tree):
        is_part = (folder, way[0], entry.get("id")) in wanted.parts
        is_copy = way[0] == "photos" and _composed(entry.get("file")) in copies
        if is_part or is_copy or reference_of(entry) in wanted.references:
            yield way


def _write(root: Path, folder: str, data: bytes, ways: list[RecordPath], *, write: bool) -> str:
    new = marked(story_file(folder), data, ways)
    if new is None:
        return "form"
    path = (root / story_file(folder)).resolve()
    try:
        if write:
            # Whole or not at all, and on the disk before anything is taken away.
            write_whole(path, new, like=path)
    except OSError:
        return "refused"
    return ""


def _composed(name: object) -> str:
    return unicodedata.normalize("NFC", name) if isinstance(name, str) else ""
