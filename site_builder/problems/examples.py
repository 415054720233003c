"""Every rule's example: records in which it is broken, and the same records put right.

They stand in ``examples/<family>.txt``, a family being rules that are there for one reason::

    === <rule> [with <rule>]
    >>> wrong [<file>]
    …
    >>> right [<file>]
    …

``with`` names a rule that is never broken without another: its problem comes along. ``<file>`` is the project's,
``stories/maize/story.yml`` where none is named. A line ``# …`` stands for the other fields.
``examples/params.json`` holds the parameters of the problem that each wrong example gives. Both are tested: the wrong
one gives this problem, the right one gives none.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple

from site_builder.problems.problem import Position, Problem, Task

DAY = date(2024, 6, 1)
"""The day as of which they hold."""

FILE = "stories/maize/story.yml"
PARAMS = "params.json"


class File(NamedTuple):
    """A file of a project, by its path in it, and what is in it."""

    path: str
    text: str


class Example(NamedTuple):
    """``family``: why there is such a rule. ``beside``: the rules that are broken along with it in ``wrong``."""

    rule: str
    beside: tuple[str, ...]
    family: str
    wrong: tuple[File, ...]
    right: tuple[File, ...]


def folder() -> Traversable:
    """Where the examples stand."""
    return resources.files("site_builder").joinpath("problems", "examples")


@cache
def examples() -> Mapping[str, Example]:
    """All of them by rule, in the order of their files."""
    files = sorted((file for file in folder().iterdir() if file.name.endswith(".txt")), key=lambda file: file.name)
    found = (
        _example(part, file.name.removesuffix(".txt"))
        for file in files
        for part in f"\n{file.read_text(encoding='utf-8')}".split("\n=== ")[1:]
    )
    return {example.rule: example for example in found}


def _example(part: str, family: str) -> Example:
    heading, *blocks = part.split("\n>>> ")
    rule, _, beside = heading.strip().partition(" with ")
    sides: dict[str, list[File]] = {"wrong": [], "right": []}
    for block in blocks:
        head, _, text = block.partition("\n")
        side, _, path = head.partition(" ")
        sides[side].append(File(path or FILE, f"{text.rstrip()}\n" if text.strip() else ""))
    return Example(rule, tuple(beside.split()), family, tuple(sides["wrong"]), tuple(sides["right"]))


def problem_of(rule: str) -> Problem:
    """The problem that the wrong example of ``rule`` gives."""
    params = _params()[rule]
    return Problem(Position(examples()[rule].wrong[0].path), rule, {name: _value(params[name]) for name in params})


@cache
def _params() -> Mapping[str, Mapping[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads(folder().joinpath(PARAMS).read_text(encoding="utf-8"))
    return found


def _value(written: Any) -> Any:
    """A parameter as it was: a list stands for what there is to do."""
    return tuple(Task(*task) for task in written) if isinstance(written, list) else written
