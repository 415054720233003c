"""Records, registers and settings broken as people, editors and Git break them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

import yaml

from tests.support.withdrawn.project import Files

FOLDER = None
"""Stands for a folder in the place of a file."""


@dataclass(frozen=True)
class Broken:
    """A story, register or the settings, broken. ``changes``: files anew; a path without content becomes a folder.
    ``gone``: files that are deleted. ``is_readable``: whether the record can still be read as YAML."""

    file: str
    how: str
    changes: dict[str, bytes | None]
    gone: frozenset[str] = frozenset()
    is_readable: bool = False


def break_some(files: Files, stories: Sequence[str], meant: Sequence[str], chance: Random) -> list[Broken]:
    """Some of the records in the folders ``stories`` and of the rest. ``meant``: folders of what is withdrawn."""
    folders = [chance.choice(some) for some in (meant, stories) if some and chance.random() < 0.3]
    broken = [broken_record(f"stories/{folder}/story.yml", files, chance) for folder in dict.fromkeys(folders)]
    if chance.random() < 0.12:
        broken.append(broken_settings(f"content/{chance.choice(('themes', 'partners'))}.yml"))
    if chance.random() < 0.1:
        broken.append(broken_settings("mkdocs.yml"))
    return broken


def broken_record(file: str, files: Files, chance: Random) -> Broken:
    """A story's record broken in some way."""
    data = files[file]
    text = data.decode()
    ways: dict[str, Callable[[], bytes | None]] = {
        "UTF-16": lambda: text.encode("utf-16"),
        "UTF-16 without a mark": lambda: text.encode("utf-16-le"),
        "Latin-1": lambda: ("# Año\n" + text).encode("cp1252", "replace"),
        "conflict markers": lambda: _conflict(text, chance).encode(),
        "broken YAML": lambda: text.replace("title:", "title: [", 1).encode(),
        "a quotation mark": lambda: text.replace("state: ", 'state: "', 1).encode(),
        "cut": lambda: _cut(text).encode(),
        "a folder": lambda: FOLDER,
    }
    photos = sorted(path for path in files if path.startswith(file.removesuffix("story.yml")) and path.endswith(".jpg"))
    how = chance.choice([*ways, "bad field", "bad date", *(["missing photo"] * 2 if photos else [])])
    if how == "missing photo":
        return Broken(file, how, {}, frozenset({chance.choice(photos)}), is_readable=True)
    if how == "bad field":
        return Broken(file, how, {file: data + b"titel: A field that there is not\n"}, is_readable=True)
    if how == "bad date":
        changed = re.sub(r"^date: .*$", "date: some day", text, flags=re.MULTILINE)
        return Broken(file, how, {file: changed.encode()}, is_readable=True)
    return Broken(file, how, {file: ways[how]()})


def _cut(text: str) -> str:
    """Two thirds of a record, and a quotation mark that nothing closes."""
    cut = text[: len(text) * 2 // 3] + '\n"'
    try:
        yaml.safe_load(cut)
    except yaml.YAMLError:
        return cut
    return f'{cut}"'


def _conflict(text: str, chance: Random) -> str:
    lines = text.splitlines(keepends=True)
    at = chance.choice([number for number, line in enumerate(lines) if re.match(r"\w+:", line)])
    return "".join(
        (*lines[:at], "<<<<<<< HEAD\n", lines[at], "=======\n", lines[at], ">>>>>>> other\n", *lines[at + 1 :])
    )


def broken_settings(file: str) -> Broken:
    """A register, or the settings, that are no YAML."""
    return Broken(file, "broken YAML", {file: b"a: [\n"})
