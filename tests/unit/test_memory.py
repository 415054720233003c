"""What a preview remembers of stories: nothing that has changed since, however it has changed."""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.loading import LoadedStory
from site_builder.prepare import Prepared, open_store, prepare
from site_builder.public import Instant
from site_builder.site import Site
from site_builder.store import Store
from site_builder.store.fingerprints import FileCache
from tests.support import pictures
from tests.support.command_line import STORY, make_project, put
from tests.support.site_cases import instant

PHOTO = """\
photos:
  - file: photo.jpg
    alt: {en: A field, es: Un campo}
    credit: {en: Somebody, es: Alguien}
    licence: CC BY 4.0
    people: none
"""
LATER = 10_000_000_000


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with three stories, one with a photo."""
    project = make_project(tmp_path, one=STORY, two=STORY + PHOTO, three=STORY)
    (project / "stories/two/photo.jpg").write_bytes(pictures.file_of(pictures.quarters((1300, 900))))
    return project


def read(project: Path, store: Store, memory: FileCache[LoadedStory] | None, at: Callable[[Site], Instant]) -> Prepared:
    """What reading and checking give."""
    return prepare(project, at, store, 1, memory)


def seen(prepared: Prepared) -> tuple[object, ...]:
    """All that can be told apart of what was read, long parts too."""
    site = prepared.site
    assert site is not None
    stories = [(each.without_deferred(), each.body, each.results, each.quotes) for each in site.stories]
    return (stories, site.pictures, site.files, site.absent, site.broken, site.drafts, prepared.problems)


def same_size(file: Path) -> None:
    """Change a word, and have the file claim that it was not changed."""
    before = file.stat()
    put(file, file.read_text("utf-8").replace("courses", "coarses"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


CHANGES: dict[str, Callable[[Path], object]] = {
    "nothing": lambda stories: None,
    "a word of the same length and time": lambda stories: same_size(stories / "one/story.yml"),
    "an error": lambda stories: put(stories / "one/story.yml", STORY.replace("2022-12-08", "8/12/2022")),
    "a text beside": lambda stories: put(stories / "one/text.es.md", "Otro texto."),
    "a new story": lambda stories: put(stories / "four/story.yml", STORY),
    "a story gone": lambda stories: shutil.rmtree(stories / "one"),
    "a record gone": lambda stories: (stories / "one/story.yml").unlink(),
    "a story renamed": lambda stories: (stories / "one").rename(stories / "uno"),
    "two stories exchanged": lambda stories: [
        (stories / old).rename(stories / new) for old, new in (("one", "x"), ("two", "one"), ("x", "two"))
    ],
    "a photo gone": lambda stories: (stories / "two/photo.jpg").unlink(),
    "another photo": lambda stories: (stories / "two/photo.jpg").write_bytes(
        pictures.file_of(pictures.quarters((1300, 901)))
    ),
    "a photo that is none": lambda stories: (stories / "two/photo.jpg").write_bytes(b"none"),
    "another register": lambda stories: put(
        stories.parent / "content/themes.yml", "water:\n  name: {en: Water, es: Agua}\n"
    ),
    "another language first": lambda stories: put(
        stories.parent / "mkdocs.yml",
        (stories.parent / "mkdocs.yml").read_text("utf-8").replace("[en, es]", "[es, en]"),
    ),
}


@pytest.mark.parametrize("after", [0, LATER], ids=["just written", "long there"])
@pytest.mark.parametrize("name", CHANGES)
def test_what_has_changed_is_read_again(project: Path, name: str, after: int) -> None:
    """After any change, whoever remembers the records knows just what a fresh reading gives."""
    memory: FileCache[LoadedStory] = FileCache(lambda: time.time_ns() + after)
    with contextlib.closing(open_store(project)) as store:
        read(project, store, memory, instant)
        CHANGES[name](project / "stories")
        remembered = seen(read(project, store, memory, instant))
        assert remembered == seen(read(project, store, None, instant))
        assert remembered == seen(read(project, store, memory, instant))


def test_what_has_not_changed_is_not_read(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an edit of one story, the files of no other are opened, photos among them."""
    opened: list[str] = []

    def noted(path: str, *arguments: int, **options: int | None) -> int:
        opened.append(Path(path).relative_to(project).as_posix() if Path(path).is_relative_to(project) else "")
        return system(path, *arguments, **options)  # type: ignore[arg-type]

    system = os.open
    memory: FileCache[LoadedStory] = FileCache(lambda: time.time_ns() + LATER)
    with contextlib.closing(open_store(project)) as store:
        read(project, store, memory, instant)
        put(project / "stories/one/story.yml", STORY.replace("courses", "studies"))
        monkeypatch.setattr(os, "open", noted)
        read(project, store, memory, instant)
    assert {path for path in opened if path.startswith("stories/")} == {"stories/one/story.yml"}
