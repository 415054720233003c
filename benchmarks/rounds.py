"""The rounds: every subject at every size, one after the other, again and again, each time in another order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import photograph_cases, synthetic
from benchmarks.case import Case, first_story, measured, story_pages
from benchmarks.choice import EVERYTHING, SUBJECTS, Choice
from benchmarks.peer_cases import eleventy_cases, hugo_cases, material_cases
from benchmarks.project_cases import project_cases
from benchmarks.results import PHOTOGRAPHS, Key, Record
from benchmarks.start_cases import start_cases
from benchmarks.targets import COMPARED

Prepared = tuple[int, list[list[Case]]]
"""A number of stories, and each subject's cases."""

_CASES = {"project": project_cases, "hugo": hugo_cases, "eleventy": eleventy_cases, "mkdocs": material_cases}
"""Who makes whole sites, by the names in ``SUBJECTS``."""


class WrongSiteError(Exception):
    """A subject's site lacks pages or what was changed, so that its time says nothing; the message says whose."""


def prepare(folder: Path, sizes: Sequence[int], chosen: Choice = EVERYTHING) -> Iterator[Prepared]:
    """The sites of every subject that is chosen, for each number of stories."""
    subjects = [name for name in _CASES if chosen.has_sites(SUBJECTS[name])]
    for size in sizes if subjects else ():
        stories = tuple(synthetic.stories(size))
        found = [_CASES[name](folder / str(size) / name, stories) for name in subjects]
        if size == 1:
            found.append(start_cases(folder / "start"))
        yield size, [[case for case in cases if chosen.has(case.subject, case.mode)] for cases in found]


def prepare_photographs(folder: Path, count: int, chosen: Choice = EVERYTHING) -> Prepared:
    """The sites whose pictures are measured."""
    found = photograph_cases.photograph_cases(folder / "photographs", tuple(synthetic.stories(count)))
    return count, [[case] for case in found if chosen.has(case.subject, case.mode)]


def run(prepared: Sequence[Prepared], rounds: int, patience: float) -> Iterator[Record]:
    """Measure everything ``rounds`` times, one record after the other.

    What took longer than ``patience`` seconds is not run again, unless a ratio to reach is made of it. Raises
    WrongSiteError and CommandFailedError.
    """
    slow: set[Key] = set()
    for round_ in range(rounds):
        for size, subjects in prepared:
            for case in _turned(subjects, round_):
                for record in _measured(case, size, round_, slow):
                    if record.usage.seconds > patience and record.key not in COMPARED:
                        slow.add(record.key)
                    yield record


def _turned(subjects: list[list[Case]], round_: int) -> Iterator[Case]:
    first = round_ % max(len(subjects), 1)
    for subject in subjects[first:] + subjects[:first]:
        yield from subject


def _measured(case: Case, size: int, round_: int, slow: set[Key]) -> Iterator[Record]:
    """One run of a case, and of the index that is made after it; nothing of what is ``slow``."""
    key = Key(case.subject, case.mode, case.search, size)
    if key in slow:
        return
    case.ready(round_)
    usage = measured(case.command)
    _examine(case, size, round_)
    yield Record(round_, key, usage, photograph_cases.pictures(case.site) if case.mode == PHOTOGRAPHS else "")
    indexed = Key(case.subject, case.mode, True, size)
    if case.indexing and indexed not in slow:
        yield Record(round_, indexed, usage.then(measured(case.indexing)))


def _examine(case: Case, size: int, round_: int) -> None:
    """Raises WrongSiteError where a page of a story is missing, or the first does not show what was changed."""
    if not case.has_site:
        return
    found, expected = story_pages(case.site), size * len(synthetic.LOCALES)
    if found != expected:
        raise WrongSiteError(f"{case.subject}, {case.mode}: {found} pages of stories instead of {expected}")
    if case.shows and (shown := case.shows(round_)) not in first_story(case.site):
        raise WrongSiteError(f"{case.subject}, {case.mode}: the first story does not show “{shown}”")
