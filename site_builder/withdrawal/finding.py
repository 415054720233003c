"""What a reference means: consent wherever it stands, a story, or a photo or a quotation of one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

from site_builder.loading import LoadedStory
from site_builder.locales.slugs import slugify
from site_builder.pictures.inspection import MAX_FILE_BYTES
from site_builder.reading.files import PathFault, confined, folders, read_bytes
from site_builder.reading.withdrawals import WithdrawalRequest, could_mention, entries, records, reference_of

KINDS = ("consent", "story", "photo", "quote")
"""What can stand before a reference, with a colon, where it means several things."""

_NEAR = 3


class Ambiguous(NamedTuple):
    """A reference that means several things: how each of them can be typed."""

    choices: tuple[str, ...]


class Unknown(NamedTuple):
    """A reference that means nothing: what is like it. Only what readers may know is told, or what was nearly typed."""

    near: tuple[str, ...]


def find(root: Path, words: str, last: Mapping[str, LoadedStory]) -> WithdrawalRequest | Ambiguous | Unknown:
    """What ``words`` mean in the project in ``root``. ``last``: last good records, by folder."""
    kind, colon, rest = words.partition(":")
    wanted_kind, name = (kind, rest.strip()) if colon and kind in KINDS else ("", words.strip())
    found: dict[str, WithdrawalRequest] = {}
    if name and wanted_kind in {"", "consent"} and _is_reference(root, name, last):
        found[f"consent:{name}"] = WithdrawalRequest(references=frozenset({name}))
    of_stories = _of_stories(root, name, last)
    found |= {what: each for what, each in of_stories if wanted_kind in {"", what.partition(":")[0]}}
    if len(found) > 1:
        return Ambiguous(tuple(found))
    if not found:
        return _in_broken(root, name, wanted_kind) or Unknown(_near(root, name))
    return with_pictures(root, found.popitem()[1], last)


def _is_reference(root: Path, name: str, last: Mapping[str, LoadedStory]) -> bool:
    trees = [tree for _, _, tree in records(root, name) if tree is not None]
    trees += [tree for folder in last if (tree := _remembered(last, folder))]
    return any(reference_of(entry) == name for tree in trees for _, entry in entries(tree))


def _in_broken(root: Path, name: str, kind: str) -> WithdrawalRequest | None:
    """What a name may mean in records that cannot be read: a reference, or a photo or a quotation of one of them."""
    if not name:
        return None
    broken = [(folder, data) for folder, data, tree in records(root) if tree is None]
    if kind in {"", "consent"} and any(could_mention(data, name) for _, data in broken):
        return WithdrawalRequest(references=frozenset({name}))
    story, slash, part = _story_path(name).partition("/")
    if not slash or kind in {"consent", "story"}:
        return None
    called = [(folder, data) for folder, data in broken if folder == story or could_mention(data, story)]
    kinds = (f"{kind}s",) if kind else ("quotes", "photos")
    parts = frozenset((folder, one, part) for folder, data in called if could_mention(data, part) for one in kinds)
    return WithdrawalRequest(parts=parts) if parts else None


def _of_stories(root: Path, name: str, last: Mapping[str, LoadedStory]) -> Iterator[tuple[str, WithdrawalRequest]]:
    """What a story, or a photo or quotation of one, is called like that. A story is called by its folder or its id, or
    as its address calls it."""
    story, slash, part = _story_path(name).partition("/")
    for folder in _called(root, story, last) if story else ():
        if not slash:
            yield f"story:{folder}", WithdrawalRequest(stories=frozenset({folder}))
            continue
        tree = _tree(root, folder) or _remembered(last, folder) or {}
        for kind in ("quotes", "photos"):
            if any(way[0] == kind and part in (entry.get("id"), entry.get("file")) for way, entry in entries(tree)):
                ids = [entry["id"] for way, entry in entries(tree) if way[0] == kind and part in _names(entry)]
                parts = frozenset((folder, kind, str(one)) for one in ids)
                yield f"{kind.removesuffix('s')}:{folder}/{part}", WithdrawalRequest(parts=parts)


def _story_path(name: str) -> str:
    """A story's name, or that with one of its parts, without what a path has around it."""
    return name.removeprefix("stories/").removesuffix("/story.yml").strip("/")


