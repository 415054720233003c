"""A site of stories with many pictures, drawn by a program: galleries, pairs, and stories that lost theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from site_builder.mkdocs_plugin import Options, run
from tests.support import pictures
from tests.support.built import BuiltSite
from tests.support.command_line import STORY, make_project, put

WIDE, TALL, SQUARE, BROAD = (960, 640), (640, 960), (700, 700), (1000, 420)
URL = "https://stories.example.org/"

Photo = tuple[tuple[int, int], Mapping[str, str]]

_PHOTO = """\
  - file: p{number}.jpg
    alt: {{en: "Coloured fields {number}", es: "Campos de colores {number}"}}
    caption: {{en: "Four fields, drawn", es: "Cuatro campos, dibujados"}}
    credit: Drawn by a program
    licence: CC BY 4.0
    people: none
"""
_WITHDRAWN = {"people": "identifiable", "minors": "none", "consent": "{status: withdrawn, covers: [web]}"}
_BEFORE, _AFTER = {"pair": "before", "focus": "[0, 0]"}, {"pair": "after", "focus": "[1, 1]"}
_QUOTE = """\
quotes:
  - id: voice
    speaker: Somebody made up
    speaker_kind: participant
    role: {en: Farmer, es: Agricultora}
    language: es
    text: {en: Made-up words, es: Palabras inventadas}
    consent: {status: withdrawn, covers: [web]}
"""

STORIES: Mapping[str, Sequence[Photo]] = {
    "two": [(WIDE, {}), (WIDE, {}), (TALL, {})],
    "three": [(WIDE, {}), (WIDE, {}), (TALL, {}), (WIDE, {})],
    "five": [(WIDE, {}), (WIDE, {}), (TALL, {}), (TALL, {}), (BROAD, {}), (SQUARE, {})],
    "twelve": [(WIDE, {}), *((shape, {}) for shape in (WIDE, TALL, TALL, WIDE, SQUARE, BROAD) * 2)],
    "pair": [(WIDE, _BEFORE), (SQUARE, _AFTER), (TALL, _BEFORE), (TALL, _AFTER)],
    "held": [(WIDE, _BEFORE), (WIDE, {**_AFTER, **_WITHDRAWN})],
    "lost": [(WIDE, _WITHDRAWN)],
}
"""The photos of each story: their sizes, and what is said of them beside their words and rights."""

KINDS = {"pair": "before-and-after", "held": "before-and-after", "twelve": "photo-story"}


def build_pictured(folder: Path) -> BuiltSite:
    """The site, built below ``folder``."""
    options = run(project(folder / "project"), folder / "site", Options(as_of="2024-01-01"))
    assert options.made, options.prepared
    return BuiltSite(folder / "site", URL)


def project(folder: Path) -> Path:
    """The records and photos that it is made of, in ``folder``."""
    made = make_project(folder, **{name: _story(name, photos) for name, photos in STORIES.items()})
    settings = (made / "mkdocs.yml").read_text("utf-8")
    put(made / "mkdocs.yml", settings.replace("!ENV [SITE_URL, '']", URL))
    for name, photos in STORIES.items():
        for number, (size, _) in enumerate(photos):
            content = pictures.file_of(pictures.quarters(size))
            (made / "stories" / name / f"p{number}.jpg").write_bytes(content)
    return made


def _story(name: str, photos: Sequence[Photo]) -> str:
    story = STORY.replace(
        "A text about courses.", '"Before.\\n\\n## Her words\\n\\n[](quote:voice)\\n\\n## Next\\n\\nAfter."'
    )
    text = f"kind: {KINDS.get(name, 'success-story')}\n{story if name == 'lost' else STORY}photos:\n"
    for number, (_, more) in enumerate(photos):
        entry = _PHOTO.format(number=number)
        for key, value in more.items():
            entry = entry.replace("    people: none\n", "") if key == "people" else entry
            entry += f"    {key}: {value}\n"
        text += entry
    return text + (_QUOTE if name == "lost" else "")
