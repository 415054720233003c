"""``stories check --fix``: shows every link that could be put on a figure, and writes those that a person accepts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import click

from site_builder.cli.console import Console
from site_builder.cli.edits import Change, changes, write
from site_builder.site import Site


def fix(console: Console, root: Path, site: Site, *, is_wanted: Callable[[str], bool], accept_all: bool) -> None:
    """Go through the proposals for files that ``is_wanted``; without a terminal they are listed, or all accepted."""
    words = console.words
    found = [one for one in changes(root, site.stories, site.settings.locales) if is_wanted(one.at.file)]
    if not found:
        console.tell(words.text("cli.fix.none"))
        return
    accepted = [change for change in found if _is_accepted(console, change, accept_all=accept_all)]
    if not accepted and not console.is_watched:
        console.tell(words.text("cli.fix.listed"))
        return
    done, by_hand = write(root, accepted)
    if by_hand:
        console.tell(words.text("cli.fix.by-hand"))
        _list(console, by_hand)
    console.tell(words.plural("cli.fix.done", len(done), number=len(done)))


def _is_accepted(console: Console, change: Change, *, accept_all: bool) -> bool:
    _list(console, [change])
    if accept_all or not console.is_watched:
        return accept_all
    answer = str(click.prompt(console.words.text("cli.fix.question"), default="", show_default=False, err=True))
    return answer.strip().casefold() in console.words.text("cli.fix.yes").split()


def _list(console: Console, found: Iterable[Change]) -> None:
    for change in found:
        console.tell(f"{change.at.file}:{change.at.line}:{change.at.column}")
        console.tell(click.style(f"  - {console.private(change.before)}", fg="red"))
        console.tell(click.style(f"  + {console.private(change.after)}", fg="green"))
