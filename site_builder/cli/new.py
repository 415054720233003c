"""``stories new``: a folder for a story, ready to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import click

from site_builder.cli.console import Console
from site_builder.cli.face import Verb
from site_builder.cli.project import project_folder
from site_builder.cli.scaffold import clean_title, new_story
from site_builder.cli.use import WrongUseError
from site_builder.locales import Locale, edtf
from site_builder.locales.catalog import Catalog
from site_builder.reading.settings import read_settings


def command(words: Catalog) -> click.Command:
    """The verb with its options."""
    return Verb(
        "new",
        words,
        click.pass_obj(_new),
        [
            click.Argument(["words"], nargs=-1, metavar=words.text("cli.new.title"), help=words.text("cli.new.words")),
            click.Option(["--lang", "lang"], metavar="en|es", help=words.text("cli.new.lang")),
            click.Option(["--date", "day"], metavar=words.text("cli.day-metavar"), help=words.text("cli.new.date")),
        ],
    )


def _new(console: Console, words: Sequence[str], lang: str | None, day: str | None, project: str | None) -> int:
    root = project_folder(project, Path.cwd(), verb="new")
    title = clean_title(" ".join(words))
    if not title:
        raise WrongUseError("cli.wrong.title", verb="new")
    settings, _ = read_settings(root)
    locales = [Locale(name) for name in (settings.locales if settings else ("en", "es"))]
    if lang is not None and lang not in locales:
        raise WrongUseError("cli.wrong.story-language", verb="new", found=lang, languages=", ".join(locales))
    story = new_story(title, _day(day), Locale(lang) if lang else locales[0], locales)
    place = root / "stories" / story.folder
    try:
        place.mkdir(parents=True)
    except FileExistsError:
        raise WrongUseError("cli.wrong.story-exists", verb="new", folder=f"stories/{story.folder}") from None
    for name, text in story.files.items():
        (place / name).write_text(text, encoding="utf-8", newline="\n")
    bodies = [name for name in story.files if name != "story.yml"]
    first = f"text.{lang or locales[0]}.md"
    first = first if first in bodies else bodies[0]
    console.say(console.words.text("cli.new.done", folder=click.style(f"stories/{story.folder}", bold=True)))
    place_shown = f"stories/{story.folder}"
    console.say(console.words.text("cli.new.next", folder=place_shown, body=first, stories=console.typed))
    return 0


def _day(given: str | None) -> date:
    if given is None:
        return datetime.now().astimezone().date()
    found = edtf.parse_part(given.strip())
    if found is None or found.day is None:
        raise WrongUseError("cli.wrong.day", verb="new", found=given)
    return found.first_day
