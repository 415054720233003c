"""What was meant by a link or a picture that is none, or that leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from site_builder.checks.figure_texts import Body
from site_builder.checks.known import Known
from site_builder.locales.slugs import slugify
from site_builder.markdown import Link
from site_builder.problems import Place, Problem

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


def unread(body: Body, known: Mapping[str, Known]) -> Iterator[Problem]:
    """``link-not-read`` wherever readers would see the brackets, with the corrected form.

    ``known``: the ids that there are, by what stands before them in a destination.
    """
    for block in body.blocks:
        words = block.prose.words
        if "](" not in words and "] (" not in words:
            continue
        for found in islice(_MEANT.finditer(words), _MOST):
            offset = block.prose.offset(found.start())
            if not _is_literal(body, offset):
                corrected = _corrected(found, known)
                yield Problem(body.story.body_at(body.locale, offset), "link-not-read", {"corrected": corrected})


def _is_literal(body: Body, offset: int) -> bool:
    """Whether the writer wants to show the signs: in code, or behind a backslash."""
    if body.text[max(offset - 1, 0) : offset] == "\\":
        return True
    position = body.document.positions()
    codes = (token for token in body.document.tokens if token.kind in {"code", "html"})
    return any(position(token.start) <= offset < position(token.end) for token in codes)


def _corrected(found: re.Match[str], known: Mapping[str, Known]) -> str:
    to = (found["to"] or found["apart"]).strip()
    words = " ".join(found["words"].split())
    if own := _OWN.match(to):
        kind, name = own.groups()
        return f"{'!' if kind == 'photo:' else ''}[{words}]({kind}{_id(name, known[kind])})"
    if found["picture"] and (file := _FILE.search(to)):
        return f"![{words}](photo:{_id(file['stem'], known['photo:'])})"
    web = to if " " not in to else f"<{to}>"
    return f"{found['picture']}[{words}]({web if _WEB.match(to) else 'https://…'})"


def _id(name: str, known: Known) -> str:
    """The id that was meant, else the words in the form of one."""
    plain = slugify(name)
    return plain if plain in known.names else known.nearest(plain) or plain or "…"


def refused(link: Link, place: Place, known: Mapping[str, Known]) -> Problem:
    """The problem of a destination that texts cannot have: what was meant, where that can be told."""
    target = link.destination.target
    if begun := _BEGUN.match(target):
        begins = begun["begins"].casefold()
        kind = next((kind for kind, words in _BEGINNINGS.items() if begins in words), None)
        if kind is not None:
            words = "" if kind in ("photo:", "quote:") and not link.words else link.words
            corrected = f"{'!' if kind == 'photo:' else ''}[{words}]({kind}{_id(begun['name'], known[kind])})"
            return Problem(place, "link-begins-otherwise", {"found": target[:60], "corrected": corrected})
    if link.is_image:
        return Problem(place, "picture-by-address")
    return Problem(place, "link-to-page" if _TO_PAGE.match(target) else "link-unsafe")
