"""Accepted proposals written into the files in which people write, and nothing else of these files changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from site_builder.checks.figures import Proposal, proposals
from site_builder.problems import Position, Problem
from site_builder.problems.report import position
from site_builder.reading import locate
from site_builder.reading.editing import replace_words
from site_builder.records import Story
from site_builder.store.files import write_whole

_AROUND = 40


@dataclass(frozen=True, slots=True)
class Change:
    """A proposal and where it would be written. ``before`` and ``after``: the words around it, then and now."""

    story: Story
    proposal: Proposal
    at: Position
    before: str
    after: str


def changes(root: Path, stories: Iterable[Story], locales: Iterable[str]) -> list[Change]:
    """Every proposal for ``stories``, in the order of files and lines."""
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
            write_whole(path, new, like=path)
            done += group
    return done, by_hand
