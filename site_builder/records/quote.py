"""A quotation: whose words, in which language they were said, and whether they may be published."""

from __future__ import annotations

from typing import Literal

from site_builder.records.base import Record
from site_builder.records.consent import Consent
from site_builder.records.fields import Flag, Id, Line, LocaleName, Period, Words, WordsOrPlain


class Quote(Record):
    """Somebody's words. ``speaker_kind`` has no default: without it the quotation is not published."""

    id: Id
    speaker: Line
    speaker_name_changed: Flag = False
    speaker_kind: Literal["official", "participant"] | None = None
    role: Words
    organisation: Id | None = None
    language: LocaleName | Literal["unknown"] = "unknown"
    text: Words
    said_on: Period | None = None
    said_at: WordsOrPlain | None = None
    consent: Consent | None = None
