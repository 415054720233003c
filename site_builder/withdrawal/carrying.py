"""Stories that cannot be read, and of which no last good record is known: their pages are taken out of the old site."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from site_builder.locales import Locale
from site_builder.publish.addresses import Addresses
from site_builder.publish.leads import careful
from site_builder.store.files import link_new, write_new
from site_builder.withdrawal.addresses import story_page
from site_builder.withdrawal.remains import Needles, holds


class Carried(NamedTuple):
    """``files``: all that was taken over. ``left``: pages that were not, since they show what is taken back."""

    files: frozenset[str]
    left: tuple[str, ...]


def carry(
    served: Path,
    site: Path,
    planned: Collection[str],
    slugs: Mapping[Locale, frozenset[str]],
    sections: Mapping[Locale, str],
    closed: Mapping[Locale, frozenset[str]],
    sought: Needles,
    site_url: str,
) -> Carried:
    """Put the story pages of the old site ``served`` that the new ``site`` lacks into it, with what they load.

    ``planned``: what the new site has. ``slugs``: of the old site's story pages, in the
    ``sections`` of their languages; ``closed``: those that must not stay.
    """
    written = sought.written()
    files: set[str] = set()
    left: list[str] = []
    for locale, names in slugs.items():
        for slug in sorted(names - closed.get(locale, frozenset())):
            page = story_page(slug, sections[locale])
            if page in planned:
                continue
            content = (served / page).read_bytes()
            if holds(content, written):
                left.append(page)
                continue
            needed = [page, *loaded_by(served, page, site_url)]
            files.update(name for name in needed if name not in planned)
    for name in files:
        take_over(served / name, site / name)
    return Carried(frozenset(files), tuple(left))


def loaded_by(served: Path, page: str, site_url: str) -> Iterator[str]:
    """The files of a site that a page asks for and that are no pages."""
    addresses = Addresses(site_url)
    for link in careful((served / page).read_bytes(), site_url).links:
        target = addresses.target(page, link)
        if target and not target.endswith((".html", "/")) and ".." not in target and (served / target).is_file():
            yield target


def take_over(old: Path, new: Path) -> None:
    """Have a file of the old site in the new one too."""
    try:
        link_new(str(old), str(new))
    except OSError:
        # A file system without links.
        write_new(str(new), old.read_bytes())
