"""Whether anything of what was taken back is still there: its words and its pictures, searched for byte by byte."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from itertools import chain, product
from pathlib import Path
from typing import Any, NamedTuple

from site_builder.intake.heads import Head
from site_builder.pictures import Recipe
from site_builder.publish import listed
from site_builder.publish.target import home
from site_builder.reading.taken_back import Wanted, entries, records, reference_of
from site_builder.records import Photo, Story
from site_builder.rendering.handbook import is_of_handbook

_FEWEST = 12
_FEWEST_OF_NAME = 4
"""Letters. What is shorter stands in others' words too."""

_GZIP = b"\x1f\x8b"


class Needles(NamedTuple):
    """``words``: texts and names, as records hold them. ``stems``: beginnings of names of picture files."""

    words: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()

    def written(self) -> tuple[bytes, ...]:
        """In every way in which a page, a feed or an index may write them."""
        forms = chain.from_iterable(
            (words, escape(words), escape(words, quote=False), json.dumps(words, ensure_ascii=False)[1:-1])
            for words in self.words
        )
        return tuple(sorted({form.encode() for form in (*forms, *self.stems)}))


def needles(root: Path, wanted: Wanted, last: Mapping[str, Head]) -> Needles:
    """What to search for: what readers see of quotations and photos, the names of people, the titles and summaries of
    stories. In records as they are, and in last good ones."""
    named = {*wanted.stories, *(folder for folder, _, _ in wanted.parts)}
    sources = [*(records(root, name) for name in wanted.references), *(records(root, folder=at) for at in named)]
    trees = [(folder, tree) for source in sources for folder, _, tree in source if tree is not None]
    trees += [(folder, _tree(head.found.story)) for folder, head in last.items() if head.found.story]
    words: set[str] = set()
    names: set[str] = set()
    rights: set[tuple[str, str]] = {("", "")}
    for folder, tree in trees:
        if folder in wanted.stories:
            words.update(_texts(tree.get("title")), _texts(tree.get("summary")))
        for way, entry in entries(tree):
            is_part = (folder, way[0], entry.get("id")) in wanted.parts
            if is_part or reference_of(entry) in wanted.references:
                words.update(_words(entry))
                # Who speaks for an office may be quoted elsewhere; who takes back consent is named no more.
                names.update(() if is_part else (*_texts(entry.get("name")), *_texts(entry.get("speaker"))))
        for _, entry in entries(tree):
            rights.update(product(_texts(entry.get("credit")), _texts(entry.get("licence"))))
    # A photo that the press may use has other names than the same one that it may not.
    recipes = [Recipe(*each, press=press) for each in rights for press in (False, True)]
    stems = {each.stem(digest) for each in recipes for digest in wanted.pictures}
    found = {
        *(each for each in words if len(each) >= _FEWEST),
        *(each for each in names if len(each) >= _FEWEST_OF_NAME),
    }
    return Needles(frozenset(found), frozenset(stems))


def _words(entry: Mapping[str, Any]) -> Iterator[str]:
    """What readers see of a quotation or a photo, beside names."""
    for field in ("text", "alt", "caption"):
        yield from _texts(entry.get(field))


def _texts(value: object) -> tuple[str, ...]:
    values = value.values() if isinstance(value, dict) else (value,)
    return tuple(" ".join(each.split()) for each in values if isinstance(each, str))


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
        "people": [of(each, "name") for each in story.people],
        "quotes": [of(each, "id", "text", "speaker") for each in story.quotes],
        "photos": [of(each, "id", "file", "alt", "caption", "credit", "licence") for each in photos],
    }


def holds(content: bytes, written: Iterable[bytes]) -> bool:
    """Whether a file's content, unpacked where it is packed, holds any of ``Needles.written``."""
    if content.startswith(_GZIP):
        try:
            content = gzip.decompress(content)
        except (OSError, EOFError, zlib.error):
            return False
    return any(each in content for each in written)


def remains(site: Path, sought: Needles) -> list[str]:
    """The files of a site that still hold what was taken back, in their words or their names. That the handbook names
    somebody in its examples who is called the same is no trace of anybody."""
    written = sought.written()
    stems = tuple(sought.stems)
    found = [
        name
        for name in listed(site)
        if name.rpartition("/")[2].startswith(stems)
        or holds(
            (site / name.removesuffix("@")).read_bytes(), [each for each in written if not is_of_handbook(name, each)]
        )
    ]
    return sorted(found) if written else []


def leftovers(target: Path) -> list[str]:
    """What lies beside a site and should have gone: older sites on their way out, sites half-made."""
    place = home(target)
    if not place.is_dir():
        return []
    return sorted(entry.name for entry in place.iterdir() if entry.is_dir() and not entry.name.isdecimal())


def store_holds(folder: Path, sought: Needles) -> bool:
    """Whether a store holds any of it."""
    written = sought.written()
    return any(holds(path.read_bytes(), written) for path in folder.rglob("*") if path.is_file())
