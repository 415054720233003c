"""Resolve what a reference means (consent, a story, or a photo or quotation of one), and what to search for then.

Records are read as trees, since a broken site must not keep anything from being found. A last good record is given the
form of a tree too.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from site_builder.loading import LoadedStory
from site_builder.locales import Text
from site_builder.locales.slugs import slugify
from site_builder.photos.jobs import ThumbnailJob
from site_builder.photos.likeness import CUTS, PARTS
from site_builder.pictures.inspection import MAX_FILE_BYTES
from site_builder.pictures.plan import Recipe
from site_builder.reading.files import PathFault, confined, folders, read_bytes
from site_builder.reading.withdrawals import (
    WithdrawalRequest,
    could_mention,
    entries,
    records,
    reference_of,
    requested_records,
)
from site_builder.records import Person, Photo, Quote, Story
from site_builder.withdrawal.addresses import record_slugs
from site_builder.withdrawal.audit import SearchTerms
from site_builder.withdrawal.phrases import Phrase, letters
from site_builder.workers.pool import WorkerPool

KINDS = ("consent", "story", "photo", "quote")
"""What can stand before a reference, with a colon, where it means several things."""

_NEAR = 3
_FEWEST = 12
_FEWEST_OF_PIECE = 30
_WORDS_OF_PIECE = 12
_FEWEST_OF_NAME = 3
"""Letters. What is shorter stands in others' words too."""
_MOST_WORDS = 6
_SHOWN = ("published", "withdrawn")

_SENTENCE_END = re.compile(r"(?<=[.!?…:;])\s+|\n+")
_TITLES = re.compile(
    r"^(?:(?:dra?|drs|sra?|srta|don|doña|d|dña|lic|licda|licdo|ing|inga|prof|profa|profe|arq|mr|mrs|ms|miss|sir|dame|"
    r"rev|padre|sor|hno|hna|abg|mtro|mtra)\.?\s+)+",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|«[^«»]*»|“[^“”]*”|\"[^\"]*\"")
_APPOSITION = re.compile(r"\s*(?:[,;:/|(\[]|\s[–—-]\s).*", re.DOTALL)
_AND = re.compile(r"\s+(?:y|e|and|&)\s+")
_PARTICLES = frozenset({"de", "del", "la", "las", "los", "da", "do", "dos", "van", "von"})

Last = Mapping[str, LoadedStory]
"""Last good records, by folder."""


class Ambiguous(NamedTuple):
    """A reference that means several things: how each of them can be typed."""

    choices: tuple[str, ...]


class Unknown(NamedTuple):
    """A reference that means nothing, with similar ones: only those that are public, or were nearly typed."""

    near: tuple[str, ...]


def find(root: Path, words: str, last: Last) -> WithdrawalRequest | Ambiguous | Unknown:
    """Find what ``words`` mean in the project in ``root``, in its records or ``last`` good ones."""
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
    return _with_pictures(root, found.popitem()[1], last)


def _is_reference(root: Path, name: str, last: Last) -> bool:
    trees = [tree for _, _, tree in records(root, name) if tree is not None]
    trees += [_tree(each.folder.story) for each in last.values() if each.folder.story]
    return any(reference_of(entry) == name for tree in trees for _, entry in entries(tree))


def _in_broken(root: Path, name: str, kind: str) -> WithdrawalRequest | None:
    """Find what a name may mean in records that cannot be read: a reference, or a photo or quotation of one of them."""
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


def _of_stories(root: Path, name: str, last: Last) -> Iterator[tuple[str, WithdrawalRequest]]:
    """Find the stories, photos and quotations with that name. A story's is its folder, its id or its slug."""
    story, slash, part = _story_path(name).partition("/")
    for folder in _called(root, story, last) if story else ():
        if not slash:
            yield f"story:{folder}", WithdrawalRequest(stories=frozenset({folder}))
            continue
        tree = next((tree for at, _, tree in records(root, folder=folder) if at == folder), None)
        if not tree and folder in last and (known := last[folder].folder.story):
            tree = _tree(known)
        for kind in ("quotes", "photos"):
            named = [
                entry
                for path, entry in entries(tree or {})
                if path[0] == kind and part in (entry.get("id"), entry.get("file"))
            ]
            if named:
                parts = frozenset((folder, kind, str(entry["id"])) for entry in named)
                yield f"{kind.removesuffix('s')}:{folder}/{part}", WithdrawalRequest(parts=parts)


def _story_path(name: str) -> str:
    """Strip a story's name, or that with one of its parts, of what a path has around it."""
    return name.removeprefix("stories/").removesuffix("/story.yml").strip("/")


def _called(root: Path, name: str, last: Last) -> list[str]:
    """List the folders of the stories with that name."""
    named = [folder for folder in folders(root, "stories") if folder == name]
    if named:
        return named
    trees = [(folder, tree) for folder, _, tree in records(root, name) if tree is not None]
    by_id = [folder for folder, tree in trees if tree.get("id") == name]
    by_id = by_id or [at for at, each in last.items() if each.folder.story and each.folder.story.id == name]
    return by_id or [folder for folder, tree in trees if name in _slugs(tree)]


