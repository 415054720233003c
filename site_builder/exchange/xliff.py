"""Writes texts as XLIFF 2.0 and reads them back: http://docs.oasis-open.org/xliff/xliff-core/v2.0/xliff-core-v2.0.html

Read with Python's own expat. What makes XML dangerous (entities, document types, files from elsewhere) begins with a
document type, and the first of those ends the reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any
from xml.parsers import expat

from site_builder.escaping import xml_attribute, xml_text
from site_builder.exchange.model import (
    DEEPEST,
    MOST_UNITS,
    Code,
    FaultError,
    Mark,
    Parts,
    Progress,
    Returned,
    ReturnedSegment,
    ReturnedUnit,
    TranslationUnit,
    unit_id,
)
from site_builder.exchange.segmentation import Codes, Protected, coded
from site_builder.locales.catalog import Catalog
from site_builder.translations.fields import State

_CORE = "urn:oasis:names:tc:xliff:document:2.0"
_OWN = "urn:bilingual-stories:exchange"
_SIZES = "urn:oasis:names:tc:xliff:sizerestriction:2.0"
_KINDS = {"photo": "image", "quote": "other"}
# A missing translation has no state: tools that know of no states leave it at that.
_STATES: dict[State, str] = {
    "missing": "",
    "stale": ' state="initial" subState="stories:source-changed"',
    "machine": ' state="translated" subState="stories:machine"',
    "ok": ' state="final"',
}


def dump(units: Iterable[TranslationUnit], source: str, target: str, words: Catalog) -> bytes:
    """Write the units in the order given, as a file from ``source`` into ``target``: same units, same bytes."""
    languages = f'version="2.0" srcLang="{source}" trgLang="{target}"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<xliff xmlns="{_CORE}" xmlns:slr="{_SIZES}" xmlns:own="{_OWN}" {languages}>',
    ]
    for document, group in groupby(units, lambda unit: unit.document):
        found = list(group)
        name = unit_id(document, "").removesuffix(":")
        lines.append(f"  <file id={xml_attribute(f'f:{name}')} original={xml_attribute(document)}>")
        if any(unit.longest for unit in found):
            lines.append('    <slr:profiles generalProfile="xliff:codepoints"/>')
        for unit in found:
            lines += _unit(unit, words)
        lines.append("  </file>")
    return "\n".join([*lines, "</xliff>", ""]).encode()


def _unit(unit: TranslationUnit, words: Catalog) -> Iterator[str]:
    size = f' slr:sizeRestriction="{unit.longest}"' if unit.longest else ""
    named = f"id={xml_attribute(unit.id)} name={xml_attribute(unit.name)}"
    yield f'    <unit {named} canResegment="no" xml:space="preserve" own:was="{unit.was}"{size}>'
    yield "      <notes>"
    for category, note in unit.notes(words):
        yield f'        <note category="{category}">{xml_text(note)}</note>'
    yield "      </notes>"
    codes: dict[str, Protected] = {}
    segments = []
    for number, segment in enumerate(unit.segments, 1):
        source = coded(segment.source, len(codes) + 1) if unit.is_markdown else None
        target = coded(segment.target, len(codes) + 1, source.codes, "t") if source and segment.target else None
        for each in (source, target):
            codes |= each.codes if each else {}
        name = f' id="s{number}"' if len(unit.segments) > 1 else ""
        segments += [
            f"      <segment{name}{_STATES[unit.state]}>",
            f"        <source>{_content(source.parts if source else (segment.source,), codes)}</source>",
        ]
        if segment.target:
            parts = target.parts if target else (segment.target,)
            segments.append(f"        <target>{_content(parts, codes)}</target>")
        segments.append("      </segment>")
    if codes:
        yield "      <originalData>"
        for name, code in codes.items():
            yield f'        <data id="b{name}">{xml_text(code.before)}</data>'
            if code.after:
                yield f'        <data id="e{name}">{xml_text(code.after)}</data>'
        yield "      </originalData>"
    yield from segments
    yield "    </unit>"


def _content(parts: Parts, codes: Codes) -> str:
    return "".join(xml_text(part) if isinstance(part, str) else _code(part.mark, part.id, codes) for part in parts)


def _code(mark: str, name: str, codes: Codes) -> str:
    if mark == "close":
        return "</pc>"
    kept = 'canCopy="no" canDelete="no"'
    if mark == "open":
        return f'<pc id="{name}" type="link" dataRefStart="b{name}" dataRefEnd="e{name}" {kept}>'
    kind = _KINDS.get(codes[name].kind, "link")
    return f'<ph id="{name}" type="{kind}" dataRef="b{name}" {kept}/>'


# Some tools write the two ends of a code apart.
_MARKS: dict[str, Mark] = {"pc": "open", "ph": "hold", "sc": "open", "ec": "close"}
_CODES = frozenset({*_MARKS, "mrk"})
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
# Their content is for translators and tools; codes and places come from the records.
_IGNORED = {"notes", "originalData", "skeleton"}
_CONTENT = {"source", "target", *_CODES}
_PROGRESS: dict[str | None, Progress] = {
    None: "unstated",
    "initial": "initial",
    "translated": "translated",
    "reviewed": "reviewed",
    "final": "reviewed",
}
_VERSIONS = {"2.0", "2.1"}


def load(data: bytes) -> Returned:
    """Read a file that came back. Raises FaultError for the first thing in it that is not as it should be."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:64]:
        raise FaultError("encoding")
    reader = _XliffReader()
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise FaultError("xml", error.lineno) from None
    except (UnicodeError, LookupError, ValueError):
        raise FaultError("encoding", reader.line) from None
    return Returned(reader.languages[0], reader.languages[1], tuple(reader.units), reader.languages[2])


