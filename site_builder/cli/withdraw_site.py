"""Make the site without what is withdrawn: built, or where that is impossible, closed page by page; then audit it."""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from site_builder import __version__
from site_builder.cli.build import verified
from site_builder.cli.console import Console, ProgressBar
from site_builder.outbox import OUTBOX
from site_builder.prepare import STORE
from site_builder.problems import Problem
from site_builder.public import Instant
from site_builder.publish.releases import list_releases, recover, retire
from site_builder.publish.staging import Stage, discard, list_files, remove_leftovers, stage, swap
from site_builder.publish.target import SITE, release_folder, releases_folder
from site_builder.reading.withdrawals import WithdrawalRequest, marks
from site_builder.rendering.handbook import handbook_words, is_of_handbook
from site_builder.site import Site
from site_builder.store import clean_store
from site_builder.withdrawal.addresses import (
    ChangedFiles,
    compare_sites,
    project_catalogs,
    readable_slugs,
    served_slugs,
)
from site_builder.withdrawal.audit import SearchedFolder, SearchTerms, Trace, audit, files_in
from site_builder.withdrawal.marking import Marked
from site_builder.withdrawal.phrases import Phrase, PhraseSearch
from site_builder.withdrawal.rescue import Rescue, close_pages, languages_of

_KEEP = 3
_CACHE = ".cache"
_PROGRAM = re.compile(
    r"pagefind/pagefind[\w-]*\.(?:js|css)$|pagefind/wasm\.\w+\.pagefind$|assets/(?:javascripts|stylesheets)/|admin/"
)
"""The programs of a site: they hold the names of their authors and lists of countries, and no words of any record."""
_PURGE_LIST = re.compile(rf"{OUTBOX}/purge-[0-9T:Z-]+\.txt")


@dataclass(frozen=True)
class Withdrawal:
    """What is withdrawn from which site. ``marked``: the records with it; ``only_look``: whether nothing is changed."""

    root: Path
    target: Path
    wanted: WithdrawalRequest
    terms: SearchTerms
    marked: Sequence[Marked]
    instant: Callable[[Site], Instant]
    only_look: bool = False


