"""The files of every photo that may be shown. The originals stay where they are.

What decodes and encodes is imported where it is used: a site without photos starts sooner without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from site_builder.outputs.share_cards import CardFile, lacking_cards, make_card
from site_builder.pages.pictures import FOLDER, recipe
from site_builder.pictures import PictureFault, PictureInfo, Recipe, plan
from site_builder.problems import Position, Problem
from site_builder.public import PublicSite
from site_builder.store import Store, key
from site_builder.workers import in_shares, jobs

# Cards of one piece of work: they take milliseconds each.
_CARDS = 8


class PhotoError(Exception):
    """A picture that passed the checks cannot be decoded to its end. ``problem`` says which."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.rule)
        self.problem = problem


@dataclass(frozen=True)
class PhotoFiles:
    """An original and how its files are made. ``keys``: each file by its path in the site, with its content's key."""

    file: str
    info: PictureInfo
    recipe: Recipe
    keys: dict[str, str]


def make_photos(root: Path, site: PublicSite, target: Path, store: Store, processes: int | None = None) -> list[str]:
    """Put every file of every public photo into ``target``, and give their paths in the site, in the stories' order.

    What ``store`` has is not made again; the rest is made in ``processes`` processes (None: as many as pay), a photo at
    a time in each, and kept. Each photo is made once, though several stories show it. Raises PhotoError for a picture
    that cannot be decoded: the first, and after all others are made and kept. WorkerError where a process died.
    """
    with photos_beside(root, site, target, store, processes) as finish:
        return finish()


@contextmanager
def photos_beside(
    root: Path,
    site: PublicSite,
    target: Path,
    store: Store,
    processes: int | None = None,
    cards: Iterable[CardFile] = (),
) -> Iterator[Callable[[], list[str]]]:
    """``make_photos`` beside other work: its processes begin now. What is given waits for them, and is called once.

    ``cards`` are made by the same processes, each after the photo that is on it, and their paths follow the photos'.
    """
    finish = _begun(root, site, target, store, processes, tuple(cards))
    try:
        yield finish
    except BaseException:
        # Nobody may write into a site that is given up.
        with suppress(Exception):
            finish()
        raise


def photos_by_path(site: PublicSite) -> dict[str, PhotoFiles]:
    """The photo that each picture file of the site is made from, by the file's path."""
    return {path: photo for photo in _photos(site) for path in photo.keys}


def make_photo(root: Path, photo: PhotoFiles, target: Path, store: Store) -> Problem | None:
    """Put those files of one photo into ``target`` that are not there yet; the problem where it cannot be decoded."""
    if all((target / path).exists() for path in photo.keys):
        return None
    lacking = _lacking(photo, target, store)
    return _made(root, photo, lacking, target, store) if lacking else None


class _Work(NamedTuple):
    """A photo with those of its files that are lacking, and cards to draw. Cards wait for the photo that is on them."""

    photo: PhotoFiles | None
    lacking: tuple[str, ...]
    cards: Sequence[CardFile]


def _begun(
    root: Path, site: PublicSite, target: Path, store: Store, processes: int | None, cards: Sequence[CardFile]
) -> Callable[[], list[str]]:
    photos = list(_photos(site))
    if photos:
        (target / FOLDER).mkdir(parents=True, exist_ok=True)
    work = list(_work(photos, cards, target, store))

    def share(number: int, of: int) -> Iterator[tuple[int, Mapping[str, str] | Problem]]:
        if of > 1:
            from site_builder.photos import keep_memory

            keep_memory()
        for index in range(number, len(work), of):
            yield index, _done(root, work[index], target, store)

    results = in_shares(share, min(jobs(len(work), 1, processes), max(1, len(work))))

    def finish() -> list[str]:
        broken: dict[int, Problem] = {}
        for index, made in results:
            if isinstance(made, Problem):
                broken[index] = made
            else:
                store.note(made)
        if broken:
            raise PhotoError(broken[min(broken)])
        return [*(path for photo in photos for path in photo.keys), *(card.path for card in cards)]

    return finish


def _work(photos: Iterable[PhotoFiles], cards: Sequence[CardFile], target: Path, store: Store) -> Iterator[_Work]:
    """What is still to be made, photos first: they take longest."""
    waiting: dict[str, list[CardFile]] = {}
    for card in lacking_cards(cards, target, store) if cards else ():
        waiting.setdefault(card.photo, []).append(card)
    for photo in photos:
        if lacking := _lacking(photo, target, store):
            yield _Work(photo, lacking, [card for path in photo.keys for card in waiting.pop(path, ())])
    for left in waiting.values():
        yield from (_Work(None, (), left[start : start + _CARDS]) for start in range(0, len(left), _CARDS))


def _done(root: Path, work: _Work, target: Path, store: Store) -> Mapping[str, str] | Problem:
    """Make what is to be made; what the store now keeps."""
    if work.photo and (problem := _made(root, work.photo, work.lacking, target, store)):
        return problem
    for card in work.cards:
        make_card(card, target, store)
    return store.taken()


def _photos(site: PublicSite) -> Iterator[PhotoFiles]:
    done: set[tuple[str, Recipe]] = set()
    for story in site.stories:
        for photo in story.photos:
            how = recipe(site, photo)
            if (photo.info.digest, how) not in done:
                done.add((photo.info.digest, how))
                yield PhotoFiles(photo.file, photo.info, how, _keys(photo.info, how))


def _keys(info: PictureInfo, how: Recipe) -> dict[str, str]:
    from site_builder.photos import ENCODERS

    return {
        f"{FOLDER}{file.name}": key("photo", file.name, str(file.height), info.digest, ENCODERS)
        for file in plan(info, how).files
    }


def _lacking(photo: PhotoFiles, target: Path, store: Store) -> tuple[str, ...]:
    """The paths of a photo's files that the store could not put into ``target``."""
    return tuple(path for path, name in photo.keys.items() if not store.place(name, f"{target}/{path}"))


def _made(root: Path, photo: PhotoFiles, lacking: tuple[str, ...], target: Path, store: Store) -> Problem | None:
    """Make a photo's files, and put those that are ``lacking`` into ``target``."""
    from site_builder.photos import derive

    made = derive((root / photo.file).read_bytes(), photo.recipe, photo.info)
    if not isinstance(made, PictureFault):
        contents = {f"{FOLDER}{file.name}": file.content for file in made.files}
        if contents.keys() == photo.keys.keys():
            for path in lacking:
                store.keep(photo.keys[path], contents[path], f"{target}/{path}")
            return None
        # Somebody is just writing another picture over it: what was read is not what was checked.
        made = PictureFault("picture-broken")
    return made.at(Position(photo.file))
