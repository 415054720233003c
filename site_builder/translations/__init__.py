"""Translations: the texts to translate, what each translation was made from, and its state today.

    records ── fields ─> Field ── lock (what it was made from) ─> missing, stale, machine, ok

A translation is stale when the words that it was made from have changed since, white space aside. Neither days nor
edits of the translation itself decide that: only a person who has looked at it, or a file that comes back from a
translator, clears it (``stories translations accept``, ``import``).
"""
