"""A random project: stories with quotations, photos and people who share consents, some registers and pages.

Everything in it is invented by a random generator; no name is anybody's.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from PIL import Image

from tests.support.command_line import make_project
from tests.support.withdrawn.sayings import Sayings
from tests.support.withdrawn.words import plain

Tree = dict[str, Any]
Files = dict[str, bytes]

URL = "https://stories.example.org/"
REFERENCES = (
    *("C-1", "C-10", "C 7", "c_9", "2023/017", "Forma-Ñ/3", "café 12", "0142", "C-0142 (b)", "Consent’s 5", "n.º 8"),
)
_SIZES = ((480, 360), (360, 480), (640, 320), (400, 400))


@dataclass
class Project:
    """What a project holds.

    ``stories``: records by folder. ``beside``: folders whose texts stand in files of their own. ``styles``: how YAML is
    laid out, by folder. ``more``: all other files.
    """

    chance: Random
    say: Sayings
    stories: dict[str, Tree] = field(default_factory=dict)
    beside: set[str] = field(default_factory=set)
    registers: dict[str, Any] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    more: Files = field(default_factory=dict)
    styles: dict[str, dict[str, Any]] = field(default_factory=dict)

    def entries(self) -> Iterator[tuple[str, str, int, Tree]]:
        """Everybody and everything that may have consent: folder, kind, index, entry."""
        for folder, tree in self.stories.items():
            for kind in ("people", "quotes", "photos"):
                for at, entry in enumerate(tree.get(kind, ())):
                    yield folder, kind, at, entry

    def picture(self, folder: str, photo: Tree) -> bytes:
        """A photo's file."""
        return self.more[f"stories/{folder}/{photo['file']}"]

    def files(self) -> Files:
        """The project as files."""
        made = dict(self.more)
        for folder, tree in self.stories.items():
            record = dict(tree)
            if folder in self.beside:
                for locale, text in record.pop("body").items():
                    made[f"stories/{folder}/text.{locale}.md"] = f"{text}\n".encode()
            made[f"stories/{folder}/story.yml"] = _written(record, self.styles[folder])
        made |= {f"content/{name}.yml": _written(register, {}) for name, register in self.registers.items()}
        made |= {f"content/pages/{name}": text.encode() for name, text in self.pages.items()}
        return made


def _written(value: object, style: dict[str, Any]) -> bytes:
    head = "# Invented by the tests.\n"
    options = {"allow_unicode": True, "sort_keys": False, "default_flow_style": False, "width": 10_000, **style}
    text: str = yaml.dump(value, Dumper=_Plain, **options)
    return (head + text).encode()


