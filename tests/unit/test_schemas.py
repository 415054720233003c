"""The JSON Schemas by which editors help."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from site_builder.records.schemas import editor_settings, schema_files, schemas

IN_STEP = "python -m site_builder.records.schemas"


def test_the_schemas_are_in_step_with_the_records(project: Path) -> None:
    """What stands in schema/ is what the models give; after a change: python -m site_builder.records.schemas."""
    there = {file.name: file.read_text(encoding="utf-8") for file in (project / "schema").iterdir()}
    assert there == schema_files(), IN_STEP


def test_the_editor_uses_them(project: Path) -> None:
    """The repository's settings for Visual Studio Code name every schema for its files."""
    settings = json.loads((project / ".vscode/settings.json").read_text(encoding="utf-8"))
    assert settings["yaml.schemas"] == editor_settings()


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    """Every description of a record's fields in a schema."""
    if isinstance(schema, dict):
        if "properties" in schema and "patternProperties" in schema:
            yield schema
        for value in schema.values():
            yield from parts(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from parts(value)


@pytest.mark.parametrize("name", schemas())
def test_every_field_is_explained(name: str) -> None:
    """Whoever points at a field reads what it is for, in English and in Spanish."""
    for part in parts(schemas()[name]):
        for field, about in part["properties"].items():
            assert about["description"].count("\n\n") == 1, field


def test_only_what_has_no_default_is_required() -> None:
    """A short story is a short file; the id and the language follow from elsewhere, the body may stand beside."""
    assert schemas()["story"]["required"] == ["title", "summary", "date", "countries"]
    assert schemas()["story"]["$defs"]["Photo"]["required"] == ["file"]
    assert "id" not in schemas()["themes"]["additionalProperties"]["properties"]


@pytest.mark.parametrize("name", ["story", "milestones", "themes", "partners", "programmes", "indicators", "sources"])
def test_nothing_of_the_programs_own_shows(name: str) -> None:
    """Fields that only the program fills in are offered to nobody."""
    text = json.dumps(schemas()[name])
    assert "\\u0000" not in text
    assert '"folder"' not in text
    assert '"place"' not in text


def test_the_repositorys_own_records_use_known_fields(project: Path) -> None:
    """Every field of the first story and of the registers is one that its schema knows."""
    story = yaml.load(
        (project / "stories/sembrando-six-months/story.yml").read_text(encoding="utf-8"), yaml.CBaseLoader
    )
    assert set(story) <= set(schemas()["story"]["properties"])
    for result in story["results"]:
        assert set(result) <= set(schemas()["story"]["$defs"]["Result"]["properties"])
    for name in ("themes", "partners", "programmes", "indicators", "sources"):
        register = yaml.load((project / f"content/{name}.yml").read_text(encoding="utf-8"), yaml.CBaseLoader)
        known = set(schemas()[name]["additionalProperties"]["properties"])
        assert all(set(entry) <= known for entry in register.values())
