"""What was meant by a link or a picture that is none, or that leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from site_builder.checks.known import Known
from site_builder.locales.slugs import slugify
from site_builder.markdown import Document, MarkdownLink, Prose
from site_builder.problems import Place, Problem

STORY = "story:"

_MOST = 20

# The space between the brackets is what word processors and tired writers put there.
_MEANT = re.compile(
    r"(?P<picture>!?)\[(?P<words>[^\[\]]{0,300})\](?:\((?P<to>[^()]{1,300})\)"
    r"| \((?P<apart>(?:#result-|story:|photo:|quote:|https?://)[^()]{1,300})\))"
)
_OWN = re.compile(r"(?P<kind>#result-|story:|photo:|quote:)(?P<name>.*)", re.DOTALL)
_WEB = re.compile(r"https?://", re.IGNORECASE)
_FILE = re.compile(r"(?P<stem>[^/\\]+)\.(?:jpe?g|png|webp|avif|gif|heic)\Z", re.IGNORECASE)

# What people write for the words that begin our own destinations, in either language.
_BEGINNINGS = {
    "photo:": ("photo", "foto", "fotografia", "fotografía", "picture", "image", "imagen"),
    "quote:": ("quote", "quotation", "cita"),
    "story:": ("story", "historia"),
    "#result-": ("result", "#result", "resultado", "#resultado"),
}
_BEGUN = re.compile(r"(?P<begins>#?[^\W\d_]{3,12})[:-](?P<name>[^/\\:?#]{1,100})\Z")
_TO_PAGE = re.compile(r"(?:\.{0,2}/|[\w./-]+\.(?:md|html?)(?:#|\Z))", re.IGNORECASE)


class Meant(NamedTuple):
    """A link that was meant and is not read as one. ``offset``: where it stands. ``kind``: what begins the destination
    that was meant, empty for an address; ``name``: the rest of it. ``found``: the destination that was written, empty
    where readers see the brackets."""

    offset: int
    is_picture: bool
    words: str
    kind: str
    name: str
    found: str = ""

    def problem(self, place: Place, known: Callable[[str], Known]) -> Problem:
        """``link-not-read`` or ``link-begins-otherwise``, with the corrected form. ``known``: the ids that there are,
        by what stands before them in a destination."""
        to = f"{self.kind}{_id(self.name, known(self.kind))}" if self.kind else self.name
        params = {"corrected": f"{'!' if self.is_picture else ''}[{self.words}]({to})"}
        if self.found:
            return Problem(place, "link-begins-otherwise", {"found": self.found[:60], **params})
        return Problem(place, "link-not-read", params)


def unread(document: Document, blocks: Iterable[Prose]) -> Iterator[Meant]:
    """Wherever readers would see the brackets of a link."""
    for block in blocks:
        if "]" not in block.words:
            continue
        for found in islice(_MEANT.finditer(block.words), _MOST):
            offset = block.offset(found.start())
            if not _is_literal(document, offset):
                yield _bracketed(found, offset)


def _is_literal(document: Document, offset: int) -> bool:
    """Whether the writer wants to show the signs: in code, or behind a backslash."""
    if document.text[max(offset - 1, 0) : offset] == "\\":
        return True
    position = document.positions()
    codes = (token for token in document.tokens if token.kind in {"code", "html"})
    return any(position(token.start) <= offset < position(token.end) for token in codes)


def _bracketed(found: re.Match[str], offset: int) -> Meant:
    to = (found["to"] or found["apart"]).strip()
    words = " ".join(found["words"].split())
    is_picture = bool(found["picture"])
    if own := _OWN.match(to):
        kind, name = own.groups()
        return Meant(offset, kind == "photo:", words, kind, name)
    if is_picture and (file := _FILE.search(to)):
        return Meant(offset, True, words, "photo:", file["stem"])
    web = to if " " not in to else f"<{to}>"
    return Meant(offset, is_picture, words, "", web if _WEB.match(to) else "https://…")


def _id(name: str, known: Known) -> str:
    """The id that was meant, else the words in the form of one."""
    plain = slugify(name)
    return plain if plain in known.names else known.nearest(plain) or plain or "…"


def begun(link: MarkdownLink) -> Meant | None:
    """What was meant by a refused destination that begins nearly like one of our own."""
    target = link.destination.target
    if found := _BEGUN.match(target):
        begins = found["begins"].casefold()
        kind = next((kind for kind, words in _BEGINNINGS.items() if begins in words), None)
        if kind is not None:
            words = "" if kind in ("photo:", "quote:") and not link.words else link.words
            return Meant(link.offset, kind == "photo:", words, kind, found["name"], target)
    return None


def refused(link: MarkdownLink, place: Place) -> Problem:
    """The problem of a destination that texts cannot have, and that is like none of our own."""
    if link.is_image:
        return Problem(place, "picture-by-address")
    return Problem(place, "link-to-page" if _TO_PAGE.match(link.destination.target) else "link-unsafe")
