"""A project whose texts go to a translator, and files that come back from one. Everything in it is made up."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from xml.etree import ElementTree as ET

from babel.messages.pofile import read_po, write_po

from tests.support.command_line import make_project, put

STORY = """\
# A story for tests: nothing in it is real.
title:
  en: "Seeds for the school"   # agreed with the teacher
  es: "Semillas para la escuela"
summary:
  en: >-
    Three schools have a garden now, and the children take seeds home
    with them.
date: 2022-12-08
countries: [SV]
state: published
language: en
results:
- id: seeds
  value: 20
  unit: {en: {one: seed, other: seeds}}
  what:
    en: given to each child
  countries: [SV]
  status: achieved
  when: 2022
- id: schools
  value: 3
  unit:
    en:
      one: school
      other: schools
    # not translated yet
  what: {en: "with a garden"}
  countries: [SV]
  status: achieved
  when: 2022
"""
BODY = """\
Three schools have a garden,
and [20 seeds](#result-seeds) went home with each child.

## What *grew*

- Maize and [the rest](https://example.org/rest)
- Beans
"""
DONE = {
    "Three schools have a garden, and [20 seeds](#result-seeds) went home with each child.": (
        "Tres escuelas tienen un huerto, y cada niño se llevó [20 semillas](#result-seeds)."
    ),
    "What *grew*": "Lo que *creció*",
    "Maize and [the rest](https://example.org/rest)": "Maíz y [lo demás](https://example.org/rest)",
    "Beans": "Frijol",
    "Three schools have a garden now, and the children take seeds home with them.": "Tres escuelas tienen huerto.",
    "seed": "semilla",
    "seeds": "semillas",
    "school": "escuela",
    "schools": "escuelas",
    "given to each child": "para cada niño",
    "with a garden": "con huerto",
}
"""What a translator makes of each text that has no translation."""


def school(folder: Path) -> Path:
    """The project: a story in English of which only the title is there in Spanish."""
    make_project(folder, school=STORY)
    put(folder / "stories" / "school" / "text.en.md", BODY)
    return folder


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file of a project but those for translators, in its outbox."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.parent != folder / "outbox"
    }


def changed(before: dict[str, bytes], folder: Path) -> set[str]:
    """The files that are not what they were."""
    after = snapshot(folder)
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def back_po(file: Path, *, fuzzy: bool = False) -> None:
    """What a translator with Babel's tools makes of a PO file: every text that has no translation is translated."""
    with file.open("rb") as stream:
        messages = read_po(stream, locale="es", abort_invalid=True)
    for message in messages:
        if message.id and not message.string:
            message.string = DONE[str(message.id)] if message.id in DONE else f"{message.id} (es)"
            if fuzzy:
                message.flags.add("fuzzy")
    with file.open("wb") as stream:
        write_po(stream, messages)


def back_xliff(file: Path, state: str | None = "translated") -> None:
    """What a program that takes XLIFF for plain XML makes of a file: small letters for capitals where nothing stands,
    and ``state`` said of it. Codes stay where they are."""
    space = "{urn:oasis:names:tc:xliff:document:2.0}"
    tree = ET.parse(file)
    for segment in tree.iter(f"{space}segment"):
        if segment.find(f"{space}target") is None:
            target = deepcopy(segment[0])
            target.tag = f"{space}target"
            for part in target.iter():
                part.text = part.text and part.text.swapcase()
                if part is not target:
                    part.tail = part.tail and part.tail.swapcase()
            segment.append(target)
            if state:
                segment.set("state", state)
    tree.write(file, "utf-8", xml_declaration=True)
