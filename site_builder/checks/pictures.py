"""Check pictures: their files are there and used, and alternative texts describe them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from site_builder.checks.consent import WITHHELD
from site_builder.locales.slugs import caseless
from site_builder.problems import Problem
from site_builder.public import Instant
from site_builder.public.gate import photo_hold
from site_builder.records import Photo, Story
from site_builder.records.story import pairs
from site_builder.site import Site

MOST_ALT = 250
"""Characters: screen readers read an alternative text in one breath, without a way back."""

_PICTURES = {".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".tif", ".tiff", ".heic", ".heif", ".svg", ".bmp"}
_CAMERA = re.compile(
    r"(?:img|dsc|dscn|dji|pxl|photo|foto|image|imagen|whatsapp image)[\s_-]*\d[\d\s_-]*\Z", re.IGNORECASE
)
_ANNOUNCED = re.compile(
    r"(?:an? |the |una? |la )?(?:image|picture|photo|photograph|foto|fotograf[ií]a|imagen)\s(?:of|de)\b", re.IGNORECASE
)


def files_there(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """A photo's file may be absent only while consent withholds the photo."""
    for photo in story.photos:
        if f"stories/{story.folder}/{photo.file}" in site.absent and photo_hold(photo, instant) not in WITHHELD:
            yield Problem(photo.at("file"), "path-missing")


def files_used(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """Every picture in a story's folder belongs to a photo of it.

    The problem counts them without naming them: a photographer's file may have the name of the person in it.
    """
    found = [name for name in site.files.get(story.folder, ()) if _is_picture(name)]
    if found:
        named = {caseless(photo.file) for photo in story.photos}
        unused = sum(caseless(name) not in named for name in found)
        if unused:
            yield Problem(story.at("photos"), "picture-unused", {"count": unused})


def _is_picture(name: str) -> bool:
    return "." in name and PurePosixPath(name).suffix.lower() in _PICTURES


def alternatives(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """Every photo that will be shown has an alternative text, or says that it is mere decoration."""
    for photo in story.photos:
        if photo_hold(photo, instant) not in WITHHELD:
            yield from _alternative(photo)


def _alternative(photo: Photo) -> Iterator[Problem]:
    params = {"id": photo.id}
    if photo.decorative:
        if photo.alt is not None:
            yield Problem(photo.at("alt"), "alt-decorative", params)
        return
    if photo.alt is None:
        yield Problem(photo.at("alt"), "alt-missing", params)
        return
    for locale, words in photo.alt:
        place = photo.at("alt", locale)
        if _is_file_name(words, photo.file):
            yield Problem(place, "alt-file-name", params)
        elif begins := _ANNOUNCED.match(words):
            yield Problem(place, "alt-announced", {**params, "words": begins[0]})
        if len(words) > MOST_ALT:
            yield Problem(place, "alt-long", {**params, "length": len(words), "limit": MOST_ALT})


def _is_file_name(words: str, file: str) -> bool:
    names = {caseless(file), caseless(PurePosixPath(file).name)}
    stem = caseless(PurePosixPath(file).stem)
    plain = caseless(words.strip())
    # One word that is also the file's name may still be what the picture shows.
    is_stem = plain == stem and not stem.isalpha()
    return plain in names or is_stem or _is_picture(plain) or is_camera_name(plain)


def is_camera_name(name: str) -> bool:
    """Tell whether a name, without its extension, is one that a camera or a phone gives: ``IMG_2041``."""
    return bool(_CAMERA.match(name))


def before_and_after(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """A picture of before has one of after, and a story of that kind has such a pair."""
    whole = {photo.id for pair in pairs(story.photos) for photo in pair}
    for photo in story.photos:
        if photo.pair and photo.id not in whole:
            other = "after" if photo.pair == "before" else "before"
            yield Problem(photo.at("pair"), "pair-incomplete", {"id": photo.id, "pair": photo.pair, "other": other})
    if story.kind == "before-and-after" and not any(photo.pair for photo in story.photos):
        yield Problem(story.at("kind"), "pair-missing")
