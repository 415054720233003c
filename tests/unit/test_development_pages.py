"""The pages for developers name what is there."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import parts

PAGES = ["CONTRIBUTING.md", *(f"docs/development/{file.name}" for file in parts.ROOT.glob("docs/development/*.md"))]
MODULE = re.compile(r"`((?:[a-z_]+/)+[a-z_]+\.(?:py|js|po|md|html|css))`|`([a-z_]+/[a-z_]+)`")


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_is_named_is_there(project: Path, page: str) -> None:
    """A module that was renamed keeps no old name here."""
    named = [whole or short for whole, short in MODULE.findall((project / page).read_text("utf-8"))]
    places = (project, project / "site_builder")
    gone = [
        name
        for name in named
        if not any((place / f"{name}{ending}").exists() for place in places for ending in ("", ".py"))
    ]
    assert gone == []


DOTTED = re.compile(r"`([A-Za-z_]+(?:\.[A-Za-z_]+)+)(?:\([^)`]*\))?`")
ENDINGS = {".py", ".js", ".po", ".md", ".yml", ".html", ".css", ".jpg", ".json", ".lock", ".toml"}
INSIDE = re.compile(r"`([a-z_/]+\.py)` `([A-Za-z_.]+)`")


def names_in(tree: ast.AST) -> Iterator[str]:
    """The functions, classes and fields of a module, each by its bare name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.id if isinstance(node, ast.Name) else node.attr


@pytest.fixture(scope="module")
def defined() -> dict[str, frozenset[str]]:
    """What each module of the package defines, by its path in it."""
    package = parts.ROOT / "site_builder"
    return {
        file.relative_to(package).as_posix(): frozenset(names_in(ast.parse(file.read_text("utf-8"))))
        for file in package.rglob("*.py")
    }


@pytest.mark.parametrize("page", PAGES)
def test_every_name_that_is_given_is_there(project: Path, defined: dict[str, frozenset[str]], page: str) -> None:
    """A function, class or field that was renamed keeps no old name here."""
    text = (project / page).read_text("utf-8")
    modules = {part for path in defined for part in path.removesuffix(".py").split("/")}
    everything = frozenset().union(*defined.values(), modules)
    gone = [f"{path}: {name}" for path, name in INSIDE.findall(text) if not {*name.split(".")} <= defined[path]]
    # Names of Python's and of libraries' begin with something that nobody defines here.
    dotted = [name for name in DOTTED.findall(text) if Path(name).suffix not in ENDINGS]
    gone += [name for name in dotted if name.split(".")[0] in everything and not {*name.split(".")} <= everything]
    assert gone == []
