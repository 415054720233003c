"""Numbers written in digits. A locale's own separators come from CLDR and win where a writing could mean two things."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from site_builder.locales.cldr import cldr, is_written
from site_builder.locales.text import Locale

_HARD_SPACES = "\u00a0\u2009\u202f"
_OTHER_STYLES = (("'", "."), ("’", "."), ("'", ","), ("’", ","), (",", "."), (".", ","), ("٬", "٫"))
# Signs that have one meaning, wherever they are written.
_CLEAR = "'’٬٫"


_NUMBER = re.compile(r"\d+(?:[.,'’٬٫]\d+)*")
_THOUSANDS = re.compile(rf"(?:[{_HARD_SPACES}]\d{{3}})+(?!\d)(?:[.,]\d+)?")
_THOUSANDS_BY_SPACE = re.compile(rf"(?:[{_HARD_SPACES} ]\d{{3}})+(?!\d)(?:[.,]\d+)?")


def numbers_in_digits(words: str, scanned: bytes, locale: Locale) -> Iterator[tuple[int, int]]:
    """Where numbers in digits stand, with whatever separators. ``scanned``: the words behind ``letters.scan``."""
    # English never sets off thousands with a plain space; there it stands between a year and a number.
    thousands = _THOUSANDS if locale.startswith("en") else _THOUSANDS_BY_SPACE
    end = 0
    while (start := scanned.find(b"0", end)) >= 0 and (found := _NUMBER.match(words, start)):
        end = found.end()
        if end - start <= 3 and (more := thousands.match(words, end)):
            end = more.end()
        yield start, end


@lru_cache(maxsize=64)
def separators(locale: Locale) -> tuple[str, str] | None:
    """The locale's thousands separator and decimal mark; None where CLDR does not know them."""
    if not is_written(locale):
        return None
    names = cldr(locale)
    symbols = names.number_symbols.get(names.default_numbering_system, {})
    return symbols.get("group") or ",", symbols.get("decimal") or "."


@lru_cache(maxsize=4096)
def digits_value(written: str, locale: Locale) -> Decimal | None:
    """What digits with separators are worth; None for what is no number, such as 8.12.2022.

    First by the locale's own separators. What they cannot explain is read by other countries' where only one reading
    is left: 1.234.567 or 10,5 in English.
    """
    if len(written) > 40:
        return None
    together = "".join(written.split())
    if together.isdigit():
        return Decimal(together)
    # A point alone could be either, where nobody knows the language.
    own = separators(locale) or ((",", ".") if "," in together else None)
    if own and (value := _read(together, *own, certain=True)) is not None:
        return value
    return next(
        (value for style in _OTHER_STYLES if (value := _read(together, *style, certain=False)) is not None), None
    )


def _read(written: str, group: str, decimal: str, *, certain: bool) -> Decimal | None:
    g, d = re.escape(group), re.escape(decimal)
    number = written.replace(group, "").replace(decimal, ".")
    if re.fullmatch(rf"\d{{1,3}}(?:{g}\d{{3}})+", written):
        return Decimal(number) if certain or written.count(group) > 1 or group in _CLEAR else None
    if re.fullmatch(rf"\d{{1,3}}(?:{g}\d{{3}})+{d}\d+", written):
        return Decimal(number)
    if mark := re.fullmatch(rf"\d+{d}(\d+)", written):
        return Decimal(number) if certain or decimal in _CLEAR or len(mark[1]) != 3 else None
    return None
