"""What a command starts with: nothing that only another verb, a preview, a picture or many processes need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from site_builder.cli.program import run
from tests.support import parts
from tests.support.command_line import STORY, make_project

SERVERS = {"http", "multiprocessing", "socketserver", "ssl", "urllib.request", "watchdog"}
THEME = {"PIL", "jinja2", "markdown", "material", "mkdocs", "pymdownx"}
RECORDS = {"importlib.metadata", "pydantic", "pydantic_core", "yaml", "site_builder.problems", "site_builder.records"}
# What explains to people why a record cannot be read, and what changes records.
EXPLANATIONS = {
    f"site_builder.reading.{name}"
    for name in (
        "corrections",
        "editing",
        "parse_context",
        "schema_errors",
        "suggestions",
        "yaml_errors",
        "yaml_refusals",
    )
}
# Checks of stories are kept for a day, and midnight may come between two builds.
DAY = "2027-01-15"
STORIES = "from site_builder.cli.program import run; assert run(sys.argv[1:], {}) == 0"
SPARED = {
    "stories --version": (STORIES, SERVERS | THEME | RECORDS),
    "stories --help": (STORIES, SERVERS | THEME | RECORDS),
    f"stories check --as-of {DAY}": (
        STORIES,
        SERVERS | THEME | EXPLANATIONS | {"site_builder.build", "site_builder.locales.numerals.english"},
    ),
    f"stories build --as-of {DAY}": (
        STORIES,
        SERVERS
        | THEME - {"jinja2"}
        | EXPLANATIONS
        | {"site_builder.forms", "site_builder.preview", "site_builder.locales.numerals.english"},
    ),
    "mkdocs": ("from site_builder.mkdocs_plugin import StoriesPlugin", SERVERS | {"PIL"}),
}
"""By what is typed: what is run, and the modules that are not to be loaded."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that was built before, as somebody builds again and again."""
    made = make_project(tmp_path_factory.mktemp("start"), one=STORY)
    assert run(["build", "--project", str(made), "--as-of", DAY], {}) == 0
    return made


@pytest.mark.parametrize("typed", SPARED)
def test_nothing_is_loaded_that_is_not_used(typed: str, project: Path) -> None:
    """Help, the version, a check and a build begin at once: none of them loads what it does not use.

    A build in which MkDocs' part and the checks of stories come out of the store loads neither.
    """
    program, spared = SPARED[typed]
    script = f"import sys; sys.path.insert(0, {str(parts.ROOT)!r}); {program}; print(*sys.modules, file=sys.stderr)"
    command = [sys.executable, "-c", script, *typed.split()[1:]]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60, cwd=project).stderr
    loaded = {*told.split()}
    assert {"site_builder", "sys"} < loaded
    assert spared & loaded == set()
