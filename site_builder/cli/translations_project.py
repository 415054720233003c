"""The project whose translations a verb looks at, and which of its stories and registers are meant."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from site_builder.cli.console import Console
from site_builder.cli.project import instants, project_folder
from site_builder.cli.use import WrongUseError
from site_builder.facts.translations import TranslatedDocument, documents
from site_builder.locales import formats
from site_builder.prepare import open_store, prepare
from site_builder.problems import Problem, grave
from site_builder.problems.report import without_ids
from site_builder.site import Site
from site_builder.workers import uncollected


class Opened(NamedTuple):
    """A project that was read, as it is today. ``problems``: located, all that reading and checking found."""

    root: Path
    site: Site
    problems: Sequence[Problem]
    today: date
    documents: Sequence[TranslatedDocument]


@contextlib.contextmanager
def opened(console: Console, project: str | None, verb: str) -> Iterator[Opened | None]:
    """The project; its stories' long parts can be asked for while it is open. None, once it is said why, where its
    settings cannot be read."""
    root = project_folder(project, Path.cwd(), verb=verb)
    instant = instants(None, console.environment, verb=verb)
    with contextlib.closing(open_store(root)) as store, uncollected():
        prepared = prepare(root, instant, store)
        site = prepared.site
        if site is None:
            for problem in grave(prepared.problems):
                console.tell(console.problem(problem))
            yield None
        else:
            yield Opened(root, site, prepared.problems, instant(site).today, documents(site))


def tell_unread(console: Console, site: Site) -> bool:
    """Whether stories or registers could not be read, drafts aside; then it is said."""
    unread = len(site.broken - site.drafts) + len(site.broken_registers)
    if unread:
        number = formats.number(unread, console.locale)
        console.tell(console.words.plural("cli.translations.unread", unread, number=number))
    return bool(unread)


def named(word: str, found: Opened, verb: str) -> TranslatedDocument:
    """The story or register that is meant by its name or its path; another is refused with the nearest."""
    name = _name(word)
    document = next((each for each in found.documents if each.name in (name, f"content/{name}")), None)
    if document:
        return document
    if name in found.site.broken:
        raise WrongUseError("cli.wrong.translations-broken", verb=verb, story=name)
    if near := get_close_matches(name.lower(), [each.name for each in found.documents], 1, 0.5):
        raise WrongUseError("cli.wrong.translations-near", verb=verb, near=near[0])
    raise WrongUseError("cli.wrong.translations-document", verb=verb)


def shown_name(console: Console, name: str) -> str:
    """The dotted name of a field; a public log is not told which quotation, photo or figure it is of."""
    return without_ids(name) if console.is_public_log else name


def _name(word: str) -> str:
    """``stories/x/story.yml``, ``stories/x/`` and ``x`` are ``x``; ``content/partners.yml`` is ``partners.yml``."""
    return word.replace("\\", "/").rstrip("/").removesuffix("/story.yml").rpartition("/")[2]
