"""What ``init``, ``new`` and ``upgrade`` write: texts out of templates, and the software itself.

A project carries the software that it was made with. The package is on no index, and a name that is on none must never
be asked of one: anybody could register it there and would be installed. So the wheel goes along, packed from what is
running, and everything it needs is named with its version.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import sys
import textwrap
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib import resources
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.resources.abc import Traversable
from typing import Any

import jinja2

from site_builder.cli.console import clean_line
from site_builder.locales import Locale
from site_builder.locales.catalog import Catalog, catalog, known_locales
from site_builder.locales.languages import ENGLISH
from site_builder.locales.slugs import slugify
from site_builder.records.schemas import editor_settings, schema_files

# Names that Windows keeps for devices.
_DEVICE = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]")
_WIDTH = 110
NAME = "bilingual-stories"
PACKAGE = "site_builder"
FOLDER = "software"
REQUIREMENTS = "requirements.txt"
_OF_PEOPLE = ("README.md", "mkdocs.yml", "content/", "stories/")
"""Files of a new project that belong to those who write in it, from then on."""

_WRITTEN = "project.json"
_LARGEST_WRITTEN = 100_000
_REQUIREMENT = re.compile(r"(?P<name>[A-Za-z0-9._-]+)\s*(?:\[(?P<extras>[^\]]*)\])?[^;]*(?:;(?P<marker>.*))?")
_EXTRA = re.compile(r"extra\s*==\s*[\"']([^\"']+)[\"']")


@dataclass(frozen=True, slots=True)
class NewStory:
    """``folder``: its name below ``stories``. ``files``: texts by the names of their files."""

    folder: str
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class Filled:
    """Fields of a new story beside its title and day. ``titles``: in other languages. Ids are those of registers."""

    titles: Mapping[Locale, str] = field(default_factory=dict)
    summaries: Mapping[Locale, str] = field(default_factory=dict)
    countries: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    source: str = ""


def story_folder(title: str, day: date) -> str:
    """Choose the name of the folder of a story with this title."""
    slug = slugify(clean_line(title)) or f"story-{day}"
    return f"story-{slug}" if _DEVICE.fullmatch(slug) else slug


def new_story(
    title: str, day: date, language: Locale, locales: Sequence[Locale], filled: Filled | None = None
) -> NewStory:
    """Make the folder of a story called ``title`` in ``language``, to be filled in. Comments are in that language."""
    filled = filled or Filled()
    titles = {**filled.titles, language: title}
    bodies = [f"text.{locale}.md" for locale in locales]
    record = (
        templates(catalog(language))
        .get_template("story.yml.jinja")
        .render(
            titles={locale: _quoted(words) for locale, words in titles.items()},
            summaries={locale: _quoted(words) for locale, words in filled.summaries.items()},
            filled=filled,
            date=day.isoformat(),
            language=language,
            locales=locales,
            files=", ".join(bodies),
        )
    )
    return NewStory(story_folder(title, day), {"story.yml": record, **dict.fromkeys(bodies, "")})


def _quoted(words: str) -> str:
    """Quote one line of text for YAML, whatever signs are in it."""
    return json.dumps(clean_line(words), ensure_ascii=False)


def new_project(name: str, language: Locale) -> dict[str, str]:
    """Make the files of a new project called ``name``, by path: everything but stories and the software.

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


def templates(words: Catalog) -> jinja2.Environment:
    """Load the scaffold's templates. They make YAML and Markdown, not HTML: nothing is escaped."""
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
        """Explain a field in a comment. ``depth``: its indent; there its lines are comments too."""
        indent = "  " * depth
        return comment(words.text(f"field.{field}"), f"#{indent}" if depth else "")

    def explain_at(field: str, indent: int) -> str:
        """Explain a field that is in use, indented by so many spaces."""
        return comment(words.text(f"field.{field}"), " " * indent)

    def comment(text: str, before: str = "") -> str:
        found = [
            textwrap.wrap(line, _WIDTH - len(before), break_on_hyphens=False) or [""] for line in text.splitlines()
        ]
        return "\n".join(f"{before}# {line}".rstrip() for part in found for line in part)

    def word(key: str, locale: str) -> str:
        return catalog(Locale(locale)).text(key)

    return {"t": words.text, "explain": explain, "explain_at": explain_at, "comment": comment, "word": word}


