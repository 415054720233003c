"""Exchange with translators: XLIFF 2.0 and gettext PO out, and back in.

    records ─ units ─> Field ─ segmentation ─> TranslationUnit ─┬─ xliff, po ──> a file
                                                                │
    records, lock <── writing <── comparison <──────────────────┴─ xliff, po <── the file that comes back

A file that comes back may be anybody's. It is refused whole where it is not such a file or holds what no translation
holds (``FaultError``, with its line); a text is refused alone where its source has changed since or a link was lost
(``Refusal``). What a file says of code, of places and of the source is checked against the records and never taken.
"""
