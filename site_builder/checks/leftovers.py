"""What was meant as a link or a picture and is none: readers would see its brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from site_builder.checks.figure_texts import Body
from site_builder.checks.known import Known
from site_builder.locales.slugs import slugify
from site_builder.problems import Problem

_MOST = 20

# The space between the brackets is what word processors and tired writers put there.
_MEANT = re.compile(
    r"(?P<picture>!?)\[(?P<words>[^\[\]]{0,300})\](?:\((?P<to>[^()]{1,300})\)"
    r"| \((?P<apart>(?:#result-|story:|photo:|quote:|https?://)[^()]{1,300})\))"
)
_OWN = re.compile(r"(?P<kind>#result-|story:|photo:|quote:)(?P<name>.*)", re.DOTALL)
_WEB = re.compile(r"https?://", re.IGNORECASE)
_FILE = re.compile(r"(?P<stem>[^/\\]+)\.(?:jpe?g|png|webp|avif|gif|heic)\Z", re.IGNORECASE)


def unread(body: Body, known: Mapping[str, Known]) -> Iterator[Problem]:
    """``link-not-read`` for each, with its corrected form. ``known``: the ids there are, by what stands before them."""
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
