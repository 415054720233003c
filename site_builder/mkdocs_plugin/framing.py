"""MkDocs' part of a preview: the page frame, the pages written by hand, the theme's files. Kept from edit to edit."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from site_builder.build import Prepared
from site_builder.locales import Locale
from site_builder.mkdocs_plugin.options import Given, Options
from site_builder.mkdocs_plugin.plugin import StoriesPlugin
from site_builder.mkdocs_plugin.running import ended, listening
from site_builder.pages import Edition
from site_builder.preview import preview_settings
from site_builder.reading.settings import FILE
from site_builder.reading.stamps import Stamp, stamp
from site_builder.rendering.render import Frames
from site_builder.rendering.shell import ShellSettings


class Framed(NamedTuple):
    """The frames, None where MkDocs failed; and what it had to say."""

    frames: Frames | None
    remarks: list[str]


class _Kept(NamedTuple):
    settings: ShellSettings
    stamps: list[Stamp | None]
    framed: Framed


class Framing:
    """MkDocs' own build of the project in ``root`` into ``folder``, for a site that is shown at ``address``, to
    somebody who is spoken to in ``locale``."""

    def __init__(self, root: Path, folder: Path, address: str, locale: Locale) -> None:
        self._root = root
        self._folder = folder
        self._address = address
        self._locale = locale
        self._kept: _Kept | None = None

    def framed(self, prepared: Prepared, editions: Sequence[Edition]) -> Framed:
        """The frames of these records' pages: those of the last time, if nothing that makes them has changed."""
        given = Given(prepared, tuple(editions), preview_settings(editions, prepared.handwritten))
        stamps = self._stamps()
        kept, self._kept = self._kept, None
        if kept and kept.settings == given.settings and kept.stamps == stamps and None not in stamps:
            self._kept = kept
            return kept.framed
        options = Options(locale=self._locale, preview=True, given=given)
        with listening(options):
            try:
                config = load_config(str(self._root / FILE), site_dir=str(self._folder), site_url=self._address)
                framed = Framed(_built(config, options, self._address), options.remarks)
                if framed.frames and not _reads_elsewhere(config):
                    self._kept = _Kept(given.settings, stamps, framed)
                return framed
            except MkDocsException as error:
                options.remarks.append(ended(error, options))
        return Framed(None, options.remarks)

    def _stamps(self) -> list[Stamp | None]:
        """Of all that MkDocs reads of a project: its files beside ``mkdocs.yml``, and what is in ``content``."""
        now = time.time_ns()
        with os.scandir(self._root) as found:
            names = sorted(entry.name for entry in found if not entry.is_dir(follow_symlinks=False))
        return [stamp(str(self._root / name), now) for name in (*names, "content")]


def _built(config: MkDocsConfig, options: Options, address: str) -> Frames | None:
    plugin = config.plugins.get("stories")
    if not isinstance(plugin, StoriesPlugin):
        return None
    plugin.options = options
    build(config, serve_url=address)
    return plugin.frame


def _reads_elsewhere(config: MkDocsConfig) -> bool:
    """Whether other plugins, hooks, templates or inclusions may read what no stamp is of."""
    snippets = any("snippets" in name for name in config.markdown_extensions)
    return bool(set(config.plugins) - {"stories"} or config.hooks or config.theme.custom_dir or snippets)
