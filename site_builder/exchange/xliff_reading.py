"""XLIFF 2 that comes back: its units and nothing else of it.

Python's own expat does it. What makes XML dangerous (entities, document types, files from elsewhere) begins with a
document type, and the first of those ends the reading: there is nothing left to be defused, and no dependency needed.
"""

from __future__ import annotations

from typing import Any
from xml.parsers import expat

from site_builder.exchange.faults import FaultError
from site_builder.exchange.returned import DEEPEST, MOST_UNITS, Ready, Returned, ReturnedSegment, ReturnedUnit
from site_builder.exchange.unit import Code
from site_builder.exchange.xliff import CORE, OWN

_CODES = frozenset({"pc", "ph", "sc", "ec", "mrk"})
_INSIDE: dict[str, frozenset[str] | set[str]] = {
    "": {"xliff"},
    "xliff": {"file"},
    "file": {"group", "unit"},
    "group": {"group", "unit"},
    "unit": {"segment"},
    "segment": {"source", "target"},
    **dict.fromkeys(("source", "target", "pc", "mrk"), _CODES),
    **dict.fromkeys(("ph", "sc", "ec"), frozenset()),
}
# What these hold is written for translators and tools; for code and places the records are asked.
_PASSED_OVER = {"notes", "originalData", "skeleton"}
_CONTENT = {"source", "target", *_CODES}
_READY: dict[str | None, Ready] = {
    None: "unsaid",
    "initial": "no",
    "translated": "translated",
    "reviewed": "signed",
    "final": "signed",
}
_VERSIONS = {"2.0", "2.1"}


def read(data: bytes) -> Returned:
    """What a file says. Raises FaultError for the first thing in it that is not as it should be."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:64]:
        raise FaultError("encoding")
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise FaultError("xml", error.lineno) from None
    except (UnicodeError, LookupError, ValueError):
        raise FaultError("encoding", reader.line) from None
    return Returned(reader.languages[0], reader.languages[1], tuple(reader.units), reader.languages[2])


class _Reader:
    """Takes in a file. ``open``: the elements around; ``passed``: how deep inside of what is passed over."""

    def __init__(self) -> None:
        self.languages = ("", "", 1)
        self.units: list[ReturnedUnit] = []
        self.open: list[str] = []
        self.passed = 0
        self.unit: tuple[str, str, int] = ("", "", 1)
        self.segments: list[ReturnedSegment] = []
        self.texts: dict[str, tuple[list[str | Code], int]] = {}
        self.ready: Ready = "unsaid"
        self.ids: list[str] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.XmlDeclHandler = self.declaration
        self.parser.StartDoctypeDeclHandler = self.document_type
        self.parser.EntityDeclHandler = self.document_type
        self.parser.ExternalEntityRefHandler = self.document_type
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.words

    @property
    def line(self) -> int:
        """Where the reading is."""
        return self.parser.CurrentLineNumber

    def fault(self, kind: str, **params: object) -> FaultError:
        return FaultError(kind, self.line, **params)

    def declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding is not None and encoding.lower() not in ("utf-8", "utf8", "us-ascii"):
            raise self.fault("encoding")

    def document_type(self, *_: Any) -> int:
        raise self.fault("entities")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.open) + self.passed >= DEEPEST:
            raise self.fault("deep", limit=DEEPEST)
        space, _, local = name.rpartition(" ")
        parent = self.open[-1] if self.open else ""
        if self.passed or (parent not in ("", *_CONTENT) and (space != CORE or local in _PASSED_OVER)):
            self.passed += 1
            return
        if not parent and (space != CORE or local != "xliff"):
            raise self.fault("version")
        if space != CORE or local not in _INSIDE[parent]:
            raise self.fault("markup" if parent in _CONTENT else "structure", element=local[:40])
        self.open.append(local)
        self.enter(local, attributes)

    def enter(self, name: str, attributes: dict[str, str]) -> None:
        if name == "xliff":
            self.head(attributes)
        elif name == "unit":
            if len(self.units) >= MOST_UNITS:
                raise self.fault("units", limit=MOST_UNITS)
            self.unit = (attributes.get("id", ""), attributes.get(f"{OWN} was", ""), self.line)
            self.segments = []
        elif name == "segment":
            state = attributes.get("state")
            if state not in _READY:
                raise self.fault("state", found=str(state)[:40])
            self.texts, self.ready = {}, _READY[state]
        elif name in ("source", "target"):
            if name in self.texts:
                raise self.fault("structure", element=name)
            self.texts[name] = ([], self.line)
        elif name != "mrk":
            self.code(name, attributes)

    def code(self, name: str, attributes: dict[str, str]) -> None:
        identifier = attributes.get("id", "")
        if name == "pc":
            self.ids.append(identifier)
            self.content.append(Code("open", identifier))
        elif name == "ph":
            self.content.append(Code("hold", identifier))
        # Some tools write the two ends of a code apart.
        elif name == "sc":
            self.content.append(Code("open", identifier))
        elif name == "ec":
            self.content.append(Code("close", attributes.get("startRef", identifier)))

    def head(self, attributes: dict[str, str]) -> None:
        if attributes.get("version") not in _VERSIONS:
            raise self.fault("version")
        self.languages = (attributes.get("srcLang", ""), attributes.get("trgLang", ""), self.line)
        if not all(self.languages):
            raise self.fault("languages")

    @property
    def content(self) -> list[str | Code]:
        """The text that is being read: the one begun last."""
        return next(reversed(self.texts.values()))[0]

    def end(self, _: str) -> None:
        if self.passed:
            self.passed -= 1
            return
        name = self.open.pop()
        if name == "pc":
            self.content.append(Code("close", self.ids.pop()))
        elif name == "segment":
            if "source" not in self.texts:
                raise self.fault("structure", element=name)
            source = self.texts["source"][0]
            target, line = self.texts.get("target", ([], self.line))
            self.segments.append(ReturnedSegment(tuple(source), tuple(target), self.ready, line))
        elif name == "unit":
            self.units.append(ReturnedUnit(self.unit[0], self.unit[1], tuple(self.segments), self.unit[2]))

    def words(self, words: str) -> None:
        if self.passed:
            return
        if self.open and self.open[-1] in ("source", "target", "pc", "mrk"):
            self.content.append(words)
        elif not words.isspace():
            raise self.fault("structure", element=self.open[-1] if self.open else "")
