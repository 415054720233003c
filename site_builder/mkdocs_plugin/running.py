"""MkDocs started from here: a build into a folder, without MkDocs' chatter."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from site_builder.mkdocs_plugin.options import Options
from site_builder.mkdocs_plugin.plugin import StoriesPlugin
from site_builder.problems import grave
from site_builder.reading.settings import FILE
from site_builder.workers import uncollected


def run(root: Path, site_dir: Path, options: Options, *, strict: bool = False) -> Options:
    """Build the project in ``root`` into ``site_dir`` with MkDocs; ``options`` comes back with what was made.

    Where ``made`` is None the build was stopped: by the problems in ``prepared``, or by what ``remarks`` say. With
    ``strict`` warnings, MkDocs' own among them, stop it too.
    """
    with listening(options.remarks), uncollected():
        try:
            config = _config(root, site_dir, strict=strict)
            plugin = config.plugins.get("stories")
            if isinstance(plugin, StoriesPlugin):
                plugin.options = options
                config.plugins.on_startup(command="build", dirty=False)
                build(config)
        except MkDocsException as error:
            options.made = None
            if options.prepared is None or not grave(options.prepared.problems, strict=strict):
                options.remarks.append(error.format_message())
    return options


def _config(root: Path, site_dir: Path, *, strict: bool) -> MkDocsConfig:
    """MkDocs' own reading of ``mkdocs.yml``. It raises more for a broken file than it says, which ends alike here."""
    try:
        return load_config(str(root / FILE), site_dir=str(site_dir), strict=strict)
    except (OSError, RecursionError, ValueError) as error:
        raise Abort(f"{FILE}: {type(error).__name__}") from error


@contextmanager
def listening(remarks: list[str]) -> Iterator[None]:
    """Gather MkDocs' warnings and errors instead of printing its log; no advertisement of the theme's either."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    logger = logging.getLogger("mkdocs")
    ear = _Ear(remarks)
    logger.addHandler(ear)
    logger.propagate, before = False, logger.propagate
    try:
        yield
    finally:
        logger.removeHandler(ear)
        logger.propagate = before


class _Ear(logging.Handler):
    def __init__(self, remarks: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.remarks = remarks

    def emit(self, record: logging.LogRecord) -> None:
        self.remarks.append(record.getMessage())
