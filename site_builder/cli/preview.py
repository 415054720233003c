"""``stories preview``: a story as one file, to be sent to those it tells of before it is published."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path

import click

from site_builder.cli.commands import Command, UsageError, argument, flag, option
from site_builder.cli.console import Console
from site_builder.cli.project import destination, instants, project_folder, shown, warn_of_commit
from site_builder.locales import formats
from site_builder.locales.catalog import Catalog
from site_builder.outbox import OUTBOX
from site_builder.prepare import Prepared, open_store, prepare
from site_builder.problems import Problem
from site_builder.problems.report import position
from site_builder.records import Story
from site_builder.site import Site
from site_builder.store.files import write_atomic
from site_builder.workers import uncollected

# What is published, or may be at any moment, below a project's folder.
_PUBLISHED = ("site", "content", ".site-releases")


def command(words: Catalog) -> click.Command:
    """Make the command."""
    parameters = [
        argument(words, "story", "cli.preview.story", "cli.story-metavar"),
        flag(words, "--both", "cli.preview.both"),
        option(words, "--to", "cli.preview.to", "cli.folder-metavar"),
    ]
    return Command("preview", words, _preview, parameters)


def _preview(console: Console, story: str, both: bool, to: str | None, project: str | None) -> int:
    from site_builder.mkdocs_plugin.preview import proofs
    from site_builder.preview.proof import held_back

    root = project_folder(project, verb="preview")
    _refuse_published(to, root)
    instant_of = instants(None, console.environment, verb="preview")
    with contextlib.closing(open_store(root)) as store, uncollected():
        prepared = prepare(root, instant_of, store)
        chosen = _story(story, prepared)
        if chosen is None or prepared.site is None:
            return _faulty(console, prepared, story)
        instant = instant_of(prepared.site)
        made = proofs(root, prepared, prepared.site, chosen, instant, store, console.locale, together=both)
        store.save()
    if made.problems:
        return _told_faults(console, made.problems)
    if not made.files:
        console.fail("\n".join(map(console.remark, made.remarks)) or console.words.text("cli.preview.not-shown"))
        return 1
    written = []
    for name, content in made.files.items():
        file = destination(root, name, Path(to, name) if to else None, verb="preview", option="--to")
        write_atomic(file, content)
        written.append(file)
        size = formats.number(max(1, len(content) // 1000), console.locale)
        console.say(console.words.text("cli.preview.done", file=shown(file, to and str(file)), size=size))
    if to:
        warn_of_commit(console, root, written, "cli.outbox.commit", "--to")
    _told(console, made.files, held_back(chosen, instant))
    return 0


def _told(console: Console, files: Mapping[str, bytes], held: int) -> None:
    from site_builder.preview.proof import LARGE

    if held:
        console.tell(console.counted("cli.preview.held", held))
    if any(len(content) >= LARGE for content in files.values()):
        console.tell(console.words.text("cli.preview.large"))
    console.tell(console.words.text("cli.preview.send"))


def _refuse_published(to: str | None, root: Path) -> None:
    """Raise UsageError for a folder that is not there, and for one that is published."""
    place = Path(to).resolve() if to else root / OUTBOX
    if place != root / OUTBOX and not place.is_dir():
        raise UsageError("cli.wrong.to", verb="preview", folder=to)
    if any(place.is_relative_to(root / name) for name in _PUBLISHED) or _is_in_site(place):
        raise UsageError("cli.wrong.to-site", verb="preview", folder=to or OUTBOX)


def _is_in_site(place: Path) -> bool:
    """Whether it is a finished site, or below one: those have the frame's own style."""
    return any((folder / "assets" / "stylesheets" / "frame.css").exists() for folder in (place, *place.parents))


def _story(name: str, prepared: Prepared) -> Story | None:
    """The story with this folder or id. None where its records have errors, so that there is none to show."""
    wanted = Path(name).name if name.replace("\\", "/").rstrip("/").startswith("stories/") else name
    stories = prepared.site.stories if prepared.site else ()
    found = next((story for story in stories if wanted in (story.folder, story.id)), None)
    if found is None or _errors(prepared, found.folder):
        return None
    return found


def _errors(prepared: Prepared, folder: str) -> bool:
    return any(
        problem.is_fault and position(problem).file.startswith(f"stories/{folder}/") for problem in prepared.problems
    )


def _faulty(console: Console, prepared: Prepared, name: str) -> int:
    """Say which errors keep the story from being shown; without any, there is no such story."""
    wanted = Path(name).name
    folders = {story.id: story.folder for story in prepared.site.stories} if prepared.site else {}
    before = ("stories/" + folders.get(wanted, wanted) + "/", "mkdocs.yml") if prepared.site else ("",)
    own = [found for found in prepared.problems if found.is_fault and position(found).file.startswith(before)]
    if not own:
        known = sorted(_names(prepared.site))
        if near := get_close_matches(wanted, known, 1, 0.5):
            raise UsageError("cli.preview.no-story-near", verb="preview", found=name, near=near[0])
        raise UsageError("cli.preview.no-story", verb="preview", found=name, known=", ".join(known))
    return _told_faults(console, own)


def _told_faults(console: Console, problems: Iterable[Problem]) -> int:
    console.fail(console.words.text("cli.preview.faulty"))
    for problem in problems:
        console.say(console.problem(problem))
    return 1


def _names(site: Site | None) -> set[str]:
    return {story.folder for story in site.stories} if site else set()