@dataclass
class Outcome:
    """The outcome of a withdrawal.

    ``changed``: the addresses. ``rescue``: how the records were read. ``is_built``: whether a site could be built from
    them; ``is_closed``: whether pages were closed instead. ``refused``: the system's refusal to write a file.
    ``faults``: of the new site. ``traces``: what the audit still found. ``removed``: deleted files of the outbox that
    held it. ``left``: what could not be removed beside the site.
    """

    changed: ChangedFiles = field(default_factory=ChangedFiles)
    rescue: Rescue | None = None
    is_built: bool = False
    is_closed: bool = False
    refused: OSError | None = None
    site_url: str = ""
    faults: list[Problem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    traces: list[Trace] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def take_out(job: Withdrawal, console: Console) -> Outcome:
    """Take it out of the site, the store and every older site. The caller holds the lock on the target."""
    target, outcome = job.target, Outcome()
    recover(target)
    staged = stage(target)
    known: frozenset[str] | None = None
    try:
        files = _built(job, outcome, staged, console)
        if files is None and target.is_dir():
            files = _close(job, outcome, staged)
        if files is not None:
            older = [release_folder(target, release.number) / SITE for release in list_releases(target).older]
            outcome.changed = compare_sites(target, staged.site, older)
            if not job.only_look:
                known = _known(job, outcome)
                swap(staged, keep=_KEEP, made=datetime.now(UTC), version=__version__, files=files, withdrawn=known)
    finally:
        discard(staged)
        if not job.only_look:
            _make_sure(job, outcome, known)
    return outcome


def _known(job: Withdrawal, outcome: Outcome) -> frozenset[str]:
    """Give the marks that a site must know to be kept; one that no site knows, where a mark may be missing."""
    is_certain = outcome.is_built and not any(each.by_hand for each in job.marked)
    return marks(job.root) | (frozenset() if is_certain else {secrets.token_hex(20)})


def _built(job: Withdrawal, outcome: Outcome, staged: Stage, console: Console) -> frozenset[str] | None:
    """Build the site from the records; give its files, or None where that failed: the withdrawal goes on."""
    from site_builder import mkdocs_plugin

    slugs = served_slugs(job.target, project_catalogs(job.root, languages_of(job.target)))
    rescue = outcome.rescue = Rescue(job.root, job.wanted, job.instant, slugs, job.only_look)
    try:
        with ProgressBar(console) as bar:
            options = mkdocs_plugin.Options(
                locale=console.locale,
                keeps_target=True,
                progress=bar,
                ready=rescue.ready,
                finish=rescue.finish,
                remarks=outcome.remarks,
            )
            mkdocs_plugin.run(job.root, staged.site, options)
        if options.made is None or options.prepared is None or options.prepared.site is None:
            return None
        outcome.site_url = options.prepared.site.settings.site_url
        files = remove_leftovers(staged, options.planned)
        outcome.faults = verified(staged.site, options, files)
        outcome.is_built = True
        return files
    except OSError as error:
        outcome.refused = error
        return None
    except Exception as error:
        # Its kind alone: its message may quote what is withdrawn. A build shows the same error in full.
        outcome.remarks.append(type(error).__name__)
        return None


def _close(job: Withdrawal, outcome: Outcome, staged: Stage) -> frozenset[str]:
    """Stage the served site without every page that may show what is withdrawn; give its files."""
    for name in list(list_files(staged.site)):
        (staged.site / name.removesuffix("@")).unlink()
    site = SearchedFolder("site", job.target, files_in(job.target))
    holding = {trace.file for trace in audit([site], job.terms, _is_own(job.terms)) if trace.kind != "near"}
    without = frozenset(each.folder for each in job.marked)
    words = project_catalogs(job.root, languages_of(job.target))
    outcome.is_closed = True
    return close_pages(job.target, staged.site, readable_slugs(job.root, without), words, holding)


def _make_sure(job: Withdrawal, outcome: Outcome, known: frozenset[str] | None) -> None:
    """Audit everything that is kept, remove what should have gone, and note what is left."""
    target, store = job.target, job.root / STORE
    if not outcome.is_built:
        clean_store(store)
    shutil.rmtree(job.root / _CACHE / "plugin", ignore_errors=True)
    for name in _leftovers(target):
        shutil.rmtree(releases_folder(target) / name, ignore_errors=True)
    traces = audit(_places(job), job.terms, _is_own(job.terms))
    certain = [trace for trace in traces if trace.kind in {"name", "words", "picture"}]
    # Nobody reads older sites: those that may show it go too.
    for site in {trace.root for trace in traces if trace.place == "release"}:
        retire(target, site.parent, at_once=True)
    for trace in certain:
        if trace.place == "outbox" and trace.path.is_file() and not trace.path.is_symlink():
            trace.path.unlink()
            outcome.removed.append(trace.file)
        elif trace.place == "cache" and trace.path.is_relative_to(store):
            clean_store(store)
        elif trace.place == "cache":
            trace.path.unlink(missing_ok=True)
    outcome.traces = [trace for trace in traces if trace.path.exists() and (trace in certain or trace.place != "cache")]
    outcome.left = [*_leftovers(target), *_not_free(target, known)]


def _places(job: Withdrawal) -> Iterator[SearchedFolder]:
    """List everything that a withdrawal must reach, and the project's files, which are published or committed next."""
    root, target = job.root, job.target
    yield SearchedFolder("site", target, files_in(target))
    for release in list_releases(target).older:
        site = release_folder(target, release.number) / SITE
        yield SearchedFolder("release", site, files_in(site))
    yield SearchedFolder("cache", root / _CACHE, files_in(root / _CACHE))
    # A link in its place leads anywhere: it is named as not searched.
    outbox = [OUTBOX] if (root / OUTBOX).is_symlink() else [f"{OUTBOX}/{file}" for file in files_in(root / OUTBOX)]
    yield SearchedFolder("outbox", root, [file for file in outbox if not _PURGE_LIST.fullmatch(file)])
    # Marked records keep their words. Pictures were compared before.
    own = tuple(f"stories/{each.folder}/" for each in job.marked)
    written = [f"{top}/{file}" for top in ("stories", "content") for file in files_in(root / top)]
    yield SearchedFolder("records", root, [file for file in written if not file.startswith(own)], has_pictures=False)
    handed_in = [f"inbox/{file}" for file in files_in(root / "inbox")]
    loose = [path.name for path in sorted(root.iterdir()) if path.is_file()]
    yield SearchedFolder("handed-in", root, [*handed_in, *loose])


def _is_own(terms: SearchTerms) -> Callable[[SearchedFolder, str, Phrase], bool]:
    """Recognise what is no trace: a name in an example of the handbook, or of an author of a program of the site."""
    own = PhraseSearch(terms.phrases).found_in(handbook_words()) if terms.phrases else frozenset()

    def is_own(place: SearchedFolder, file: str, phrase: Phrase) -> bool:
        if place.name not in {"site", "release"}:
            return False
        return (phrase in own and is_of_handbook(file)) or (phrase.is_one_word and bool(_PROGRAM.match(file)))

    return is_own


def _leftovers(target: Path) -> list[str]:
    """List what should have gone from beside a site: older sites that were being removed, unfinished ones."""
    place = releases_folder(target)
    if not place.is_dir():
        return []
    return sorted(entry.name for entry in place.iterdir() if entry.is_dir() and not entry.name.isdecimal())


def _not_free(target: Path, known: frozenset[str] | None) -> list[str]:
    return [
        str(each.number) for each in list_releases(target).older if known is not None and not each.is_free_of(known)
    ]
