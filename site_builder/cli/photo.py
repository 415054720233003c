"""``stories photo add``: a photo into a story, cleaned, named and recorded with all that must be known of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from typing import Any

import click

from site_builder.checks import check_story
from site_builder.checks.pictures import is_camera_name
from site_builder.cli.commands import Command, CommandGroup, UsageError, argument, option
from site_builder.cli.console import Console
from site_builder.cli.photo_answers import KINDS, MINORS, PEOPLE, STATUS, VERB, PhotoForm, by_language
from site_builder.cli.project import project_folder, record_name
from site_builder.locales import Locale
from site_builder.locales.catalog import Catalog
from site_builder.locales.slugs import caseless, is_plain_slug, slugify
from site_builder.pictures.inspection import MAX_FILE_BYTES, FileFault, PictureInfo, inspect
from site_builder.problems import Place, Position, Problem, Severity
from site_builder.problems.report import hint, message
from site_builder.public import read_instant
from site_builder.reading import locate, read_project
from site_builder.reading.editing import append_item, item_text
from site_builder.reading.files import is_inside
from site_builder.reading.project import story_folders
from site_builder.reading.records import build
from site_builder.reading.settings import read_settings
from site_builder.reading.story import Content, read_record, story_files, with_photo_id
from site_builder.reading.yaml import load
from site_builder.reading.yaml_writing import Value
from site_builder.records import Photo
from site_builder.store.files import ChangedMeanwhileError, FileEdit, replace_all

VERBS = {"add": "site_builder.cli.photo:add_command"}
"""The group's command and where it is made."""

_PLAIN = "photo"
"""The name of a photo of which nothing better is known."""


def command(words: Catalog) -> click.Command:
    """Make the group."""
    return CommandGroup("photo", words, VERBS)


def add_command(words: Catalog) -> click.Command:
    """Make ``add``."""

    def made(name: str, metavar_key: str = "cli.text-metavar", **more: Any) -> click.Option:
        return option(words, f"--{name}", f"cli.photo-add.option.{name}", "" if more else metavar_key, **more)

    def choice(name: str, choices: Sequence[str]) -> click.Option:
        return made(name, type=click.Choice(choices), metavar="|".join(choices))

    parameters = [
        argument(words, "story", "cli.photo-add.which", "cli.photo-add.story"),
        argument(words, "file", "cli.photo-add.from", "cli.photo-add.file"),
        made("name"),
        made("alt", multiple=True, metavar="en=…"),
        made("decorative", is_flag=True),
        made("caption", multiple=True, metavar="en=…"),
        made("credit"),
        made("licence"),
        choice("kind", KINDS),
        choice("people", PEOPLE),
        choice("minors", MINORS),
        made("reference"),
        choice("status", STATUS),
        made("covers", metavar="web,social,…"),
        made("until", "cli.day-metavar"),
        made("guardian", is_flag=True, default=None),
        made("focus", metavar="0.5,0.33"),
    ]
    return Command("add", words, _add, parameters, key="photo-add")


def _add(
    console: Console,
    story: str,
    file: str,
    name: str | None,
    alt: Sequence[str],
    caption: Sequence[str],
    project: str | None,
    **rest: Any,
) -> int:
    root = project_folder(project, verb=VERB)
    folder = _folder(root, story)
    picture = _picture(Path(file), console)
    if picture is None:
        return 1
    settings, _ = read_settings(root)
    locales = [Locale(each) for each in (settings.locales if settings else ("en", "es"))]
    captions, alts = by_language("--caption", caption, locales), by_language("--alt", alt, locales)
    stem = _name(root, folder, file, name)
    made = PhotoForm({**rest, "alt": alts, "caption": captions}, console, locales).fields()
    item: dict[str, Value] = {"file": f"{stem}{picture[1]}", **made}
    return _written(console, root, folder, stem, item, picture[0])


def _folder(root: Path, story: str) -> str:
    """Find a story's folder by its name or its path. Raises UsageError, with the nearest, for another."""
    name, folders = record_name(story), story_folders(root)
    if name in folders and is_inside(root / "stories" / name, root):
        return name
    if near := get_close_matches(name.lower(), folders, 1, 0.5):
        raise UsageError("cli.wrong.story-near", verb=VERB, near=near[0])
    raise UsageError("cli.wrong.story", verb=VERB)


def _picture(file: Path, console: Console) -> tuple[bytes, str] | None:
    """Clean the picture. Returns it with its extension; None, once it is said why, where it cannot be used."""
    from site_builder.photos.cleaning import cleaned
    from site_builder.pictures.inspection import EXTENSIONS, inspect

    try:
        with file.open("rb") as stream:
            made = cleaned(stream.read(MAX_FILE_BYTES + 1))
    except (FileNotFoundError, NotADirectoryError):
        # Not by its name: a photographer's file may be called after who is in it, and terminals are logged.
        raise UsageError("cli.wrong.photo-not-there", verb=VERB) from None
    except IsADirectoryError:
        raise UsageError("cli.wrong.photo-folder", verb=VERB) from None
    info = made if isinstance(made, FileFault) else inspect(made)
    if isinstance(made, FileFault) or isinstance(info, FileFault):
        fault = made if isinstance(made, FileFault) else info
        assert isinstance(fault, FileFault)  # noqa: S101
        _tell(console, fault.at(Position("")))
        console.fail(console.words.text("cli.photo-add.nothing-written"))
        return None
    return made, EXTENSIONS[info.kind][0]


def _tell(console: Console, problem: Problem) -> None:
    """Print a problem without its place: the photo is written nowhere yet."""
    told = console.told(problem)
    console.fail(message(told, console.locale))
    if advice := hint(told, console.locale):
        console.tell(f"    {advice}")


