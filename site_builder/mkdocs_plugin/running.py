"""MkDocs started from here: its part of a site made in a folder, without MkDocs' chatter."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from site_builder.locales.catalog import Catalog, catalog
from site_builder.locales.system_errors import reason
from site_builder.mkdocs_plugin.building import StoppedError
from site_builder.mkdocs_plugin.output import Wanted
from site_builder.mkdocs_plugin.plugin import StoriesPlugin
from site_builder.reading.settings import FILE
from site_builder.rendering.layout import Layout, LayoutKey
from site_builder.store import Store

_LINK = r"Doc file '(?P<file>.+?)' contains a link '(?P<link>.+?)', but the target.* is not found among documentation"
_KNOWN = {
    "link-near": rf"{_LINK} files\. Did you mean '(?P<near>.+)'\?",
    "link": rf"{_LINK} files\.",
    "setting-unknown": r"Config value '.+?': Unrecognised configuration name: (?P<name>.+)",
    "setting": r"Config value '(?P<name>.+?)': (?P<said>.+)",
    "page": r"Error (?:building|reading) page '(?P<file>.+?)':(?P<said>.*)",
    "strict": r"Aborted with (?P<number>\d+) (?:configuration )?warnings? in '?strict'? mode!",
    "stopped": r"Aborted with .*",
}
_REFUSED = re.compile(r"\[Errno (\d+)\]")
_PATTERNS = tuple((name, re.compile(pattern, re.DOTALL)) for name, pattern in _KNOWN.items())


def worded(remark: str, words: Catalog) -> str:
    """Translate a remark of MkDocs."""
    for name, pattern in _PATTERNS:
        if match := pattern.fullmatch(remark):
            said = {key: value.strip() for key, value in match.groupdict("").items()}
            if name == "page" and (refused := _REFUSED.match(said["said"])):
                return words.text(
                    "mkdocs.page-refused", file=said["file"], reason=reason(OSError(int(refused[1]), ""), words)
                )
            return words.text(f"mkdocs.{name}", **said)
    return words.text("mkdocs.other", said=remark)


class MkDocsMade(NamedTuple):
    """MkDocs' configuration, the layouts by key, and what it had to say. Its files are in the folder. ``left_out``:
    files of the project that are not, since they cannot be cleaned."""

    config: MkDocsConfig
    layouts: Mapping[LayoutKey, Layout]
    remarks: list[str]
    left_out: set[str]


def made_by_mkdocs(root: Path, folder: Path, wanted: Wanted, store: Store) -> MkDocsMade:
    """Have MkDocs make its part of the project in ``root``, in ``folder``, with cleaned files out of ``store``. Raises
    StoppedError in words, WorkerError, and OSError where the computer refuses something."""
    words = catalog(wanted.locale)
    remarks: list[str] = []
    with _listening(remarks, words):
        try:
            config = _config(root, folder, wanted, words)
            plugin = config.plugins.get("stories")
            if not isinstance(plugin, StoriesPlugin):
                raise StoppedError("\n".join(remarks) or f"{FILE}: stories")
            config.plugins.on_startup(command="build", dirty=False)
            with plugin.making_its_part(wanted, store):
                build(config)
            layouts = {key: plugin.layouts.layout_for(key) for key in wanted.layouts}
            return MkDocsMade(config, layouts, remarks, plugin.left_out)
        except MkDocsException as error:
            raise StoppedError("\n".join([*remarks, worded(error.format_message(), words)])) from error
        except (RecursionError, ValueError) as error:
            # MkDocs raises more for a broken file than it says.
            raise StoppedError("\n".join([*remarks, f"{FILE}: {reason(error, words)}"])) from error
        except OSError as error:
            # MkDocs writes to files that are open already, of which the system does not say the names.
            error.filename = error.filename or str(folder)
            raise


def _config(root: Path, folder: Path, wanted: Wanted, words: Catalog) -> MkDocsConfig:
    """Have MkDocs read ``mkdocs.yml``. Raises StoppedError."""
    try:
        return load_config(
            str(root / FILE), site_dir=str(folder), strict=False, site_url=wanted.settings.site_url or ""
        )
    except OSError as error:
        raise StoppedError(f"{FILE}: {reason(error, words)}") from error


@contextmanager
def _listening(remarks: list[str], words: Catalog) -> Iterator[None]:
    """Gather MkDocs' warnings and errors instead of printing its log; no advertisement of the theme's either."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    logger = logging.getLogger("mkdocs")
    ear = _Ear(remarks, words)
    logger.addHandler(ear)
    logger.propagate, before = False, logger.propagate
    try:
        yield
    finally:
        logger.removeHandler(ear)
        logger.propagate = before


class _Ear(logging.Handler):
    def __init__(self, remarks: list[str], words: Catalog) -> None:
        super().__init__(logging.WARNING)
        self._remarks = remarks
        self._words = words

    def emit(self, record: logging.LogRecord) -> None:
        self._remarks.append(worded(record.getMessage(), self._words))
