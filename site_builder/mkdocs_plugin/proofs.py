"""Proofs of a story: the preview's pages of it, each as one file."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import NamedTuple

from site_builder.locales import Locale
from site_builder.mkdocs_plugin.building import planned_pages, wanted_of
from site_builder.mkdocs_plugin.options import Options, StoppedError
from site_builder.mkdocs_plugin.output import mkdocs_output
from site_builder.pages.localized_site import LocalizedSite
from site_builder.prepare import Prepared
from site_builder.preview import Pictures, Places, Search, Showing, Shown, edit_preview
from site_builder.preview.proof import alone, proof
from site_builder.problems import Problem
from site_builder.public import Instant
from site_builder.records import Story
from site_builder.site import Site
from site_builder.store import Store

# No link of a proof leads to it; the layout asks for an address all the same.
_ADDRESS = "http://127.0.0.1/"


class Proofs(NamedTuple):
    """The files of a proof by name. None where the story may not be shown, even in a preview; where MkDocs failed, with
    what it had to say; where a picture turned out broken, with the problem."""

    files: Mapping[str, bytes] = MappingProxyType({})
    remarks: Sequence[str] = ()
    problems: Sequence[Problem] = ()


def proofs(
    root: Path,
    prepared: Prepared,
    site: Site,
    story: Story,
    instant: Instant,
    store: Store,
    locale: Locale,
    *,
    together: bool,
) -> Proofs:
    """A file for each language, ``<folder>.<language>.html``, or with ``together`` one for all.

    ``locale``: of remarks.
    """
    site = alone(site, story, instant)
    sites = edit_preview(site, instant, (), _ADDRESS, handbook=False)
    public = sites[0].stories_by_id.get(story.id) or next(
        (found for each in sites for found in each.stories if found.id == story.id), None
    )
    chosen = [each for each in sites if public is not None and each.has(public, each.locale)]
    if public is None or not chosen:
        return Proofs()
    with (
        tempfile.TemporaryDirectory(prefix="stories-proof-") as made,
        closing(Pictures(root, Path(made) / "pictures", store, lambda: None)) as pictures,
    ):
        shown = replace(prepared, site=site, problems=())
        planned = planned_pages(shown, sites, preview=True)
        wanted = wanted_of(shown, sites, planned, Options(locale, preview=True))
        places = Places(Path(made) / "theme", pictures, Search(Path(made) / "search"), Lock())
        try:
            output = mkdocs_output(root, places.theme, wanted, store)
        except StoppedError as stopped:
            return Proofs(remarks=str(stopped).splitlines())
        content = Showing(Shown(site, (), sites, prepared.handwritten), planned, output.layout, places).content
        groups = [chosen] if together else [[each] for each in chosen]
        files = {_name(story, group, together=together): proof(group, public, content, instant) for group in groups}
        # A picture that passed the checks may turn out broken when it is decoded; then its place would be empty.
        problems = list(pictures.problems(site.pictures))
        return Proofs(problems=problems) if problems else Proofs(files)


def _name(story: Story, group: Sequence[LocalizedSite], *, together: bool) -> str:
    return f"{story.folder}.html" if together else f"{story.folder}.{group[0].locale}.html"
