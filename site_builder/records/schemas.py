"""Makes JSON Schemas of all that staff write, from the models: editors check and explain the fields while they type.

``python -m site_builder.records.schemas FOLDER`` writes them. Each field is explained in every language that the
program speaks, because one file serves a whole office.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from site_builder.locales.catalog import catalog, known_locales
from site_builder.records import REGISTERS, Milestone, Settings, Story

_DIALECT = "http://json-schema.org/draft-07/schema#"
# A value that nobody filled in counts as absent, and notes to colleagues may stand anywhere.
_NOTES: Mapping[str, Any] = {"^note_": {}}

FILES: Mapping[str, str] = {
    "story": "stories/*/story.yml",
    "milestones": "content/milestones.yml",
    **{name: f"content/{name}.yml" for name in REGISTERS},
    "settings": "mkdocs.yml",
}
"""Which files of a project each schema is for."""


def schemas() -> dict[str, dict[str, Any]]:
    """Return every schema by its name. Draft 7, which editors know best."""
    made = {"story": _of(Story, optional=("id", "language", "body")), "milestones": _list_of(_of(Milestone))}
    for name, model in REGISTERS.items():
        made[name] = _mapping_of(_of(model, without=("id",)))
    made["settings"] = _settings()
    return {name: {"$schema": _DIALECT, "title": FILES[name], **schema} for name, schema in made.items()}


def schema_files() -> dict[str, str]:
    """Return the schemas as files: name and text."""
    return {
        f"{name}.schema.json": json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        for name, schema in schemas().items()
    }


def editor_settings(folder: str = "./schema") -> dict[str, str]:
    """Return what Visual Studio Code's ``yaml.schemas`` says: which schema is for which files."""
    return {f"{folder}/{name}.schema.json": files for name, files in FILES.items()}


def _of(model: type[BaseModel], optional: tuple[str, ...] = (), without: tuple[str, ...] = ()) -> dict[str, Any]:
    schema = model.model_json_schema(mode="validation")
    # A photo's id is its file's name unless it says otherwise.
    for title, part in {**schema.get("$defs", {}), model.__name__: schema}.items():
        own = optional if part is schema else ("id",) if title == "Photo" else ()
        _write_out(part, title.lower(), optional=own, without=without if part is schema else ())
    return schema


def _write_out(part: dict[str, Any], record: str, optional: tuple[str, ...], without: tuple[str, ...]) -> None:
    """Explain the fields of one kind of record and take out what only the program knows."""
    if part.get("type") != "object" or "properties" not in part:
        return
    part.pop("title", None)
    part.pop("description", None)
    fields = {name: field for name, field in part["properties"].items() if "\0" not in name and name not in without}
    for name, field in fields.items():
        field.pop("title", None)
        key = f"field.{record}.{name}"
        field["description"] = "\n\n".join(catalog(locale).text(key) for locale in known_locales())
    part["properties"] = fields
    part["patternProperties"] = dict(_NOTES)
    required = [name for name in part.get("required", ()) if name in fields and name not in optional]
    part.pop("required", None)
    if required:
        part["required"] = required


def _list_of(entry: dict[str, Any]) -> dict[str, Any]:
    parts = entry.pop("$defs", {})
    return {"type": ["array", "null"], "items": entry, "$defs": parts}


def _mapping_of(entry: dict[str, Any]) -> dict[str, Any]:
    parts = entry.pop("$defs", {})
    return {
        "type": ["object", "null"],
        "propertyNames": {"pattern": "^([a-z0-9]+(-[a-z0-9]+)*|note_.*)$"},
        "patternProperties": dict(_NOTES),
        "additionalProperties": entry,
        "$defs": parts,
    }


def _settings() -> dict[str, Any]:
    """Describe what stands under the plugin's name in MkDocs' file, which holds much more."""
    own = _of(Settings, optional=("name",), without=("name", "site_url"))
    parts = own.pop("$defs", {})
    plugin = {"type": "object", "properties": {"stories": own}}
    return {
        "type": "object",
        "properties": {"plugins": {"type": "array", "items": {"anyOf": [{"type": "string"}, plugin]}}},
        "$defs": parts,
    }


def main(arguments: list[str]) -> int:
    """Write the schemas into the folder in ``arguments``, else into ``schema``."""
    folder = Path(arguments[0] if arguments else "schema")
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schema_files().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
