"""How one build is made, and what came of it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field

from site_builder.build import BuildResult
from site_builder.locales import Locale
from site_builder.locales.catalog import Catalog, catalog
from site_builder.locales.environment import language
from site_builder.page_writer import Progress
from site_builder.pages.localized_site import LocalizedSite
from site_builder.prepare import Prepared
from site_builder.rendering.layout import LinkStyle
from site_builder.store import Store


class StoppedError(Exception):
    """Ends a build for a reason that is told in the catalogs' words."""


@dataclass
class Options:
    """How this one build is made, and, after it, what came of it."""

    locale: Locale = field(default_factory=lambda: language(os.environ))
    """What whoever started it is spoken to in."""

    as_of: str | None = None
    preview: bool = False
    links: LinkStyle = "directory"
    processes: int | None = None
    keeps_target: bool = False
    """Whether files that are in the site's folder already stay: a stage holds an older site."""

    progress: Progress = lambda done, of: None

    ready: Callable[[Store], tuple[Prepared, tuple[LocalizedSite, ...]]] | None = None
    """Where it is given, it reads the records instead, and no problem of theirs stops the build."""

    finish: Callable[[Store], object] = lambda store: None
    """Called when everything is made, before the store is closed."""

    report: Callable[[Prepared], None] = lambda prepared: None
    """Told once what reading and checking gave, before anything is written."""

    prepared: Prepared | None = None
    made: BuildResult | None = None
    remarks: list[str] = field(default_factory=list)
    """What MkDocs had to say that matters, and why it was stopped."""

    planned: frozenset[str] = frozenset()
    """Every file that belongs to the finished site, MkDocs' own among them."""

    is_unknowable: bool = False
    """Whether MkDocs had to run because nobody knows what it makes its part from: hooks, other plugins."""

    @property
    def words(self) -> Catalog:
        """The interface's words in that language."""
        return catalog(self.locale)
