"""Which keys of the catalogs the package speaks of: in its code, in its templates, and in names put together."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import jinja2
from jinja2 import nodes

import site_builder

PACKAGE = Path(site_builder.__file__).parent
_KEY = re.compile(r"[a-z][\w-]*(?:\.[\w-]+)+\Z")
_SPOKEN = {"text", "plural", "passage", "plural_passage", "naming"}
_JINJA = jinja2.Environment(autoescape=True, extensions=["jinja2.ext.do"])
_QUOTED = re.compile(r"""(["'])([a-z][\w-]*\.[\w.-]*)\1(\s*~)?""")


@cache
def sources() -> tuple[tuple[Path, str], ...]:
    """Every file of the package that may speak of a key."""
    found = (path for path in sorted(PACKAGE.rglob("*")) if path.suffix in {".py", ".html", ".jinja"})
    return tuple((path, path.read_text("utf-8")) for path in found)


@dataclass(frozen=True)
class Call:
    """One place where words are asked for: the key, and the names of what is filled in (None: whatever is given)."""

    place: str
    key: str
    given: frozenset[str] | None


def calls() -> Iterator[Call]:
    """Every place in code and templates that asks for a key by its name."""
    for path, text in sources():
        yield from _of_code(path, text) if path.suffix == ".py" else _of_template(path, text)


def _of_code(path: Path, text: str) -> Iterator[Call]:
    for node in ast.walk(ast.parse(text)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _SPOKEN):
            continue
        names = [keyword.arg for keyword in node.keywords]
        given = None if None in names else frozenset(name for name in names if name)
        for key in (key for argument in node.args[:1] for key in _strings(argument) if _KEY.match(key)):
            yield Call(f"{path.name}:{node.lineno}", key, given)


def _of_template(path: Path, text: str) -> Iterator[Call]:
    for node in _JINJA.parse(text).find_all(nodes.Call):
        if (
            isinstance(node.node, nodes.Name)
            and node.node.name in {"t", "tn", "plain"}
            and isinstance(node.args[0], nodes.Const)
        ):
            given = None if node.dyn_kwargs else frozenset(keyword.key for keyword in node.kwargs)
            yield Call(f"{path.name}:{node.lineno}", node.args[0].value, given)


def _strings(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*_strings(node.body), *_strings(node.orelse))


@cache
def mentioned() -> tuple[set[str], list[re.Pattern[str]]]:
    """Every string that may be a key, and a pattern for each that is put together from parts."""
    names: set[str] = set()
    patterns: set[str] = set()
    for path, text in sources():
        for name, is_whole in _in_code(text) if path.suffix == ".py" else _in_template(text):
            if is_whole:
                names.add(name)
            else:
                patterns.add(name)
    return names, [re.compile(pattern) for pattern in sorted(patterns)]


def _in_code(text: str) -> Iterator[tuple[str, bool]]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _KEY.match(node.value):
            yield node.value, True
        elif isinstance(node, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
            first = parts[0]
            if isinstance(first, str) and re.match(r"[a-z][\w-]*\.", first):
                yield "".join(r"[\w-]+" if part is None else re.escape(str(part)) for part in parts) + r"\Z", False


def _in_template(text: str) -> Iterator[tuple[str, bool]]:
    for _, name, goes_on in _QUOTED.findall(text):
        yield (re.escape(name) + r"[\w.-]+\Z", False) if goes_on else (name, True)


# What makes pages and files that readers get. Problems, their preview and the editor are for those who make a site.
_OF_PAGES = re.compile(
    r"(?:locales|pages|rendering|outputs|withdrawal|templates/(?:pages|partials|overrides))/|preview/proof\.py"
)
_OF_MAKERS = re.compile(
    r"pages/staff_pages\.py|rendering/handbook|outputs/(?:editor|static_files)"
    r"|templates/(?:pages/(?:problem|rules?|broken|translations|handbook)|partials/problems)\."
)


def of_pages(path: str) -> bool:
    """Whether a file of the package speaks to readers."""
    return bool(_OF_PAGES.match(path)) and not _OF_MAKERS.match(path)


def of_tools(path: str) -> bool:
    """Whether it speaks to those who make a site."""
    return not of_pages(path)


def families(wanted: Callable[[str], bool]) -> set[str]:
    """What the ``wanted`` files may mean by a key; of names that are put together, how they begin."""
    return {
        name.replace("\\", "")
        for path, text in sources()
        if wanted(path.relative_to(PACKAGE).as_posix())
        for name, _ in (_in_code(text) if path.suffix == ".py" else _in_template(text))
    }
