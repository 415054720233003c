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
from mkdocs.exceptions import MkDocsException

from site_builder.locales.catalog import Catalog
from site_builder.locales.system_errors import reason
from site_builder.mkdocs_plugin.options import Options, StoppedError
from site_builder.mkdocs_plugin.plugin import StoriesPlugin
from site_builder.mkdocs_plugin.remarks import worded
from site_builder.problems import grave
from site_builder.reading.settings import FILE
from site_builder.workers import uncollected


def run(root: Path, site_dir: Path, options: Options, *, strict: bool = False) -> Options:
    """Build the project in ``root`` into ``site_dir`` with MkDocs; ``options`` comes back with what was made.

    Where ``made`` is None the build was stopped: by the problems in ``prepared``, or by what ``remarks`` say. With
    ``strict`` warnings, MkDocs' own among them, stop it too. Raises OSError where the computer refuses something.
    """
    with listening(options), uncollected():
        try:
            config = _config(root, site_dir, options.words, strict=strict)
            plugin = config.plugins.get("stories")
            if isinstance(plugin, StoriesPlugin):
                plugin.options = options
                config.plugins.on_startup(command="build", dirty=False)
                build(config)
        except MkDocsException as error:
            options.made = None
            if options.prepared is None or not grave(options.prepared.problems, strict=strict):
                options.remarks.append(ended(error, options))
        except OSError as error:
            # MkDocs writes to files that are open already, of which the system does not say the names.
            error.filename = error.filename or str(options.target or site_dir)
            raise
    return options


def ended(error: MkDocsException, options: Options) -> str:
    """Why MkDocs ended, in words: its own reason or one of ours."""
    said = error.format_message()
    return said if isinstance(error, StoppedError) else worded(said, options.words)


def _config(root: Path, site_dir: Path, words: Catalog, *, strict: bool) -> MkDocsConfig:
    """MkDocs' own reading of ``mkdocs.yml``. It raises more for a broken file than it says, which ends alike here."""
    try:
        return load_config(str(root / FILE), site_dir=str(site_dir), strict=strict)
    except (OSError, RecursionError, ValueError) as error:
        raise StoppedError(f"{FILE}: {reason(error, words)}") from error


@contextmanager
def listening(options: Options) -> Iterator[None]:
    """Gather MkDocs' warnings and errors instead of printing its log; no advertisement of the theme's either."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    logger = logging.getLogger("mkdocs")
    ear = _Ear(options)
    logger.addHandler(ear)
    logger.propagate, before = False, logger.propagate
    try:
        yield
    finally:
        logger.removeHandler(ear)
        logger.propagate = before


class _Ear(logging.Handler):
    def __init__(self, options: Options) -> None:
        super().__init__(logging.WARNING)
        self.options = options

    def emit(self, record: logging.LogRecord) -> None:
        self.options.remarks.append(worded(record.getMessage(), self.options.words))
