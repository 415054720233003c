"""Material's templates as code: compiled once for each version of them, and of whatever compiles them.

Jinja's own caches know a template by its source alone. What it becomes depends on the environment too: its syntax, its
escaping, its extensions, and the filters that are applied to constants while it is compiled.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MethodType
from typing import Any

import jinja2
import material
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.ext import Extension, InternationalizationExtension
from jinja2.filters import FILTERS
from jinja2.tests import TESTS
from mkdocs.utils.templates import script_tag_filter, url_filter

from site_builder.store import key, software
from site_builder.store.pycache import PACKAGE, keep, recall

_INSTALLED = tuple(f"{folder}/" for folder in (PACKAGE, *material.__path__))
# What finds templates, and what they are given when they run.
_OF_NO_ACCOUNT = {"auto_reload", "bytecode_cache", "cache", "globals", "loader"}
_KNOWN = (*FILTERS.values(), *TESTS.values(), script_tag_filter, url_filter)
_NAMES = {
    id(known): f"{known.__module__}.{known.__qualname__}"
    for known in (*_KNOWN, InternationalizationExtension, jinja2.Undefined)
}


class CompiledTemplates(BytecodeCache):
    """The code of installed templates. A project's own are compiled each time; and all of them in an environment which
    holds something that is neither Jinja's nor MkDocs'."""

    def get_bucket(self, environment: jinja2.Environment, name: str, filename: str | None, source: str) -> Bucket:
        """The place for a template's code, with the code where it is known."""
        mark = _mark(environment) if filename and filename.startswith(_INSTALLED) else None
        if mark is None:
            return Bucket(environment, "", "")
        place = f"templates/{key('template', str(filename))}"
        bucket = Bucket(environment, place, key("template", software(), mark, name, str(filename), source))
        bucket.code = recall(bucket.key, bucket.checksum)
        return bucket

    def set_bucket(self, bucket: Bucket) -> None:
        """Keep the code that was made."""
        if bucket.key:
            keep(bucket.key, bucket.checksum, bucket.code)


def _mark(environment: jinja2.Environment) -> str | None:
    """All in an environment that code may depend on; None where that is not known by name and version."""
    if type(environment) is not jinja2.Environment:
        return None
    return _named({name: value for name, value in vars(environment).items() if name not in _OF_NO_ACCOUNT})


def _named(value: Any) -> str | None:
    if value is None or isinstance(value, str | bool | int):
        return repr(value)
    if isinstance(value, Mapping):
        named = {str(name): _named(part) for name, part in value.items()}
        return None if None in named.values() else repr(sorted(named.items()))
    if isinstance(value, MethodType):
        # What an extension adds to the environment.
        value = value.__self__
    return _NAMES.get(id(type(value) if isinstance(value, Extension) else value))
