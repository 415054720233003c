"""Refuses what YAML allows and records do not use, each with a problem; reading goes on where it can."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice
from typing import Any, NoReturn

from yaml import CollectionStartEvent, Event, ScalarEvent

from site_builder.problems import Position, Problem, in_order
from site_builder.reading.corrections import (
    MISSING_SPACE,
    add_dash,
    hash_kept,
    quote_braces,
    rewritten,
    shown,
    space_dash,
    space_field_dash,
    spaced,
    uncommented,
    untagged,
    with_quotes,
)
from site_builder.reading.privacy import is_private
from site_builder.reading.source import BIDI, CONTROL, SourceText
from site_builder.reading.yaml import StopReading
from site_builder.reading.yaml_errors import explain
from site_builder.reading.yaml_nodes import lost_behind_hash, start_of
from site_builder.records.field_names import holds_list

MOST = 20
_ODD_SPACE = re.compile("[\u00a0\u2000-\u200a\u202f\u3000]")


class Refusals:
    """Collects the refusals of one file. ``path`` tells where in the record the reader is when it finds one."""

    def __init__(self, source: SourceText, path: Callable[[], list[str | int]]) -> None:
        self.source = source
        self._path = path
        self._problems: list[Problem] = []
        self._reuse_seen = False
        self._is_broken = False

    def _add(self, rule: str, index: int, **params: object) -> None:
        self._problems.append(self.source.problem(rule, index, **params))
        if len(self._problems) >= MOST:
            raise StopReading

    def end(self, rule: str, event: Event, **params: object) -> NoReturn:
        """Refuse what makes the rest of the file not worth reading."""
        self._broken(self.source.problem(rule, start_of(event), **params))
        raise StopReading

    def _private(self, index: int) -> bool:
        return is_private(self.source, index, self._path())

    def decorated(self, event: ScalarEvent | CollectionStartEvent) -> None:
        """Refuse an anchor or a tag: ``&name``, ``!name``, nearly always words that begin with that sign."""
        index = start_of(event)
        if event.anchor is not None:
            self._reuse(index)
        else:
            self._add("yaml-tag", index, corrected=untagged(self.source, index, self._path()))

    def alias(self, event: Event) -> NoReturn:
        """Refuse ``*name``, where something else would be copied in."""
        self._reuse(start_of(event))
        raise StopReading

    def _reuse(self, index: int) -> None:
        # One anchor is copied many times; a bomb of them is one thing to mend.
        if not self._reuse_seen:
            self._reuse_seen = True
            self._add("yaml-alias", index, corrected=with_quotes(self.source, index, self._path()))

    def check_key(self, event: ScalarEvent, container: dict[str, Any]) -> None:
        """Refuse a key that stands twice, is empty, has spaces in it, sticks to a dash or merges another mapping in."""
        key, index = event.value, start_of(event)
        private = self._private(index)
        if not key:
            self._add("yaml-key-unusual", index)
        elif key == "<<" and not event.style:
            if not self._reuse_seen:
                self._add("yaml-merge-key", index)
            self._reuse_seen = True
        elif _ODD_SPACE.search(key):
            line = "…: …" if private else _ODD_SPACE.sub(" ", uncommented(self.source.line_at(index)))
            self._add("yaml-odd-space", index, corrected=line)
        elif " " in key:
            self._add("yaml-key-with-spaces", index, found="…" if private else shown(key, private=False))
        elif key not in container:
            self._check_dash(index, space_field_dash(self.source.line_at(index)))
        elif (dashed := self._next_item(key, index, container)) is not None:
            self._add("yaml-dash-missing", index, corrected=rewritten(self.source, index, dashed, self._path()))
            # What follows belongs to the new item and stands twice in none.
            container.clear()
        else:
            self._add("yaml-duplicate-key", index, key=shown(key, private=private))

    def _next_item(self, key: str, index: int, container: dict[str, Any]) -> str | None:
        """Return the line with a dash where a list item's first field, with more behind it, stands once more."""
        in_list = self._path()[-1:] and isinstance(self._path()[-1], int)
        begins = len(container) > 1 and next(iter(container)) == key
        starts_line = not self.source.text[self.source.line_start(index) : index].strip()
        return add_dash(self.source, index) if in_list and begins and starts_line else None

    def _check_dash(self, index: int, corrected: str | None) -> None:
        if corrected is not None:
            shown_line = rewritten(self.source, index, corrected, self._path())
            self._add("yaml-dash-without-space", index, corrected=shown_line)

    def check_value(self, event: ScalarEvent, key: str) -> None:
        """Refuse a text that begins a line with a dash where a list is expected: ``-HN`` for ``- HN``."""
        index = start_of(event)
        starts_line = not self.source.text[self.source.line_start(index) : index].strip()
        if not event.style and starts_line and holds_list(key):
            self._check_dash(index, space_dash(self.source.line_at(index)))

    def valueless(self, event: ScalarEvent, key: str) -> None:
        """Refuse a key in braces without a colon: the rest of a sentence, behind its comma."""
        index = start_of(event)
        rule, repaired = "yaml-comma-in-braces", quote_braces(uncommented(self.source.line_at(index)))
        if MISSING_SPACE.match(key):
            rule, repaired = "yaml-colon-without-space", spaced(uncommented(self.source.line_at(index)))
        at = self.source.position(max(index - len(key), 0))
        # The rest of the sentence was first taken for a key; and one problem a line is enough.
        self._problems = [found for found in self._problems if found.at != at]
        if not any(isinstance(found.at, Position) and found.at.line == at.line for found in self._problems):
            shown_line = '{en: "…", es: "…"}' if repaired is None or self._private(index) else repaired
            self._problems.append(Problem(at, rule, {"corrected": shown_line}))

    def check_escapes(self, event: ScalarEvent) -> None:
        """Refuse characters in escapes that are refused as such."""
        index = start_of(event)
        if found := BIDI.search(event.value):
            self._add("text-bidi", index, code=f"U+{ord(found[0]):04X}")
        elif found := CONTROL.search(event.value):
            self._add("text-control-character", index, code=f"U+{ord(found[0]):04X}")

    def wrong_top(self, tree: object, top: type[Any]) -> Problem:
        """Return the problem of a file that holds something else than fields, or than a list."""
        text = self.source.text
        first = len(text) - len(text.lstrip())
        if isinstance(tree, str) and (match := MISSING_SPACE.match(tree)):
            corrected = spaced(uncommented(self.source.line_at(first)))
            return self.source.problem("yaml-colon-without-space", first + match.end(), corrected=corrected)
        return self.source.problem("yaml-top-not-list" if top is list else "yaml-top-not-mapping", first)

    def not_yaml(self) -> None:
        """Refuse a file that is no YAML: one problem, whatever else there is in it."""
        self._broken(explain(self.source, self._path()))

    def _broken(self, problem: Problem) -> None:
        # Braces that are followed by more text were never meant as YAML, so what stands in them was not either.
        earlier = [found for found in self._problems if found.rule != "yaml-comma-in-braces"]
        self._problems = [*earlier, problem][:1]
        self._is_broken = True

    def listed(self) -> list[Problem]:
        """Return all of them in the order of the file, with the words that are read as comments."""
        if not self._is_broken:
            for index in islice(lost_behind_hash(self.source), MOST):
                kept = hash_kept(self.source, index)
                self._problems.append(self.source.problem("yaml-lost-behind-hash", index, corrected=kept))
        return in_order(self._problems)[:MOST]
