"""YAML files as staff write them: read strictly, with every problem in plain words and at its line."""

from __future__ import annotations

from typing import Any, TypeVar

from site_builder.problems import Problem
from site_builder.reading.source import decode
from site_builder.reading.tree import Tree, TreeBuilder

__all__ = ["Tree", "load", "load_list"]

Top = TypeVar("Top", dict[str, Any], list[Any])


def load(file: str, data: bytes) -> tuple[dict[str, Tree] | None, list[Problem]]:
    """The fields in a YAML file, or None and what is wrong with it, each problem with its line and column.

    Keys whose value is empty (nothing, ``''``, ``~``, ``null``) are left out, so are mappings and list items of which
    nothing else remains, and every key that starts with ``note_`` with all that is in it. ``[]`` stays. An empty file
    has no fields. A file that is no YAML gives exactly one problem; things that are YAML but that records do not use
    give one each. Positions are not kept: see ``positions.locate``.
    """
    return _load(file, data, dict)


def load_list(file: str, data: bytes) -> tuple[list[Tree] | None, list[Problem]]:
    """The same for a file that holds a list of records; an empty file holds an empty one."""
    return _load(file, data, list)


def _load(file: str, data: bytes, top: type[Top]) -> tuple[Top | None, list[Problem]]:
    source, unfit = decode(file, data)
    if unfit:
        return None, unfit
    builder = TreeBuilder(source)
    tree = builder.build()
    refused = builder.refusals.listed()
    if refused:
        return None, refused
    if tree is None:
        return top(), []
    if not isinstance(tree, top):
        return None, [builder.refusals.wrong_top(tree, top)]
    return tree, []
