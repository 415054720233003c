"""The synthetic stories as peers read them: Markdown below YAML, a file a language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from benchmarks import synthetic
from benchmarks.synthetic import Story
from benchmarks.yaml_text import Value, yaml_text

Words = dict[str, str | dict[str, str]]

PEERS = Path(__file__).parent / "peers"
STYLE = PEERS / "shared" / "site.css"
SECTIONS = {"en": "stories", "es": "historias"}
ABOUT = {
    "en": ("About this site", "Every story here is synthetic and serves to measure software."),
    "es": ("Acerca de este sitio", "Todas las historias son sintéticas y sirven para medir programas."),
}


def words(locale: str) -> Words:
    """The peers' interface in a language; ``count`` has a form for one and one for others."""
    found: Words = json.loads((PEERS / "shared" / f"{locale}.json").read_text(encoding="utf-8"))
    return found


def document(matter: Mapping[str, Value], body: str) -> str:
    """A Markdown file with its front matter."""
    return f"---\n{yaml_text(matter)}---\n\n{body}\n"


def story_matter(story: Story, locale: str) -> dict[str, Value]:
    """What a story's page prints beside its text."""
    return {
        "title": story.title[locale],
        "description": story.summary[locale],
        "date": story.date.isoformat(),
        "slug": story.slug[locale],
        "translationKey": story.name,
        "countries": [story.country],
        "themes": story.themes,
        "results": [
            {
                "id": figure.id,
                "value": figure.value,
                "unit": synthetic.UNIT[locale],
                "what": figure.what[locale],
                "status": figure.status,
                "when": figure.when,
            }
            for figure in story.figures
        ],
        "quotes": [
            {
                "id": quote.id,
                "speaker": synthetic.SPEAKER,
                "role": synthetic.ROLE[locale],
                "text": quote.text[locale],
                **({"recorded": _recorded(quote)} if quote.language != locale else {}),
            }
            for quote in story.quotes
        ],
    }


def _recorded(quote: synthetic.Quote) -> dict[str, Value]:
    return {"language": quote.language, "text": quote.text[quote.language]}


def topics() -> dict[str, dict[str, synthetic.Both]]:
    """The names of countries and themes, by their ids."""
    return {"countries": synthetic.COUNTRIES, "themes": synthetic.THEMES}


def write(file: Path, text: str) -> None:
    """Write a text file and the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