def _names(entry: Mapping[str, Any]) -> tuple[Any, Any]:
    return entry.get("id"), entry.get("file")


def _called(root: Path, name: str, last: Mapping[str, LoadedStory]) -> list[str]:
    named = [folder for folder in folders(root, "stories") if folder == name]
    if named:
        return named
    trees = [(folder, tree) for folder, _, tree in records(root, name) if tree is not None]
    by_id = [folder for folder, tree in trees if tree.get("id") == name]
    by_id = by_id or [folder for folder, head in last.items() if head.folder.story and head.folder.story.id == name]
    return by_id or [folder for folder, tree in trees if name in _slugs(tree)]


def _slugs(tree: Mapping[str, Any]) -> Iterable[object]:
    """How addresses call a story that has other names there than its folder's."""
    slug = tree.get("slug")
    return slug.values() if isinstance(slug, dict) else (slug,)


def _tree(root: Path, folder: str) -> dict[str, Any] | None:
    return next((tree for at, _, tree in records(root, folder=folder) if at == folder), None)


def _remembered(last: Mapping[str, LoadedStory], folder: str) -> dict[str, Any] | None:
    """The last good record of a story as far as it is needed here, in the form of a tree."""
    story = last[folder].folder.story if folder in last else None
    if story is None:
        return None
    return {
        "people": [{"consent": {"reference": each.consent and each.consent.reference}} for each in story.people],
        "quotes": [
            {"id": each.id, "consent": {"reference": each.consent and each.consent.reference}} for each in story.quotes
        ],
        "photos": [
            {"id": each.id, "file": each.file, "consent": {"reference": each.consent and each.consent.reference}}
            for each in story.photos
        ],
    }


def with_pictures(root: Path, wanted: WithdrawalRequest, last: Mapping[str, LoadedStory]) -> WithdrawalRequest:
    """The same with the contents of every photo that is meant: the same picture may lie in other stories too."""
    digests: set[str] = set()
    meant = [*(records(root, reference) for reference in wanted.references)]
    meant += [records(root, folder=folder) for folder in sorted({folder for folder, _, _ in wanted.parts})]
    for folder, _, tree in (each for found in meant for each in found):
        for way, entry in entries(tree or {}):
            is_meant = reference_of(entry) in wanted.references or (folder, way[0], entry.get("id")) in wanted.parts
            if way[0] == "photos" and is_meant and (digest := _digest(root, folder, entry.get("file"))):
                digests.add(digest)
    for head in last.values():
        story = head.folder.story
        for photo in story.photos if story else ():
            info = head.folder.pictures.get(f"stories/{head.folder.folder}/{photo.file}")
            reference = photo.consent.reference if photo.consent else None
            if info and (reference in wanted.references or (head.folder.folder, "photos", photo.id) in wanted.parts):
                digests.add(info.digest)
    return wanted._replace(pictures=frozenset(digests))


def _digest(root: Path, folder: str, file: object) -> str:
    if not isinstance(file, str):
        return ""
    path = confined(root / "stories" / folder, file, project=root)
    if isinstance(path, PathFault):
        return ""
    data, _ = read_bytes(root, path.relative_to(root).as_posix(), MAX_FILE_BYTES)
    return hashlib.sha256(data).hexdigest() if data is not None else ""


def _near(root: Path, name: str) -> tuple[str, ...]:
    """What was probably meant. Other people's references are told to nobody, nor what is not public."""
    known: set[str] = set()
    for folder, _, tree in records(root):
        if tree is None:
            continue
        for way, entry in entries(tree):
            reference = reference_of(entry)
            if reference and slugify(reference) == slugify(name):
                return (reference,)
            if tree.get("state") == "published" and way[0] != "people" and entry.get("id"):
                known.add(f"{folder}/{entry['id']}")
        if tree.get("state") == "published":
            known.add(folder)
    return tuple(get_close_matches(name, sorted(known), _NEAR, 0.6))
