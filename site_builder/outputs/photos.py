"""Makes the files of every photo that may be shown. The originals stay where they are.

What decodes and encodes is imported where it is used: a site without photos starts sooner without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.pages.pictures import FOLDER
from site_builder.pictures.inspection import FileFault
from site_builder.pictures.plan import PhotoPlan, Placeholder
from site_builder.problems import Position, Problem
from site_builder.public.records import PublicPhoto, PublicSite
from site_builder.store import Store, key
from site_builder.workers import cores

if TYPE_CHECKING:
    from site_builder.photos.jobs import MadePhoto
    from site_builder.workers.pool import WorkerPool


class PhotoError(Exception):
    """Pictures that passed the checks cannot be made. ``problems``: one for each, in the stories' order."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(*(problem.rule for problem in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class PhotoFiles:
    """An original and the files made from it. ``keys``: each file by its path in the site, with its content's key, in
    the plan's order; ``placeholder``: the placeholder's key."""

    file: str
    plan: PhotoPlan
    keys: dict[str, str]
    placeholder: str


@dataclass(frozen=True)
class Photos:
    """The pictures of a site that were made. ``files``: their paths in it, in the stories' order; ``placeholders``: by
    the photo's stem; ``made_by``: what encoded them, empty where there is none."""

    files: tuple[str, ...]
    placeholders: Mapping[str, Placeholder]
    made_by: str


@contextmanager
def photos_beside(
    root: Path, site: PublicSite, target: Path, store: Store, processes: int | None = None
) -> Iterator[Callable[[], Photos]]:
    """Begin to put every file of every public photo into ``target``, beside other work. Yields a function that waits
    for the result, to be called once. Nothing may be forked in between: threads wait for the workers.

    What ``store`` has is not made again; the rest is made by ``processes`` workers (None: one a core), a photo at a
    time by each, and kept. The function raises PhotoError for pictures that cannot be made, after all others are made
    and kept; WorkerError where no worker can be started.
    """
    photos = list(_photos(site))
    if photos:
        (target / FOLDER).mkdir(parents=True, exist_ok=True)
    found = {photo.plan.stem: (_lacking(photo, target, store), placeholder_of(photo, store)) for photo in photos}
    missing = [photo for photo in photos if found[photo.plan.stem][0] or not found[photo.plan.stem][1]]
    placeholders = {stem: placeholder for stem, (_, placeholder) in found.items() if placeholder}
    with _begun(root, missing, processes) as futures:

        def finish() -> Photos:
            broken: dict[str, Problem] = {}
            for future in as_completed(futures):
                photo, made = futures.pop(future), future.result()
                stem = photo.plan.stem
                if isinstance(made, FileFault):
                    broken[stem] = made.at(Position(photo.file))
                else:
                    _keep(photo, made, found[stem][0], target, store)
                    placeholders[stem] = made.placeholder
            if broken:
                raise PhotoError([broken[stem] for stem in found if stem in broken])
            files = tuple(path for photo in photos for path in photo.keys)
            return Photos(files, placeholders, _encoders() if photos else "")

        yield finish


def photos_by_path(site: PublicSite) -> dict[str, PhotoFiles]:
    """Give the photo that each picture file of the site is made from, by the file's path."""
    return {path: photo for photo in _photos(site) for path in photo.keys}


def placeholder_of(photo: PhotoFiles, store: Store) -> Placeholder | None:
    """Look up a photo's placeholder in the store."""
    value = store.value(photo.placeholder)
    return Placeholder.unpacked(value) if value else None


def make_photo(root: Path, photo: PhotoFiles, target: Path, store: Store, pool: WorkerPool) -> Placeholder | Problem:
    """Put those files of one photo into ``target`` that are not there yet, and give its placeholder; the problem where
    it cannot be made. Raises WorkerError.
    """
    lacking = [path for path in _lacking(photo, target, store) if not (target / path).exists()]
    placeholder = placeholder_of(photo, store)
    if placeholder and not lacking:
        return placeholder
    made = _made(root, photo, pool)
    if isinstance(made, FileFault):
        return made.at(Position(photo.file))
    _keep(photo, made, lacking, target, store)
    return made.placeholder


@contextmanager
def _begun(
    root: Path, missing: Sequence[PhotoFiles], processes: int | None
) -> Iterator[dict[Future[MadePhoto | FileFault], PhotoFiles]]:
    """Have workers begin with the photos. At the end nothing works on them any more."""
    if not missing:
        yield {}
        return
    from site_builder.workers.pool import WorkerPool

    pool = WorkerPool(keep_memory=True)
    threads = ThreadPoolExecutor(max(1, min(processes or cores(), len(missing))))
    try:
        yield {threads.submit(_made, root, photo, pool): photo for photo in missing}
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        pool.close()
        threads.shutdown()


def _made(root: Path, photo: PhotoFiles, pool: WorkerPool) -> MadePhoto | FileFault:
    from site_builder.photos.jobs import PhotoJob

    return pool.run(PhotoJob(root / photo.file, photo.plan))


def _keep(photo: PhotoFiles, made: MadePhoto, lacking: Sequence[str], target: Path, store: Store) -> None:
    """Put those files of a photo that are ``lacking`` into ``target``, and keep all that was not there."""
    contents = dict(zip(photo.keys, made.contents, strict=True))
    for path in lacking:
        store.keep(photo.keys[path], contents[path], f"{target}/{path}")
    store.keep_value(photo.placeholder, made.placeholder.packed())


def _photos(site: PublicSite) -> Iterator[PhotoFiles]:
    """Give every photo of the site once, though several stories may show it."""
    unique: dict[str, PublicPhoto] = {}
    for story in site.stories:
        for photo in story.photos:
            unique.setdefault(photo.plan.stem, photo)
    for photo in unique.values():
        plan, digest = photo.plan, photo.plan.info.digest
        keys = {
            f"{FOLDER}{file.name}": key("photo", file.name, str(file.height), digest, _encoders())
            for file in plan.files
        }
        yield PhotoFiles(photo.file, plan, keys, key("placeholder", plan.stem, digest, _encoders()))


@cache
def _encoders() -> str:
    """Name what decodes and encodes here, with versions. With the recipe and the source it decides every byte."""
    from PIL import features

    try:
        heif = version("pillow-heif")
    except PackageNotFoundError:
        heif = ""
    libraries = ("pil", "avif", "libjpeg_turbo", "littlecms2", "webp", "zlib")
    return " ".join((*(f"{name} {features.version(name)}" for name in libraries), f"heif {heif}"))


def _lacking(photo: PhotoFiles, target: Path, store: Store) -> list[str]:
    """List the paths of a photo's files that the store could not put into ``target``."""
    return [path for path, name in photo.keys.items() if not store.place(name, f"{target}/{path}")]
