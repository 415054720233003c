"""Translations: which texts there are to translate, what each translation was made from, and how it stands today.

    records ── fields ─> Field ── lock (what it was made from) ─> states: missing, stale, machine, ok

A translation is stale when the words that it was made from have changed since, white space aside. Neither days nor
edits of the translation itself decide that: only a person who has looked at it, or a file that comes back from a
translator, clears it (``stories translations accept``, ``import``).
"""
