"""Where the site goes, as somebody types it and as it is shown."""

from __future__ import annotations

import os
from pathlib import Path

import click

from site_builder.cli.face import Number
from site_builder.cli.use import WrongUseError
from site_builder.locales.catalog import Catalog
from site_builder.publish.target import why_unsuitable


def options_of_swap(words: Catalog, where: str, wait: int = 0) -> list[click.Parameter]:
    """``--site-dir``, with its help under the key ``where``, and ``--wait``: what every verb has that swaps sites.

    ``wait``: the seconds by default.
    """
    return [
        click.Option(["--site-dir"], metavar=words.text("cli.folder-metavar"), help=words.text(where)),
        Number(
            ["--wait"],
            type=click.IntRange(0, 86_400),
            default=wait,
            metavar=words.text("cli.number-metavar"),
            help=words.text("cli.withdraw.wait", seconds=wait) if wait else words.text("cli.build.wait"),
        ),
    ]


def site_target(root: Path, site_dir: str | None, *, verb: str) -> Path:
    """The folder that is served; one that may not be swapped away is wrong use."""
    # Not resolve(): that would follow the link that a target must not be.
    target = Path(os.path.abspath(site_dir)) if site_dir else root / "site"  # noqa: PTH100
    target = target.parent.resolve() / target.name
    if why := why_unsuitable(target, root):
        raise WrongUseError(f"cli.wrong.site-dir.{why}", verb=verb, folder=site_dir or "site")
    return target


def shown(target: Path, given: str | None) -> str:
    """Where the site is, as somebody who stands here would type it."""
    if given:
        return given
    here = Path.cwd()
    return str(target.relative_to(here)) if target.is_relative_to(here) else str(target)
