"""Days, periods and moments, read from the text that staff wrote. What cannot be read is refused as in ``fields``."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from pydantic_core import PydanticCustomError

from site_builder.locales import Edtf, edtf
from site_builder.records.line import read_line


def read_edtf(value: Any) -> Edtf:
    """A date or a period in EDTF."""
    if isinstance(value, Edtf):
        return value
    text = read_line(value)
    if found := edtf.parse(text):
        return found
    raise _date_error(text)


def read_when(value: Any) -> Edtf | None:
    """A date or a period, or the word ``unstated`` (None): the source does not say."""
    return None if value is None or value == "unstated" else read_edtf(value)


def read_day(value: Any) -> date:
    """A whole day, ``2022-12-08``."""
    text = read_line(value)
    found = edtf.parse_part(text)
    if found is None or found.day is None:
        raise _date_error(text, "day-unreadable")
    return found.first_day


def read_day_or_moment(value: Any) -> date | datetime:
    """A day, or a moment with its zone: ``2022-12-20T08:00-06:00``."""
    text = read_line(value)
    if len(text) <= 10:
        return read_day(text)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise _date_error(text, "moment-unreadable") from None
    if not edtf.parse_part(text[:4]):
        raise _date_error(text, "moment-unreadable")
    if moment.tzinfo is None:
        raise PydanticCustomError("moment-without-zone", "a time needs its zone", {"found": text[:40]})
    return moment


def _date_error(
    text: str, rule: Literal["date-unreadable", "day-unreadable", "moment-unreadable"] = "date-unreadable"
) -> PydanticCustomError:
    return PydanticCustomError(rule, "not of the expected form", {"found": text[:40]})
