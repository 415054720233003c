"""What to search for once something is withdrawn: the words that readers saw of it, and its pictures."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

from site_builder.loading import LoadedStory
from site_builder.photos.jobs import ThumbnailJob
from site_builder.photos.likeness import CUTS, PARTS
from site_builder.pictures.inspection import MAX_FILE_BYTES
from site_builder.pictures.plan import Recipe
from site_builder.reading.files import PathFault, confined, read_bytes
from site_builder.reading.withdrawals import WithdrawalRequest, entries, records, reference_of
from site_builder.records import Photo, Story
from site_builder.withdrawal.addresses import slugs_in
from site_builder.withdrawal.audit import Sought
from site_builder.withdrawal.phrases import Phrase, letters
from site_builder.workers.pool import WorkerPool

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


def sought_of(root: Path, wanted: WithdrawalRequest, last: Mapping[str, LoadedStory], served: Path) -> Sought:
    """What readers saw of what is ``wanted``, in records as they are and in ``last`` good ones.

    ``served``: the site, whose files stand in for a photo's own where that is gone. Raises WorkerError.
    """
    named = {*wanted.stories, *(folder for folder, _, _ in wanted.parts)}
    sources = [*(records(root, name) for name in wanted.references), *(records(root, folder=at) for at in named)]
    trees = [(folder, tree) for source in sources for folder, _, tree in source if tree is not None]
    trees += [(folder, _tree(head.folder.story)) for folder, head in last.items() if head.folder.story]
    phrases: set[Phrase] = set()
    rights: set[tuple[str, str]] = {("", "")}
    addresses = set(wanted.stories)
    for folder, tree in trees:
        phrases.update(_phrases(folder, tree, wanted))
        if _is_whole(folder, tree, wanted):
            addresses.update((folder, *slugs_in(tree)))
        for _, entry in entries(tree):
            rights.update(product(_texts(entry.get("credit")), _texts(entry.get("licence"))))
    # A photo that the press may use has other names than the same one that it may not.
    recipes = [Recipe(*each, press=press) for each in rights for press in (False, True)]
    stems = {digest: frozenset(each.stem(digest) for each in recipes) for digest in wanted.pictures}
    looks = _looks(root, trees, wanted, {digest: (served, each) for digest, each in stems.items()})
    photos = {(folder, file) for folder, tree in trees for file in _photo_files(folder, tree, wanted)}
    is_known = all(_digest_of(root, *photo, last) in wanted.pictures for photo in photos)
    return Sought(
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
    """Whether an address holds a name: then it may not stay as it is."""
    return any(each.letters in letters(address) for each in phrases if each.kind == "name" and each.letters)


def _is_whole(folder: str, tree: dict[str, Any], wanted: WithdrawalRequest) -> bool:
    """Whether all of a story goes: it is meant, or its text tells of a person who is."""
    return folder in wanted.stories or any(
        way[0] == "people" and reference_of(entry) in wanted.references for way, entry in entries(tree)
    )


def _phrases(folder: str, tree: dict[str, Any], wanted: WithdrawalRequest) -> Iterator[Phrase]:
    is_whole = _is_whole(folder, tree, wanted)
    if is_whole:
        # Bodies end in paragraphs that a programme's stories share.
        for field in ("title", "summary"):
            yield from _pieces(tree.get(field))
    for way, entry in entries(tree):
        is_part = (folder, way[0], entry.get("id")) in wanted.parts
        is_referred = reference_of(entry) in wanted.references
        if is_part or is_referred or (is_whole and way[0] != "people"):
            for field in ("text", "alt", "caption"):
                yield from _pieces(entry.get(field))
        if is_referred:
            # Who speaks for an office may be quoted elsewhere; who takes back consent is named no more.
            for field in ("name", "speaker"):
                yield from _names(entry.get(field))


def _pieces(value: object) -> Iterator[Phrase]:
    """A text, its sentences, and pieces of long ones: others may have taken over a part."""
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
    """The names of the people in a field, as lists and indexes have them too: «Quiroga, Ana»."""
    for text in _texts(value):
        bare = _TITLES.sub("", text)
        names = {text, bare} if len(bare.split()) > 1 else {bare or text}
        for person in {bare, *_people(bare)}:
            words = person.split()
            if len(words) <= _MOST_WORDS:
                names.update(" ".join(words[at:] + words[:at]) for at in range(len(words)))
        yield from (Phrase(name, "name") for name in names if len(name) >= _FEWEST_OF_NAME)


def _people(text: str) -> Iterator[str]:
    """The names in a field that says more than one: what somebody does, where, with whom, by which other name."""
    yield " ".join(_ASIDE.sub(" ", text).split())
    for part in _AND.split(_APPOSITION.sub("", text)):
        person = _TITLES.sub("", part.strip())
        words = person.split()
        if len(words) > 1 and all(word[0].isupper() or word in _PARTICLES for word in words):
            yield person


def _texts(value: object) -> tuple[str, ...]:
    values = value.values() if isinstance(value, dict) else (value,)
    return tuple(each.strip() for each in values if isinstance(each, str) and each.strip())


def _photo_files(folder: str, tree: dict[str, Any], wanted: WithdrawalRequest) -> Iterator[str]:
    """The files of the photos in a record that are wanted and that readers may have seen."""
    for way, entry in entries(tree) if tree.get("state") in _SHOWN else ():
        file = entry.get("file")
        is_part = (folder, "photos", entry.get("id")) in wanted.parts
        if way[0] == "photos" and isinstance(file, str) and (is_part or reference_of(entry) in wanted.references):
            yield file


def _original(root: Path, folder: str, file: str) -> bytes | None:
    path = confined(root / "stories" / folder, file, project=root)
    return (
        None if isinstance(path, PathFault) else read_bytes(root, path.relative_to(root).as_posix(), MAX_FILE_BYTES)[0]
    )


def _digest_of(root: Path, folder: str, file: str, last: Mapping[str, LoadedStory]) -> str:
    """The digest of a photo's file, or of what it was when the record was last good; empty where nobody knows."""
    if data := _original(root, folder, file):
        return hashlib.sha256(data).hexdigest()
    info = last[folder].folder.pictures.get(f"stories/{folder}/{file}") if folder in last else None
    return info.digest if info else ""


