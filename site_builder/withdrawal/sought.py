"""What to search for once something is withdrawn: the words that readers saw of it, and its pictures."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

from site_builder.intake.heads import Head
from site_builder.photos.crew import Crew
from site_builder.photos.likeness import CUTS
from site_builder.pictures import MAX_FILE_BYTES, Recipe
from site_builder.reading.files import read_bytes
from site_builder.reading.paths import PathFault, confined
from site_builder.reading.taken_back import Wanted, entries, records, reference_of
from site_builder.records import Photo, Story
from site_builder.withdrawal.addresses import slugs_in
from site_builder.withdrawal.audit import Sought
from site_builder.withdrawal.phrases import Phrase, letters

_FEWEST = 12
_FEWEST_OF_PIECE = 30
_WORDS_OF_PIECE = 12
_FEWEST_OF_NAME = 3
"""Letters. What is shorter stands in others' words too."""

_SENTENCE_END = re.compile(r"(?<=[.!?…:;])\s+|\n+")
_TITLES = re.compile(
    r"^(?:(?:dra?|drs|sra?|srta|don|doña|d|dña|lic|licda|licdo|ing|inga|prof|profa|profe|arq|mr|mrs|ms|miss|sir|dame|"
    r"rev|padre|sor|hno|hna|abg|mtro|mtra)\.?\s+)+",
    re.IGNORECASE,
)


def sought_of(root: Path, wanted: Wanted, last: Mapping[str, Head], served: Path) -> Sought:
    """What readers saw of what is ``wanted``, in records as they are and in ``last`` good ones.

    ``served``: the site, whose files stand in for a photo's own where that is gone. Raises WorkerError.
    """
    named = {*wanted.stories, *(folder for folder, _, _ in wanted.parts)}
    sources = [*(records(root, name) for name in wanted.references), *(records(root, folder=at) for at in named)]
    trees = [(folder, tree) for source in sources for folder, _, tree in source if tree is not None]
    trees += [(folder, _tree(head.found.story)) for folder, head in last.items() if head.found.story]
    phrases: set[Phrase] = set()
    rights: set[tuple[str, str]] = {("", "")}
    addresses = set(wanted.stories)
    for folder, tree in trees:
        phrases.update(_phrases(folder, tree, wanted))
        addresses.update(slugs_in(tree) if folder in wanted.stories else ())
        for _, entry in entries(tree):
            rights.update(product(_texts(entry.get("credit")), _texts(entry.get("licence"))))
    # A photo that the press may use has other names than the same one that it may not.
    recipes = [Recipe(*each, press=press) for each in rights for press in (False, True)]
    stems = frozenset(each.stem(digest) for each in recipes for digest in wanted.pictures)
    files = list(_picture_files(root, trees, wanted)) or list(_made_files(served, stems))
    thumbnails, cuts = _looks(files)
    has_all = bool(thumbnails) or not any(_is_photo_of(folder, tree, wanted) for folder, tree in trees)
    return Sought(frozenset(phrases), wanted.pictures, stems, thumbnails, cuts, has_all, frozenset(addresses))


def _is_photo_of(folder: str, tree: dict[str, Any], wanted: Wanted) -> bool:
    """Whether a photo of a record is among what is wanted."""
    return any(
        way[0] == "photos"
        and ((folder, "photos", entry.get("id")) in wanted.parts or reference_of(entry) in wanted.references)
        for way, entry in entries(tree)
    )


def _phrases(folder: str, tree: dict[str, Any], wanted: Wanted) -> Iterator[Phrase]:
    is_whole = folder in wanted.stories
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
    for text in _texts(value):
        bare = _TITLES.sub("", text)
        for name in {text, bare} if len(bare.split()) > 1 else {bare or text}:
            if len(name) >= _FEWEST_OF_NAME:
                yield Phrase(name, "name")


def _texts(value: object) -> tuple[str, ...]:
    values = value.values() if isinstance(value, dict) else (value,)
    return tuple(each.strip() for each in values if isinstance(each, str) and each.strip())


def _picture_files(root: Path, trees: Iterable[tuple[str, dict[str, Any]]], wanted: Wanted) -> Iterator[bytes]:
    """The originals of the pictures that are wanted, as far as they are there."""
    done: set[str] = set()
    for folder, tree in trees:
        for way, entry in entries(tree):
            file = entry.get("file")
            if way[0] != "photos" or not isinstance(file, str):
                continue
            path = confined(root / "stories" / folder, file, project=root)
            if isinstance(path, PathFault):
                continue
            data, _ = read_bytes(root, path.relative_to(root).as_posix(), MAX_FILE_BYTES)
            digest = hashlib.sha256(data).hexdigest() if data else ""
            if data and digest in wanted.pictures and digest not in done:
                done.add(digest)
                yield data


def _made_files(served: Path, stems: frozenset[str]) -> Iterator[bytes]:
    """Of each picture one file of the site that is served."""
    for stem in sorted(stems):
        made = next(iter(sorted(served.glob(f"assets/pictures/{stem}*"))), None)
        if made is not None:
            yield made.read_bytes()


def _looks(files: Iterable[bytes]) -> tuple[tuple[bytes, ...], tuple[bytes, ...]]:
    thumbnails: list[bytes] = []
    cuts: list[bytes] = []
    crew: Crew | None = None
    try:
        for data in files:
            crew = crew or Crew(keep_memory=True)
            found = crew.thumbnails(data, cuts=True)
            thumbnails += found[:1]
            cuts += found[-CUTS:]
    finally:
        if crew is not None:
            crew.close()
    return tuple(thumbnails), tuple(cuts)


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
