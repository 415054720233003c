"""Files beside hand-written pages, pictures and documents: published without what they hold beside what they show.

What parses them is imported by workers alone, and only where there is something that the store does not have.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from site_builder.cleaning.files import (
    COMMENTS,
    COSTLY,
    DOCUMENTS,
    HEAD,
    KINDS,
    MOST_BYTES,
    PACKAGES,
    STILL,
    UNKNOWN,
    Cleaned,
    CleaningJob,
    Kind,
    kind_of,
)
from site_builder.pictures.inspection import MAX_FILE_BYTES, FileFault, too_large
from site_builder.problems import Position, Problem, Task
from site_builder.reading.serialization import DeserializationError, dumps, loads
from site_builder.store import Digest, Store, digest_of, key, software
from site_builder.store.fingerprints import FileCache
from site_builder.workers import cores

if TYPE_CHECKING:
    from site_builder.workers.pool import WorkerPool

_TOLD = {COMMENTS: "document-comments", UNKNOWN: "hidden-data-unknown", STILL: "picture-animated"}
_UNREADABLE = FileFault("file-unreadable")


class StaticFile(NamedTuple):
    """How a file is published. ``cleaned``: the key of the content that takes its place, empty where it is published as
    it is. ``found``: as in ``Cleaned``. ``refusal``: why it is not published at all."""

    cleaned: Digest = ""
    found: frozenset[str] = frozenset()
    refusal: FileFault | None = None

    def problems(self, file: str) -> Iterator[Problem]:
        """Tell what is wrong with it and what was taken out. ``file``: its path in the project."""
        if self.refusal:
            yield self.refusal.in_file(file)
        if told := tuple(Task(f"rule.hidden-data.{kind}", 1) for kind in KINDS if kind in self.found):
            yield Problem(Position(file), "hidden-data", {"what": told})
        yield from (Problem(Position(file), rule) for sign, rule in _TOLD.items() if sign in self.found)


def look_through(
    files: Mapping[str, Path], store: Store, memory: FileCache[StaticFile] | None = None
) -> dict[str, StaticFile]:
    """Decide how each of these files is published, by the names that they are given here.

    What ``store`` does not know is cleaned and kept, on every core. ``memory``: what a process that does this again and
    again knows of them; no others are remembered. Raises WorkerError where no worker can be started.
    """
    known = {name: (memory and memory.recall(str(path))) or _known(path, store) for name, path in files.items()}
    unknown = [name for name, static in known.items() if not static]
    found = {name: static for name, static in known.items() if static}
    if unknown:
        with _workers() as pool, ThreadPoolExecutor(min(cores(), len(unknown))) as threads:
            results = threads.map(lambda name: _cleaned(files[name], pool), unknown)
            for name, (digest, result) in zip(unknown, results, strict=True):
                found[name] = _kept(digest, result, store)
    if memory:
        for name, path in files.items():
            memory.remember(str(path), found[name])
        memory.forget_others([str(path) for path in files.values()])
    return {name: found[name] for name in files}


def published(path: Path, static: StaticFile, store: Store) -> bytes | None:
    """Give the content that is published in the place of ``path``, where ``static`` says that there is one.

    None where ``path`` is no longer what was looked at. Raises WorkerError.
    """
    content = store.file(static.cleaned)
    if content is not None:
        return content
    # The store only ever saves work: it may have lost the file, or never been able to keep it.
    with _workers() as pool:
        name, made = _cleaned(path, pool)
    return made.content if isinstance(made, Cleaned) and name == static.cleaned else None


def _job(path: Path) -> CleaningJob | Cleaned | FileFault:
    """Read a file that is to be cleaned; give the result at once where it is not."""
    suffix = path.suffix.lower()
    try:
        if not path.is_file():
            return _UNREADABLE
        with path.open("rb") as stream:
            head = stream.read(HEAD)
            kind = kind_of(head, suffix)
            if not isinstance(kind, Kind):
                return kind
            if kind in {Kind.TEXT, Kind.OPAQUE}:
                return Cleaned(found=frozenset({UNKNOWN} if kind is Kind.OPAQUE else ()))
            most = MOST_BYTES if kind in DOCUMENTS else MAX_FILE_BYTES
            source = head + stream.read(most + 1 - len(head))
            size = path.stat().st_size
    except OSError:
        return _UNREADABLE
    return CleaningJob(kind, source, suffix) if len(source) <= most else _too_large(kind, suffix, size)


def _too_large(kind: Kind, suffix: str, size: int) -> Cleaned | FileFault:
    if kind is Kind.PACKAGE and suffix not in PACKAGES:
        # An archive, which would not be taken apart either if it were smaller.
        return Cleaned(found=frozenset({UNKNOWN}))
    return COSTLY if kind in DOCUMENTS else too_large(size)


def _key(job: CleaningJob) -> Digest:
    return key("static-file", software(), digest_of(job.source), job.suffix)


def _known(path: Path, store: Store) -> StaticFile | None:
    """Look up how a file is published; None where it has to be cleaned for that."""
    job = _job(path)
    if not isinstance(job, CleaningJob):
        return _static("", job)
    name = _key(job)
    try:
        is_another, found = loads(store.value(name) or b"")
    except DeserializationError:
        return None
    return StaticFile(name if is_another else "", frozenset(found))


def _cleaned(path: Path, pool: WorkerPool) -> tuple[Digest, Cleaned | FileFault]:
    """Clean a file; give the key of the result, too, empty where there is nothing to clean."""
    job = _job(path)
    return (_key(job), pool.run(job)) if isinstance(job, CleaningJob) else ("", job)


def _kept(name: Digest, result: Cleaned | FileFault, store: Store) -> StaticFile:
    static = _static(name, result)
    if name and isinstance(result, Cleaned):
        if result.content is not None:
            store.keep_file(name, result.content)
        store.keep_value(name, dumps((bool(static.cleaned), tuple(sorted(static.found)))))
    return static


def _static(name: Digest, result: Cleaned | FileFault) -> StaticFile:
    if isinstance(result, FileFault):
        return StaticFile(refusal=result)
    return StaticFile(name if result.content is not None else "", result.found)


def _workers() -> WorkerPool:
    # Only some builds need it.
    from site_builder.workers.pool import WorkerPool

    return WorkerPool(keep_memory=True)
