"""The synthetic stories as a project of this software."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from benchmarks import synthetic
from benchmarks.synthetic import Both, Story
from benchmarks.yaml_text import Value, yaml_text

NAME = {"en": "Synthetic stories", "es": "Historias sintéticas"}
ADDRESS = "https://stories.example.org/"
_ABOUT = {
    "en": "# About this site\n\nEvery story here is synthetic and serves to measure software.\n",
    "es": "# Acerca de este sitio\n\nTodas las historias son sintéticas y sirven para medir programas.\n",
}
_SETTINGS = f"""\
site_name: {NAME["en"]}
site_url: {ADDRESS}
docs_dir: content/pages
theme:
  name: material
plugins:
  - stories:
      locales: [en, es]
      search: {{search}}
      contact:
        office:
          en: Synthetic office
          es: Oficina sintética
        email: synthetic@example.org
"""


def write_project(folder: Path, stories: Iterable[Story], *, search: bool = False) -> None:
    """A whole project in an empty folder."""
    for locale, text in _ABOUT.items():
        _write(folder / "content" / "pages" / locale / "about.md", text)
    for name, register in _registers().items():
        _write(folder / "content" / f"{name}.yml", yaml_text(register))
    for story in stories:
        write_story(folder, story)
    write_settings(folder, search=search)


def write_settings(folder: Path, *, search: bool) -> None:
    """The project's mkdocs.yml, with the search on or off."""
    _write(folder / "mkdocs.yml", _SETTINGS.format(search=str(search).lower()))


def write_story(folder: Path, story: Story, *, note: str = "", photo: str = "") -> None:
    """One story's record. ``note``: words added to its text; ``photo``: the name of a picture beside the record."""
    _write(story_folder(folder, story) / "story.yml", yaml_text(_record(story, note, photo)))


def write_themes(folder: Path, theme: str, *, note: str) -> None:
    """The register of themes, with the words of ``note`` added to one theme's name."""
    register = {**_registers()["themes"], theme: {"name": _noted(synthetic.THEMES[theme], note)}}
    _write(folder / "content" / "themes.yml", yaml_text(register))


def story_folder(folder: Path, story: Story) -> Path:
    """Where a story's record and pictures are."""
    return folder / "stories" / story.name


def _noted(text: Both, note: str) -> Both:
    return {locale: f"{words} {note}" if note else words for locale, words in text.items()}


def _registers() -> dict[str, dict[str, Value]]:
    partner: Both = {"en": "Synthetic partner", "es": "Socio sintético"}
    programme: Both = {"en": "Synthetic programme", "es": "Programa sintético"}
    source: Both = {"en": "Synthetic source", "es": "Fuente sintética"}
    return {
        "themes": {key: {"name": name} for key, name in synthetic.THEMES.items()},
        "partners": {synthetic.PARTNER: {"name": partner, "role": "implementer"}},
        "programmes": {synthetic.PROGRAMME: {"name": programme, "partners": [synthetic.PARTNER]}},
        "sources": {
            synthetic.SOURCE: {"title": source, "language": "en", "publisher": partner, "date": "not stated"},
        },
    }


def _record(story: Story, note: str, photo: str) -> dict[str, Value]:
    record: dict[str, Value] = {
        "title": story.title,
        "summary": story.summary,
        "slug": story.slug,
        "date": story.date.isoformat(),
        "countries": [story.country],
        "state": "published",
        "themes": story.themes,
        "partners": [synthetic.PARTNER],
        "programmes": [synthetic.PROGRAMME],
        "source": synthetic.SOURCE,
        "body": _noted(story.body, note),
        "results": [
            {
                "id": figure.id,
                "value": figure.value,
                "unit": synthetic.UNIT,
                "what": figure.what,
                "countries": [figure.country],
                "status": figure.status,
                "when": figure.when,
            }
            for figure in story.figures
        ],
        "quotes": [
            {
                "id": quote.id,
                "speaker": synthetic.SPEAKER,
                "speaker_kind": "official",
                "role": synthetic.ROLE,
                "organisation": synthetic.PARTNER,
                "language": quote.language,
                "text": quote.text,
            }
            for quote in story.quotes
        ],
    }
    if photo:
        alt: Both = {"en": "Synthetic picture of coloured shapes", "es": "Imagen sintética de formas de colores"}
        credit: Both = {"en": "Synthetic credit", "es": "Crédito sintético"}
        # No file for the press, which no other generator makes: a synthetic consent that covers the web alone.
        people: dict[str, Value] = {"people": "identifiable", "minors": "none"}
        consent: dict[str, Value] = {"reference": "synthetic", "status": "given", "covers": ["web", "social"]}
        rights: dict[str, Value] = {"credit": credit, "licence": "CC0 1.0"}
        record["photos"] = [{"file": photo, "alt": alt, **rights, **people, "consent": consent}]
    return record


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
