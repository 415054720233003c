"""Reads SVG drawings within bounds and writes them anew, so that what is published holds shapes and nothing that runs.

Shown by ``<img>`` an SVG can do nothing; but it stands on the site as a file, and opened by itself it is a document
that may run scripts there. So what could run or fetch is refused, where it stands, and what editors leave behind
(their own fields, comments, names of files on somebody's computer) is left out.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from xml.parsers import expat

from site_builder.pictures.inspection import FileFault

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
_PREFIXES = {"": "", _XLINK: "xlink:", _XML: "xml:"}

# fmt: off
_SHAPES = frozenset({
    "svg", "g", "defs", "symbol", "use", "title", "desc", "switch", "style",
    "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "textPath",
    "linearGradient", "radialGradient", "stop", "pattern", "clipPath", "mask", "marker", "filter",
    "feBlend", "feColorMatrix", "feComponentTransfer", "feComposite", "feConvolveMatrix", "feDiffuseLighting",
    "feDisplacementMap", "feDistantLight", "feDropShadow", "feFlood", "feFuncA", "feFuncB", "feFuncG", "feFuncR",
    "feGaussianBlur", "feMerge", "feMergeNode", "feMorphology", "feOffset", "fePointLight", "feSpecularLighting",
    "feSpotLight", "feTile", "feTurbulence",
})
# fmt: on
_LEFT_OUT = frozenset({"metadata", "view", "cursor"})
# Languages that browsers run or lay out inside an SVG. Anything else that is foreign is an editor's own.
_LIVING = frozenset({"http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML"})

# Elements that tell of people, whatever vocabulary they belong to.
_OF_PEOPLE = frozenset({"creator", "author", "publisher", "contributor", "rights", "Agent"})
# Programs keep the whole of their own file in such attributes, or names of their layers.
_EDITORS_OWN = re.compile(r"content\Z|data-", re.IGNORECASE)
_HREFS = frozenset({"href", f"{_XLINK} href"})
_DATA = re.compile(r"\s*data:image/[\w.+-]+;base64,", re.IGNORECASE)

_MOST_DEPTH = 100
_LENGTH = re.compile(r"(\d{1,6}(?:\.\d+)?|\.\d+)\s*(?:px|pt|pc|mm|cm|in|em)?\Z", re.ASCII)
# CSS that names anything but a part of this file; a backslash could spell any of it otherwise.
_OUTSIDE = re.compile(r"url\((?!\s*[\"']?#)|@import|(?:image|image-set|cross-fade|src)\(|\\", re.IGNORECASE)


Embedded = Callable[[bytes], tuple[str, bytes] | None]
"""Given a picture inside of a drawing: its media type, and its content as it is to be published; None refuses it."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """An SVG written anew. ``size``: None where nothing says it. ``lost``: what was left out: ``people`` (who made it,
    whose it is), ``remarks``."""

    content: bytes
    size: tuple[float, float] | None
    lost: frozenset[str]


def rewritten(source: bytes, embedded: Embedded | None = None) -> Drawing | FileFault:
    """Write an SVG anew without what is no drawing; or say why it is refused.

    ``embedded``: asked for each picture inside; without it there may be none. ``svg-unsafe`` with ``found``, the name
    of what could run or fetch; ``svg-broken`` where it is no whole SVG. Each with its line and column. No exception for
    any bytes; no entity is resolved, no file but this is read.
    """
    writer = _Writer(len(source), embedded)
    try:
        writer.parser.Parse(source, True)
    except _RefusedError as refused:
        return FileFault("svg-unsafe", {"found": refused.found}, *writer.came_to)
    except (expat.ExpatError, ValueError, LookupError):
        return FileFault("svg-broken", {}, *writer.at())
    # The parser would hand on the words around a comment in two pieces if it were asked for comments.
    comments = {"remarks"} if b"<!--" in source else set()
    return Drawing("".join(writer.made).encode(), writer.size, frozenset(writer.lost | comments))


class _RefusedError(Exception):
    def __init__(self, found: str) -> None:
        self.found = found


class _Writer:
    """Writes the drawing that the parser reads."""

    def __init__(self, length: int, embedded: Embedded | None) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        # What stands between two tags comes in one piece, in UTF-8 however it was written.
        self.parser.buffer_text, self.parser.buffer_size = True, 2 * length + 1
        self.parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = self._entity
        self.parser.ProcessingInstructionHandler = self._instruction
        self.made: list[str] = []
        self.size: tuple[float, float] | None = None
        self.lost: set[str] = set()
        self._embedded = embedded
        self._open: list[str] = []
        self._skipped = 0
        self.came_to = (1, 1)
        """Where the last tag began: once a handler has refused, the parser is past it."""

    def at(self) -> tuple[int, int]:
        """Give the line and column that the parser is at, from 1."""
        return max(1, self.parser.CurrentLineNumber), self.parser.CurrentColumnNumber + 1

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        self.came_to = self.at()
        if self._open[-1:] == ["style"]:
            # Its text is looked at as a whole.
            raise _RefusedError("style")
        if not self._open and not self._skipped:
            if (space, local) != (_SVG, "svg"):
                raise ValueError(name)
            self.size = _size(attributes)
        if len(self._open) + self._skipped > _MOST_DEPTH:
            raise ValueError(name)
        is_picture = self._embedded is not None and (space, local) == (_SVG, "image")
        if space in _LIVING or (space == _SVG and local not in _SHAPES | _LEFT_OUT and not is_picture):
            raise _RefusedError(local[:40])
        if self._skipped or space != _SVG or local in _LEFT_OUT:
            self.lost.add("people" if local in _OF_PEOPLE else "remarks")
            self._skipped += 1
            return
        kept = self._kept({**attributes, **self._picture(attributes)} if is_picture else attributes, is_picture)
        said = "".join(f' {key}="{escape(value)}"' for key, value in kept.items())
        self.made.append(f"<{local}{said}>" if self._open else f'<{local} xmlns="{_SVG}" xmlns:xlink="{_XLINK}"{said}>')
        self._open.append(local)

    def _end(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
        else:
            self.made.append(f"</{self._open.pop()}>")

    def _text(self, text: str) -> None:
        if self._skipped or not self._open:
            return
        if self._open[-1] == "style" and _OUTSIDE.search(text):
            raise _RefusedError("style")
        self.made.append(escape(text))

    def _doctype(self, name: str, system: str | None, public: str | None, has_subset: int) -> None:
        if has_subset:
            raise _RefusedError("DOCTYPE")

    def _entity(self, *declared: object) -> None:
        raise _RefusedError("ENTITY")

    def _instruction(self, target: str, data: str) -> None:
        raise _RefusedError(target[:40])

    def _picture(self, attributes: Mapping[str, str]) -> dict[str, str]:
        """Give the attributes that hold an element's picture, with the picture as it is published."""
        return {name: self._published(value) for name, value in attributes.items() if name in _HREFS}

    def _published(self, address: str) -> str:
        found = _DATA.match(address)
        try:
            content = base64.b64decode(address[found.end() :]) if found else b""
        except ValueError:
            content = b""
        made = self._embedded(content) if content and self._embedded else None
        if made is None:
            raise _RefusedError("image")
        return f"data:{made[0]};base64,{base64.b64encode(made[1]).decode()}"

    def _kept(self, attributes: Mapping[str, str], is_picture: bool) -> dict[str, str]:
        """Give the attributes that make the drawing, under the names that they are written with."""
        found = {}
        for name, value in attributes.items():
            space, _, local = name.rpartition(" ")
            if space not in _PREFIXES or (space, local) == (_XML, "base") or _EDITORS_OWN.match(local):
                self.lost.add("remarks")
                continue
            if local.lower().startswith("on"):
                raise _RefusedError(local[:40])
            if local.lower() == "href" and not value.strip().startswith("#") and not (is_picture and name in _HREFS):
                raise _RefusedError(local)
            if _OUTSIDE.search(value):
                raise _RefusedError(local[:40])
            found[f"{_PREFIXES[space]}{local}"] = value
        return found


def _size(attributes: Mapping[str, str]) -> tuple[float, float] | None:
    """Read width and height from the view box, else from the attributes of these names."""
    box = attributes.get("viewBox", "").replace(",", " ").split()
    both = tuple(box[2:4]) if len(box) == 4 else (attributes.get("width", ""), attributes.get("height", ""))
    lengths = [_LENGTH.match(part.strip()) for part in both]
    if not all(lengths):
        return None
    width, height = (float(found[1]) for found in lengths if found)
    return (width, height) if width > 0 and height > 0 else None
