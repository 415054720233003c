"""Which project a verb works on, and as of when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from site_builder.cli.use import WrongUseError
from site_builder.public import Instant, read_instant
from site_builder.site import Site

SETTINGS = "mkdocs.yml"


def project_folder(given: str | None, start: Path, *, verb: str) -> Path:
    """The folder of the project: the one given, else the nearest from ``start`` upwards that holds ``mkdocs.yml``."""
    if given is not None:
        folder = Path(given)
        if not folder.is_dir():
            raise WrongUseError("cli.wrong.project-folder", verb=verb, folder=given)
        if not (folder / SETTINGS).exists():
            raise WrongUseError("cli.wrong.project-settings", verb=verb, folder=given)
        return folder.resolve()
    for folder in (start, *start.parents):
        if (folder / SETTINGS).is_file():
            return folder.resolve()
    raise WrongUseError("cli.wrong.project", verb=verb)


def instants(as_of: str | None, environment: Mapping[str, str], *, verb: str) -> Callable[[Site], Instant]:
    """The instant for a site in its own time zone. A moment that cannot be read is refused before anything is done."""
    clock = datetime.now(UTC)

    def instant(zone: str) -> Instant:
        if as_of is not None and not as_of.strip():
            raise WrongUseError("cli.wrong.as-of", verb=verb, found="")
        found = read_instant(as_of, environment, clock, zone)
        if found is None:
            raise WrongUseError("cli.wrong.as-of" if as_of else "cli.wrong.epoch", verb=verb, found=as_of)
        return found

    instant("UTC")
    return lambda site: instant(site.settings.time_zone)
