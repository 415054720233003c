"""What ``new`` and ``init`` write: texts out of templates, with every field explained in words of the catalogs."""

from __future__ import annotations

import json
import re
import sys
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import jinja2

from site_builder.locales import Locale
from site_builder.locales.catalog import Catalog, catalog, known_locales
from site_builder.locales.slugs import slugify
from site_builder.records.schemas import editor_settings, schema_files

_UNSEEN = re.compile("[\0-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]")
# Names that Windows keeps for devices.
_DEVICE = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]")
_WIDTH = 110


@dataclass(frozen=True, slots=True)
class NewStory:
    """``folder``: its name below ``stories``. ``files``: texts by the names of their files."""

    folder: str
    files: dict[str, str]


def new_story(title: str, day: date, language: Locale, locales: Sequence[Locale]) -> NewStory:
    """The folder of a story called ``title`` in ``language``, to be filled in. Its comments are in that language."""
    title = clean_title(title)
    folder = folder_name(title, day)
    bodies = [f"text.{locale}.md" for locale in locales]
    record = (
        templates(catalog(language))
        .get_template("story.yml.jinja")
        .render(
            title=json.dumps(title, ensure_ascii=False),
            date=day.isoformat(),
            language=language,
            locales=locales,
            files=", ".join(bodies),
        )
    )
    return NewStory(folder, {"story.yml": record, **dict.fromkeys(bodies, "")})


def folder_name(title: str, day: date) -> str:
    """The name of a new story's folder: its title in small letters, or its day where nothing of that is Latin."""
    slug = slugify(title) or f"story-{day}"
    return f"story-{slug}" if _DEVICE.fullmatch(slug) else slug


def new_project(name: str, language: Locale) -> dict[str, str]:
    """The files of a new project called ``name``, by path: everything but stories and the software.

    ``language`` comes first on the site, and the explanations are in it.
    """
    locales = sorted(known_locales(), key=lambda locale: locale != language)
    values = {
        "name": json.dumps(name, ensure_ascii=False),
        "title": re.sub(r"([\\\[\]<>*_`#])", r"\\\1", name),
        "locales": locales,
        "python": ".".join(map(str, sys.version_info[:2])),
    }
    made = templates(catalog(language))
    files = {}
    for path, text in _project_files(resources.files("site_builder").joinpath("templates", "scaffold", "project"), ""):
        # Names with a dot in front would hide these files from the tools that pack and watch the software.
        shown = "/".join(re.sub("^dot-", ".", part) for part in path.split("/"))
        if shown.endswith(".jinja"):
            files[shown.removesuffix(".jinja")] = made.from_string(text).render(values)
        else:
            files[shown] = text
    settings = {"yaml.schemas": editor_settings(), "yaml.customTags": ["!ENV scalar", "!ENV sequence"]}
    files[".vscode/settings.json"] = json.dumps(settings, indent=2) + "\n"
    return files | {f"schema/{file}": text for file, text in schema_files().items()}


def _project_files(folder: Traversable, before: str) -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda found: found.name):
        if entry.is_dir():
            yield from _project_files(entry, f"{before}{entry.name}/")
        else:
            yield f"{before}{entry.name}", entry.read_text(encoding="utf-8")


def clean_title(title: str) -> str:
    """The title as one line of letters that can be seen."""
    return " ".join(_UNSEEN.sub(" ", title).split())


def templates(words: Catalog) -> jinja2.Environment:
    """The scaffold's templates. What they make is YAML and Markdown, not HTML: nothing is escaped."""
    made = jinja2.Environment(  # noqa: S701
        loader=jinja2.PackageLoader("site_builder", "templates/scaffold"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals.update(_globals(words))
    return made


def _globals(words: Catalog) -> dict[str, Any]:
    def explain(field: str, depth: int = 0) -> str:
        """What a field is for, as a comment. ``depth``: how far in; there the lines themselves are commented out."""
        indent = "  " * depth
        return comment(words.text(f"field.{field}"), f"#{indent}" if depth else "")

    def explain_at(field: str, indent: int) -> str:
        """The same for a field that is in use, indented by so many spaces."""
        return comment(words.text(f"field.{field}"), " " * indent)

    def comment(text: str, before: str = "") -> str:
        found = [
            textwrap.wrap(line, _WIDTH - len(before), break_on_hyphens=False) or [""] for line in text.splitlines()
        ]
        return "\n".join(f"{before}# {line}".rstrip() for part in found for line in part)

    def word(key: str, locale: str) -> str:
        return catalog(Locale(locale)).text(key)

    return {"t": words.text, "explain": explain, "explain_at": explain_at, "comment": comment, "word": word}
