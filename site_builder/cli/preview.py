"""``stories preview``: a story as one file, to be sent to the people featured for their approval."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

import click

from site_builder.cli.commands import Command, UsageError, argument, flag, option
from site_builder.cli.console import Console
from site_builder.cli.project import destination, instants, project_folder, record_name, shown, warn_of_commit
from site_builder.locales import formats
from site_builder.locales.catalog import Catalog
from site_builder.outbox import OUTBOX
from site_builder.prepare import Prepared, open_store, prepare
from site_builder.problems import Problem
from site_builder.problems.report import position
from site_builder.records import Story
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
    from site_builder.preview.proof import LARGE, held_back

    root = project_folder(project, verb="preview")
    _refuse_published(to, root)
    instant_of = instants(None, console.environment, verb="preview")
    with contextlib.closing(open_store(root)) as store, uncollected():
        prepared = prepare(root, instant_of, store)
        chosen = _story(story, prepared)
        if isinstance(chosen, list) or prepared.site is None:
            return _tell_faults(console, chosen if isinstance(chosen, list) else prepared.problems)
        instant = instant_of(prepared.site)
        made = proofs(root, prepared, prepared.site, chosen, instant, store, console.locale, together=both)
        store.save()
    if made.problems:
        return _tell_faults(console, made.problems)
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
    if held := held_back(chosen, instant):
        console.tell(console.counted("cli.preview.held", held))
    if any(len(content) >= LARGE for content in made.files.values()):
        console.tell(console.words.text("cli.preview.large"))
    console.tell(console.words.text("cli.preview.send"))
    return 0


def _refuse_published(to: str | None, root: Path) -> None:
    """Raise UsageError for a folder that is not there, and for one that is published."""
    place = Path(to).resolve() if to else root / OUTBOX
    if place != root / OUTBOX and not place.is_dir():
        raise UsageError("cli.wrong.to", verb="preview", folder=to)
    if any(place.is_relative_to(root / name) for name in _PUBLISHED) or _is_in_site(place):
        raise UsageError("cli.wrong.to-site", verb="preview", folder=to or OUTBOX)


def _is_in_site(place: Path) -> bool:
    """Tell whether it is a finished site, or below one: those have the layout's own style."""
    return any((folder / "assets" / "stylesheets" / "frame.css").exists() for folder in (place, *place.parents))


def _story(name: str, prepared: Prepared) -> Story | list[Problem]:
    """Find the story with this folder or id. Where errors keep it from being shown, give those.

    Raises UsageError, with the nearest name, where there is no such story.
    """
    wanted, stories = record_name(name), prepared.site.stories if prepared.site else ()
    found = next((story for story in stories if wanted in (story.folder, story.id)), None)
    own = f"stories/{found.folder if found else wanted}/"
    before = (own, "mkdocs.yml") if prepared.site else ("",)
    faults = [each for each in prepared.problems if each.is_fault and position(each).file.startswith(before)]
    if found and not any(position(each).file.startswith(own) for each in faults):
        return found
    if not faults:
        known = sorted({story.folder for story in stories})
        if near := get_close_matches(wanted, known, 1, 0.5):
            raise UsageError("cli.preview.no-story-near", verb="preview", found=name, near=near[0])
        raise UsageError("cli.preview.no-story", verb="preview", found=name, known=", ".join(known))
    return faults


def _tell_faults(console: Console, problems: Iterable[Problem]) -> int:
    console.fail(console.words.text("cli.preview.faulty"))
    for problem in problems:
        console.say(console.problem(problem))
    return 1
