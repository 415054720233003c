"""Reads a story's folder: ``story.yml``, the bodies beside it, its translation lock, and the pictures that it names."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from site_builder import markdown, store
from site_builder.locales.slugs import slugify
from site_builder.pictures.inspection import MAX_FILE_BYTES, FileFault, PictureInfo, inspect, named, remarks
from site_builder.problems import Place, Problem
from site_builder.reading.files import PathFault, confined, file_size, names, read_bytes
from site_builder.reading.records import build, read_lock, with_flags, with_places, with_pseudo
from site_builder.reading.serialization import dumps
from site_builder.reading.source import decode
from site_builder.reading.yaml import load
from site_builder.records import Consent, Settings, Story
from site_builder.records.story import BODY_FILES, body_file, measure
from site_builder.site import StoryFolder, StorySummary
from site_builder.translations.fields import story_fields
from site_builder.translations.lock import FILE as LOCK

# How story.yml is called by those who write its name from memory, or by an editor that adds an ending of its own.
_RECORD = re.compile(r"(?:story|historia)\.ya?ml(?:\.txt)?\Z|(?:story|historia)(?:\.txt)?\Z", re.IGNORECASE)


class Content(NamedTuple):
    """Holds a file's bytes, as many as may be read; None where it is absent, or unreadable for these ``problems``."""

    data: bytes | None
    problems: tuple[Problem, ...] = ()


class StoryFiles(NamedTuple):
    """Holds the files of ``stories/<folder>``: their ``names``, ``story.yml``, and by locale those of
    ``text.<locale>.md`` that are there, in the order of the site's languages; ``lock``: its translation lock.
    Pictures are not among them: records say where those are."""

    folder: str
    names: frozenset[str]
    record: Content
    texts: tuple[tuple[str, Content], ...] = ()
    lock: Content = Content(None)

    def digest(self) -> bytes:
        """Return a digest (SHA-256) of all of it: stories with the same one read the same under the same settings."""
        lines = [self.folder, *sorted(self.names)]
        contents = [self.record, self.lock]
        for locale, content in self.texts:
            lines.append(f"/{locale}")
            contents.append(content)
        for content in contents:
            lines.append("/" if content.data is None else f"/{len(content.data)}")
            lines += [f"/{problem.rule}" for problem in content.problems]
        # No name holds a NUL or a slash, and the lengths say where each content ends.
        found = hashlib.sha256("\0".join([*lines, ""]).encode("utf-8", "surrogatepass"))
        for content in contents:
            found.update(content.data or b"")
        return found.digest()


def story_files(root: Path, folder: str, locales: Sequence[str]) -> StoryFiles:
    """Read the files of ``stories/<folder>`` as they are now, within bounds and never through a link out of ``root``.

    Nothing is raised: a file that cannot be read comes with its problem, and a folder that cannot be read is empty.
    """
    at = f"stories/{folder}"
    found = names(root, at)
    texts = tuple(
        (locale, _read(root, f"{at}/{body_file(locale)}")) for locale in locales if body_file(locale) in found
    )
    lock = _read(root, f"{at}/{LOCK}") if LOCK in found else Content(None)
    return StoryFiles(folder, found, _read(root, f"{at}/story.yml"), texts, lock)


def _read(root: Path, file: str) -> Content:
    data, problems = read_bytes(root, file)
    return Content(data, tuple(problems))


def read_record(files: StoryFiles, settings: Settings) -> StoryFolder:
    """Build the story in ``files``, with every problem of theirs. It follows from the arguments: no file is opened."""
    folder = files.folder
    place = Place(f"stories/{folder}/story.yml")
    if files.record.data is None:
        return StoryFolder(folder, None, files=files.names, problems=files.record.problems or (_no_record(files),))
    tree, problems = load(place.file, files.record.data)
    if tree is None:
        return StoryFolder(folder, None, files=files.names, problems=tuple(problems))
    bodies, of_bodies = _bodies(files)
    problems += of_bodies
    problems += [
        Problem(place.at("body", locale), "body-twice", {"file": body_file(locale), "language": locale})
        for locale in bodies
        if isinstance(tree.get("body"), dict) and locale in tree["body"]
    ]
    complete = _complete(tree, folder, bodies, settings, place)
    story, more = build(Story, complete, place)
    without_body = Problem(place.at("body"), "field-missing", {"field": "body"})
    if without_body in more:
        more.remove(without_body)
        # Where its file could not be read, it is not missing.
        more += [] if of_bodies else [_body_missing(folder, files.names, str(complete["language"]), settings)]
    if story is not None:
        lock, of_lock = read_lock(f"stories/{folder}/{LOCK}", files.lock.data)
        if files.lock.problems:
            lock, of_lock = None, [*files.lock.problems]
        more += of_lock
        story = with_flags(story, complete, place, story_fields(story, settings.locales), lock)
    is_draft = tree.get("state", "draft") == "draft"
    return StoryFolder(folder, story, files=files.names, problems=(*problems, *more), is_draft=is_draft)


def with_pictures(root: Path, found: StoryFolder) -> StoryFolder:
    """Add the pictures that the story names, read now."""
    if found.story is None or not found.story.photos:
        return found
    pictures, absent, problems = _pictures(root, found.story)
    return replace(found, pictures=pictures, absent=absent, problems=(*found.problems, *problems))


def _no_record(files: StoryFiles) -> Problem:
    """Return the problem of a folder without ``story.yml``, at the file that seems to be meant for it, if any."""
    misnamed = next((name for name in sorted(files.names) if _RECORD.match(name)), None)
    at = f"stories/{files.folder}/{misnamed or 'story.yml'}"
    return Problem(Place(at), "story-file-name" if misnamed else "story-missing")


