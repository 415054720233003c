"""Which words of a value a message may repeat."""

from __future__ import annotations

import re
from collections.abc import Mapping

from site_builder.reading.corrections import may_have_swallowed
from site_builder.reading.field_names import is_field_or_locale
from site_builder.reading.privacy import is_private_key

# Whose words may be somebody's who has not agreed to be quoted: only what looks like a choice or a date is repeated.
_PERSONAL = {"quotes", "photos"}
TOKEN = re.compile(r"[\w./:+-]{1,25}\Z")
# Parameters that repeat or interpret what was written, and the rules to name instead where that may be private.
_FROM_VALUE = {"found", "corrected", "language", "day_first", "month_first"}
_WITHOUT_VALUE: Mapping[str, str] = {
    "choice-misspelt": "choice-expected",
    "choice-unknown": "choice-expected",
    "country-by-name": "country-unknown",
    "date-ambiguous": "date-unreadable",
    "date-form": "date-unreadable",
    "date-not-there": "date-unreadable",
    "number-with-words": "number-expected",
    "number-with-separator": "number-expected",
}


def public(
    rule: str, params: Mapping[str, object], given: object, path: tuple[str | int, ...]
) -> tuple[str, Mapping[str, object]]:
    """The problem without words that may be private; what was meant would tell them as well."""
    told = [name for name in params if name in _FROM_VALUE]
    words = given if isinstance(given, str) else " ".join(str(params[name]) for name in told)
    if not told or may_be_shown(words, path):
        return rule, params
    if rule in _WITHOUT_VALUE:
        return _WITHOUT_VALUE[rule], {"choices": params["choices"]} if "choices" in params else {}
    return rule, {**params, **dict.fromkeys(told, "…")}


def may_be_shown(word: str, path: tuple[str | int, ...]) -> bool:
    """Whether ``word``, which stands at ``path`` (or is the name of a field there), cannot be a private word."""
    if any(is_private_key(part) for part in path):
        return is_field_or_locale(word)
    if may_have_swallowed(word):
        return False
    return not any(part in _PERSONAL for part in path) or bool(TOKEN.match(word))
