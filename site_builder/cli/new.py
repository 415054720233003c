"""``stories new``: a folder for a story, ready to fill in. Whoever sits at a terminal is asked for its beginning."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from site_builder.cli.console import Console
from site_builder.cli.face import Verb
from site_builder.cli.new_answers import REGISTERS, Answers, Given
from site_builder.cli.project import project_folder
from site_builder.cli.scaffold import clean_title, new_story, story_folder
from site_builder.cli.use import WrongUseError
from site_builder.locales import Locale
from site_builder.locales.catalog import Catalog
from site_builder.reading.settings import read_settings


def command(words: Catalog) -> click.Command:
    """The verb with its options."""
    texts, ids = words.text("cli.new.text-metavar"), words.text("cli.ids-metavar")
    return Verb(
        "new",
        words,
        click.pass_obj(_new),
        [
            click.Argument(["words"], nargs=-1, metavar=words.text("cli.new.title"), help=words.text("cli.new.words")),
            click.Option(["--lang", "lang"], metavar="en|es", help=words.text("cli.new.lang")),
            click.Option(["--date", "day"], metavar=words.text("cli.day-metavar"), help=words.text("cli.new.date")),
            click.Option(["--title", "titles"], multiple=True, metavar=texts, help=words.text("cli.new.also")),
            click.Option(["--summary", "summaries"], multiple=True, metavar=texts, help=words.text("cli.new.also")),
            click.Option(["--countries"], metavar=ids, help=words.text("cli.new.countries")),
            *(
                click.Option([f"--{name}"], metavar=ids, help=words.text("cli.new.choices", file=f"{name}.yml"))
                for name in REGISTERS
            ),
            click.Option(["--source"], metavar=words.text("cli.name-metavar"), help=words.text("cli.new.source")),
            click.Option(["--no-questions", "is_quiet"], is_flag=True, help=words.text("cli.new.quiet")),
        ],
    )


def _new(
    console: Console,
    words: Sequence[str],
    lang: str | None,
    project: str | None,
    is_quiet: bool,
    **options: str | Sequence[str] | None,
) -> int:
    root = project_folder(project, Path.cwd(), verb="new")
    given = Given(title=clean_title(" ".join(words)), **options)  # type: ignore[arg-type]
    asks = console.is_watched and not is_quiet
    if not given.title and not asks:
        raise WrongUseError("cli.wrong.title", verb="new")
    settings, _ = read_settings(root)
    locales = [Locale(name) for name in (settings.locales if settings else ("en", "es"))]
    if lang is not None and lang not in locales:
        raise WrongUseError("cli.wrong.story-language", verb="new", found=lang, languages=", ".join(locales))
    language = Locale(lang) if lang else locales[0]
    if asks:
        console.tell(console.words.text("cli.new.intro"))
    # The story's own language is asked for first.
    answers = Answers(given, console, root, sorted(locales, key=lambda locale: locale != language), asks=asks)
    title = answers.title()
    day = answers.day()
    place = root / "stories" / story_folder(title, day)
    if place.exists():
        raise WrongUseError("cli.wrong.story-exists", verb="new", folder=f"stories/{place.name}")
    story = new_story(title, day, language, locales, answers.filled())
    _write(place, story.files)
    shown = f"stories/{story.folder}"
    console.say(console.words.text("cli.new.done", folder=click.style(shown, bold=True)))
    console.say(console.words.text("cli.new.next", folder=shown, body=f"text.{language}.md", stories=console.typed))
    return 0


def _write(place: Path, files: Mapping[str, str]) -> None:
    """The folder with its files, whole or not at all. Folders with a dot in front are no stories."""
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".new-", dir=place.parent))
    try:
        for name, text in files.items():
            (beside / name).write_text(text, encoding="utf-8", newline="\n")
        # Made for its owner alone; a story's folder is as open as its neighbours.
        beside.chmod(place.parent.stat().st_mode & 0o777)
        beside.rename(place)
    except OSError:
        if not place.exists():
            raise
        raise WrongUseError("cli.wrong.story-exists", verb="new", folder=f"stories/{place.name}") from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)
