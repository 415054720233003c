"""Accepted proposals written into the files in which people write, and nothing else of these files changed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from site_builder.checks.figures import Proposal, apply, proposals
from site_builder.problems import Position, Problem
from site_builder.problems.report import position
from site_builder.reading import locate
from site_builder.reading.source import decode
from site_builder.reading.yaml import load
from site_builder.records import Story
from site_builder.store.files import write_whole

_LINE_END = re.compile("\r\n|\r|\n")
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
    """Write what was accepted: what is written, and what must be done by hand.

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
        data = path.read_bytes()
        new = _edited(data, group)
        story = group[0].story
        wanted = apply(story.body.by_locale[locale], [change.proposal for change in group])
        if new is not None and _body(file, new, locale, is_beside=locale in story.body_files) == wanted:
            _replace(path, new)
            done += group
        else:
            by_hand += group
    return done, by_hand


def _edited(data: bytes, group: Iterable[Change]) -> bytes | None:
    """The file's bytes with the replacements; None where the words do not stand in it as they stand in the record."""
    text = data.decode("utf-8")
    starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
    for change in sorted(group, key=lambda one: one.at, reverse=True):
        # A byte order mark is no part of the first line.
        shift = 1 if change.at.line == 1 and text.startswith("\ufeff") else 0
        index = starts[change.at.line - 1] + change.at.column - 1 + shift
        proposal = change.proposal
        words = change.story.body.by_locale[proposal.locale][proposal.start : proposal.end]
        if text[index : index + len(words)] != words:
            return None
        text = text[:index] + proposal.replacement + text[index + len(words) :]
    return text.encode("utf-8")


def _body(file: str, data: bytes, locale: str, *, is_beside: bool) -> str | None:
    """The body in ``locale`` as reading takes it from the file's bytes."""
    if is_beside:
        return decode(file, data)[0].text.strip()
    tree, _ = load(file, data)
    body = (tree or {}).get("body")
    words = body.get(locale) if isinstance(body, dict) else None
    return words.strip() if isinstance(words, str) else None


def _replace(path: Path, data: bytes) -> None:
    """Whole or not at all: somebody's writing is at stake."""
    write_whole(path, data, like=path)
