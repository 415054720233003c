"""What may be told in a public log: of a record that readers do not see, the place and the rule, and none of its words.

Whoever may see a run of CI reads what a command prints there. Records hold drafts, names, and words that somebody has
taken back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from site_builder.problems.problem import Problem

_OF_THE_PROGRAM = frozenset(
    {
        *("character", "choices", "code", "count", "field", "fields", "file", "files", "folder", "format", "height"),
        *("highest", "kind", "language", "languages", "length", "limit", "lowest", "option", "options", "path"),
        *("pixels", "side", "size", "suggestion", "tasks", "verbs", "what", "width"),
    }
)
"""The parameters that never hold a record's own words. All others are left out, so that a new one is too."""


class Withheld(str):
    """Stands in a message for what is left out of it."""

    __slots__ = ()


WITHHELD = Withheld("…")


def is_public_log(environment: Mapping[str, str]) -> bool:
    """Whether what is printed goes into a log of CI.

    https://docs.github.com/actions/reference/workflows-and-actions/variables
    https://docs.gitlab.com/ci/variables/predefined_variables/
    """
    return bool(environment.get("CI"))


def without_words(params: Mapping[str, object]) -> dict[str, object]:
    """The parameters of a message without what a record itself says."""
    return {name: value if name in _OF_THE_PROGRAM else WITHHELD for name, value in params.items()}


def told_in(environment: Mapping[str, str], problem: Problem) -> Problem:
    """The problem as it may be told in that environment."""
    return for_public_log(problem) if is_public_log(environment) else problem


def for_public_log(problem: Problem) -> Problem:
    """The problem as a public log has it: whole where readers see what it is about, else without the record's words."""
    return problem if problem.is_public else replace(problem, params=without_words(problem.params))
