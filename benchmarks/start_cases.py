"""How soon a command starts: this project's verbs, beside a Python that imports the libraries that they need."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks import tools
from benchmarks.case import Case, Command
from benchmarks.install import ROOT
from benchmarks.results import CHECK, IMPORTS, PROJECT, UNCHANGED, VERSION

LIBRARIES = {
    VERSION: "click, babel",
    CHECK: "click, babel, yaml, pydantic",
    UNCHANGED: "mkdocs.commands.build, mkdocs.config, jinja2, pydantic, PIL, yaml, babel",
}
"""What each is held against."""


def start_cases(folder: Path) -> list[Case]:
    """``stories --version``; ``stories check`` of the repository's own first story; and the imports for each."""
    folder.mkdir(parents=True, exist_ok=True)

    def case(subject: str, mode: str, *words: str | Path) -> Case:
        return Case(subject, mode, False, lambda _: None, Command(words, folder), folder, has_site=False)

    return [
        case(PROJECT, VERSION, tools.STORIES, "--version"),
        case(PROJECT, CHECK, tools.STORIES, "check", "--project", ROOT),
        *(case(IMPORTS, mode, sys.executable, "-c", f"import {names}") for mode, names in LIBRARIES.items()),
    ]
