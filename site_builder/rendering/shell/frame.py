"""The frame: Material's page with holes in it, cut once, filled for every page by joining strings."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from site_builder.locales import Locale
from site_builder.rendering.shell.links import Links

SLOTS = ("title", "head", "switch", "topic", "body", "data")
"""What differs from page to page, in HTML: the document's title; further elements of ``<head>``; the language links
in the header; the page's short title in the header; the whole of ``<main>``; elements after the scripts (data)."""


class FrameKey(NamedTuple):
    """What a frame depends on, beside the settings of the whole site: language, section, and the way to the root."""

    locale: Locale
    section: str
    links: Links


@dataclass(frozen=True, slots=True)
class Frame:
    """One locale's, section's and depth's page frame: a plain value that can be sent to another process.

    ``parts`` has one string more than ``slots``; the page is the first part, the first slot's text, the second part and
    so on. ``links`` makes the links for a page of this depth. ``languages``: what each of the site's calls itself.
    """

    parts: tuple[str, ...]
    slots: tuple[str, ...]
    locale: Locale
    site_name: str
    site_url: str | None
    links: Links
    languages: tuple[tuple[Locale, str], ...] = ()

    def fill(self, texts: Mapping[str, str]) -> str:
        """The page. ``texts``: HTML, already escaped, for every name in ``SLOTS``; another set of names is a bug."""
        if texts.keys() != _NAMES:
            raise KeyError(f"a frame takes {', '.join(SLOTS)}; got {', '.join(texts)}")
        page = [self.parts[0]]
        for slot, part in zip(self.slots, self.parts[1:], strict=True):
            page.append(texts[slot])
            page.append(part)
        return "".join(page)


_NAMES = frozenset(SLOTS)


def cut(render: Callable[[Mapping[str, str]], str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Render with placeholders and split once. Returns (parts, slots).

    The placeholders are random and no page's text is there yet when the result is split, so what stories say can never
    be taken for one. A slot that the templates lost is a bug (RuntimeError).
    """
    token = secrets.token_hex(16)
    html = render({name: f"slot-{name}-{token}" for name in SLOTS})
    *pieces, last = html.split(f"-{token}")
    found = [piece.rpartition("slot-") for piece in pieces]
    parts, slots = (*(part for part, _, _ in found), last), tuple(slot for _, _, slot in found)
    if missing := _NAMES - set(slots):
        raise RuntimeError(f"the theme's templates have no place for: {', '.join(sorted(missing))}")
    return parts, slots
