"""Finds what a request to withdraw means in records, marks it there, and lists what is marked already."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from site_builder.reading.files import folders, read_bytes
from site_builder.reading.source import MAX_BYTES, decode
from site_builder.reading.story import with_photo_id
from site_builder.reading.yaml import load
from site_builder.reading.yaml_nodes import RecordPath
from site_builder.store import Digest, digest_of, key

_RUN = re.compile(rb"[a-z0-9]+")
_BY_NUMBER = re.compile(r"\\[xuU][0-9a-fA-F]{2}")

WITHDRAWN = "withdrawn"

CONSENTED = ("people", "quotes", "photos")
"""The fields of a story whose entries may hold consent."""


class WithdrawalRequest(NamedTuple):
    """Names what is to be withdrawn. ``references``: of consent, wherever they stand. ``stories``: folders of stories.
    ``parts``: folder, ``quotes`` or ``photos``, and id. ``pictures``: SHA-256 of photos' files, wherever they lie.
    """

    references: frozenset[str] = frozenset()
    stories: frozenset[str] = frozenset()
    parts: frozenset[tuple[str, str, str]] = frozenset()
    pictures: frozenset[str] = frozenset()

    @property
    def folders(self) -> frozenset[str]:
        """The folders that it names."""
        return self.stories | {folder for folder, _, _ in self.parts}

    def has(self, folder: str, kind: object, entry: Mapping[str, Any]) -> bool:
        """Return whether it names an entry of a record, itself or by its consent."""
        return (folder, kind, entry.get("id")) in self.parts or reference_of(entry) in self.references

    def parts_of(self, folder: str, kind: str) -> frozenset[str]:
        """Return the ids in one folder."""
        return frozenset(name for at, what, name in self.parts if (at, what) == (folder, kind))


def story_file(folder: str) -> str:
    """Return the record of a story, by its path in the project."""
    return f"stories/{folder}/story.yml"


def entries(tree: dict[str, Any]) -> Iterator[tuple[RecordPath, dict[str, Any]]]:
    """Yield everything in a record that may hold consent, each with its path; photos with their ids."""
    for kind in CONSENTED:
        listed = tree.get(kind)
        for index, entry in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(entry, dict):
                found: Any = with_photo_id(entry) if kind == "photos" else entry
                yield (kind, index), found


def is_marked(tree: dict[str, Any], path: RecordPath) -> bool:
    """Return whether a record marks what is at ``path`` (``()``: the story; else an entry) as withdrawn."""
    found: Any = tree
    for part in path:
        found = found[part]
    if not path:
        return bool(found.get("state") == WITHDRAWN)
    consent = found.get("consent")
    return isinstance(consent, dict) and consent.get("status") == WITHDRAWN


def marked(file: str, data: bytes, paths: Iterable[RecordPath]) -> bytes | None:
    """Return the bytes of a record with what is at ``paths`` marked; None where a person has to do it."""
    from site_builder.reading.editing import set_fields

    return set_fields(file, data, {(*path, "consent", "status") if path else ("state",): WITHDRAWN for path in paths})


def reference_of(entry: Mapping[str, Any]) -> str:
    """Return the reference of an entry's consent; empty where there is none."""
    consent = entry.get("consent")
    reference = consent.get("reference") if isinstance(consent, dict) else None
    return reference.strip() if isinstance(reference, str) else ""


def may_hold(data: bytes, words: str) -> bool:
    """Return whether a record's bytes may hold these words, whatever their capitals and the signs between them: quicker
    than reading it. Escapes could write them otherwise, and a long text may go on in the next line."""
    small = data.lower()
    # Composed, a letter with an accent is in no run, and so it does not matter how the record stores it.
    runs = _RUN.findall(unicodedata.normalize("NFC", words).lower().encode())
    return b"\\" in data or all(run in small for run in runs)


def could_mention(data: bytes, words: str) -> bool:
    """Return whether a record that cannot be read may hold these words by themselves, whatever its encoding.

    True also where nobody can tell: the system does not give the file, it is too large, or it writes letters by number.
    """
    sought = letters_of(words)
    if not data or len(data) > MAX_BYTES or not sought:
        return True
    try:
        texts = [data.decode("utf-8")]
    except UnicodeDecodeError:
        texts = [data.decode("cp1252", "replace")]
    if 0 in data:
        texts = [data.replace(b"\0", b"").decode("cp1252", "replace")]
        texts += [data.decode("utf-16-le", "replace"), data.decode("utf-16-be", "replace")]
    signs = r"[\W_]*".join(map(re.escape, sought))
    alone = re.compile(rf"(?<![^\W_]){signs}(?![^\W_])")
    spelt = (unicodedata.normalize("NFKD", text) for text in texts)
    return any(alone.search(text.casefold()) or _BY_NUMBER.search(text) for text in spelt)


def letters_of(words: str) -> str:
    """Return the letters and digits of a name, small and without accents, however these are stored: names that are
    alike in this are probably meant to be the same."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", words).casefold() if sign.isalnum())


def records(
    root: Path, words: str = "", folder: str | None = None
) -> Iterator[tuple[str, bytes, dict[str, Any] | None]]:
    """Yield every record that may hold ``words``, or that in one folder: its folder, its bytes, its tree.

    The tree is None where the record cannot be read: it is no YAML, not in UTF-8, or the system does not give it (then
    without bytes). Ask ``could_mention`` of these.
    """
    for name in folders(root, "stories") if folder is None else (folder,):
        data, refused = read_bytes(root, story_file(name))
        if data is None:
            # A link that leads nowhere stands for a record, too.
            if refused or (root / story_file(name)).is_symlink():
                yield name, b"", None
            continue
        _, unfit = decode(story_file(name), data)
        if unfit:
            yield name, data, None
        elif may_hold(data, words):
            yield name, data, load(story_file(name), data)[0]


def requested_records(
    root: Path, request: WithdrawalRequest, others: Iterable[str] = ()
) -> Iterator[tuple[str, bytes, dict[str, Any] | None]]:
    """Yield every record that may hold something of a request, and those in the folders ``others``, each once."""
    found = [records(root, reference) for reference in sorted(request.references)]
    found += [records(root, folder=folder) for folder in sorted({*request.folders, *others})]
    done: set[str] = set()
    for folder, data, tree in chain.from_iterable(found):
        if folder not in done:
            done.add(folder)
            yield folder, data, tree


def unread(root: Path, folder: str | None = None) -> list[str]:
    """Return the folders of the records that cannot be read, of all or of that one."""
    return [at for at, _, tree in records(root, folder=folder) if tree is None]


def marks(root: Path) -> frozenset[Digest]:
    """Return a digest of everything that records mark as withdrawn.

    A site that was made without knowing one of these may show it. Of a record that cannot be read and speaks of
    something withdrawn nobody knows what it means: it counts as something that no site knows.
    """
    return frozenset(mark for folder, data, tree in records(root, WITHDRAWN) for mark in _marks(folder, data, tree))


def _marks(folder: str, data: bytes, tree: dict[str, Any] | None) -> Iterator[Digest]:
    if tree is None:
        if could_mention(data, WITHDRAWN):
            yield key("unreadable", folder, digest_of(data))
        return
    if is_marked(tree, ()):
        yield key("withdrawn", folder)
    for path, entry in entries(tree):
        if is_marked(tree, path):
            # People have no ids. Consent under another reference is another consent.
            yield key("withdrawn", folder, str(path[0]), str(entry.get("id", path[1])), reference_of(entry))
