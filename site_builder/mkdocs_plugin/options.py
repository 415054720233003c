"""How one build by MkDocs is made, and what came of it."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs.exceptions import Abort

from site_builder import build
from site_builder.locales import Locale
from site_builder.locales.catalog import Catalog, catalog
from site_builder.locales.chosen import language
from site_builder.pages import Edition
from site_builder.press import Progress
from site_builder.problems import Severity
from site_builder.problems.public_log import told_in
from site_builder.problems.report import as_text
from site_builder.rendering import shell
from site_builder.store import Store

log = logging.getLogger("mkdocs.plugins.stories")


def _log_problems(prepared: build.Prepared) -> None:
    levels = {Severity.ERROR: logging.ERROR, Severity.WARNING: logging.WARNING, Severity.NOTE: logging.INFO}
    for problem in prepared.problems:
        log.log(levels[problem.severity], as_text(told_in(os.environ, problem), language(os.environ)))


class StoppedError(Abort):
    """Ends a build by MkDocs for a reason that is told in the catalogs' words."""


@dataclass(frozen=True)
class Given:
    """Records that were read already, and what the page frame says."""

    prepared: build.Prepared
    editions: tuple[Edition, ...]
    settings: shell.ShellSettings


@dataclass
class Options:
    """How this one build is made; ``stories`` sets it, plain ``mkdocs build`` takes it as it is."""

    locale: Locale = field(default_factory=lambda: language(os.environ))
    """What whoever started it is spoken to in."""

    as_of: str | None = None
    preview: bool = False
    links: shell.LinkStyle = "directory"
    processes: int | None = None
    target: Path | None = None
    """Where our own files go, where that is not MkDocs' folder, which it empties first."""

    progress: Progress = lambda done, of: None
    given: Given | None = None
    """Where it is given, nothing else is read, and MkDocs makes its own pages and files only."""

    ready: Callable[[Store], tuple[build.Prepared, tuple[Edition, ...]]] | None = None
    """Where it is given, it reads the records instead, and no problem of theirs stops the build."""

    finish: Callable[[Store], object] = lambda store: None
    """Called when everything is made, before the store is closed."""

    report: Callable[[build.Prepared], None] = _log_problems
    """Told once what reading and checking gave, before anything is written."""

    prepared: build.Prepared | None = None
    made: build.Made | None = None
    remarks: list[str] = field(default_factory=list)
    """What MkDocs had to say that matters, and why it was stopped."""

    planned: frozenset[str] = frozenset()
    """Every file that belongs to the finished site, MkDocs' own among them (``build.Made.files``)."""

    @property
    def words(self) -> Catalog:
        """The interface's words in that language."""
        return catalog(self.locale)
