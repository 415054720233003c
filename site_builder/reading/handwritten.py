"""Reads hand-written pages (``content/pages/<language>/<name>.md``): their addresses, alternates and titles."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

import yaml

from site_builder.locales import Locale
from site_builder.locales.catalog import catalog
from site_builder.locales.languages import is_known
from site_builder.locales.pseudo import PSEUDO
from site_builder.locales.slugs import caseless, is_plain_slug, slugify
from site_builder.problems import Position, Problem
from site_builder.reading.files import is_inside, links_out
from site_builder.reading.source import SourceText, decode

MAX_FRONT_MATTER = 4096
"""Characters. The parser's stack grows with every open bracket, so the text it is given is bounded."""

_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_HEADLINE = re.compile(r"^#[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
_FIELDS = {"title": str | int, "description": str, "slug": str | int, "order": int}


@dataclass(frozen=True, slots=True)
class HandwrittenPage:
    """``source``: the file's path below the pages' folder (``es/about.md``), as MkDocs names it.

    ``name``: that path without language and ending (``about``): files of one name are alternates. ``title`` and
    ``description`` are plain text; ``order`` sorts menus (then the name does). Front matter, all optional: ``title``,
    ``description``, ``slug`` (the last part of the address) and ``order``.
    """

    source: str
    locale: Locale
    name: str
    address: str
    title: str
    description: str = ""
    order: int = 0
    alternates: Mapping[Locale, str] = field(default_factory=dict)


HANDBOOK_LANGUAGES = ("en", "es")
"""The languages that the staff's handbook is written in."""


def handbook_languages(locales: Sequence[str]) -> dict[Locale, str]:
    """Return a site's locales that have the handbook, and its language there: English where it has none of theirs.

    Of two locales of one language only the first has it.
    """
    found: dict[Locale, str] = {}
    for locale in locales:
        language = locale.partition("-")[0]
        if language in HANDBOOK_LANGUAGES and language not in found.values():
            found[Locale(locale)] = language
    return found or {Locale(locales[0]): HANDBOOK_LANGUAGES[0]}


def rules_address(locale: Locale) -> str:
    """Return the address of the handbook's page that explains every rule of the check."""
    return f"{handbook_address(locale)}rules/"


def handbook_address(locale: Locale) -> str:
    """Return the address of the staff's handbook. It is a word of the software's own: no project's catalog changes
    it."""
    return f"{locale}/{catalog(locale).text('handbook.address')}/"


def read_handwritten(
    folder: Path, shown_as: str, locales: Sequence[Locale]
) -> tuple[tuple[HandwrittenPage, ...], tuple[Problem, ...]]:
    """Read every page below ``folder`` in menu order, and the problems of the others.

    ``shown_as``: the folder's name in the project and in problems (``content/pages``). Problems: ``path-outside``,
    those of reading a text file, ``page-language``, ``page-front-matter``, ``page-slug``, ``page-address-taken``,
    ``page-without-twin``.
    """
    pages: dict[str, HandwrittenPage] = {}
    project = folder.parents[shown_as.count("/")]
    if not is_inside(folder, project):
        return (), (Problem(Position(shown_as), "path-outside"),)
    outside = set(links_out(folder))
    problems = [Problem(Position(f"{shown_as}/{source}"), "path-outside") for source in sorted(outside)]
    files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*.md"))}
    unused = set()
    for name in sorted({source.partition("/")[0] for source in files if "/" in source} - set(locales)):
        if is_known(Locale(name)):
            # A language that the site does not publish is reported once, however many pages it has.
            unused.add(name)
            first = min(source for source in files if source.startswith(f"{name}/"))
            params = {"folder": name, "path": f"{shown_as}/{name}", "known": ", ".join(locales)}
            problems.append(Problem(Position(f"{shown_as}/{first}"), "page-language-unused", params))
    for source, path in files.items():
        shown = f"{shown_as}/{source}"
        if source in outside or source.partition("/")[0] in unused:
            continue
        page, found = _read(path, source, shown, locales)
        problems += found
        if page is None:
            continue
        if (taken := caseless(page.address)) in pages:
            params = {"address": page.address, "other": f"{shown_as}/{pages[taken].source}"}
            problems.append(Problem(Position(shown), "page-address-taken", params))
            continue
        pages[taken] = page
    alternates: dict[str, dict[Locale, str]] = {}
    for page in sorted(pages.values(), key=lambda page: locales.index(page.locale)):
        alternates.setdefault(page.name, {})[page.locale] = page.address
    complete = (replace(page, alternates=alternates[page.name]) for page in pages.values())
    found_pages = tuple(sorted(complete, key=lambda page: (page.order, page.name)))
    return found_pages, (*problems, *_without_twin(found_pages, shown_as, locales, files))


def _read(
    path: Path, source: str, shown: str, locales: Sequence[Locale]
) -> tuple[HandwrittenPage | None, list[Problem]]:
    folder, _, rest = source.partition("/")
    if not rest or folder not in locales:
        example = f"{locales[0]}/{PurePosixPath(source).name}"
        params = {"folder": folder, "known": ", ".join(locales), "example": example}
        return None, [Problem(Position(shown), "page-language", params)]
    try:
        # A pipe would be waited for.
        data = path.read_bytes() if path.is_file() else None
    except OSError:
        data = None
    if data is None:
        return None, [Problem(Position(shown), "file-unreadable", {"path": shown})]
    text, problems = decode(shown, data)
    if problems:
        return None, problems
    matter, problems = _front_matter(text)
    if problems:
        return None, problems
    name = rest.removesuffix(".md")
    parent, _, last = name.rpartition("/")
    slug = str(matter.get("slug", slugify(last)))
    if not is_plain_slug(slug):
        return None, [text.problem("page-slug", max(text.text.find("slug:"), 0), slug=slug[:80])]
    headline = _HEADLINE.search(text.text)
    title = str(matter.get("title") or (headline[1] if headline else last.replace("-", " ").capitalize()))
    address = "/".join((folder, *map(slugify, filter(None, parent.split("/"))), slug, ""))
    description = str(matter.get("description", ""))
    order = matter.get("order", 0)
    page = HandwrittenPage(source, Locale(folder), name, address, title, description)
    return replace(page, order=order if isinstance(order, int) else 0), []


def _front_matter(text: SourceText) -> tuple[Mapping[str, object], list[Problem]]:
    match = _FRONT_MATTER.match(text.text)
    if not match:
        return {}, []

    def broken(index: int) -> tuple[Mapping[str, object], list[Problem]]:
        return {}, [text.problem("page-front-matter", index)]

    begin = match.start(1)
    if len(match[1]) > MAX_FRONT_MATTER:
        return broken(0)
    try:
        matter = yaml.load(match[1], yaml.CSafeLoader) or {}
    # Not only YAMLError: dates that do not exist are ValueErrors, deep nesting ends in RecursionError.
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return broken(begin + _stop(match[1], error))
    if not isinstance(matter, dict):
        return broken(begin)
    known = {key: matter[key] for key in _FIELDS if matter.get(key) is not None}
    for key, value in known.items():
        if not isinstance(value, _FIELDS[key]):
            line = re.search(rf"^{key}[ \t]*:", match[1], re.MULTILINE)
            return broken(begin + line.start() if line else begin)
    return known, []


def _stop(matter: str, error: Exception) -> int:
    """Return where the parser failed: what was opened and never closed, or the last words that it read."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return 0
    if error.context_mark and re.search(r"quoted|flow", str(error.context)):
        return error.context_mark.index
    return max(len(matter[: error.problem_mark.index].rstrip()) - 1, 0)


def _without_twin(
    pages: Sequence[HandwrittenPage], shown_as: str, locales: Sequence[Locale], files: Collection[str]
) -> Iterator[Problem]:
    """Report pages without a twin; one that is among the ``files`` and is no page has a problem of its own."""
    for page in pages:
        # The pseudo-locale is made of records alone.
        for locale in (locale for locale in locales if locale != PSEUDO):
            expected = f"{locale}/{page.name}.md"
            if locale not in page.alternates and expected not in files:
                params = {"expected": f"{shown_as}/{expected}"}
                yield Problem(Position(f"{shown_as}/{page.source}"), "page-without-twin", params)
