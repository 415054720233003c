"""What a translator is told of a text, beside the text."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.exchange.unit import Unit
from site_builder.locales.catalog import Catalog


def notes(unit: Unit, words: Catalog) -> Iterator[tuple[str, str]]:
    """What kind of note, and its words in one line."""
    yield "location", words.text("cli.exchange.note.where", document=unit.document, field=unit.name)
    if unit.longest:
        yield "length", words.text("cli.exchange.note.longest", limit=unit.longest)
    if unit.state in ("stale", "machine"):
        yield "state", words.text(f"cli.exchange.note.{unit.state}")
    if unit.is_markdown:
        yield "markup", words.text("cli.exchange.note.markup")
