"""The project that a command works on: its folder, its clock, where its site and files to be sent go."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import click

from site_builder.cli.commands import NumberOption, UsageError, option
from site_builder.cli.console import Console
from site_builder.locales.catalog import Catalog
from site_builder.outbox import OUTBOX, OutboxError, outbox, outbox_file
from site_builder.problems import Problem, blocking
from site_builder.public import Instant, read_instant
from site_builder.site import Site

SETTINGS = "mkdocs.yml"
_NEVER_COMMITTED = (OUTBOX, ".cache")


def project_folder(given: str | None, *, verb: str) -> Path:
    """Find the folder of the project: the one given, else the nearest from here upwards that holds ``mkdocs.yml``."""
    if given is not None:
        folder = Path(given)
        if not folder.is_dir():
            raise UsageError("cli.wrong.project-folder", verb=verb, folder=given)
        if not (folder / SETTINGS).exists():
            raise UsageError("cli.wrong.project-settings", verb=verb, folder=given)
        return folder.resolve()
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / SETTINGS).is_file():
            return folder.resolve()
    raise UsageError("cli.wrong.project", verb=verb)


def record_name(typed: str) -> str:
    """Give a record's name for its path or name as it was typed: ``stories/x/story.yml``, ``stories/x/`` and ``x`` are
    ``x``; ``content/partners.yml`` is ``partners.yml``."""
    return typed.replace("\\", "/").rstrip("/").removesuffix("/story.yml").rpartition("/")[2]


def instants(as_of: str | None, environment: Mapping[str, str], *, verb: str) -> Callable[[Site], Instant]:
    """Give a function that makes the instant for a site, in its own time zone.

    Raises UsageError at once for a moment that cannot be read.
    """
    clock = datetime.now(UTC)

    def instant(zone: str) -> Instant:
        if as_of is not None and not as_of.strip():
            raise UsageError("cli.wrong.as-of", verb=verb, found="")
        found = read_instant(as_of, environment, clock, zone)
        if found is None:
            raise UsageError("cli.wrong.as-of" if as_of else "cli.wrong.epoch", verb=verb, found=as_of)
        return found

    instant("UTC")
    return lambda site: instant(site.settings.time_zone)


class OpenProject(NamedTuple):
    """A project that was read. ``problems``: located, all that reading and checking found; ``instant``: its now."""

    root: Path
    site: Site
    problems: Sequence[Problem]
    instant: Instant


@contextmanager
def open_project(
    console: Console, given: str | None, *, verb: str, as_of: str | None = None
) -> Iterator[OpenProject | None]:
    """Read and check the project; its stories' long parts can be asked for while it is open.

    Gives None, once it is said why, where the settings cannot be read.
    """
    from site_builder.prepare import open_store, prepare
    from site_builder.workers import uncollected

    root = project_folder(given, verb=verb)
    instant = instants(as_of, console.environment, verb=verb)
    with closing(open_store(root)) as store, uncollected():
        prepared = prepare(root, instant, store)
        if prepared.site is None:
            console.tell_problems(blocking(prepared.problems))
            yield None
        else:
            yield OpenProject(root, prepared.site, prepared.problems, instant(prepared.site))


def options_of_swap(words: Catalog, where: str, wait: int = 0) -> list[click.Option]:
    """Make ``--site-dir``, with its help under the key ``where``, and ``--wait``: for every command that swaps sites.

    ``wait``: the seconds by default.
    """
    return [
        option(words, "--site-dir", where, "cli.folder-metavar"),
        NumberOption(words, "--wait", "cli.withdraw.wait" if wait else "cli.build.wait", (0, 86_400), wait),
    ]


def site_target(root: Path, site_dir: str | None, *, verb: str) -> Path:
    """Give the folder that is served. Raises UsageError where it may not be swapped away."""
    from site_builder.publish.target import why_unsuitable

    # Not resolve(): that would follow the link that a target must not be.
    target = Path(os.path.abspath(site_dir)) if site_dir else root / "site"  # noqa: PTH100
    target = target.parent.resolve() / target.name
    if why := why_unsuitable(target, root):
        raise UsageError(f"cli.wrong.site-dir.{why}", verb=verb, folder=site_dir or "site")
    return target


def shown(target: Path, given: str | None) -> str:
    """Give a path as somebody would type it here: as it was given, else relative to this folder where it is below."""
    if given:
        return given
    here = Path.cwd()
    return str(target.relative_to(here)) if target.is_relative_to(here) else str(target)


def destination(root: Path, name: str, typed: Path | None, *, verb: str, option: str) -> Path:
    """Decide where a file goes: as somebody typed it by ``option``, else by ``name`` into the outbox.

    The outbox is made where it is missing, typed or not. Raises UsageError where something else bears its name.
    """
    try:
        if typed is None:
            return outbox_file(root, name)
        if typed.parent.resolve() == root / OUTBOX:
            outbox(root)
        return typed
    except OutboxError as error:
        raise UsageError(f"cli.wrong.outbox.{error.why}", verb=verb, option=option) from None


def warn_of_commit(console: Console, root: Path, files: Iterable[Path], key: str, option: str) -> None:
    """Say under ``key`` which files must not be committed, of those that somebody had written elsewhere by ``option``
    and that the next commit may take along."""
    from site_builder.locales.formats import joined

    if names := [file.name for file in files if _is_committed_next(root, file)]:
        console.tell(console.words.text(key, files=joined(names, console.locale), option=option))


def _is_committed_next(root: Path, file: Path) -> bool:
    """Tell whether the next commit may take a file along, since it is in the project's repository and not ignored.

    Where Git cannot be asked, every place in the project counts, except the folders that no project commits.
    """
    import subprocess

    whole = file.parent.resolve() / file.name
    command = ["git", "-C", str(root), "check-ignore", "--quiet", "--", str(whole)]
    try:
        status = subprocess.run(command, capture_output=True, check=False, timeout=60).returncode
    except (OSError, subprocess.SubprocessError):
        status = -1
    if status in {0, 1}:
        return status == 1
    return whole.is_relative_to(root) and not any(whole.is_relative_to(root / name) for name in _NEVER_COMMITTED)
