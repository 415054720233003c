"""The files of every photo that may be shown. The originals stay where they are.

What decodes and encodes is imported where it is used: a site without photos starts sooner without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.pages.pictures import FOLDER, recipe
from site_builder.pictures import PictureFault, PictureInfo, Placeholder, Recipe, plan
from site_builder.problems import Position, Problem
from site_builder.public.records import PublicSite
from site_builder.store import Store, key
from site_builder.workers import cores

if TYPE_CHECKING:
    from site_builder.photos.crew import Crew
    from site_builder.photos.order import Made


class PhotoError(Exception):
    """Pictures that passed the checks cannot be made. ``problems``: one for each, in the stories' order."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(*(problem.rule for problem in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class PhotoFiles:
    """An original and how its files are made. ``keys``: each file by its path in the site, with its content's key, in
    the plan's order; ``placeholder``: the key of what stands in for it."""

    file: str
    info: PictureInfo
    recipe: Recipe
    keys: dict[str, str]
    placeholder: str

    @property
    def stem(self) -> str:
        """What the names of its files have in common."""
        return self.recipe.stem(self.info.digest)


@dataclass(frozen=True)
class Photos:
    """The pictures of a site that were made. ``files``: their paths in it, in the stories' order; ``placeholders``:
    what stands in for each in pages, by stem; ``made_by``: what encoded them, empty where there is none."""

    files: tuple[str, ...]
    placeholders: Mapping[str, Placeholder]
    made_by: str


def make_photos(root: Path, site: PublicSite, target: Path, store: Store, processes: int | None = None) -> Photos:
    """Put every file of every public photo into ``target``.

    What ``store`` has is not made again; the rest is made by ``processes`` workers (None: one a core), a photo at a
    time by each, and kept. Each photo is made once, though several stories show it. Raises PhotoError for pictures that
    cannot be made, after all others are made and kept; WorkerError where no worker can be started.
    """
    with photos_beside(root, site, target, store, processes) as finish:
        return finish()


@contextmanager
def photos_beside(
    root: Path, site: PublicSite, target: Path, store: Store, processes: int | None = None
) -> Iterator[Callable[[], Photos]]:
    """``make_photos`` beside other work: its workers begin now. What is given waits for them, and is called once.

    Nothing may be forked in between: threads wait for the workers.
    """
    photos = list(_photos(site))
    if photos:
        (target / FOLDER).mkdir(parents=True, exist_ok=True)
    found = {photo.stem: (_lacking(photo, target, store), placeholder_of(photo, store)) for photo in photos}
    missing = [photo for photo in photos if found[photo.stem][0] or not found[photo.stem][1]]
    placeholders = {stem: placeholder for stem, (_, placeholder) in found.items() if placeholder}
    with _orders(root, missing, processes) as futures:

        def finish() -> Photos:
            broken: dict[str, Problem] = {}
            for future in as_completed(futures):
                photo, made = futures.pop(future), future.result()
                if isinstance(made, PictureFault):
                    broken[photo.stem] = made.at(Position(photo.file))
                else:
                    _keep(photo, made, found[photo.stem][0], target, store)
                    placeholders[photo.stem] = made.placeholder
            if broken:
                raise PhotoError([broken[photo.stem] for photo in photos if photo.stem in broken])
            return Photos(tuple(path for photo in photos for path in photo.keys), placeholders, _made_by(photos))

        yield finish


def photos_by_path(site: PublicSite) -> dict[str, PhotoFiles]:
    """The photo that each picture file of the site is made from, by the file's path."""
    return {path: photo for photo in _photos(site) for path in photo.keys}


def placeholder_of(photo: PhotoFiles, store: Store) -> Placeholder | None:
    """What stands in for a photo, where the store has it."""
    value = store.value(photo.placeholder)
    return Placeholder.unpacked(value) if value else None


def make_photo(root: Path, photo: PhotoFiles, target: Path, store: Store, crew: Crew) -> Placeholder | Problem:
    """Put those files of one photo into ``target`` that are not there yet, and give what stands in for it in pages; the
    problem where it cannot be made. Raises WorkerError.
    """
    lacking = [path for path in _lacking(photo, target, store) if not (target / path).exists()]
    placeholder = placeholder_of(photo, store)
    if placeholder and not lacking:
        return placeholder
    made = _asked(root, photo, crew)
    if isinstance(made, PictureFault):
        return made.at(Position(photo.file))
    _keep(photo, made, lacking, target, store)
    return made.placeholder


@contextmanager
def _orders(
    root: Path, missing: Sequence[PhotoFiles], processes: int | None
) -> Iterator[dict[Future[Made | PictureFault], PhotoFiles]]:
    """What will come of each of the photos. At the end nobody works on them any more."""
    if not missing:
        yield {}
        return
    from site_builder.photos.crew import Crew

    crew = Crew(keep_memory=True)
    pool = ThreadPoolExecutor(max(1, min(processes or cores(), len(missing))))
    try:
        yield {pool.submit(_asked, root, photo, crew): photo for photo in missing}
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        crew.close()
        pool.shutdown()


def _asked(root: Path, photo: PhotoFiles, crew: Crew) -> Made | PictureFault:
    from site_builder.photos.order import Order

    return crew.make(Order(root / photo.file, photo.recipe, photo.info))


def _keep(photo: PhotoFiles, made: Made, lacking: Sequence[str], target: Path, store: Store) -> None:
    """Put those files of a photo that are ``lacking`` into ``target``, and keep all that was not there."""
    contents = dict(zip(photo.keys, made.contents, strict=True))
    for path in lacking:
        store.keep(photo.keys[path], contents[path], f"{target}/{path}")
    store.keep_value(photo.placeholder, made.placeholder.packed())


def _photos(site: PublicSite) -> Iterator[PhotoFiles]:
    done: set[str] = set()
    for story in site.stories:
        for photo in story.photos:
            how = recipe(site, photo)
            stem = how.stem(photo.info.digest)
            if stem not in done:
                done.add(stem)
                yield _photo(photo.file, photo.info, how)


def _photo(file: str, info: PictureInfo, how: Recipe) -> PhotoFiles:
    from site_builder.photos.versions import ENCODERS

    keys = {
        f"{FOLDER}{planned.name}": key("photo", planned.name, str(planned.height), info.digest, ENCODERS)
        for planned in plan(info, how).files
    }
    return PhotoFiles(file, info, how, keys, key("placeholder", how.stem(info.digest), info.digest, ENCODERS))


def _made_by(photos: Sequence[PhotoFiles]) -> str:
    if not photos:
        return ""
    from site_builder.photos.versions import ENCODERS

    return ENCODERS


def _lacking(photo: PhotoFiles, target: Path, store: Store) -> list[str]:
    """The paths of a photo's files that the store could not put into ``target``."""
    return [path for path, name in photo.keys.items() if not store.place(name, f"{target}/{path}")]
