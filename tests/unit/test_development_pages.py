"""The pages for developers name what is there."""

import re
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
