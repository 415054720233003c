"""XML inside of documents: people's names and a computer's paths taken out where they stand, and all else left alone.

Edited as text: nothing is parsed that could be made to grow, and what no rule here knows comes out as it went in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from site_builder.cleaning.result import COMMENTS

_VALUE = r"""(\s*=\s*)("[^"<]*"|'[^'<]*')"""
_WORD_AUTHOR = re.compile(rf"(\s(?:[\w.-]+:)?(author|initials)){_VALUE}")
# Elements that stand for a person, in Word, Excel and PowerPoint.
_PERSON = re.compile(
    r"<(?:[\w.-]+:)?(?:person|author|cmAuthor|fileSharing|userInfo|header|presenceInfo)\s[^<>]*>", re.DOTALL
)
_PERSON_SAYS = re.compile(rf"(\s(?:[\w.-]+:)?(name|displayName|userName|userId|providerId)){_VALUE}")
# Elements whose words are a name. The fields of a text by which a document shows one stay: those are read.
_NAMED = re.compile(
    r"(<(?!text:)(?:[\w.-]+:)?(?:author|creator|creator-initials|sender-initials|DisplayName)(?:\s[^<>]*)?>)"
    r"([^<]+)(?=</)"
)
_PATH = re.compile(r"(\s(?:[\w.-]+:)?([\w.-]+))(\s*=\s*)([\"'])(?:file:|[A-Za-z]:[\\/](?!/)|\\\\)[^\"'<]*\4")
_PRINTER = re.compile(r"(<config:config-item config:name=\"Printer(?:Name|Setup)\"[^<>]*>)[^<]+(?=</)")
_COMMENT = re.compile(
    r"<(?:w\d*:(?:ins|del|comment)|p\d*:cm|office:annotation|text:changed-region|comment|threadedComment)[\s>]"
)
_ENTRY = re.compile(
    r"<(?:[\w.-]+:)?(?P<kind>Relationship|Override|file-entry)\s[^<>]*?(?:/>|>\s*</(?:[\w.-]+:)?(?P=kind)\s*>)"
)
_TARGET = re.compile(r"""\sTarget\s*=\s*["']/?([^"']*)""")


class Removed(NamedTuple):
    """``targets``: the parts that the removed entries lead to."""

    content: bytes
    targets: tuple[str, ...]


class Numbers:
    """Numbers in the place of names, the same for the same name, in the order in which they come."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def of(self, name: str) -> str:
        """Give the number of a name. A number that was given out before gets itself."""
        return self._known.setdefault(name, str(len(self._known) + 1))


def scrubbed(content: bytes, numbers: Numbers, found: set[str]) -> bytes:
    """Take names and paths out of a part. ``found`` is told what there was. Raises ValueError for what is no text."""
    text = before = _text(content)
    if _COMMENT.search(text):
        found.add(COMMENTS)

    def attribute(match: re.Match[str]) -> str:
        said = "None" if match[2] == "providerId" else numbers.of(match[4][1:-1])
        return f"{match[1]}{match[3]}{match[4][0]}{said}{match[4][0]}"

    text = _WORD_AUTHOR.sub(attribute, text)
    text = _PERSON.sub(lambda match: _PERSON_SAYS.sub(attribute, match[0]), text)
    text = _NAMED.sub(lambda match: f"{match[1]}{numbers.of(match[2])}" if match[2].strip() else match[0], text)
    if text != before:
        found.add("people")
    named = text
    text = _PATH.sub(lambda match: f"{match[1]}{match[3]}{match[4]}{_nowhere(match[2])}{match[4]}", text)
    text = _PRINTER.sub(r"\1", text)
    if text != named:
        found.add("remarks")
    return content if text == before else _bytes(text, content)


def removed(content: bytes, wanted: Iterable[re.Pattern[str]]) -> Removed:
    """Take entries in which one of ``wanted`` is found out of a part that lists others. Raises ValueError."""
    patterns, targets = tuple(wanted), []
    text = _text(content)

    def kept(entry: re.Match[str]) -> str:
        if not any(pattern.search(entry[0]) for pattern in patterns):
            return entry[0]
        targets.extend(_TARGET.findall(entry[0]))
        return ""

    made = _ENTRY.sub(kept, text)
    return Removed(content if made == text else _bytes(made, content), tuple(targets))


def _nowhere(attribute: str) -> str:
    """Choose what stands where a path stood. A link has to lead somewhere: it leads to nothing."""
    return "about:blank" if attribute in {"Target", "href"} else ""


def _text(content: bytes) -> str:
    return content.decode("utf-16" if _is_wide(content) else "utf-8")


def _bytes(text: str, like: bytes) -> bytes:
    return text.encode("utf-16" if _is_wide(like) else "utf-8")


def _is_wide(content: bytes) -> bool:
    return content[:2] in {b"\xff\xfe", b"\xfe\xff"}
