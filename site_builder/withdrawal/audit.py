"""Decide whether anything of what was withdrawn is still there. Nothing else says that a withdrawal is done.

The audit shares no code with what makes the site: it opens every file as the programs of readers do, and searches the
text and pictures in it. It names what it cannot open.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple

from site_builder.photos.jobs import ThumbnailJob
from site_builder.photos.likeness import is_part, likeness
from site_builder.withdrawal.contents import FilePicture, Unread, contents
from site_builder.withdrawal.phrases import Phrase, PhraseSearch, letters, word_stems
from site_builder.workers import cores, in_shares, jobs
from site_builder.workers.pool import WorkerPool

PlaceName = Literal["site", "release", "cache", "outbox", "handed-in", "records"]
TraceKind = Literal["name", "words", "picture", "near", "unread"]

_WORTH_A_PROCESS = 300
_MOST_BYTES = 200_000_000
_INDEX, _FRAGMENT = "pagefind_dcd", "pagefind_dcd{"


@dataclass(frozen=True)
class SearchTerms:
    """What to look for. ``digests``: SHA-256 of picture files; ``stems``: beginnings of names of picture files.

    ``thumbnails``: of these pictures (``photos.likeness``); ``cuts``: of their share cards; ``parts``: of what somebody
    may have cut out of them. ``has_all_pictures``: False where one cannot be compared, since its file is gone.
    ``addresses``: the last parts of addresses that stay, since they answer with a neutral page.
    """

    phrases: frozenset[Phrase] = frozenset()
    digests: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()
    thumbnails: tuple[bytes, ...] = ()
    cuts: tuple[bytes, ...] = ()
    parts: tuple[bytes, ...] = ()
    has_all_pictures: bool = True
    addresses: frozenset[str] = frozenset()


@dataclass(frozen=True)
class SearchedFolder:
    """Files to look through, by their paths in the folder ``root``. ``has_pictures``: whether to compare pictures."""

    name: PlaceName
    root: Path
    files: Collection[str]
    has_pictures: bool = True


class Trace(NamedTuple):
    """A file that holds something of what was withdrawn. ``near``: a picture that looks like a withdrawn one;
    ``unread``: it may, since nothing here can read the file."""

    place: PlaceName
    root: Path
    file: str
    kind: TraceKind

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self.root / self.file


def files_in(folder: Path) -> list[str]:
    """List every file below a folder, links among them, by their paths in it."""
    found = folder.rglob("*") if folder.is_dir() else ()
    return sorted(path.relative_to(folder).as_posix() for path in found if path.is_symlink() or not path.is_dir())


def audit(
    places: Iterable[SearchedFolder],
    terms: SearchTerms,
    is_own: Callable[[SearchedFolder, str, Phrase], bool] = lambda place, file, phrase: False,
) -> list[Trace]:
    """Find every trace in these places, place by place, by file and kind.

    ``is_own``: whether a phrase in a file is the software's own, as names in examples of the handbook are. A file that
    several places hold under one inode is read once. Raises WorkerError where no worker can be started.
    """
    search = PhraseSearch(terms.phrases, terms.addresses)
    wanted = [(place, file) for place in places for file in place.files]
    seen: dict[tuple[int, int], list[tuple[SearchedFolder, str]]] = {}
    traces: list[Trace] = []
    for place, file in wanted:
        try:
            status = (place.root / file).lstat()
        except FileNotFoundError:
            # Another program has just removed it.
            continue
        seen.setdefault((status.st_dev, status.st_ino), []).append((place, file))
        if _names(file, terms, search):
            traces.append(Trace(place.name, place.root, file, "name"))
    unique = list(seen.values())
    read = _read_all([same[0][0].root / same[0][1] for same in unique], search)
    pictured = []
    for number, found in read:
        held = {phrase.kind for phrase in found.phrases if not any(is_own(*each, phrase) for each in unique[number])}
        for place, file in unique[number]:
            traces += [Trace(place.name, place.root, file, kind) for kind in held]
            # The store holds values of its own kind, which are text as far as they hold any.
            whys = found.unread - {"kind"} if place.name == "cache" else found.unread
            if whys:
                traces.append(Trace(place.name, place.root, file, "unread"))
        if found.pictures and any(place.has_pictures for place, _ in unique[number]):
            pictured.append(unique[number])
    traces += _in_indexes(read, unique, search)
    if terms.thumbnails or terms.digests:
        traces += _of_pictures(pictured, terms)
    return sorted(set(traces), key=lambda trace: (trace.place, str(trace.root), trace.file, trace.kind))


@dataclass(frozen=True)
class _Found:
    """What one file holds. ``stems``: beginnings of the words of names; ``is_index``: whether it is a word index."""

    phrases: frozenset[Phrase] = frozenset()
    stems: frozenset[bytes] = frozenset()
    is_index: bool = False
    pictures: int = 0
    unread: frozenset[str] = field(default_factory=frozenset)


def _names(file: str, terms: SearchTerms, search: PhraseSearch) -> bool:
    return file.rpartition("/")[2].startswith(tuple(terms.stems)) or bool(search.found_in(file))


def _read_all(paths: Sequence[Path], search: PhraseSearch) -> list[tuple[int, _Found]]:
    stems = frozenset(stem for phrase in search.phrases if phrase.kind == "name" for stem in word_stems(phrase))

    def share(number: int, of: int) -> Iterator[tuple[int, _Found]]:
        # Where there are no hard links, a site and what it is made from are copies of each other.
        known: dict[bytes, _Found] = {}
        for index in range(number, len(paths), of):
            data = _bytes(paths[index])
            if data is None:
                yield index, _Found(unread=frozenset({"damaged"}))
                continue
            digest = hashlib.sha256(data).digest()
            if digest not in known:
                known[digest] = _read(data, search, stems)
            yield index, known[digest]

    return sorted(in_shares(share, jobs(len(paths), _WORTH_A_PROCESS)), key=lambda each: each[0])


def _read(data: bytes, search: PhraseSearch, stems: frozenset[bytes]) -> _Found:
    phrases: set[Phrase] = set()
    words: set[bytes] = set()
    unread: set[str] = set()
    pictures, is_index = 0, False
    for each in contents(data):
        if isinstance(each, FilePicture):
            pictures += 1
        elif isinstance(each, Unread):
            unread.add(each.why)
        else:
            phrases |= search.found_in(each.words)
            is_index = is_index or (each.words.startswith(_INDEX) and not each.words.startswith(_FRAGMENT))
            plain = letters(each.words) if stems else b""
            words.update(stem for stem in stems if stem in plain)
    return _Found(frozenset(phrases), frozenset(words), is_index, pictures, frozenset(unread))


def _bytes(path: Path) -> bytes | None:
    """Read a file; None for what is no file, is too large, or cannot be read."""
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > _MOST_BYTES:
            return None
        return path.read_bytes()
    except OSError:
        return None


def _in_indexes(
    read: Iterable[tuple[int, _Found]], unique: Sequence[list[tuple[SearchedFolder, str]]], search: PhraseSearch
) -> Iterator[Trace]:
    """Find names whose words a search index holds though no page of the site does: it lists words one by one, cut to
    their stems."""
    indexes: dict[Path, dict[str, frozenset[bytes]]] = {}
    on_pages: dict[Path, set[bytes]] = {}
    for number, found in read:
        for place, file in unique[number]:
            if found.is_index:
                indexes.setdefault(place.root, {})[file] = found.stems
            else:
                on_pages.setdefault(place.root, set()).update(found.stems)
    places = {place.root: place for same in unique for place, _ in same}
    for root, files in indexes.items():
        listed = frozenset().union(*files.values())
        for phrase in search.phrases:
            stems = frozenset(word_stems(phrase)) if phrase.kind == "name" else frozenset()
            alone = stems - on_pages.get(root, set())
            if stems and stems <= listed and alone:
                yield from (
                    Trace(places[root].name, root, file, "name") for file, held in files.items() if alone & held
                )


def _of_pictures(pictured: Sequence[list[tuple[SearchedFolder, str]]], terms: SearchTerms) -> Iterator[Trace]:
    """Find the files that hold a withdrawn picture, or one that looks like it."""
    workers = WorkerPool(keep_memory=True)
    known: dict[str, TraceKind | None] = {}

    def kinds(same: list[tuple[SearchedFolder, str]]) -> set[TraceKind]:
        data = _bytes(same[0][0].root / same[0][1])
        found: set[TraceKind] = set()
        for each in contents(data or b""):
            if isinstance(each, FilePicture):
                digest = hashlib.sha256(each.data).hexdigest()
                if digest not in known:
                    known[digest] = compare_picture(each.data, digest, terms, workers)
                kind = known[digest]
                if kind is not None and (kind != "unread" or each.is_sure):
                    found.add(kind)
        return found

    threads = ThreadPoolExecutor(cores())
    try:
        for same, found in zip(pictured, threads.map(kinds, pictured), strict=True):
            yield from (
                Trace(place.name, place.root, file, kind)
                for place, file in same
                if place.has_pictures
                for kind in found
            )
    finally:
        threads.shutdown(cancel_futures=True)
        workers.close()


def compare_picture(data: bytes, digest: str, terms: SearchTerms, workers: WorkerPool) -> TraceKind | None:
    """Compare a picture with the withdrawn ones; ``unread`` where it cannot be decoded."""
    if digest in terms.digests:
        return "picture"
    if not terms.thumbnails:
        return None
    thumbnails = workers.run(ThumbnailJob(data))
    if not thumbnails:
        return "unread"
    alike = {likeness(one, thumbnails[0]) for one in terms.thumbnails}
    alike |= {likeness(one, part) for part in thumbnails[1:] for one in terms.cuts}
    if "same" in alike:
        return "picture"
    is_near = "near" in alike or any(is_part(part, thumbnails[0]) for part in terms.parts)
    return "near" if is_near else None
