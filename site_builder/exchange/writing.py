"""What is taken from a file, written into the records and their locks: all of it or nothing."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from site_builder.exchange.difference import By, Taken
from site_builder.exchange.faults import FaultError
from site_builder.locales import Text
from site_builder.reading.editing import Words, set_texts
from site_builder.reading.files import is_inside, read_bytes
from site_builder.reading.records import read_lock
from site_builder.reading.source import MAX_BYTES
from site_builder.records.story import body_file
from site_builder.store.files import beside
from site_builder.translations import lock as locks
from site_builder.translations.fields import Field
from site_builder.translations.recording import accepted, lock_of


class ChangedMeanwhileError(Exception):
    """Somebody else wrote one of the files in the meantime."""


class Edit(NamedTuple):
    """A file's content as it is (None: there is no such file) and as it is to be."""

    old: bytes | None
    new: bytes


class Plan(NamedTuple):
    """The files to be written, by name, the texts that this takes in, and those that only a person can put in."""

    edits: Mapping[str, Edit]
    taken: tuple[Taken, ...]
    by_hand: tuple[Taken, ...]


def plan(root: Path, taken: Sequence[Taken], locale: str, on: date, by: By) -> Plan:
    """How the texts come into the records below ``root``, and what the locks say of it. Nothing is written.

    Raises FaultError where a lock cannot be read: nobody could tell what was known.
    """
    contents: dict[str, Edit] = {}
    done, by_hand = [], []
    for file, group in _by_file(taken, locale).items():
        old = _content(root, file)
        if old is None and file.endswith(".md"):
            # A body that was not there before: its sibling says how its lines end.
            field = group[0].field
            contents[file] = Edit(
                None, _body(_content(root, field.place(field.source).file) or b"", str(group[0].words))
            )
            done += group
            continue
        new, without = _put_in(file, old, group, locale)
        by_hand += without
        done += [one for one in group if one not in without]
        if new is not None and new != old:
            contents[file] = Edit(old, new)
    for file, group in _by_lock(done).items():
        old = _content(root, file)
        known, problems = read_lock(file, old)
        if known is None or problems:
            raise FaultError("lock", file=file)
        lock = known
        for one in group:
            lock = accepted(lock, [_with(one, locale)], locale, on, by)
        if lock != known:
            contents[file] = Edit(old, locks.written(lock))
    return Plan(contents, tuple(done), tuple(by_hand))


def write(root: Path, edits: Mapping[str, Edit]) -> None:
    """Write every file or none.

    Raises ChangedMeanwhileError where one is not what it was, OSError where the system refuses; then all are as before.
    """
    # Through links inside of the project, which are to stay links.
    places = {file: (root / file).resolve() for file in edits}
    new: dict[str, Path] = {}
    # Should a later file be refused: putting an earlier one back must need no room on the disk.
    old: dict[str, Path] = {}
    placed: list[str] = []
    try:
        for file, edit in edits.items():
            like = places[file] if edit.old is not None else None
            new[file] = beside(places[file], edit.new, like)
            if edit.old is not None:
                old[file] = beside(places[file], edit.old, like)
        if any(_content(root, file) != edit.old for file, edit in edits.items()):
            raise ChangedMeanwhileError
        for file in edits:
            placed.append(file)
            new[file].replace(places[file])
        placed.clear()
    finally:
        for file in placed:
            with contextlib.suppress(OSError):
                _put_back(places[file], old.get(file))
        for path in (*new.values(), *old.values()):
            path.unlink(missing_ok=True)


def _put_back(place: Path, old: Path | None) -> None:
    if old is None:
        place.unlink(missing_ok=True)
    else:
        old.replace(place)


def _content(root: Path, file: str) -> bytes | None:
    data, problems = read_bytes(root, file)
    if problems or not is_inside((root / file).parent, root):
        raise FaultError("file", file=file)
    return data


def _file(field: Field, locale: str) -> str:
    """The file that a text is written into: a body that has none yet goes where the others are."""
    if field.bodies and not field.words(locale):
        return f"stories/{field.document}/{body_file(locale)}"
    return field.place(locale).file


def _by_file(taken: Iterable[Taken], locale: str) -> dict[str, list[Taken]]:
    found: dict[str, list[Taken]] = {}
    for one in taken:
        found.setdefault(_file(one.field, locale), []).append(one)
    return found


def _by_lock(taken: Iterable[Taken]) -> dict[str, list[Taken]]:
    found: dict[str, list[Taken]] = {}
    for one in taken:
        found.setdefault(lock_of(one.field.document)[0], []).append(one)
    return found


def _put_in(file: str, old: bytes | None, group: Sequence[Taken], locale: str) -> tuple[bytes | None, list[Taken]]:
    """The file with the words, and the texts that could not be put in."""
    new = [one for one in group if one.words is not None]
    if not new:
        return old, []
    if old is None:
        return old, new
    if file.endswith(".md"):
        body = _body(old, str(new[0].words))
        return (body, []) if len(body) <= MAX_BYTES else (old, new)
    if (made := set_texts(file, old, [_change(one, locale) for one in new])) is not None:
        return made, []
    without = []
    made = old
    for one in new:
        one_more = set_texts(file, made, [_change(one, locale)])
        made = made if one_more is None else one_more
        without += [one] if one_more is None else []
    return made, without


def _change(one: Taken, locale: str) -> tuple[tuple[str | int, ...], Words]:
    return one.field.place(locale).path, one.words or ""


def _body(model: bytes, words: str) -> bytes:
    """A body's file with other words; the space around them, and how its lines end, are as they were."""
    text = model.decode("utf-8", "replace")
    end = "\r\n" if "\r\n" in text else "\r" if "\r" in text else "\n"
    said = text.lstrip("\ufeff").strip()
    lead, _, tail = text.partition(said) if said else ("", "", end)
    return f"{lead}{words.replace(chr(10), end)}{tail}".encode()


def _with(one: Taken, locale: str) -> Field:
    """The text as it says the words that were taken."""
    if one.words is None:
        return one.field
    words = one.words if isinstance(one.words, str) else one.words["other"]
    written = one.field.written
    return one.field._replace(written=written._replace(text=Text({**written.text.by_locale, locale: words})))