def software_files() -> dict[str, bytes]:
    """Give a project's files that belong to the software, by path: the wheel, ``requirements.txt``, workflows, schemas.

    The same software gives the same bytes. The wheel notes what it wrote (``written_by``).
    """
    running = distribution(NAME)
    wheel = f"{FOLDER}/{_stem(running)}-py3-none-any.whl"
    pins = sorted(set(_pins(running, frozenset(), set())), key=str.lower)
    texts = new_project("", ENGLISH)
    files = {path: text.encode() for path, text in texts.items() if not path.startswith(_OF_PEOPLE)}
    files[REQUIREMENTS] = "\n".join([f"./{wheel}", *pins, ""]).encode()
    return {wheel: _wheel(running, files), **files}


def written_by(wheel: bytes) -> dict[str, str]:
    """Give the digests of a project's files as the software in ``wheel`` wrote them, by path; empty where none says."""
    try:
        with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
            name = next(name for name in archive.namelist() if name.endswith(f".dist-info/{_WRITTEN}"))
            if archive.getinfo(name).file_size > _LARGEST_WRITTEN:
                return {}
            found = json.loads(archive.read(name))
    except (zipfile.BadZipFile, StopIteration, ValueError, OSError, NotImplementedError, RuntimeError, zlib.error):
        return {}
    return {str(path): str(digest) for path, digest in found.items()} if isinstance(found, dict) else {}


def digest_of_text(content: bytes) -> str:
    """Give the digest under which a file of a project is noted; how its lines end makes no difference."""
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()


def _stem(running: Distribution) -> str:
    return f"{NAME.replace('-', '_')}-{running.version}"


def _wheel(running: Distribution, written: Mapping[str, bytes]) -> bytes:
    """Pack the package. https://packaging.python.org/specifications/binary-distribution-format/"""
    inside = f"{_stem(running)}.dist-info"
    files = dict(_package_files(resources.files(PACKAGE), PACKAGE))
    for name in ("METADATA", "WHEEL", "entry_points.txt"):
        files[f"{inside}/{name}"] = (running.read_text(name) or "").encode()
    digests = {path: digest_of_text(content) for path, content in sorted(written.items())}
    files[f"{inside}/{_WRITTEN}"] = json.dumps(digests, indent=1).encode()
    record = "".join(f"{name},sha256={_digest(content)},{len(content)}\n" for name, content in files.items())
    files[f"{inside}/RECORD"] = f"{record}{inside}/RECORD,,\n".encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return packed.getvalue()


def _package_files(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda found: found.name):
        if entry.name == "__pycache__":
            continue
        if entry.is_dir():
            yield from _package_files(entry, f"{path}/{entry.name}")
        else:
            yield f"{path}/{entry.name}", entry.read_bytes()


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


def _pins(of: Distribution, extras: frozenset[str], seen: set[tuple[str, frozenset[str]]]) -> Iterator[str]:
    """``name==version`` of everything that ``of`` needs and that is installed here."""
    for requirement in of.requires or ():
        match = _REQUIREMENT.fullmatch(requirement)
        if match is None:
            continue
        wanted = _EXTRA.search(match["marker"] or "")
        if wanted and wanted[1] not in extras:
            continue
        name = re.sub(r"[-_.]+", "-", match["name"]).lower()
        own = frozenset(filter(None, (extra.strip() for extra in (match["extras"] or "").split(","))))
        if (name, own) in seen:
            continue
        seen.add((name, own))
        try:
            needed = distribution(name)
        except PackageNotFoundError:
            # For another system or another Python; there pip chooses.
            continue
        yield f"{name}=={needed.version}"
        yield from _pins(needed, own, seen)
