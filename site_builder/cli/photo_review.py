"""A record with a new photo, read back by the project's own reader and checked before it is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from site_builder.checks import check_story
from site_builder.pictures import PictureInfo, inspect
from site_builder.problems import Place, Problem, Severity
from site_builder.public import read_instant
from site_builder.reading import locate, read_around
from site_builder.reading.records import build
from site_builder.reading.story import Content, StoryFiles, StoryFolder, read_record, story_files, with_photo_id
from site_builder.reading.yaml import load
from site_builder.records import Photo
from site_builder.site import Site


def review(
    root: Path, folder: str, old: bytes, new: bytes, name: str, picture: bytes
) -> tuple[list[Problem], list[Problem]]:
    """What speaks against writing ``new`` in place of ``old``, and what is to be told of the new photo all the same.

    A draft may hold errors of its own; none may come with the photo.
    """
    tree, broken = load("story.yml", new)
    photos = (tree or {}).get("photos")
    if broken or not isinstance(photos, list):
        return broken, []
    place = Place(f"stories/{folder}/story.yml", ("photos", len(photos) - 1))
    _, faults = build(Photo, with_photo_id(photos[-1]), place)
    if faults:
        return faults, []
    around, _ = read_around(root)
    if around is None:
        return [], []
    files = story_files(root, folder, around.settings.locales)
    before, after = (_read(files, data, name, around) for data in (old, new))
    had = Counter(_grave(before.problems))
    worse = [problem for problem in after.problems if _grave([problem]) and not had[problem.rule]]
    if worse or after.story is None:
        return worse, []
    info = inspect(picture)
    found = _checked(around, after, {f"stories/{folder}/{name}": info} if isinstance(info, PictureInfo) else {})
    mine = [problem for problem in found if isinstance(problem.at, Place) and _is_within(problem.at, place)]
    located = locate(mine, lambda file: new if file == place.file else (root / file).read_bytes())
    refused = [] if after.is_draft else [problem for problem in located if problem.severity is Severity.ERROR]
    return refused, located


def _read(files: StoryFiles, data: bytes, name: str, around: Site) -> StoryFolder:
    return read_record(files._replace(record=Content(data), names=files.names | {name}), around.settings)


def _grave(problems: Iterable[Problem]) -> list[str]:
    return [problem.rule for problem in problems if problem.severity is Severity.ERROR]


def _checked(around: Site, found: StoryFolder, pictures: Mapping[str, PictureInfo]) -> list[Problem]:
    assert found.story is not None  # noqa: S101
    site = replace(around, stories=(found.story,), files={found.folder: found.files}, pictures=pictures)
    instant = read_instant(None, {}, datetime.now(UTC), around.settings.time_zone)
    assert instant is not None  # noqa: S101
    return check_story(found.story, site, instant)


def _is_within(place: Place, of: Place) -> bool:
    return place.file == of.file and place.path[: len(of.path)] == of.path