class _Plain(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def invent(seed: int) -> Project:
    """The project of this seed."""
    chance = Random(seed)
    project = Project(chance, Sayings(chance), more=dict(_scaffold()))
    say = project.say
    _settings(project)
    project.registers = {
        "partners": {"partner": {"name": say.both(3), "role": "funder"}},
        "themes": {"theme": {"name": say.both(3)}},
    }
    for locale in ("en", "es"):
        page = f"---\ntitle: {say.sentence(locale)}\n---\n\n# {say.sentence(locale)}\n\n{say.sentence(locale)}\n"
        project.pages[f"{locale}/more.md"] = page
    references = chance.sample(REFERENCES, chance.randint(2, 4))
    for number in range(chance.randint(3, 6)):
        _add_story(project, number, references)
    return project


def slug_of(words: str) -> str:
    """The words as addresses write them."""
    return plain(words)[:70].strip().replace(" ", "-")


def _settings(project: Project) -> None:
    text = project.more["mkdocs.yml"].decode()
    text = re.sub("^site_url: .*$", f"site_url: {URL}", text, flags=re.MULTILINE)
    # The search is another program's work and takes its time.
    search = "true" if project.chance.random() < 0.1 else "false"
    project.more["mkdocs.yml"] = text.replace("search: true", f"search: {search}").encode()


def _add_story(project: Project, number: int, references: list[str]) -> None:
    chance, say = project.chance, project.say
    title = say.both()
    # A new story is called by its title.
    folder = slug_of(title["en"]) if chance.random() < 0.5 else f"story-{say.slug()}"
    tree: Tree = {
        "title": title,
        "summary": say.both(),
        "date": f"202{number % 4}-0{number + 1}-15",
        "countries": [chance.choice(("SV", "HN", "GT"))],
        "state": "published" if chance.random() < 0.93 else "draft",
        "body": {locale: "\n\n".join(say.sentence(locale) for _ in range(3)) for locale in ("en", "es")},
    }
    if chance.random() < 0.3:
        tree["slug"] = {"es": slug_of(title["es"])}
    if chance.random() < 0.2:
        tree["formerly"] = [f"old-{say.slug()}"]
    if chance.random() < 0.2:
        tree["id"] = f"id-{say.slug()}"
    if chance.random() < 0.4:
        tree["themes"], tree["partners"] = ["theme"], ["partner"]
    if chance.random() < 0.12:
        tree["people"] = [{"name": say.name(), "consent": _consent(chance, references)}]
    quotes = [_quote(project, at, references) for at in range(chance.choice((0, 1, 1, 2)))]
    photos = [_photo(project, folder, at, references) for at in range(chance.choice((0, 1, 1, 2)))]
    for kind, entries in (("quotes", quotes), ("photos", photos)):
        _place(project, tree, kind, entries)
        if entries:
            tree[kind] = entries
    project.stories[folder] = tree
    project.styles[folder] = {
        "default_flow_style": chance.choice((False, False, None)),
        "allow_unicode": chance.random() < 0.8,
        "width": chance.choice((60, 10_000)),
    }
    if chance.random() < 0.25:
        project.beside.add(folder)


def _place(project: Project, tree: Tree, kind: str, entries: list[Tree]) -> None:
    for entry in entries:
        if project.chance.random() < 0.4:
            link = f"{'!' if kind == 'photos' else ''}[]({kind[:-1]}:{entry['id']})"
            for locale in tree["body"]:
                tree["body"][locale] += f"\n\n{link}\n\n{project.say.sentence(locale)}"


def _consent(chance: Random, references: list[str]) -> Tree:
    covers = chance.choice((["web"], ["web", "social"], ["web", "social", "press"]))
    return {"reference": chance.choice(references), "status": "given", "covers": list(covers)}


def _quote(project: Project, at: int, references: list[str]) -> Tree:
    chance, say = project.chance, project.say
    kind = chance.choice(("participant", "participant", "official"))
    quote: Tree = {
        "id": f"voice-{at}",
        "speaker": say.name(),
        "speaker_kind": kind,
        "role": {"en": "Farmer", "es": "Agricultora"},
        "language": "es",
        "text": {locale: say.passage(locale) for locale in ("en", "es")},
    }
    if kind == "participant" or chance.random() < 0.3:
        quote["consent"] = _consent(chance, references)
    return quote


def _photo(project: Project, folder: str, at: int, references: list[str]) -> Tree:
    chance = project.chance
    people = chance.choice(("none", "crowd", "identifiable", "identifiable"))
    photo = add_photo(project, folder, f"view-{at}", ".jpg", paint(chance))
    photo["people"] = people
    if chance.random() < 0.6:
        photo["caption"] = project.say.both()
    if people != "none":
        photo["minors"] = "none"
    if people == "identifiable" or chance.random() < 0.2:
        photo["consent"] = _consent(chance, references)
    return photo


def add_photo(project: Project, folder: str, name: str, ending: str, data: bytes) -> Tree:
    """Put a photo's file beside a record; its entry."""
    say = project.say
    project.more[f"stories/{folder}/{name}{ending}"] = data
    words = {"alt": say.both(), "credit": say.name(), "licence": "CC BY 4.0", "people": "none"}
    return {"id": name, "file": f"{name}{ending}", **words}


def paint(chance: Random) -> bytes:
    """A photo: a grid of fields in six colours of its own."""
    colours = [tuple(chance.randrange(8, 248) for _ in range(3)) for _ in range(6)]
    fields = Image.new("RGB", (6, 4))
    fields.putdata(chance.sample([*colours * 4], 24))
    return saved(fields.resize(chance.choice(_SIZES), Image.Resampling.NEAREST), "JPEG", quality=92, subsampling=0)


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    """A picture as a file."""
    stream = io.BytesIO()
    picture.save(stream, kind, **options)
    return stream.getvalue()


@cache
def _scaffold() -> tuple[tuple[str, bytes], ...]:
    with TemporaryDirectory() as folder:
        made = make_project(Path(folder))
        found = (file for file in sorted(made.rglob("*")) if file.is_file())
        return tuple((file.relative_to(made).as_posix(), file.read_bytes()) for file in found)
