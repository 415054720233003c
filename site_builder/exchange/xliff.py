"""Texts as XLIFF 2.0: http://docs.oasis-open.org/xliff/xliff-core/v2.0/xliff-core-v2.0.html"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from site_builder.exchange.inline import Codes, Protected, coded
from site_builder.exchange.notes import notes
from site_builder.exchange.unit import Parts, Unit, unit_id
from site_builder.locales.catalog import Catalog
from site_builder.outputs.xml import escape, quoteattr
from site_builder.translations.states import State

CORE = "urn:oasis:names:tc:xliff:document:2.0"
OWN = "urn:bilingual-stories:exchange"
_SIZES = "urn:oasis:names:tc:xliff:sizerestriction:2.0"
_KINDS = {"photo": "image", "quote": "other"}
# Of what is missing nothing is said: a tool that knows of no states leaves it at that.
_STATES: dict[State, str] = {
    "missing": "",
    "stale": ' state="initial" subState="stories:source-changed"',
    "machine": ' state="translated" subState="stories:machine"',
    "ok": ' state="final"',
}


def written(units: Iterable[Unit], source: str, target: str, words: Catalog) -> bytes:
    """The units, in the order given, as a file from ``source`` into ``target``: the same units, the same bytes."""
    languages = f'version="2.0" srcLang="{source}" trgLang="{target}"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<xliff xmlns="{CORE}" xmlns:slr="{_SIZES}" xmlns:own="{OWN}" {languages}>',
    ]
    for document, group in groupby(units, lambda unit: unit.document):
        found = list(group)
        name = unit_id(document, "").removesuffix(":")
        lines.append(f"  <file id={quoteattr(f'f:{name}')} original={quoteattr(document)}>")
        if any(unit.longest for unit in found):
            lines.append('    <slr:profiles generalProfile="xliff:codepoints"/>')
        for unit in found:
            lines += _unit(unit, words)
        lines.append("  </file>")
    return "\n".join([*lines, "</xliff>", ""]).encode()


def _unit(unit: Unit, words: Catalog) -> Iterator[str]:
    size = f' slr:sizeRestriction="{unit.longest}"' if unit.longest else ""
    own = f' own:was="{unit.was}"{size}'
    yield f'    <unit id={quoteattr(unit.id)} name={quoteattr(unit.name)} canResegment="no" xml:space="preserve"{own}>'
    yield "      <notes>"
    for category, note in notes(unit, words):
        yield f'        <note category="{category}">{escape(note)}</note>'
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
            yield f'        <data id="b{name}">{escape(code.before)}</data>'
            if code.after:
                yield f'        <data id="e{name}">{escape(code.after)}</data>'
        yield "      </originalData>"
    yield from segments
    yield "    </unit>"


def _content(parts: Parts, codes: Codes) -> str:
    return "".join(escape(part) if isinstance(part, str) else _code(part.mark, part.id, codes) for part in parts)


def _code(mark: str, name: str, codes: Codes) -> str:
    if mark == "close":
        return "</pc>"
    kept = 'canCopy="no" canDelete="no"'
    if mark == "open":
        return f'<pc id="{name}" type="link" dataRefStart="b{name}" dataRefEnd="e{name}" {kept}>'
    kind = _KINDS.get(codes[name].kind, "link")
    return f'<ph id="{name}" type="{kind}" dataRef="b{name}" {kept}/>'
