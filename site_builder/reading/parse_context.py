"""Describes where the parser of YAML failed: what stands there, before and above, and the line as it should be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from yaml import MappingEndEvent, ScalarEvent, SequenceEndEvent

from site_builder.problems import Problem
from site_builder.reading.corrections import joined, parts, rewritten, uncommented, with_quotes
from site_builder.reading.source import SourceText
from site_builder.reading.yaml_nodes import end_of, start_of

_BEGINS_FIELD = re.compile(r"\s*(?:- +)*[\w-]+\s*:(?:\s|$)")
BEGINS_ITEM = re.compile(r"\s*-(?:\s|$)")
"""Matches a line that begins an item of a list."""


@dataclass(frozen=True)
class ParseContext:
    """Describes where the parser failed. ``index``: where it stopped. ``start``: where what it was reading began.
    ``last``: its last event."""

    source: SourceText
    index: int
    start: int
    last: Any
    path: Sequence[str | int]

    def problem(self, rule: str, index: int, corrected: str | None = None, **params: object) -> Problem:
        """Return a problem at ``index``; ``corrected`` is that line as it should be, shown unless it may be private."""
        if corrected is not None:
            params["corrected"] = rewritten(self.source, index, corrected, self.path)
        return self.source.problem(rule, index, **params)

    def in_quotes(self, rule: str, index: int, **params: object) -> Problem:
        """Return a problem at ``index`` that quotation marks around the line's value would mend."""
        return self.source.problem(rule, index, corrected=with_quotes(self.source, index, self.path), **params)

    @property
    def line(self) -> str:
        """The line on which the parser stopped."""
        return self.source.line_at(self.index)

    def content(self, index: int) -> int:
        """Return where the words begin on the line of ``index``."""
        line = self.source.line_at(index)
        return self.source.line_start(index) + len(line) - len(line.lstrip())

    def above(self, index: int) -> tuple[int, str]:
        """Return the nearest line above that is not blank, and where its words begin; 0 and nothing without one."""
        at = self.source.line_start(index)
        while at > 0:
            at = self.source.line_start(at - 1)
            if (line := self.source.line_at(at)).strip():
                return self.content(at), line
        return 0, ""

    def _is_behind_last(self) -> bool:
        """Return whether the parser stopped on the line on which its last event ended, with only space between."""
        end = end_of(self.last)
        return end <= self.index and not self.source.text[end : self.index].strip(" \t")

    def behind_quotes(self) -> bool:
        """Return whether a text in quotation marks ends just before the place where the parser stopped."""
        return isinstance(self.last, ScalarEvent) and self.last.style in ("'", '"') and self._is_behind_last()

    def behind_brackets(self) -> bool:
        """Return whether a list or mapping in brackets ends just before the place where the parser stopped."""
        closed = isinstance(self.last, SequenceEndEvent | MappingEndEvent)
        return closed and end_of(self.last) > start_of(self.last) and self._is_behind_last()

    def begins_field(self) -> bool:
        """Return whether the line on which the parser stopped begins like ``name: …``."""
        return bool(_BEGINS_FIELD.match(self.line))

    def begins_item(self) -> bool:
        """Return whether the line on which the parser stopped begins like ``- …``."""
        return bool(BEGINS_ITEM.match(self.line))

    def lined_up(self, *, with_item: bool = False) -> str:
        """Line up the line with the nearest field (or list item) above it, or below a field without a value."""
        begins = BEGINS_ITEM if with_item else _BEGINS_FIELD
        words = uncommented(self.line).strip()
        for number, above in enumerate(self.source.lines_before(self.index)):
            if begins.match(above):
                lead, name, value = parts(above)
                if with_item:
                    return above[: len(above) - len(above.lstrip())] + words
                opens = number == 0 and name and not value
                return " " * (len(lead) + (2 if opens else 0)) + words
        return words

    def indented_as_text(self, index: int) -> str:
        """Return the line of ``index`` with the indentation of the text above it."""
        _, above = self.above(index)
        width = len(parts(above)[0]) + 2 if _BEGINS_FIELD.match(above) else len(above) - len(above.lstrip())
        return " " * max(width, 2) + uncommented(self.source.line_at(index)).strip()

    def with_value(self, index: int, value: str) -> str:
        """Return the line of ``index`` with another value."""
        lead, key, _ = parts(self.source.line_at(index))
        return joined(lead.lstrip(), key, value)