def _bodies(files: StoryFiles) -> tuple[dict[str, str], list[Problem]]:
    """Return the bodies in ``text.<locale>.md``, by locale."""
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for locale, (data, unreadable) in files.texts:
        problems += unreadable
        if data is not None:
            source, broken = decode(f"stories/{files.folder}/{body_file(locale)}", data)
            problems += broken
            text = source.text.replace("\0", "")
            if text.strip() and not broken:
                found[locale] = text
    return found, problems


def _body_missing(folder: str, files: frozenset[str], language: str, settings: Settings) -> Problem:
    """Return the problem of a story without a text, placed where that is to be written; its language comes first."""
    wanted = language if language in settings.locales else settings.default_locale
    name = body_file(wanted)
    place = Place(f"stories/{folder}/{name}") if name in files else Place(f"stories/{folder}/story.yml", ("body",))
    return Problem(place, "body-missing", {"file": name, "files": ", ".join(map(body_file, settings.locales))})


def _complete(
    tree: dict[str, Any], folder: str, bodies: dict[str, str], settings: Settings, place: Place
) -> dict[str, Any]:
    """Return the tree with what the file may leave out: the id and language by default, bodies from beside, places."""
    complete: dict[str, Any] = {"id": folder, "language": settings.default_locale, **tree, "folder": folder}
    if bodies:
        given = tree.get("body", {})
        if isinstance(given, dict):
            complete["body"] = {**given, **bodies}
    complete = with_pseudo(complete, settings.locales)
    complete[BODY_FILES] = {locale: f"stories/{folder}/{body_file(locale)}" for locale in bodies}
    for key in {"results", "quotes", "photos", "people"} & complete.keys():
        complete[key] = with_places(complete[key], place.at(key))
    if isinstance(complete.get("photos"), list):
        complete["photos"] = [with_photo_id(photo) for photo in complete["photos"]]
    return complete


def with_photo_id(photo: Any) -> Any:
    """Return a photo with its id, which is made from its file's stem unless it has one."""
    if isinstance(photo, dict) and "id" not in photo and isinstance(photo.get("file"), str):
        stem = PurePosixPath(photo["file"]).stem
        return {"id": slugify(stem) or stem, **photo}
    return photo


def _pictures(root: Path, story: Story) -> tuple[dict[str, PictureInfo], frozenset[str], list[Problem]]:
    """Inspect the files that photos name. An absent file is judged by the checks: consent may withhold it."""
    found: dict[str, PictureInfo] = {}
    absent: set[str] = set()
    problems: list[Problem] = []
    folder = root / "stories" / story.folder
    for photo in story.photos:
        place = photo.at("file")
        file = f"stories/{story.folder}/{photo.file}"
        path = confined(folder, photo.file, project=root)
        if isinstance(path, PathFault):
            if path.rule == "path-missing":
                absent.add(file)
            else:
                problems.append(path.at(place))
            continue
        data, unreadable = read_bytes(root, path.relative_to(root).as_posix(), MAX_FILE_BYTES)
        problems += [Problem(place, problem.rule) for problem in unreadable]
        if data is None:
            continue
        info = inspect(data, file_size(path) if len(data) > MAX_FILE_BYTES else 0)
        if isinstance(info, FileFault):
            problems.append(named(info, photo.file).at(place))
        else:
            found[file] = info
            problems += [remark.at(place) for remark in remarks(info, photo.file)]
    return found, frozenset(absent), problems


def summarize(story: Story, whole: str | None = None, *, means_story: bool = False) -> StorySummary:
    """Summarize a whole story. ``whole``: the digest of its files, where that is known; ``means_story``: whether its
    texts hold what seems meant for a link to a story."""
    outline = store.digest_of(dumps(story.without_deferred()))
    ends = ((result.id, result.when.last_day) for result in story.results if result.status == "planned" and result.when)
    return StorySummary(
        measures=tuple(map(measure, story.results)),
        links_to=tuple(sorted(_links(story))),
        means_story=means_story,
        supersedes=tuple((result.id, result.supersedes) for result in story.results if result.supersedes is not None),
        plans=tuple((name, end) for name, end in ends if end is not None),
        uncounted=frozenset(result.indicator for result in story.results if result.indicator and not result.counting),
        languages=None if story.body.everywhere is not None else tuple(story.body.by_locale),
        untils=tuple(sorted(set(_untils(story)))),
        outline=outline,
        figures=store.key("figures", outline, dumps(story.results)),
        whole=whole if whole is not None else store.digest_of(dumps(story)),
    )


def with_pictures_of(found: StorySummary, pictures: Mapping[str, PictureInfo]) -> StorySummary:
    """Return the summary of a story with these pictures, by file."""
    seen = dumps(sorted(pictures.items()))
    return replace(
        found, outline=store.key("outline", found.outline, seen), whole=store.key("whole", found.whole, seen)
    )


def _links(story: Story) -> set[str]:
    # Most texts link to no other story; only those that may are parsed. Entities and escapes can write it otherwise.
    texts = [words for _, words in story.body if "story:" in words or "&" in words or "\\" in words]
    links = (link.destination for words in texts for link in markdown.links(markdown.parse(words)))
    return {to.target for to in links if to.kind == "story"}


def _untils(story: Story) -> Iterator[date]:
    consents: tuple[Consent | None, ...] = (
        *(person.consent for person in story.people),
        *(quote.consent for quote in story.quotes),
        *(photo.consent for photo in story.photos),
    )
    return (consent.until for consent in consents if consent is not None and consent.until is not None)
