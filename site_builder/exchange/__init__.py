"""Exchange with translators: XLIFF 2.0 and gettext PO out, and back in.

    records ─ gathering ─> Field ─ composing ─> Unit ─┬─ xliff, po ──> a file
                                                      │
    records, lock <── writing <── difference <────────┴─ xliff_reading, po_reading <── the file that comes back

A file that comes back was made by anybody. It is refused whole where it is no such file or holds what no translation
holds (``FaultError``, with its line); a text is refused alone where its source has changed since or a link was lost
(``Refusal``). What a file says of code, of places and of the source is held against the records and never taken.
"""

from site_builder.exchange.difference import Difference, Refusal, Taken, difference
from site_builder.exchange.faults import FaultError
from site_builder.exchange.gathering import Gathered, gather
from site_builder.exchange.returned import MAX_BYTES, Returned

__all__ = [
    "MAX_BYTES",
    "Difference",
    "FaultError",
    "Gathered",
    "Refusal",
    "Returned",
    "Taken",
    "difference",
    "gather",
]
