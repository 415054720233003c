"""A project of which something is taken back, and a search for it in every byte that was made of it."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support import parts
from tests.support.command_line import make_project, put
from tests.support.pictures import file_of, quarters

REFERENCE = "canary-form-0142"
NAME = "Canaria Invented"
PERSON = "Invented Canary Person"
WORDS = "Canary words about & around a well"
PALABRAS = "Palabras canarias sobre un pozo"
ALT = "Canary portrait beside a well"
OFFICIAL = "Invented Office Holder"
OFFICIAL_WORDS = "Canary statement of an office"
TITLE = "Canary title of a well"

STORY = f"""\
# An invented story of the tests.
title:
  en: {TITLE}
  es: Título canario de un pozo
summary:
  en: Canary summary of a well.
  es: Resumen canario de un pozo.
slug:
  es: el-pozo
formerly: [old-well]
date: 2022-12-08
countries: [SV]
state: published
body:
  en: A plain text.
  es: Un texto sencillo.
quotes:
  - id: farmer   # a participant
    speaker: {NAME}
    speaker_kind: participant
    role: {{en: Farmer, es: Agricultora}}
    language: en
    text:
      en: "{WORDS}"
      es: "{PALABRAS}"
    consent:
      reference: {REFERENCE}
      status: given
      covers: [web, social]
  - id: minister
    speaker: {OFFICIAL}
    speaker_kind: official
    role: {{en: Minister, es: Ministra}}
    language: en
    text:
      en: {OFFICIAL_WORDS}
      es: Declaración canaria de una oficina
photos:
  - id: portrait
    file: portrait.jpg
    alt:
      en: {ALT}
      es: Retrato canario junto a un pozo
    credit: Invented Photographer
    licence: CC BY 4.0
    people: identifiable
    minors: none
    consent:
      reference: {REFERENCE}
      status: given
      covers: [web, social]
"""

OTHER = """\
title:
  en: Another story of the tests
  es: Otra historia de las pruebas
summary:
  en: Nothing in it is real.
  es: Nada en ella es real.
date: 2023-02-01
countries: [HN]
state: published
body:
  en: Something else.
  es: Otra cosa.
"""

COPY = (
    OTHER.replace("Another", "A third").replace("Otra", "Una tercera").replace("Noth", "Not a th").replace("Nada", "Ni")
)

SAME_PICTURE = """\
photos:
  - id: a-copy
    file: copy.jpg
    alt:
      en: The same picture in another story
      es: La misma imagen en otra historia
    credit: Invented Photographer
    licence: CC BY 4.0
    people: none
"""

BROKEN = "title: [\n"


def well_project(folder: Path) -> Path:
    """A project with three stories: ``well`` holds what is taken back, ``copy`` the same picture, ``plain`` nothing."""
    make_project(
        folder,
        well=STORY,
        copy=COPY + SAME_PICTURE,
        plain=OTHER,
    )
    config = folder / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    put(config, re.sub("^site_url: .*$", "site_url: https://stories.example.org/", text, flags=re.MULTILINE))
    picture = file_of(quarters((1200, 900)))
    for name in ("well/portrait.jpg", "copy/copy.jpg"):
        (folder / "stories" / name).write_bytes(picture)
    return folder


def contents(project: Path) -> Iterator[tuple[str, bytes]]:
    """Every file that was made of a project, unpacked: the site, older sites, the store."""
    for top in ("site", ".site-releases", ".cache"):
        for file in sorted((project / top).rglob("*")):
            if file.is_file():
                data = file.read_bytes()
                yield file.relative_to(project).as_posix(), data
                if data.startswith(b"\x1f\x8b"):
                    yield file.relative_to(project).as_posix(), gzip.decompress(data)


def holding(project: Path, *words: str) -> list[str]:
    """The files that hold any of the words, as they are or as HTML writes them."""
    forms = [form.encode() for each in words for form in (each, each.replace("&", "&amp;"))]
    return [name for name, data in contents(project) if any(form in data for form in forms)]


def picture_digests(project: Path) -> set[str]:
    """The contents of the picture files of a site."""
    files = (project / "site/assets/pictures").glob("*")
    return {hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def with_content(project: Path, digests: set[str]) -> list[str]:
    """The files with one of these contents, whatever they are called."""
    return [name for name, data in contents(project) if hashlib.sha256(data).hexdigest() in digests]


def pages(project: Path) -> set[str]:
    """The addresses of the story pages that show a story: no neutral page, no page that leads on."""
    found = (project / "site").glob("*/[sh]*or*i*s/*/index.html")
    shown = (page for page in found if b"data-pagefind-body" in page.read_bytes())
    return {page.parent.relative_to(project / "site").as_posix() for page in shown}


PAUSE = """\
import os

def on_env(env, **_):
    with open(os.environ["REACHED"], "w") as reached:
        reached.write("records are read")
    with open(os.environ["GO_ON"]) as go_on:
        go_on.read()
    return env
"""


def begin(project: Path, *words: str | Path, environment: dict[str, str] | None = None) -> subprocess.Popen[str]:
    """The command in a process of its own."""
    command = [str(word) for word in (parts.STORIES, *words, "--project", project)]
    told = {**os.environ, **(environment or {})}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=told)


@contextmanager
def paused(project: Path, *words: str | Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """The command, stopped where it has read every record; and the pipe that lets it go on when it is written to."""
    reached, go_on = project / "reached", project / "go-on"
    for pipe in (reached, go_on):
        os.mkfifo(pipe)
    config = project / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    put(project / "pause.py", PAUSE)
    put(config, f"{text}\nhooks: [pause.py]\n")
    with begin(project, *words, environment={"REACHED": str(reached), "GO_ON": str(go_on)}) as process:
        try:
            reached.read_text()
            put(config, text)
            yield process, go_on
        finally:
            process.kill()
    for file in (reached, go_on, project / "pause.py"):
        file.unlink()
