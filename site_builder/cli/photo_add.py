"""``stories photo add``: a photo into a story, cleaned, named and recorded with all that must be known of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from site_builder.cli.console import Console
from site_builder.cli.face import Verb
from site_builder.cli.photo_answers import KINDS, MINORS, PEOPLE, STATUS, Given, record
from site_builder.cli.photo_files import ChangedMeanwhileError, free_name, taken_names, write_both
from site_builder.cli.photo_review import review
from site_builder.cli.photo_values import VERB, by_language
from site_builder.cli.project import project_folder
from site_builder.cli.use import WrongUseError
from site_builder.locales import Locale
from site_builder.locales.catalog import Catalog
from site_builder.pictures import MAX_FILE_BYTES, PictureFault
from site_builder.problems import Position, Problem
from site_builder.problems.report import hint, message
from site_builder.reading.editing import append_item, item_text
from site_builder.reading.files import is_inside
from site_builder.reading.project import story_folders
from site_builder.reading.settings import read_settings
from site_builder.reading.yaml import load
from site_builder.reading.yaml_writing import Value

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")


def command(words: Catalog) -> click.Command:
    """The verb with its options."""

    def option(name: str, **more: Any) -> click.Option:
        more.setdefault("metavar", words.text("cli.text-metavar"))
        return click.Option([f"--{name}"], help=words.text(f"cli.photo-add.option.{name}"), **more)

    def choice(name: str, choices: Sequence[str]) -> click.Option:
        return option(name, type=click.Choice(choices), metavar="|".join(choices))

    return Verb(
        "add",
        words,
        click.pass_obj(_add),
        [
            click.Argument(
                ["story"], metavar=words.text("cli.photo-add.story"), help=words.text("cli.photo-add.which")
            ),
            click.Argument(["file"], metavar=words.text("cli.photo-add.file"), help=words.text("cli.photo-add.from")),
            option("name"),
            option("alt", multiple=True, metavar="en=…"),
            option("decorative", is_flag=True, metavar=None),
            option("caption", multiple=True, metavar="en=…"),
            option("credit"),
            option("licence"),
            choice("kind", KINDS),
            choice("people", PEOPLE),
            choice("minors", MINORS),
            option("reference"),
            choice("status", STATUS),
            option("covers", metavar="web,social,…"),
            option("until", metavar=words.text("cli.day-metavar")),
            option("guardian", is_flag=True, default=None, metavar=None),
            option("focus", metavar="0.5,0.33"),
        ],
        key="photo-add",
    )


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
    root = project_folder(project, Path.cwd(), verb=VERB)
    folder = _folder(root, story)
    picture = _picture(Path(file), console)
    if picture is None:
        return 1
    settings, _ = read_settings(root)
    locales = [Locale(each) for each in (settings.locales if settings else ("en", "es"))]
    captions, alts = by_language("--caption", caption, locales), by_language("--alt", alt, locales)
    stem = _name(root, folder, file, name)
    made = record(Given(alt=alts, caption=captions, **rest), console, locales)
    item: dict[str, Value] = {"file": f"{stem}{picture[1]}", **made}
    return _written(console, root, folder, stem, item, picture[0])


def _folder(root: Path, story: str) -> str:
    """The folder that is meant by its name or its path; another brings the nearest."""
    name = story.replace("\\", "/").rstrip("/").removesuffix("/story.yml").rpartition("/")[2]
    folders = story_folders(root)
    if name in folders and is_inside(root / "stories" / name, root):
        return name
    if near := get_close_matches(name.lower(), folders, 1, 0.5):
        raise WrongUseError("cli.wrong.story-near", verb=VERB, near=near[0])
    raise WrongUseError("cli.wrong.story", verb=VERB)


def _picture(file: Path, console: Console) -> tuple[bytes, str] | None:
    """The cleaned picture and its extension; None, once it is said why, where it cannot be used."""
    from site_builder.photos.cleaning import cleaned
    from site_builder.pictures.inspection import inspect
    from site_builder.pictures.kinds import EXTENSIONS

    try:
        with file.open("rb") as stream:
            made = cleaned(stream.read(MAX_FILE_BYTES + 1))
    except (FileNotFoundError, NotADirectoryError):
        # Not by its name: a photographer's file may be called after who is in it, and terminals are logged.
        raise WrongUseError("cli.wrong.photo-not-there", verb=VERB) from None
    except IsADirectoryError:
        raise WrongUseError("cli.wrong.photo-folder", verb=VERB) from None
    info = made if isinstance(made, PictureFault) else inspect(made)
    if isinstance(made, PictureFault) or isinstance(info, PictureFault):
        fault = made if isinstance(made, PictureFault) else info
        assert isinstance(fault, PictureFault)  # noqa: S101
        _tell(console, fault.at(Position("")))
        console.fail(console.words.text("cli.photo-add.nothing-written"))
        return None
    return made, EXTENSIONS[info.kind][0]


def _tell(console: Console, problem: Problem) -> None:
    """A problem of what is not written anywhere: without a place."""
    told = console.told(problem)
    console.fail(message(told, console.locale))
    if advice := hint(told, console.locale):
        console.tell(f"    {advice}")


def _name(root: Path, folder: str, file: str, name: str | None) -> str:
    place = root / "stories" / folder
    try:
        data = (place / "story.yml").read_bytes()
    except FileNotFoundError:
        raise WrongUseError("cli.wrong.photo-record", verb=VERB, folder=f"stories/{folder}") from None
    tree, _ = load("story.yml", data)
    taken = taken_names(tree or {}, [path.name for path in place.iterdir()])
    if name is None:
        return free_name(file, tree or {}, taken)
    if not _NAME.match(name) or len(name) > 80:
        raise WrongUseError("cli.wrong.photo-name", verb=VERB)
    if name in taken:
        raise WrongUseError("cli.wrong.photo-name-taken", verb=VERB, name=name)
    return name


def _written(console: Console, root: Path, folder: str, stem: str, item: dict[str, Value], picture: bytes) -> int:
    """Put the item into the record and both onto the disk; whatever is wrong is said, and nothing is left behind."""
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
        write_both(place, name, picture, old, new)
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
