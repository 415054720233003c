"""The YAML parser's complaints in plain words: each is traced to what the writer did, and shown where it was done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from yaml import MarkedYAMLError

from site_builder.problems import Problem
from site_builder.reading.source import Source


def explained(source: Source, error: Exception, last: Any, path: Sequence[str | int]) -> Problem:
    """The one problem that a file has for which the parser gave up."""
    index = 0
    if isinstance(error, MarkedYAMLError) and error.problem_mark:
        index = error.problem_mark.index
    return source.problem("yaml-broken", min(index, len(source.text)))
