"""The synthetic stories as an Eleventy site."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

from benchmarks import front_matter, project
from benchmarks.front_matter import document, write
from benchmarks.synthetic import LOCALES, Story
from benchmarks.yaml_text import Value

OUTPUT = "_site"


def write_site(folder: Path, stories: Iterable[Story]) -> None:
    """A whole Eleventy site in an empty folder; it builds into ``_site``."""
    shutil.copytree(front_matter.PEERS / "eleventy", folder, dirs_exist_ok=True)
    shutil.copy(front_matter.STYLE, folder)
    data = {
        "address": project.ADDRESS.rstrip("/"),
        "languages": {"en": "English", "es": "Español"},
        "names": project.NAME,
        "sections": front_matter.SECTIONS,
        "topics": front_matter.topics(),
        "words": {locale: front_matter.words(locale) for locale in LOCALES},
    }
    write(folder / "package.json", json.dumps({"type": "module"}))
    for name, value in data.items():
        write(folder / "_data" / f"{name}.json", json.dumps(value, ensure_ascii=False))
    for locale in LOCALES:
        title, text = front_matter.ABOUT[locale]
        twins: dict[str, Value] = {language: f"/{language}/about/" for language in LOCALES}
        about: dict[str, Value] = {"title": title, "locale": locale, "layout": "base.njk", "twins": twins}
        write(folder / "content" / locale / "about.md", document(about, f"# {title}\n\n{text}"))
        section = front_matter.SECTIONS[locale]
        shared = {
            "layout": "story.njk",
            "locale": locale,
            "tags": f"stories-{locale}",
        }
        # A function, so that no template language looks at 10,000 addresses.
        address = f"(data) => `/{locale}/{section}/${{data.slug}}/`"
        script = f"export default {{ ...{json.dumps(shared)}, permalink: {address} }};\n"
        write(folder / "content" / locale / section / f"{section}.11tydata.js", script)
    for story in stories:
        for locale in LOCALES:
            file = folder / "content" / locale / front_matter.SECTIONS[locale] / f"{story.name}.md"
            write(file, document(front_matter.story_matter(story, locale), story.body[locale]))