def _looks(
    root: Path,
    trees: Iterable[tuple[str, dict[str, Any]]],
    wanted: WithdrawalRequest,
    made: Mapping[str, tuple[Path, frozenset[str]]],
) -> dict[str, tuple[bytes, ...]]:
    """Thumbnails of each picture that is wanted, those of share cards at the end; none where it cannot be had.

    ``made``: a site, and how names of its files begin that were made of the picture, where its own file is gone.
    """
    looks: dict[str, tuple[bytes, ...]] = dict.fromkeys(sorted(wanted.pictures), ())
    if not looks:
        return looks
    with WorkerPool(keep_memory=True) as workers:
        for folder, tree in trees:
            for way, entry in entries(tree):
                file = entry.get("file")
                data = _original(root, folder, file) if way[0] == "photos" and isinstance(file, str) else None
                digest = hashlib.sha256(data).hexdigest() if data else ""
                if data and looks.get(digest) == ():
                    looks[digest] = workers.run(ThumbnailJob(data, cuts=True))
        for digest in [digest for digest, look in looks.items() if not look]:
            served, stems = made[digest]
            found = sorted(path for stem in stems for path in served.glob(f"assets/pictures/{stem}*"))
            looks[digest] = workers.run(ThumbnailJob(found[0].read_bytes(), cuts=True)) if found else ()
    return looks


def _tree(story: Story) -> dict[str, Any]:
    """A record in the form of a tree, as far as it is searched for."""

    def of(record: Any, *fields: str) -> dict[str, Any]:
        texts = ((field, getattr(record, field, None)) for field in fields)
        plain = {field: text if isinstance(text, str) else dict(text or ()) for field, text in texts}
        # One plain string for all languages.
        everywhere = {field: getattr(getattr(record, field, None), "everywhere", None) for field in fields}
        found = {field: everywhere[field] or value for field, value in plain.items()}
        reference = record.consent.reference if getattr(record, "consent", None) else None
        return {**found, "consent": {"reference": reference}}

    photos: Iterable[Photo] = story.photos
    return {
        **{field: value for field, value in of(story, "title", "summary").items() if field != "consent"},
        "slug": story.slug and story.slug.by_locale,
        "formerly": list(story.formerly),
        "people": [of(each, "name") for each in story.people],
        "quotes": [of(each, "id", "text", "speaker") for each in story.quotes],
        "photos": [of(each, "id", "file", "alt", "caption", "credit", "licence") for each in photos],
    }
