"""What MkDocs and its theme make of a project: page layouts, hand-written pages, the theme's files. Made once and kept.

All of it follows from ``mkdocs.yml``, the folders that MkDocs reads, what the layout says, and the versions of the
software; so it stands in the store under exactly these. A build that finds it there imports neither MkDocs nor its
theme. Where hooks or other plugins take part, nobody knows what they read: then MkDocs runs every time.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from site_builder.locales import Locale
from site_builder.pages.localized_site import LocalizedSite
from site_builder.prepare import Prepared
from site_builder.publish.staging import list_files
from site_builder.reading.files import read_bytes
from site_builder.reading.serialization import DeserializationError, dumps, loads
from site_builder.reading.settings import FILE
from site_builder.rendering.layout import Layout, LayoutKey, LayoutLocale, LayoutSettings, Links
from site_builder.store import Digest, Store, digest_of, key, software

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_OF_SITE = {each.name for each in fields(LayoutSettings)} - {"locales", "by_locale"}


@dataclass(frozen=True)
class Wanted:
    """What is asked for: records that were read, what the layout says, and the layouts that pages will need.

    ``locale``: of what MkDocs has to say. ``is_preview``: whether drafts are shown.
    """

    prepared: Prepared
    sites: tuple[LocalizedSite, ...]
    settings: LayoutSettings
    layouts: frozenset[LayoutKey]
    locale: Locale
    is_preview: bool = False


@dataclass(frozen=True)
class Output:
    """What was made. ``layouts``: by key; ``files``: paths in the site; ``remarks``: what MkDocs had to say.

    ``name``: the key under which it is kept; empty where nobody knows what it was made from, or where it is not whole.
    """

    settings: LayoutSettings
    layouts: Mapping[LayoutKey, Layout]
    files: frozenset[str]
    remarks: tuple[str, ...] = ()
    name: Digest = ""

    def layout(self, locale: Locale, section: str, address: str) -> Layout:
        """Give the layout of a page, one of those that were asked for."""
        return self.layouts[self.settings.layout_key(locale, section, address)]


class _Known(NamedTuple):
    """What MkDocs' reading of its settings has shown. ``folders``: those that it reads, by their paths in the project;
    None where more takes part than files of these."""

    folders: tuple[str, ...] | None


def mkdocs_output(root: Path, target: Path, wanted: Wanted, store: Store, last: Output | None = None) -> Output:
    """Put MkDocs' files for the project in ``root`` into ``target``, out of the store or made now.

    ``last``: what this gave the last time for the same folder; where it would be the same, it is given again. Raises
    StoppedError where MkDocs does not come to an end.
    """
    config = _config_key(root)
    known = _known(store.value(config))
    name = _key(root, wanted, config, known.folders) if known and known.folders is not None else ""
    if name and last and last.name == name and wanted.layouts <= last.layouts.keys():
        return last
    kept = _kept(name, wanted, target, store) if name else None
    if kept is not None:
        return kept
    from site_builder.mkdocs_plugin.running import made_by_mkdocs

    with tempfile.TemporaryDirectory(prefix="stories-mkdocs-") as scratch:
        made = made_by_mkdocs(root, Path(scratch), wanted, store)
        files = dict(_taken(Path(scratch), target, store))
    known = _Known(_folders(root, made.config))
    store.keep_value(config, dumps(tuple(known)))
    # A file that could not be cleaned may be the next time: what cost too much then may not cost it again.
    is_whole = known.folders is not None and not made.left_out
    name = _key(root, wanted, config, known.folders or ()) if is_whole else ""
    if name:
        store.keep_value(name, dumps((dict(made.layouts), files, tuple(made.remarks))))
    return Output(wanted.settings, made.layouts, frozenset(files), tuple(made.remarks), name)


def is_unknowable(root: Path, store: Store) -> bool:
    """Tell whether MkDocs must run for every build, because hooks, other plugins or inclusions take part."""
    known = _known(store.value(_config_key(root)))
    return known is not None and known.folders is None


def _known(value: bytes | None) -> _Known | None:
    try:
        return _Known(*loads(value)) if value else None
    except (DeserializationError, TypeError):
        return None


def _kept(name: Digest, wanted: Wanted, target: Path, store: Store) -> Output | None:
    """Give the output that the store has as ``name`` and put its files into ``target``; None where some is missing."""
    value = store.value(name)
    try:
        layouts, files, remarks = loads(value, (Layout, LayoutKey, Links)) if value else ({}, {}, ())
    except (DeserializationError, ValueError):
        return None
    if not value or not wanted.layouts <= layouts.keys():
        return None
    if not all(store.place(content, f"{target}/{file}") for file, content in files.items()):
        return None
    return Output(wanted.settings, layouts, frozenset(files), remarks, name)


def _taken(scratch: Path, target: Path, store: Store) -> Iterator[tuple[str, Digest]]:
    """Put what MkDocs has made into the site, and keep it; each file with its key."""
    for file in sorted(list_files(scratch)):
        content = (scratch / file).read_bytes()
        name = key("made by MkDocs", digest_of(content))
        store.keep(name, content, f"{target}/{file}")
        yield file, name


def _config_key(root: Path) -> Digest:
    """Make a key of ``mkdocs.yml`` and the environment variables that it names."""
    content, _ = read_bytes(root, FILE)
    text = (content or b"").decode("utf-8", "replace")
    names = sorted({*re.findall("[A-Za-z_][A-Za-z0-9_]*", text)} & os.environ.keys()) if "!ENV" in text else ()
    variables = (part for name in names for part in (name, os.environ[name]))
    return key("mkdocs config", software(), content or b"", *variables)


def _folders(root: Path, config: MkDocsConfig) -> tuple[str, ...] | None:
    """List the folders that MkDocs reads; None where other plugins, hooks, inclusions or files elsewhere take part."""
    snippets = any("snippets" in name for name in config.markdown_extensions)
    inherits = "INHERIT" in (root / FILE).read_text("utf-8", "replace")
    folders = [Path(found) for found in (config.docs_dir, config.theme.custom_dir) if found]
    is_here = all(folder.resolve().is_relative_to(root.resolve()) for folder in folders)
    if set(config.plugins) - {"stories"} or config.hooks or snippets or inherits or not is_here:
        return None
    return tuple(folder.resolve().relative_to(root.resolve()).as_posix() for folder in folders)


def _key(root: Path, wanted: Wanted, config: Digest, folders: Iterable[str]) -> Digest:
    site = wanted.prepared.site
    return key(
        "mkdocs output",
        config,
        wanted.locale,
        repr(wanted.is_preview),
        repr([_plain(each) for each in wanted.settings.locales]),
        repr([getattr(wanted.settings, each.name) for each in fields(wanted.settings) if each.name in _OF_SITE]),
        dumps(site.catalogs if site else ()),
        repr(wanted.prepared.handwritten),
        repr(wanted.sites[0].public.settings),
        *(part for folder in folders for part in _content(root / folder)),
    )


def _plain(locale: LayoutLocale) -> list[object]:
    """Give what the layout says in a language, except the catalogs' words."""
    return [locale.locale, *(getattr(locale, each.name) for each in fields(locale) if each.name != "words")]


def _content(folder: Path) -> Iterator[str | bytes]:
    """Give the names and digests of all files of a folder, and the targets of its links."""
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():
            yield from (path.relative_to(folder).as_posix(), str(path.readlink()))
        if path.is_file():
            yield from (path.relative_to(folder).as_posix(), digest_of(path.read_bytes()))
