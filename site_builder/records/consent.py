"""Consent: who may be shown, where, until when. None of it is ever published."""

from __future__ import annotations

from datetime import date
from typing import Literal

from site_builder.records.base import Record
from site_builder.records.fields import Day, Flag, Line

Use = Literal["web", "social", "print", "archive", "press"]


class Consent(Record):
    """The stub of a signed form; the form itself stays outside the repository."""

    reference: Line | None = None
    status: Literal["given", "withdrawn", "unknown"] = "unknown"
    covers: tuple[Use, ...] = ()
    until: Day | None = None
    guardian: Flag = False

    def allows(self, use: Use, on: date) -> bool:
        """Whether it covers ``use`` on that day. ``until`` is the last day on which it holds."""
        return self.status == "given" and use in self.covers and (self.until is None or on <= self.until)


class Person(Record):
    """A participant who can be recognised in a story's text."""

    name: Line
    consent: Consent | None = None
