"""What a line in a form must look like: what ``records.fields`` accepts, in expressions that browsers know."""

from __future__ import annotations

_ID = "[a-z0-9]+(-[a-z0-9]+)*"
_PART = r"\d{4}(-(Q[1-4]|\d{2}(-\d{2})?))?"
_PERIOD = rf"{_PART}(/({_PART}|\.\.))?|\.\./{_PART}"

# Each lets an empty line through too: whether a field may stay empty is said elsewhere.
ID = rf"^(|{_ID})$"
REFERENCE = rf"^(|{_ID}/{_ID})$"
LANGUAGE = "^(|unknown|[a-z]{2,3}(-[A-Za-z0-9]{2,8})*)$"
PERIOD = rf"^(|{_PERIOD})$"
WHEN = rf"^(|unstated|{_PERIOD})$"
DAY = r"^(|\d{4}-\d{2}-\d{2})$"
MOMENT = r"^(|\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2}))?)$"
NUMBER = r"^(|-?\d{1,15}(\.\d{1,6})?)$"
SHARE = r"^(|0(\.\d{1,6})?|1(\.0{1,6})?)$"
URL = r"""^(|https?://[^\s<>"'`\\]+)$"""
EMAIL = r"""^(|[^\s@<>"']+@[^\s@<>"']+)$"""
