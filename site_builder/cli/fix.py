"""``stories check --fix``: shows every link that could be put on a figure, and writes those that a person accepts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import click

from site_builder.checks.figures import Proposal, proposals
from site_builder.cli.console import Console
from site_builder.problems import Position, Problem
from site_builder.problems.report import position
from site_builder.reading import locate
from site_builder.reading.editing import replace_words
from site_builder.records import Story
from site_builder.site import Site
from site_builder.store.files import write_atomic

_AROUND = 40


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
    console.tell(console.counted("cli.fix.done", len(done)))


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


@dataclass(frozen=True, slots=True)
class Change:
    """A proposal and where it would be written. ``before`` and ``after``: the words around it, then and now."""

    story: Story
    proposal: Proposal
    at: Position
    before: str
    after: str


def changes(root: Path, stories: Iterable[Story], locales: Iterable[str]) -> list[Change]:
    """List every proposal for ``stories``, in the order of files and lines."""
    found = []
    languages = tuple(locales)
    for story in stories:
        for one in proposals(story, languages):
            # Any rule does: it is the place that is looked up.
            place = Problem(story.body_at(one.locale, one.start), "figure-unlinked")
            at = position(locate([place], lambda file: (root / file).read_bytes())[0])
            found.append(_change(story, one, at))
    return sorted(found, key=lambda change: change.at)


def _change(story: Story, proposal: Proposal, at: Position) -> Change:
    text = story.body.by_locale[proposal.locale]
    start, end = max(0, proposal.start - _AROUND), proposal.end + _AROUND
    lead, tail = text[start : proposal.start], text[proposal.end : end]
    words = text[proposal.start : proposal.end]
    before, after = (" ".join(f"{lead}{middle}{tail}".split()) for middle in (words, proposal.replacement))
    return Change(story, proposal, at, before, after)


def write(root: Path, accepted: Iterable[Change]) -> tuple[list[Change], list[Change]]:
    """Write what was accepted; return what is written, and what must be done by hand.

    A file is only changed if, read again, its text is exactly the old one with the links in it: how YAML folds lines
    and what it needs quotation marks for is not guessed at.
    """
    by_text: dict[tuple[str, str], list[Change]] = {}
    for change in accepted:
        by_text.setdefault((change.at.file, change.proposal.locale), []).append(change)
    done: list[Change] = []
    by_hand: list[Change] = []
    for (file, locale), group in by_text.items():
        path = (root / file).resolve()
        links = [(one.start, one.end, one.replacement) for one in (change.proposal for change in group)]
        record_path = () if locale in group[0].story.body_files else ("body", locale)
        new = replace_words(file, path.read_bytes(), record_path, links)
        if new is None:
            by_hand += group
        else:
            # Whole or not at all: somebody's writing is at stake.
            write_atomic(path, new, like=path)
            done += group
    return done, by_hand
