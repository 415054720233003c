"""What counts as no value: form editors write empty strings and ``null`` for what nobody filled in."""

from __future__ import annotations

NOTE_PREFIX = "note_"


def is_absent(value: str, style: str | None) -> bool:
    """Whether a scalar stands for nothing: no words at all, ``~``, or the bare word ``null`` as forms write it.

    ``Null`` and ``NULL`` are words (a surname, an acronym), and so is anything in quotation marks.
    """
    if not value or value.isspace():
        return True
    return not style and value in ("~", "null")