def _slugs(tree: Mapping[str, Any]) -> Iterable[object]:
    slug = tree.get("slug")
    return slug.values() if isinstance(slug, dict) else (slug,)


def _near(root: Path, name: str) -> tuple[str, ...]:
    """Guess the intended name. Other people's references are given to nobody, nor what is not public."""
    known: set[str] = set()
    for folder, _, tree in records(root):
        if tree is None:
            continue
        for path, entry in entries(tree):
            reference = reference_of(entry)
            if reference and slugify(reference) == slugify(name):
                return (reference,)
            if tree.get("state") == "published" and path[0] != "people" and entry.get("id"):
                known.add(f"{folder}/{entry['id']}")
        if tree.get("state") == "published":
            known.add(folder)
    return tuple(get_close_matches(name, sorted(known), _NEAR, 0.6))


def _with_pictures(root: Path, wanted: WithdrawalRequest, last: Last) -> WithdrawalRequest:
    """Add the contents of every photo that is wanted: the same picture may lie in other stories too."""
    trees = ((folder, tree or {}) for folder, _, tree in requested_records(root, wanted))
    photos = {(folder, file) for folder, tree in trees for file in _wanted_photos(folder, tree, wanted)}
    digests = {digest for photo in photos if (digest := _digest(root, *photo, last))}
    for folder, each in last.items():
        story = each.folder.story
        for file in _wanted_photos(folder, _tree(story), wanted) if story else ():
            if info := each.folder.pictures.get(f"stories/{folder}/{file}"):
                digests.add(info.digest)
    return wanted._replace(pictures=frozenset(digests))


def _wanted_photos(folder: str, tree: dict[str, Any], wanted: WithdrawalRequest) -> Iterator[str]:
    """List the files of the photos in a record that are wanted themselves, or by their consent."""
    for path, entry in entries(tree):
        file = entry.get("file")
        if path[0] == "photos" and isinstance(file, str) and wanted.has(folder, path[0], entry):
            yield file


def _original(root: Path, folder: str, file: str) -> bytes | None:
    path = confined(root / "stories" / folder, file, project=root)
    if isinstance(path, PathFault):
        return None
    return read_bytes(root, path.relative_to(root).as_posix(), MAX_FILE_BYTES)[0]


def _digest(root: Path, folder: str, file: str, last: Last) -> str:
    """Give the digest of a photo's file, or of what it was when the record was last good; empty where it is unknown."""
    if data := _original(root, folder, file):
        return hashlib.sha256(data).hexdigest()
    info = last[folder].folder.pictures.get(f"stories/{folder}/{file}") if folder in last else None
    return info.digest if info else ""


def search_terms(root: Path, wanted: WithdrawalRequest, last: Last, served: Path) -> SearchTerms:
    """Say what readers saw of what is ``wanted``, in records as they are and in ``last`` good ones.

    ``served``: the site, whose files stand in for a photo's own where that is gone. Raises WorkerError.
    """
    trees = [(folder, tree) for folder, _, tree in requested_records(root, wanted) if tree is not None]
    trees += [(folder, _tree(each.folder.story)) for folder, each in last.items() if each.folder.story]
    phrases: set[Phrase] = set()
    rights: set[tuple[str, str]] = {("", "")}
    addresses = set(wanted.stories)
    for folder, tree in trees:
        phrases.update(_phrases(folder, tree, wanted))
        if _is_whole(folder, tree, wanted):
            addresses.update((folder, *record_slugs(tree)))
        for _, entry in entries(tree):
            rights.update(product(_texts(entry.get("credit")), _texts(entry.get("licence"))))
    # A photo that the press may use has other names than the same one that it may not.
    recipes = [Recipe(*each, press=press) for each in rights for press in (False, True)]
    stems = {digest: frozenset(each.stem(digest) for each in recipes) for digest in wanted.pictures}
    looks = _looks(root, trees, wanted, {digest: (served, each) for digest, each in stems.items()})
    seen = [(folder, tree) for folder, tree in trees if tree.get("state") in _SHOWN]
    photos = {(folder, file) for folder, tree in seen for file in _wanted_photos(folder, tree, wanted)}
    is_known = all(_digest(root, *photo, last) in wanted.pictures for photo in photos)
    return SearchTerms(
        frozenset(phrases),
        wanted.pictures,
        frozenset().union(*stems.values()),
        tuple(look[0] for look in looks.values() if look),
        tuple(cut for look in looks.values() for cut in look[-CUTS - PARTS : -PARTS]),
        tuple(part for look in looks.values() for part in look[-PARTS:]),
        is_known and all(looks.values()),
        frozenset(each for each in addresses if not _names_somebody(each, phrases)),
    )


def _names_somebody(address: str, phrases: Iterable[Phrase]) -> bool:
    """Tell whether an address holds a name: then it may not stay."""
    return any(each.letters in letters(address) for each in phrases if each.kind == "name" and each.letters)


