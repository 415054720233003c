"""Texts as gettext PO: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html

PO has no codes: links stand there as the Markdown that they are, and a file that comes back is held against it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from site_builder.exchange.notes import notes
from site_builder.exchange.unit import Unit
from site_builder.locales.catalog import Catalog

HEADER = ("Language", "X-Source-Language")
WAS = "was: "
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\t": "\\t", "\r": "\\r"})


def written(units: Iterable[Unit], source: str, target: str, words: Catalog) -> bytes:
    """The units, in the order given, as a file from ``source`` into ``target``: the same units, the same bytes."""
    header = "".join(
        f"{name}: {value}\n"
        for name, value in (
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=UTF-8"),
            ("Content-Transfer-Encoding", "8bit"),
            (HEADER[0], target.replace("-", "_")),
            (HEADER[1], source),
        )
    )
    lines = ['msgid ""', *_words("msgstr", header), ""]
    for unit in units:
        lines += _messages(unit, words)
    return "\n".join(lines).encode()


def _messages(unit: Unit, words: Catalog) -> Iterator[str]:
    for number, (source, target) in enumerate(unit.segments, 1):
        for _, note in notes(unit, words):
            yield f"#. {note}"
        yield f"#. {WAS}{unit.was}"
        yield f"#: {unit.document.replace(' ', '_')}"
        if unit.state in ("stale", "machine"):
            yield "#, fuzzy"
        yield from _words("msgctxt", context(unit.id, number, len(unit.segments)))
        yield from _words("msgid", source)
        yield from _words("msgstr", target)
        yield ""


def context(identifier: str, number: int, of: int) -> str:
    """How a stretch is told from all others; a text that is one stretch has its own id."""
    return f"{identifier}::{number}" if of > 1 else identifier


def _words(keyword: str, words: str) -> Iterator[str]:
    lines = [line.translate(_ESCAPES) for line in words.split("\n")]
    if len(lines) == 1:
        yield f'{keyword} "{lines[0]}"'
        return
    yield f'{keyword} ""'
    yield from (f'"{line}\\n"' for line in lines[:-1])
    if lines[-1]:
        yield f'"{lines[-1]}"'
