"""Whether a file that was edited says what it said, and what was to be put in, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from itertools import pairwise
from typing import Any

import yaml

Words = str | Mapping[str, str]
"""The words of a text; of a unit of measure those for each kind of number."""

Path = tuple[str | int, ...]


def says_only(data: bytes, made: bytes, changes: Sequence[tuple[Path, Words]]) -> bool:
    """Whether the new file says what the old one said, and these words."""
    try:
        before, after = (yaml.load(each.decode("utf-8-sig"), yaml.CBaseLoader) for each in (data, made))  # noqa: S506
    except (yaml.YAMLError, ValueError, RecursionError):
        return False
    wanted = deepcopy(before)
    for path, words in changes:
        for form, each in {"": words}.items() if isinstance(words, str) else words.items():
            whole = path if isinstance(words, str) else (*path, form)
            found = _at(after, whole)
            if not isinstance(found, str) or found.strip() != each:
                return False
            _put(wanted, whole, found)
    return bool(wanted == after)


def _at(tree: Any, path: Path) -> Any:
    for part in path:
        if isinstance(tree, dict):
            tree = tree.get(part)
        elif isinstance(tree, list) and isinstance(part, int) and part < len(tree):
            tree = tree[part]
        else:
            return None
    return tree


def _put(tree: Any, path: Path, words: str) -> None:
    for part, following in pairwise(path):
        if isinstance(tree, dict) and (part not in tree or isinstance(tree[part], str)) and isinstance(following, str):
            tree[part] = {}
        tree = tree[part]
    tree[path[-1]] = words
