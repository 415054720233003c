"""What the search says, in the catalogs' words: Pagefind brings words of its own, which not every editor would sign."""

from __future__ import annotations

import json

from site_builder.locales import Locale
from site_builder.locales.catalog import catalog

_NAMES = (
    "placeholder",
    "clear_search",
    "search_label",
    "zero_results",
    "one_result",
    "many_results",
    "total_zero_results",
    "total_one_result",
    "total_many_results",
    "searching",
    "loading",
    "results_label",
    "input_hint",
    "error_search",
    "keyboard_navigate",
    "keyboard_select",
    "keyboard_clear",
    "keyboard_close",
    "keyboard_search",
)
"""Pagefind's names of the words that the parts in ``stories.js`` show or announce."""


def words_file(locale: Locale) -> str:
    """The name of the file, beside the index."""
    return f"words.{locale}.json"


def search_words(locale: Locale) -> bytes:
    """The file's content: Pagefind's names and what to say for them."""
    words = catalog(locale)
    said = {
        name: words.text(f"search.ui.{name.replace('_', '-')}", term="[SEARCH_TERM]", count="[COUNT]")
        for name in _NAMES
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
