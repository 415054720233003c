"""A small synthetic project whose translations are all there, to be edited."""

from __future__ import annotations

from pathlib import Path

from tests.support.command_line import make_project, put

STORY = """\
title:
  en: A season of courses
  es: Una temporada de cursos
summary:
  en: What a group of farmers learned together.
  es: Lo que aprendió un grupo de agricultores.
date: 2023-05-04
countries: [SV]
state: published
quotes:
  - id: juana
    speaker: A synthetic speaker
    speaker_kind: official
    role:
      en: Farmer
      es: Agricultora
    language: es
    text:
      es: Antes no teníamos nada
      # Said in Spanish.
      en: Before, we had nothing
"""
FILES = {
    "stories/orchard/story.yml": STORY,
    "stories/orchard/text.en.md": "They met under the mango tree.\n\nThey learned to prune.\n",
    "stories/orchard/text.es.md": "Se reunieron bajo el árbol de mango.\n\nAprendieron a podar.\n",
    "stories/sketch/story.yml": STORY.replace("published", "draft").replace("  es: Una temporada de cursos\n", ""),
    "stories/sketch/text.en.md": "A text.\n",
    "stories/gone/story.yml": STORY.replace("published", "withdrawn").replace("  es: Una temporada de cursos\n", ""),
    "stories/gone/text.en.md": "A text.\n",
    "content/themes.yml": "water:\n  name:\n    en: Drinking water\n    es: Agua potable\n",
    "content/indicators.yml": """\
trees-planted:
  name: {en: Trees planted, es: Árboles sembrados}
  unit:
    en:
      one: tree
      other: trees
    es:
      one: árbol
      other: árboles
""",
    "content/milestones.yml": """\
- id: trees
  commitment:
    en: Plant a thousand trees
    es: Sembrar mil árboles
  countries: [SV]
  due: 2030
  source: plan
  updates:
    - on: 2023-04-30
      status: planned
    - on: 2023-05-01
      status: under-way
      what:
        en: The first were planted
        es: Se sembraron los primeros
""",
    "content/sources.yml": "plan:\n  title: {en: A synthetic plan, es: Un plan sintético}\n  language: en\n",
}


def translated_project(folder: Path) -> Path:
    """The project in ``folder``: a story, a draft that lacks a title, a withdrawn story, registers, a promise."""
    make_project(folder)
    for file, text in FILES.items():
        put(folder / file, text)
    return folder


def edit(project: Path, file: str, old: str, new: str) -> None:
    """Put ``new`` in the place of ``old``, which stands in ``file`` once."""
    text = (project / file).read_text("utf-8")
    assert text.count(old) == 1, (file, old)
    put(project / file, text.replace(old, new))
