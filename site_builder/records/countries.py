"""The countries that a record may name: ISO 3166-1 alpha-2, as CLDR knows them."""

from __future__ import annotations

import re

from babel import Locale

# CLDR also names regions ("419"), the euro area and made-up test territories.
_NOT_COUNTRIES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
COUNTRIES: frozenset[str] = frozenset(
    code for code in map(str, Locale("en").territories) if re.fullmatch("[A-Z]{2}", code) and code not in _NOT_COUNTRIES
)
