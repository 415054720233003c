"""What ``stories withdraw`` says: what was marked, which addresses are touched, what could not be done, what stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import click

from site_builder.cli.console import Console
from site_builder.cli.withdraw_site import Taken
from site_builder.locales import formats
from site_builder.problems import Severity
from site_builder.reading.taken_back import story_file
from site_builder.store.files import write_whole
from site_builder.withdrawal import Marked, Rescue, address, kind_of, purge_list

_KINDS = ("page", "picture", "feed", "search", "other")


def report_marks(console: Console, marked: Sequence[Marked], *, dry_run: bool) -> None:
    """Which records are marked, and which a person must mark."""
    words = console.words
    for each in marked:
        file = _file(console, each)
        if each.by_hand:
            console.fail(words.text(f"cli.withdraw.by-hand-{each.by_hand}", file=file))
            continue
        if each.new:
            key = "cli.withdraw.would-mark" if dry_run else "cli.withdraw.marked"
            console.say(words.plural(key, each.new, number=formats.number(each.new, console.locale), file=file))
        if each.old:
            number = formats.number(each.old, console.locale)
            console.say(words.plural("cli.withdraw.marked-before", each.old, number=number, file=file))
    if not marked:
        console.say(words.text("cli.withdraw.nowhere"))


def write_purge_list(root: Path, given: str | None, taken: Taken, now: datetime) -> str:
    """Write the addresses for a cache to forget, whole or not at all; where, empty where there are none."""
    names = taken.touched.all()
    if not names:
        return ""
    path = Path(given) if given else root / ".cache" / f"purge-{now:%Y-%m-%dT%H%M%SZ}.txt"
    try:
        write_whole(path, purge_list(names, taken.site_url).encode())
    except OSError as error:
        taken.refused = error
        return ""
    return given or path.relative_to(root).as_posix()


def report_end(console: Console, taken: Taken, marked: Sequence[Marked], listed: str) -> int:
    """All the rest, and the exit status."""
    words = console.words
    _tell_how(console, taken)
    for line in _addresses(console, taken):
        console.say(line)
    if listed:
        console.say(words.text("cli.withdraw.purge-written", file=listed))
    failed = _tell_failures(console, taken, marked)
    if taken.refused:
        console.fault(taken.refused)
    if taken.only_look:
        console.say(words.text("cli.withdraw.only-looked"))
        return 1 if failed or taken.refused else 0
    console.say()
    console.say(words.text("cli.withdraw.stays"))
    if any(each.new for each in marked):
        console.say()
        console.say(click.style(words.text("cli.withdraw.commit"), bold=True))
    if failed:
        console.fail(words.text("cli.withdraw.not-all"))
    elif not taken.refused:
        console.say(words.text("cli.withdraw.done"))
        return 0
    return 1


def _tell_how(console: Console, taken: Taken) -> None:
    """What of other records is not as it should be."""
    words = console.words
    if taken.rescue is not None:
        _tell_of_records(console, taken.rescue, is_built=taken.is_built)
    for remark in taken.remarks:
        console.tell(console.remark(remark))
    for fault in taken.faults:
        console.tell(console.problem(fault))
    for page in taken.held:
        console.tell(words.text("cli.withdraw.held", address=address(page)))
    if taken.is_shut:
        console.fail(words.text("cli.withdraw.shut"))


def _tell_of_records(console: Console, rescue: Rescue, *, is_built: bool) -> None:
    for problem in rescue.problems:
        if problem.severity is Severity.ERROR and not console.is_public_log:
            console.tell(console.problem(problem))
    lost = sorted({*rescue.lost} - {*rescue.suspects})
    for key, folders in (("recalled", rescue.recalled), ("lost", lost), ("suspect", rescue.suspects)):
        for folder in folders if is_built else ():
            console.tell(console.words.text(f"cli.withdraw.{key}", file=story_file(folder)))


def _addresses(console: Console, taken: Taken) -> Iterator[str]:
    found = taken.touched
    if not found.all():
        yield console.words.text("cli.withdraw.none-touched")
    for what, names in (("changed", found.changed), ("gone", found.gone), ("earlier", found.earlier)):
        for kind in _KINDS:
            if those := [name for name in names if kind_of(name) == kind]:
                yield console.words.text(f"cli.withdraw.{what}-{kind}")
                yield from (f"  {_shown(name, taken.site_url)}" for name in those)


def _shown(name: str, site_url: str) -> str:
    return purge_list([address(name)], site_url).splitlines()[0]


def _tell_failures(console: Console, taken: Taken, marked: Sequence[Marked]) -> bool:
    """Whatever could not be taken out."""
    words = console.words
    if not taken.is_built and not taken.is_shut:
        console.fail(words.text("cli.withdraw.no-site"))
    for name in taken.left:
        console.fail(words.text("cli.withdraw.left", name=name))
    for name in taken.still:
        console.fail(words.text("cli.withdraw.still", address=_shown(name, taken.site_url)))
    return bool(taken.left or taken.still or not (taken.is_built or taken.is_shut)) or any(
        each.by_hand for each in marked
    )


def _file(console: Console, marked: Marked) -> str:
    """The record's file; on a server, whose log others read, only where readers see the record."""
    if marked.is_public or not console.is_public_log:
        return story_file(marked.folder)
    return console.words.text("cli.withdraw.not-public")
