"""The rounds: every subject at every size, one after the other, again and again, each time in another order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks import photograph_cases, synthetic
from benchmarks.case import Case, Command, story_pages
from benchmarks.peer_cases import eleventy_cases, hugo_cases, material_cases
from benchmarks.process import Usage, measure
from benchmarks.project_cases import project_cases
from benchmarks.results import PHOTOGRAPHS, Key, Record

_SUBJECTS = {
    "project": project_cases,
    "hugo": hugo_cases,
    "eleventy": eleventy_cases,
    "material": material_cases,
}


class WrongSiteError(Exception):
    """A subject's site lacks pages, so that its time says nothing; the message says whose and how many."""


def prepare(folder: Path, sizes: Sequence[int]) -> Iterator[tuple[int, list[list[Case]]]]:
    """The sites of every subject for each number of stories: that number and each subject's cases."""
    for size in sizes:
        stories = tuple(synthetic.stories(size))
        yield size, [make(folder / str(size) / name, stories) for name, make in _SUBJECTS.items()]


def prepare_photographs(folder: Path, count: int) -> tuple[int, list[list[Case]]]:
    """The sites whose pictures are measured."""
    found = photograph_cases.photograph_cases(folder / "photographs", tuple(synthetic.stories(count)))
    return count, [[case] for case in found]


def run(
    prepared: Sequence[tuple[int, list[list[Case]]]], rounds: int, patience: float, tell: Callable[[str], None]
) -> tuple[list[Record], dict[str, str]]:
    """Measure everything ``rounds`` times; what took longer than ``patience`` seconds is not run again.

    Gives the runs, and for subjects that made pictures a line that says which. Raises WrongSiteError and
    CommandFailedError.
    """
    records: list[Record] = []
    pictures: dict[str, str] = {}
    slow: set[Key] = set()
    for round_ in range(rounds):
        for size, subjects in prepared:
            for case in _turned(subjects, round_):
                key = Key(case.subject, case.mode, case.search, size)
                if key in slow:
                    continue
                case.ready(round_)
                for record in _measured(case, key):
                    records.append(record)
                    tell(_line(round_, record))
                    if record.usage.seconds > patience:
                        slow.add(key)
                if case.mode == PHOTOGRAPHS:
                    pictures[case.subject] = photograph_cases.pictures(case.site)
    return records, pictures


def _turned(subjects: list[list[Case]], round_: int) -> Iterator[Case]:
    first = round_ % len(subjects)
    for subject in subjects[first:] + subjects[:first]:
        yield from subject


def _measured(case: Case, key: Key) -> Iterator[Record]:
    usage = _usage(case.command)
    found, expected = story_pages(case.site), key.stories * len(synthetic.LOCALES)
    if found != expected:
        raise WrongSiteError(f"{case.subject}, {case.mode}: {found} pages of stories instead of {expected}")
    yield Record(key, usage)
    if case.indexing:
        yield Record(Key(case.subject, case.mode, True, key.stories), usage.then(_usage(case.indexing)))


def _usage(command: Command) -> Usage:
    return measure(command.words, command.folder, command.environment)


def _line(round_: int, record: Record) -> str:
    key, usage = record.key, record.usage
    memory = f"{usage.memory / 2**20:6,.0f} MiB" if usage.memory is not None else ""
    what = f"{key.subject}, {key.mode}{', with search' if key.search else ''}"
    return f"{round_ + 1}  {key.stories:6,}  {what:<52} {usage.seconds:8.2f} s {memory}"