class _XliffReader:
    """Reads the units of a file. ``open``: the open elements; ``passed``: the depth inside of one that is ignored."""

    def __init__(self) -> None:
        self.languages = ("", "", 1)
        self.units: list[ReturnedUnit] = []
        self.open: list[str] = []
        self.passed = 0
        self.unit: tuple[str, str, int] = ("", "", 1)
        self.segments: list[ReturnedSegment] = []
        self.texts: dict[str, tuple[list[str | Code], int]] = {}
        self.progress: Progress = "unstated"
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
        """The line that is being read."""
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
        if self.passed or (parent not in ("", *_CONTENT) and (space != _CORE or local in _IGNORED)):
            self.passed += 1
            return
        if not parent and (space != _CORE or local != "xliff"):
            raise self.fault("version")
        if space != _CORE or local not in _INSIDE[parent]:
            raise self.fault("markup" if parent in _CONTENT else "structure", element=local[:40])
        self.open.append(local)
        self.enter(local, attributes)

    def enter(self, name: str, attributes: dict[str, str]) -> None:
        if name == "xliff":
            self.head(attributes)
        elif name == "unit":
            if len(self.units) >= MOST_UNITS:
                raise self.fault("units", limit=MOST_UNITS)
            self.unit = (attributes.get("id", ""), attributes.get(f"{_OWN} was", ""), self.line)
            self.segments = []
        elif name == "segment":
            state = attributes.get("state")
            if state not in _PROGRESS:
                raise self.fault("state", found=str(state)[:40])
            self.texts, self.progress = {}, _PROGRESS[state]
        elif name in ("source", "target"):
            if name in self.texts:
                raise self.fault("structure", element=name)
            self.texts[name] = ([], self.line)
        elif name in _MARKS:
            identifier = attributes.get("startRef", attributes.get("id", ""))
            if name == "pc":
                self.ids.append(identifier)
            self.content.append(Code(_MARKS[name], identifier))

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
            self.segments.append(ReturnedSegment(tuple(source), tuple(target), self.progress, line))
        elif name == "unit":
            self.units.append(ReturnedUnit(self.unit[0], self.unit[1], tuple(self.segments), self.unit[2]))

    def words(self, words: str) -> None:
        if self.passed:
            return
        if self.open and self.open[-1] in ("source", "target", "pc", "mrk"):
            self.content.append(words)
        elif not words.isspace():
            raise self.fault("structure", element=self.open[-1] if self.open else "")
