"""Writes what is taken from a file into the records and their locks: all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from site_builder.exchange.comparison import Taken
from site_builder.exchange.model import FaultError
from site_builder.locales import Text
from site_builder.reading.editing import Words, set_texts
from site_builder.reading.files import is_inside, read_bytes
from site_builder.reading.records import read_lock
from site_builder.reading.source import MAX_BYTES
from site_builder.records.story import body_file
from site_builder.store.files import ChangedMeanwhileError, FileEdit, replace_all
from site_builder.translations.fields import Field, accepted, lock_of
from site_builder.translations.lock import Translator, dump


class ImportPlan(NamedTuple):
    """The files to be written by name, the texts that they take in, and those that only a person can put in."""

    edits: Mapping[str, FileEdit]
    taken: tuple[Taken, ...]
    by_hand: tuple[Taken, ...]


def plan(root: Path, taken: Sequence[Taken], locale: str, on: date, by: Translator) -> ImportPlan:
    """Plan how the texts come into the records below ``root`` and into the locks. Nothing is written.

    Raises FaultError where a lock cannot be read.
    """
    contents: dict[str, FileEdit] = {}
    done, by_hand = [], []
    for file, group in _grouped(taken, lambda field: _file(field, locale)).items():
        old = _content(root, file)
        if old is None and file.endswith(".md"):
            # A new body takes its line ends from its sibling.
            field = group[0].field
            contents[file] = FileEdit(
                None, _body(_content(root, field.place(field.source).file) or b"", str(group[0].words))
            )
            done += group
            continue
        new, without = _put_in(file, old, group, locale)
        by_hand += without
        done += [one for one in group if one not in without]
        if new is not None and new != old:
            contents[file] = FileEdit(old, new)
    for file, group in _grouped(done, lambda field: lock_of(field.document)[0]).items():
        old = _content(root, file)
        known, problems = read_lock(file, old)
        if known is None or problems:
            raise FaultError("lock", file=file)
        lock = accepted(known, [_with(one, locale) for one in group], locale, on, by)
        if lock != known:
            contents[file] = FileEdit(old, dump(lock))
    return ImportPlan(contents, tuple(done), tuple(by_hand))


def write(root: Path, edits: Mapping[str, FileEdit]) -> None:
    """Write every file or none, as ``replace_all`` does. Links inside of the project stay links.

    Raises what it raises, and FaultError for a file that is not inside of the project any more.
    """
    if any(_content(root, file) != edit.old for file, edit in edits.items()):
        raise ChangedMeanwhileError
    replace_all({(root / file).resolve(): edit for file, edit in edits.items()})


def _content(root: Path, file: str) -> bytes | None:
    data, problems = read_bytes(root, file)
    if problems or not is_inside((root / file).parent, root):
        raise FaultError("file", file=file)
    return data


def _file(field: Field, locale: str) -> str:
    """Return the file that a text is written into: a body without one goes where the others are."""
    if field.bodies and not field.words(locale):
        return f"stories/{field.document}/{body_file(locale)}"
    return field.place(locale).file


def _grouped(taken: Iterable[Taken], file_of: Callable[[Field], str]) -> dict[str, list[Taken]]:
    found: dict[str, list[Taken]] = {}
    for one in taken:
        found.setdefault(file_of(one.field), []).append(one)
    return found


def _put_in(file: str, old: bytes | None, group: Sequence[Taken], locale: str) -> tuple[bytes | None, list[Taken]]:
    """Return the file with the words, and the texts that could not be put in."""
    new = [one for one in group if one.words is not None]
    if not new:
        return old, []
    if old is None:
        return old, new
    if file.endswith(".md"):
        body = _body(old, str(new[0].words))
        return (body, []) if len(body) <= MAX_BYTES else (old, new)
    changes: list[tuple[tuple[str | int, ...], Words]] = [
        (one.field.place(locale).path, one.words or "") for one in new
    ]
    if (made := set_texts(file, old, changes)) is not None:
        return made, []
    without = []
    for one, change in zip(new, changes, strict=True):
        if (made := set_texts(file, old, [change])) is None:
            without.append(one)
        else:
            old = made
    return old, without


def _body(model: bytes, words: str) -> bytes:
    """Return a body's file with other words; the space around them and the line ends are as they were."""
    text = model.decode("utf-8", "replace")
    end = "\r\n" if "\r\n" in text else "\r" if "\r" in text else "\n"
    said = text.lstrip("\ufeff").strip()
    lead, _, tail = text.partition(said) if said else ("", "", end)
    return f"{lead}{words.replace(chr(10), end)}{tail}".encode()


def _with(one: Taken, locale: str) -> Field:
    """Return the text with the words that were taken."""
    if one.words is None:
        return one.field
    words = one.words if isinstance(one.words, str) else one.words["other"]
    written = one.field.written
    return one.field._replace(written=written._replace(text=Text({**written.text.by_locale, locale: words})))
