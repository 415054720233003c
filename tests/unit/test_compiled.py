"""Templates that were compiled before: the code of other templates, or for another environment, is never taken."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jinja2
import pytest

from site_builder.rendering import templates, theme
from site_builder.rendering.theme import CompiledTemplates

SOURCE = "{% if true %}\n{{ '<b>'|replace('b', name) }}{% endif %}\n"
NAME = "page.html"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of templates that counts as installed; what is kept is kept beside it."""
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / NAME).write_text(SOURCE, "utf-8")
    monkeypatch.setattr(theme, "_INSTALLED", (f"{folder}/",))
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "kept"))
    return folder


def environment(folder: Path, *, keeps: bool, **options: Any) -> jinja2.Environment:
    """An environment as MkDocs makes it; the one that ``keeps`` keeps what it compiles."""
    made = jinja2.Environment(loader=jinja2.FileSystemLoader(folder), **options)
    made.bytecode_cache = CompiledTemplates() if keeps else None
    return made


def rendered(made: jinja2.Environment) -> str:
    """What the template gives."""
    return made.get_template(NAME).render(name="i&")


def kept(folder: Path) -> int:
    """How many templates' code is kept."""
    return len([*(folder.parent / "kept").rglob("*.kept")])


def compiling(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of what is compiled from now on."""
    names: list[str] = []
    made = jinja2.Environment.compile

    def compile_(self: jinja2.Environment, source: str, name: str, filename: str) -> Any:
        names.append(name)
        return made(self, source, name, filename)

    monkeypatch.setattr(jinja2.Environment, "compile", compile_)
    return names


def test_a_template_is_compiled_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next process finds its code, and gets the same of it."""
    names = compiling(monkeypatch)
    assert rendered(environment(folder, keeps=True)) == rendered(environment(folder, keeps=True))
    assert names == [NAME]


@pytest.mark.parametrize("source", ["{{ name }}", SOURCE.replace("true", "none")])
def test_another_source_is_compiled(folder: Path, source: str) -> None:
    """A theme that was updated is used at once."""
    rendered(environment(folder, keeps=True))
    (folder / NAME).write_text(source, "utf-8")
    assert rendered(environment(folder, keeps=True)) == rendered(environment(folder, keeps=False))


OTHERS: dict[str, dict[str, Any]] = {
    "escapes": {"autoescape": True},
    "trims": {"trim_blocks": True},
    "ends lines otherwise": {"newline_sequence": "\r\n"},
    "keeps the last line": {"keep_trailing_newline": True},
    "has another syntax": {"variable_start_string": "[[", "variable_end_string": "]]"},
    "has an extension": {"extensions": ["jinja2.ext.i18n"]},
    "misses nothing": {"undefined": jinja2.StrictUndefined},
    "finalizes": {"finalize": lambda value: f"({value})"},
    "does not optimize": {"optimized": False},
}


@pytest.mark.parametrize("options", OTHERS.values(), ids=OTHERS)
def test_another_environment_compiles_anew(folder: Path, options: dict[str, Any]) -> None:
    """What was compiled for one environment is not taken in another, and the other way round."""
    here, there = (environment(folder, keeps=False, **changes) for changes in ({}, options))
    for _ in range(2):
        for changes, plain in (({}, here), (options, there)):
            assert rendered(environment(folder, keeps=True, **changes)) == rendered(plain)


CHANGES: dict[str, Callable[[jinja2.Environment], Any]] = {
    "a filter": lambda made: made.filters.update(replace=lambda words, *others: "other"),
    "a test": lambda made: made.tests.update(mine=lambda value: True),
    "a policy": lambda made: made.policies.update({"json.dumps_function": print}),
    "an attribute": lambda made: setattr(made, "mine", object()),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_is_not_known_by_its_version_keeps_nothing(
    folder: Path, change: Callable[[jinja2.Environment], Any]
) -> None:
    """A project's hook may give the environment filters of its own: then nothing is kept, and nothing taken."""
    rendered(environment(folder, keeps=True))
    changed, plain = (environment(folder, keeps=keeps) for keeps in (True, False))
    change(changed)
    change(plain)
    assert rendered(changed) == rendered(plain)
    assert kept(folder) == 1


def test_a_projects_own_templates_are_compiled_each_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are no part of what is installed, where their code would be kept."""
    monkeypatch.setattr(theme, "_INSTALLED", (f"{folder.parent}/elsewhere/",))
    names = compiling(monkeypatch)
    assert rendered(environment(folder, keeps=True)) == rendered(environment(folder, keeps=True))
    assert names == [NAME, NAME]
    assert kept(folder) == 0


def test_the_packages_own_templates_are_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of them, for every language: the next process compiles none."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    names = compiling(monkeypatch)
    templates._all_compiled.__wrapped__()
    assert len(names) > 20
    names.clear()
    again = templates._all_compiled.__wrapped__()
    assert names == []
    assert "pages/story.html" in again
