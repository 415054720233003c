"""The site without what is taken back: built from the records, or where that cannot be, shut page by page."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from site_builder.build import STORE
from site_builder.cli.build import verified
from site_builder.cli.console import Console
from site_builder.cli.progress import Bar
from site_builder.cli.software import NAME
from site_builder.problems import Problem
from site_builder.public import Instant
from site_builder.publish import Stage, discard, gather, kept, listed, settle, stage, swap
from site_builder.publish.removal import put_away
from site_builder.publish.target import SITE, home, slot
from site_builder.reading.taken_back import Wanted, marks
from site_builder.site import Site
from site_builder.store import clean
from site_builder.withdrawal import (
    Marked,
    Needles,
    Rescue,
    Touched,
    carry,
    languages_of,
    leftovers,
    remains,
    served_slugs,
    shut,
    slugs_that_may_be,
    store_holds,
    story_sections,
    touched,
    words_in,
)

_KEEP = 3


@dataclass
class Taken:
    """What is taken out, and what came of it.

    ``slugs``: last known ones, by the folders of stories. ``touched``: the addresses. ``rescue``: how the
    records were read. ``is_built``: whether a site could be made of them; ``is_shut``: whether pages were shut instead.
    ``refused``: what the computer did not let be written. ``held``: pages that were not carried over. ``still``: files
    that still hold it. ``left``: what lies beside the site and could not be removed. ``faults``: of the new site.
    ``known``: what sites must know to be kept.
    """

    root: Path
    target: Path
    wanted: Wanted
    sought: Needles
    marked: Sequence[Marked]
    slugs: Mapping[str, frozenset[str]]
    instant: Callable[[Site], Instant]
    only_look: bool = False
    touched: Touched = field(default_factory=Touched)
    rescue: Rescue | None = None
    is_built: bool = False
    is_shut: bool = False
    refused: OSError | None = None
    site_url: str = ""
    held: tuple[str, ...] = ()
    still: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    known: frozenset[str] = frozenset()


def take_out(taken: Taken, console: Console) -> None:
    """Take it out of the site, the store and every older site. Call it with the lock on the target held."""
    target = taken.target
    settle(target)
    staged = stage(target)
    try:
        files = _built(taken, staged, console)
        if files is None and target.is_dir():
            files = _shut(taken, staged)
        if files is None:
            return
        older = [slot(target, release.number) / SITE for release in kept(target).older]
        taken.touched = touched(target, staged.site, older)
        if taken.only_look:
            return
        now = datetime.now(UTC)
        taken.known = _known(taken)
        swap(staged, keep=_KEEP, made=now, version=version(NAME), files=files, withdrawn=taken.known)
    finally:
        discard(staged)
        if not taken.only_look:
            _make_sure(taken)


def _known(taken: Taken) -> frozenset[str]:
    """What sites must know to be kept: all marks, and where one is missing or no records were read, what none knows."""
    is_certain = taken.is_built and not any(each.by_hand for each in taken.marked)
    return marks(taken.root) | (frozenset() if is_certain else {secrets.token_hex(20)})


def _built(taken: Taken, staged: Stage, console: Console) -> frozenset[str] | None:
    """The files of a site made of the records, or None. Whatever goes wrong in it, the withdrawal goes on."""
    from site_builder import mkdocs_plugin

    sections = story_sections(words_in(taken.root, languages_of(taken.target)))
    slugs = served_slugs(taken.target, sections)
    rescue = taken.rescue = Rescue(taken.root, taken.wanted, taken.instant, slugs, taken.only_look)
    try:
        with Bar(console) as bar:
            options = mkdocs_plugin.Options(
                locale=console.locale,
                target=staged.site,
                progress=bar,
                ready=rescue.ready,
                finish=rescue.finish,
                remarks=taken.remarks,
            )
            mkdocs_plugin.run(taken.root, staged.beside, options)
        if options.made is None or options.prepared is None or options.prepared.site is None:
            return None
        taken.site_url = options.prepared.site.settings.site_url
        planned = options.planned
        if rescue.lost and taken.target.is_dir():
            carried = carry(
                taken.target, staged.site, planned, slugs, sections, rescue.closed, taken.sought, taken.site_url
            )
            planned, taken.held = planned | carried.files, carried.left
        files = gather(staged, planned)
        options.planned = planned
        taken.faults = verified(staged.site, options, files)
        taken.is_built = True
        return files
    except OSError as error:
        taken.refused = error
        return None
    except Exception as error:
        # Its kind alone: what it says may be what is taken back. Whoever mends it sees the same in a build.
        taken.remarks.append(type(error).__name__)
        return None


def _shut(taken: Taken, staged: Stage) -> frozenset[str]:
    for name in list(listed(staged.site)):
        (staged.site / name.removesuffix("@")).unlink()
    words = words_in(taken.root, languages_of(taken.target))
    served = served_slugs(taken.target, story_sections(words))
    slugs = slugs_that_may_be(taken.root, [each.folder for each in taken.marked], taken.slugs, served)
    taken.is_shut = True
    return shut(taken.target, staged.site, slugs, words, taken.sought, taken.site_url)


def _make_sure(taken: Taken) -> None:
    """Look whether anything is left, in whatever is kept, and remove what should have gone."""
    target, store = taken.target, taken.root / STORE
    if not taken.is_built or store_holds(store, taken.sought):
        clean(store)
    shutil.rmtree(taken.root / ".cache" / "plugin", ignore_errors=True)
    for release in kept(target).older:
        place = slot(target, release.number)
        if remains(place / SITE, taken.sought):
            put_away(target, place, at_once=True)
    for name in leftovers(target):
        shutil.rmtree(home(target) / name, ignore_errors=True)
    taken.left = [*leftovers(target), *_not_free(taken)]
    taken.still = remains(target, taken.sought) if target.is_dir() else []


def _not_free(taken: Taken) -> list[str]:
    return [str(release.number) for release in kept(taken.target).older if not release.is_free_of(taken.known)]
