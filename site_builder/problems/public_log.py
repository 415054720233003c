"""What may be told in a public log: of a record that readers do not see, the place and the rule, and none of its words.

Whoever may see a run of CI reads what a command prints there. Records hold drafts, names, and words that somebody has
taken back.
"""

from __future__ import annotations

import re
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


_NAMES_OF_FIELDS = ("name", "names")
_ID = re.compile(r"(?<=[./])[^./,\s]+(?=[./])")

_NAMING_A_STORY = frozenset({"story-unknown", "story-misspelt", "result-unknown", "result-misspelt"})
"""What these have not found may be the id of a draft that cannot be read."""


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
    if not problem.is_public:
        return replace(problem, params=without_words(problem.params))
    params = {name: without_ids(str(value)) for name, value in problem.params.items() if name in _NAMES_OF_FIELDS}
    if problem.rule in _NAMING_A_STORY:
        params["found"] = WITHHELD
    return replace(problem, params={**problem.params, **params}) if params else problem


def without_ids(name: str) -> str:
    """Names of fields, such as ``quotes/ana/text``, without the ids in them: one may be somebody's name."""
    return _ID.sub(WITHHELD, name)