def _is_whole(folder: str, tree: dict[str, Any], wanted: WithdrawalRequest) -> bool:
    """Tell whether all of a story goes: it is wanted itself, or a person in its text is."""
    return folder in wanted.stories or any(
        path[0] == "people" and reference_of(entry) in wanted.references for path, entry in entries(tree)
    )


def _phrases(folder: str, tree: dict[str, Any], wanted: WithdrawalRequest) -> Iterator[Phrase]:
    is_whole = _is_whole(folder, tree, wanted)
    if is_whole:
        # Bodies end in paragraphs that a programme's stories share.
        for field in ("title", "summary"):
            yield from _pieces(tree.get(field))
    for path, entry in entries(tree):
        if wanted.has(folder, path[0], entry) or (is_whole and path[0] != "people"):
            for field in ("text", "alt", "caption"):
                yield from _pieces(entry.get(field))
        if reference_of(entry) in wanted.references:
            # An office's speaker may be quoted elsewhere; a person who withdrew consent is named no more.
            for field in ("name", "speaker"):
                yield from _names(entry.get(field))


def _pieces(value: object) -> Iterator[Phrase]:
    """Give a text, its sentences, and pieces of long ones: other texts may have copied a part."""
    for text in _texts(value):
        for sentence in (text, *_SENTENCE_END.split(text)):
            words = sentence.split()
            if sentence is not text and len(letters(sentence)) < _FEWEST_OF_PIECE:
                continue
            if len(words) <= _WORDS_OF_PIECE and len(letters(sentence) or sentence) >= _FEWEST:
                yield Phrase(sentence)
            for start in range(0, len(words) - _WORDS_OF_PIECE + 1, _WORDS_OF_PIECE):
                yield Phrase(" ".join(words[start : start + _WORDS_OF_PIECE]))


def _names(value: object) -> Iterator[Phrase]:
    """Give the names of the people in a field, also as lists and indexes have them: «Quiroga, Ana»."""
    for text in _texts(value):
        bare = _TITLES.sub("", text)
        names = {text, bare} if len(bare.split()) > 1 else {bare or text}
        for person in {bare, *_people(bare)}:
            words = person.split()
            if len(words) <= _MOST_WORDS:
                names.update(" ".join(words[at:] + words[:at]) for at in range(len(words)))
        yield from (Phrase(name, "name") for name in names if len(name) >= _FEWEST_OF_NAME)


def _people(text: str) -> Iterator[str]:
    """Give the names in a field that says more: what somebody does, where, with whom, by which other name."""
    yield " ".join(_ASIDE.sub(" ", text).split())
    for part in _AND.split(_APPOSITION.sub("", text)):
        person = _TITLES.sub("", part.strip())
        words = person.split()
        if len(words) > 1 and all(word[0].isupper() or word in _PARTICLES for word in words):
            yield person


def _texts(value: object) -> tuple[str, ...]:
    values = value.values() if isinstance(value, dict) else (value,)
    return tuple(each.strip() for each in values if isinstance(each, str) and each.strip())


def _looks(
    root: Path,
    trees: Iterable[tuple[str, dict[str, Any]]],
    wanted: WithdrawalRequest,
    made: Mapping[str, tuple[Path, frozenset[str]]],
) -> dict[str, tuple[bytes, ...]]:
    """Make thumbnails of each picture that is wanted, those of share cards at the end; none where it is gone.

    ``made``: a site, and the beginnings of names of files that were made of the picture, where its own file is gone.
    """
    looks: dict[str, tuple[bytes, ...]] = dict.fromkeys(sorted(wanted.pictures), ())
    if not looks:
        return looks
    with WorkerPool(keep_memory=True) as workers:
        for folder, tree in trees:
            for path, entry in entries(tree):
                file = entry.get("file")
                data = _original(root, folder, file) if path[0] == "photos" and isinstance(file, str) else None
                digest = hashlib.sha256(data).hexdigest() if data else ""
                if data and looks.get(digest) == ():
                    looks[digest] = workers.run(ThumbnailJob(data, cuts=True))
        for digest in [digest for digest, look in looks.items() if not look]:
            served, stems = made[digest]
            found = sorted(path for stem in stems for path in served.glob(f"assets/pictures/{stem}*"))
            looks[digest] = workers.run(ThumbnailJob(found[0].read_bytes(), cuts=True)) if found else ()
    return looks


def _tree(story: Story) -> dict[str, Any]:
    """Give a record the form of a tree, as far as it is searched for."""

    def plain(value: object) -> object:
        return (value.everywhere or dict(value.by_locale)) if isinstance(value, Text) else value

    def entry(record: Person | Quote | Photo, *fields: str) -> dict[str, Any]:
        reference = record.consent.reference if record.consent else None
        return {**{name: plain(getattr(record, name)) for name in fields}, "consent": {"reference": reference}}

    return {
        "title": plain(story.title),
        "summary": plain(story.summary),
        "slug": plain(story.slug),
        "formerly": list(story.formerly),
        "people": [entry(each, "name") for each in story.people],
        "quotes": [entry(each, "id", "text", "speaker") for each in story.quotes],
        "photos": [entry(each, "id", "file", "alt", "caption", "credit", "licence") for each in story.photos],
    }
