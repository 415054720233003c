"""Files that MkDocs copies, from a project's own folders: each published cleaned, or not at all."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from site_builder.locales import Locale
from site_builder.outputs.static_files import StaticFile, look_through, published
from site_builder.prepare import PAGES
from site_builder.problems.report import as_text
from site_builder.store import Store
from site_builder.store.files import write_new

log = logging.getLogger("mkdocs.plugins.stories")


class Copied(NamedTuple):
    """``left_out``: paths of files that cannot be cleaned, and, once MkDocs has copied them, of those that changed in
    between."""

    files: list[File]
    left_out: set[str]


class CleanedFile(File):
    """A file in whose place another one is published. ``left_out``: as in ``Copied``."""

    def __init__(self, file: File, static: StaticFile, store: Store, left_out: set[str]) -> None:
        super().__init__(file.src_uri, file.src_dir, file.dest_dir, file.use_directory_urls, inclusion=file.inclusion)
        self._static, self._store, self._left_out = static, store, left_out

    def copy_file(self, dirty: bool = False) -> None:
        """Write what is published; nothing, where the file is no longer the one that was looked at."""
        content = published(Path(self.abs_src_path or ""), self._static, self._store)
        if content is None:
            self._left_out.add(self.src_uri)
        else:
            write_new(self.abs_dest_path, content)


def cleaned_files(
    files: Iterable[File], config: MkDocsConfig, known: Mapping[str, StaticFile], store: Store, locale: Locale
) -> Copied:
    """Have files that are copied out of the project cleaned, and leave out those that cannot be.

    ``known``: what becomes of files below the pages' folder, where that was looked at. What was not is looked at and
    told now, in ``locale``. Raises WorkerError.
    """
    listed = list(files)
    copied = {file.src_uri: Path(file.abs_src_path or "") for file in listed if _is_projects(file, config)}
    folder = Path(config.config_file_path).parent / PAGES
    static = {name: known[name] for name, path in copied.items() if name in known and path == folder / name}
    others = look_through({name: path for name, path in copied.items() if name not in static}, store)
    for name, other in others.items():
        for problem in other.problems(name) if other.refusal else ():
            log.warning(as_text(problem, locale))
    static.update(others)
    left_out = {name for name, each in static.items() if each.refusal}
    kept = [
        CleanedFile(file, static[file.src_uri], store, left_out)
        if file.src_uri in static and static[file.src_uri].cleaned
        else file
        for file in listed
        if file.src_uri not in left_out
    ]
    return Copied(kept, left_out)


def _is_projects(file: File, config: MkDocsConfig) -> bool:
    """Tell whether a file is copied from a folder of the project's, and not from the theme's package."""
    folders = [folder for folder in (config.docs_dir, config.theme.custom_dir) if folder]
    return not file.is_documentation_page() and file.src_dir in folders