def _name(root: Path, folder: str, file: str, name: str | None) -> str:
    place = root / "stories" / folder
    try:
        data = (place / "story.yml").read_bytes()
    except FileNotFoundError:
        raise UsageError("cli.wrong.photo-record", verb=VERB, folder=f"stories/{folder}") from None
    tree, _ = load("story.yml", data)
    taken = taken_names(tree or {}, [path.name for path in place.iterdir()])
    if name is None:
        return free_name(file, tree or {}, taken)
    if not is_plain_slug(name):
        raise UsageError("cli.wrong.photo-name", verb=VERB)
    if name in taken:
        raise UsageError("cli.wrong.photo-name-taken", verb=VERB, name=name)
    return name


def _written(console: Console, root: Path, folder: str, stem: str, item: dict[str, Value], picture: bytes) -> int:
    """Write the item into the record, and both to the disk. If something is wrong, say so and leave nothing behind."""
    words, place, name = console.words, root / "stories" / folder, str(item["file"])
    old = (place / "story.yml").read_bytes()
    new = append_item(f"stories/{folder}/story.yml", old, "photos", item)
    if new is None:
        console.fail(words.text("cli.photo-add.by-hand", file=f"stories/{folder}/story.yml"))
        console.tell(console.private(item_text(item)))
        return 1
    refused, remarks = review(root, folder, old, new, name, picture)
    if refused:
        for problem in refused:
            _tell(console, problem)
        console.fail(words.text("cli.photo-add.nothing-written"))
        return 1
    try:
        replace_all({place / name: FileEdit(None, picture), place / "story.yml": FileEdit(old, new)})
    except ChangedMeanwhileError:
        console.fail(words.text("cli.photo-add.changed"))
        return 1
    except PermissionError:
        console.fail(words.text("cli.photo-add.read-only", folder=f"stories/{folder}"))
        return 1
    shown = click.style(f"stories/{folder}/{console.private(name)}", bold=True)
    console.say(words.text("cli.photo-add.done", file=shown, id=console.private(stem)))
    for problem in remarks:
        console.say(console.problem(problem))
    return 0


def taken_names(tree: Mapping[str, Any], files: Iterable[str]) -> frozenset[str]:
    """Collect ids of the record's photos and names of the folder's files, without extension, folded for comparison."""
    photos = tree.get("photos", [])
    named = [photo for photo in (photos if isinstance(photos, list) else []) if isinstance(photo, dict)]
    stems = [PurePosixPath(str(photo.get("file", ""))).stem for photo in named]
    ids = [str(photo.get("id", "")) for photo in named]
    return frozenset(
        caseless(name) for name in (*ids, *stems, *map(slugify, stems), *(Path(name).stem for name in files))
    )


def free_name(source: str, tree: Mapping[str, Any], taken: frozenset[str]) -> str:
    """Choose a name for the photo that came as ``source``: its own as a slug, unless it is a camera's or a person's.

    It becomes part of an address, where a participant's name has no place.
    """
    stem = Path(source).stem
    own = slugify(stem)
    people = {slugify(name) for name in _people(tree)}
    if not own or is_camera_name(stem) or any(name in own for name in people if name):
        own = _PLAIN
    number = 1
    name = own
    while caseless(name) in taken:
        number += 1
        name = f"{own}-{number}"
    return name


def _people(tree: Mapping[str, Any]) -> Iterable[str]:
    for key, field in (("people", "name"), ("quotes", "speaker")):
        listed = tree.get(key, [])
        for entry in listed if isinstance(listed, list) else ():
            if isinstance(entry, dict) and isinstance(entry.get(field), str):
                yield entry[field]


def review(
    root: Path, folder: str, old: bytes, new: bytes, name: str, picture: bytes
) -> tuple[list[Problem], list[Problem]]:
    """Check a record with a new photo, read back by the project's own reader, before it is written.

    Returns what speaks against writing ``new`` in place of ``old``, and what is to be told of the photo all the same. A
    draft may hold errors of its own; none may come with the photo.
    """
    tree, broken = load("story.yml", new)
    photos = (tree or {}).get("photos")
    if broken or not isinstance(photos, list):
        return broken, []
    place = Place(f"stories/{folder}/story.yml", ("photos", len(photos) - 1))
    _, faults = build(Photo, with_photo_id(photos[-1]), place)
    if faults:
        return faults, []
    around, _ = read_project(root)
    if around is None:
        return [], []
    files = story_files(root, folder, around.settings.locales)
    before, after = (
        read_record(files._replace(record=Content(data), names=files.names | {name}), around.settings)
        for data in (old, new)
    )
    had = {problem.rule for problem in before.problems if problem.severity is Severity.ERROR}
    worse = [each for each in after.problems if each.severity is Severity.ERROR and each.rule not in had]
    instant = read_instant(None, {}, datetime.now(UTC), around.settings.time_zone)
    if worse or after.story is None or instant is None:
        return worse, []
    info = inspect(picture)
    pictures = {f"stories/{folder}/{name}": info} if isinstance(info, PictureInfo) else {}
    site = replace(around, stories=(after.story,), files={folder: after.files}, pictures=pictures)
    mine = [each for each in check_story(after.story, site, instant) if _is_within(each.at, place)]
    located = locate(mine, root, {place.file: new})
    refused = [] if after.is_draft else [problem for problem in located if problem.severity is Severity.ERROR]
    return refused, located


def _is_within(at: Place | Position, place: Place) -> bool:
    return isinstance(at, Place) and at.file == place.file and at.path[: len(place.path)] == place.path
