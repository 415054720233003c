"""What a story's folder holds, before anything of it is understood: the value that a story is made from."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from site_builder.problems import Problem
from site_builder.reading.files import names, read_bytes
from site_builder.records.story import body_file
from site_builder.translations.lock import FILE as LOCK


class Content(NamedTuple):
    """A file's bytes, as many as may be read; None where it is absent, or cannot be read for these ``problems``."""

    data: bytes | None
    problems: tuple[Problem, ...] = ()


class StoryFiles(NamedTuple):
    """The files of ``stories/<folder>``: their ``names``, ``story.yml``, and by locale those of ``text.<locale>.md``
    that are there, in the order of the site's languages; ``lock``: what is known of its translations. Pictures are not
    among them: records say where those are."""

    folder: str
    names: frozenset[str]
    record: Content
    texts: tuple[tuple[str, Content], ...] = ()
    lock: Content = Content(None)

    def digest(self) -> bytes:
        """A digest (SHA-256) of all of it: stories with the same one read the same under the same settings."""
        lines = [self.folder, *sorted(self.names)]
        contents = [self.record, self.lock]
        for locale, content in self.texts:
            lines.append(f"/{locale}")
            contents.append(content)
        for content in contents:
            lines.append("/" if content.data is None else f"/{len(content.data)}")
            lines += [f"/{problem.rule}" for problem in content.problems]
        # No name holds a NUL or a slash, and the lengths say where each content ends.
        found = hashlib.sha256("\0".join([*lines, ""]).encode("utf-8", "surrogatepass"))
        for content in contents:
            found.update(content.data or b"")
        return found.digest()


def story_files(root: Path, folder: str, locales: Sequence[str]) -> StoryFiles:
    """The files of ``stories/<folder>`` as they are now, each within bounds and never through a link out of ``root``.

    Nothing is raised: a file that cannot be read comes with its problem, and a folder that cannot be read is empty.
    """
    at = f"stories/{folder}"
    found = names(root, at)
    texts = tuple(
        (locale, _read(root, f"{at}/{body_file(locale)}")) for locale in locales if body_file(locale) in found
    )
    lock = _read(root, f"{at}/{LOCK}") if LOCK in found else Content(None)
    return StoryFiles(folder, found, _read(root, f"{at}/story.yml"), texts, lock)


def _read(root: Path, file: str) -> Content:
    data, problems = read_bytes(root, file)
    return Content(data, tuple(problems))
