"""The texts of the pseudo-locale: records hold none, so each is made from the language that it was first written in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from site_builder.locales.pseudo import PSEUDO, pseudo, pseudo_markdown

_ADDRESSES = {"slug"}
_MARKDOWN = {"body"}


def with_pseudo(tree: Mapping[str, Any], locales: Sequence[str]) -> dict[str, Any]:
    """The tree of a record with a text in the pseudo-locale beside each that is in one of ``locales``."""
    if PSEUDO not in locales:
        return dict(tree)
    order = [tree["language"], *locales] if isinstance(tree.get("language"), str) else list(locales)
    return {key: _filled(value, order, key) for key, value in tree.items()}


def _filled(value: Any, order: Sequence[str], key: str) -> Any:
    if isinstance(value, list):
        return [_filled(item, order, key) for item in value]
    if not isinstance(value, dict) or key in _ADDRESSES:
        return value
    original: Any = next((value[locale] for locale in order if locale in value), None)
    if PSEUDO in value or not _is_text(original):
        return {name: _filled(item, order, name) for name, item in value.items()}
    say = pseudo_markdown if key in _MARKDOWN else pseudo
    # A unit has a text for each form that a number takes.
    forms = {form: say(words) for form, words in original.items()} if isinstance(original, dict) else say(original)
    return {**value, PSEUDO: forms}


def _is_text(value: object) -> bool:
    return isinstance(value, str) or (
        isinstance(value, dict) and "other" in value and set(map(type, value.values())) == {str}
    )
