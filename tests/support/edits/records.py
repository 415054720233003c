"""The records of a project as plain values, and as files."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.support import projects
from tests.support.pictures import file_of, quarters

SIZES = ((64, 48), (48, 64), (600, 20), (72, 72))
"""Of pictures that take the place of one another. The third is wide enough for two widths."""

STORE = ".cache"


@dataclass
class Records:
    """The records of a project, every scalar as text.

    ``pages``: hand-written pages by language and name. ``pictures``: which of ``SIZES`` a photo's file has, by folder
    and file; None for a file that is not there. ``beside``: other files by their paths. ``locks``: what is known of
    translations, by a story's folder (empty for all that is no story) and ``field locale``. ``as_of``: the moment of
    the build.
    """

    config: dict[str, Any] = field(repr=False)
    settings: dict[str, Any] = field(repr=False)
    stories: dict[str, dict[str, Any]] = field(repr=False)
    registers: dict[str, Any] = field(repr=False)
    pages: dict[tuple[str, str], str] = field(repr=False)
    pictures: dict[tuple[str, str], int | None] = field(default_factory=dict, repr=False)
    beside: dict[str, str] = field(default_factory=dict, repr=False)
    bodies_beside: set[str] = field(default_factory=set, repr=False)
    locks: dict[str, dict[str, str]] = field(default_factory=dict, repr=False)
    as_of: str = projects.SMALL_AS_OF
    done: list[str] = field(default_factory=list)

    def write(self, to: Path) -> Path:
        """Write them to a folder; of what was there before, only the store stays."""
        to.mkdir(parents=True, exist_ok=True)
        for entry in to.iterdir():
            if entry.name != STORE:
                shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
        _dump(to / "mkdocs.yml", {**self.config, "plugins": [{"stories": self.settings}]})
        for (locale, name), text in self.pages.items():
            if locale in self.settings["locales"]:
                _write(to / "content" / "pages" / locale / name, text.encode())
        for path, text in self.beside.items():
            if path.startswith("stories/") and path.split("/")[1] not in self.stories:
                continue
            _write(to / path, text.encode())
        for name, register in self.registers.items():
            _dump(to / "content" / f"{name}.yml", register)
        self._write_lock(to / "content", "")
        for folder, story in self.stories.items():
            self._write_story(to / "stories" / folder, folder, story)
            self._write_lock(to / "stories" / folder, folder)
        return to

    def _write_lock(self, to: Path, folder: str) -> None:
        if lock := self.locks.get(folder):
            lines = "".join(f"{name} {known}\n" for name, known in sorted(lock.items()))
            _write(to / "translations.lock", lines.encode())

    def _write_story(self, to: Path, folder: str, story: dict[str, Any]) -> None:
        record = dict(story)
        if folder in self.bodies_beside:
            for locale, text in record.pop("body").items():
                _write(to / f"text.{locale}.md", text.encode())
        _dump(to / "story.yml", record)
        for photo in story.get("photos", []):
            which = self.pictures.get((folder, photo["file"]), 0)
            if which is not None:
                _write(to / photo["file"], _picture(which))


@cache
def _picture(which: int) -> bytes:
    return file_of(quarters(SIZES[which]), "PNG")


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _dump(path: Path, value: object) -> None:
    words = yaml.dump(value, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=10_000)
    _write(path, words.encode())


_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def small() -> Records:
    """The small project's records; bodies stand in the records themselves."""

    def load(path: Path) -> Any:
        return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)

    config = load(projects.SMALL / "mkdocs.yml")
    settings = config.pop("plugins")[0]["stories"]
    # Search is another program's work and takes its time.
    settings["search"] = "false"
    stories = {}
    for path in sorted((projects.SMALL / "stories").glob("*/story.yml")):
        story = load(path)
        for text in sorted(path.parent.glob("text.*.md")):
            story.setdefault("body", {})[text.name.split(".")[1]] = text.read_text(encoding="utf-8")
        stories[path.parent.name] = story
    registers = {path.stem: load(path) for path in sorted((projects.SMALL / "content").glob("*.yml"))}
    found = sorted((projects.SMALL / "content" / "pages").glob("*/*.md"))
    pages = {(path.parent.name, path.name): path.read_text(encoding="utf-8") for path in found}
    return Records(config, settings, stories, registers, pages)
