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
from site_builder.pictures.inspection import MAX_FILE_BYTES, FileFault
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
    """What becomes of a file. ``cleaned``: the key of what is published in its place, empty where it is published as it
    is. ``found``: as in ``Cleaned``. ``refusal``: why it is not published at all."""

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
    """Say what becomes of each of these files, by the names that they are given here.

    What ``store`` does not know is cleaned and kept, on every core. ``memory``: what a process that does this again and
    again knows of them; no others are remembered. Raises WorkerError where no worker can be started.
    """
    found = {name: (memory and memory.recall(str(path))) or _known(path, store) for name, path in files.items()}
    unknown = {name: path for name, path in files.items() if found[name] is None}
    made = dict(_looked_through(unknown, store))
    whole = {name: static or made[name] for name, static in found.items()}
    if memory:
        for name, path in files.items():
            memory.remember(str(path), whole[name])
        memory.forget_others([str(path) for path in files.values()])
    return whole


def published(path: Path, static: StaticFile, store: Store) -> bytes | None:
    """Give what is published in the place of ``path``, where ``static`` says that another file is.

    None where ``path`` is no longer what was looked at. Raises WorkerError.
    """
    content = store.file(static.cleaned)
    if content is not None:
        return content
    # The store only ever saves work: it may have lost the file, or never been able to keep it.
    with _workers() as pool:
        made = _cleaned(path, pool)
    return made.result.content if isinstance(made, _Made) and made.name == static.cleaned else None


class _Work(NamedTuple):
    """A file to clean, and the key of what comes of it."""

    name: Digest
    job: CleaningJob


class _Made(NamedTuple):
    """What came of it."""

    name: Digest
    result: Cleaned

    def static(self) -> StaticFile:
        return StaticFile(self.name if self.result.content is not None else "", self.result.found)


def _work(path: Path) -> _Work | StaticFile:
    """Read a file that is to be cleaned; say what becomes of it, where it is not."""
    suffix = path.suffix.lower()
    try:
        if not path.is_file():
            return StaticFile(refusal=_UNREADABLE)
        with path.open("rb") as stream:
            head = stream.read(HEAD)
            kind = kind_of(head, suffix)
            if not isinstance(kind, Kind):
                return StaticFile(refusal=kind)
            if kind in {Kind.TEXT, Kind.OPAQUE}:
                return StaticFile(found=frozenset({UNKNOWN} if kind is Kind.OPAQUE else ()))
            most = MOST_BYTES if kind in DOCUMENTS else MAX_FILE_BYTES
            source = head + stream.read(most + 1 - len(head))
            size = path.stat().st_size
    except OSError:
        return StaticFile(refusal=_UNREADABLE)
    if len(source) > most:
        return _too_large(kind, suffix, size)
    return _Work(key("static-file", software(), digest_of(source), suffix), CleaningJob(kind, source, suffix))


def _too_large(kind: Kind, suffix: str, size: int) -> StaticFile:
    if kind is Kind.PACKAGE and suffix not in PACKAGES:
        # An archive, which would not be taken apart either if it were smaller.
        return StaticFile(found=frozenset({UNKNOWN}))
    if kind in DOCUMENTS:
        return StaticFile(refusal=COSTLY)
    # Rounded up: a file that is a little too large does not have the size that would be allowed.
    params = {"limit": MAX_FILE_BYTES // 1_000_000, "size": -(-size // 1_000_000)}
    return StaticFile(refusal=FileFault("picture-too-large", params))


def _known(path: Path, store: Store) -> StaticFile | None:
    """Say what becomes of a file, where that is known without cleaning it."""
    work = _work(path)
    if isinstance(work, StaticFile):
        return work
    value = store.value(work.name)
    try:
        is_another, found = loads(value or b"")
    except DeserializationError:
        return None
    return StaticFile(work.name if is_another else "", frozenset(found))


def _looked_through(files: Mapping[str, Path], store: Store) -> Iterator[tuple[str, StaticFile]]:
    """Clean files of which nothing is known, keep them, and say what becomes of each."""
    if not files:
        return
    with _workers() as pool, ThreadPoolExecutor(min(cores(), len(files))) as threads:
        results = threads.map(lambda path: _cleaned(path, pool), files.values())
        for file, made in zip(files, results, strict=True):
            if isinstance(made, _Made):
                _keep(made, store)
                yield file, made.static()
            else:
                yield file, made


def _cleaned(path: Path, pool: WorkerPool) -> _Made | StaticFile:
    work = _work(path)
    if isinstance(work, StaticFile):
        return work
    result = pool.run(work.job)
    return _Made(work.name, result) if isinstance(result, Cleaned) else StaticFile(refusal=result)


def _keep(made: _Made, store: Store) -> None:
    static = made.static()
    if made.result.content is not None:
        store.keep_file(made.name, made.result.content)
    store.keep_value(made.name, dumps((bool(static.cleaned), tuple(sorted(static.found)))))


def _workers() -> WorkerPool:
    # Only some builds need it.
    from site_builder.workers.pool import WorkerPool

    return WorkerPool(keep_memory=True)
