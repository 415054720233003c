"""The handbook's chapter on consent is what staff go by: in each language its example is right, its lists are whole."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from site_builder.records import Consent, Use
from tests.support.command_line import STORY, Stories, make_project
from tests.support.pictures import file_of, quarters

PAGES = {language: f"site_builder/handbook/{language}/photos-and-consent.md" for language in ("en", "es")}
STORY_PAGES = {"en": "en/stories/one", "es": "es/historias/one"}


def page(project: Path, language: str) -> str:
    """The page in a language."""
    return (project / PAGES[language]).read_text("utf-8")


@pytest.mark.parametrize("language", PAGES)
def test_the_example_is_right(stories: Stories, tmp_path: Path, project: Path, language: str) -> None:
    """The example, copied into a story, passes the strict check and shows everybody in it, a changed name as such."""
    (example,) = re.findall(r"^```yaml\n(.*?)^```$", page(project, language), re.MULTILINE | re.DOTALL)
    made = make_project(tmp_path, one=STORY + example)
    for file in re.findall(r"file: (\S+)", example):
        (made / "stories/one" / file).write_bytes(file_of(quarters((1200, 900)), "PNG"))
    assert stories("check", "--project", made, "--strict", "--as-of", "2027-01-15") == 0, stories.out
    assert stories.out.endswith("No problems.\n")
    assert stories("consent", "--project", made, "--as-of", "2027-01-15") == 0
    assert stories.out.count("shown") == 4
    assert stories("build", "--project", made, "--as-of", "2027-01-15") == 0
    for locale, words in (("en", "name changed"), ("es", "nombre cambiado")):
        shown = (made / "site" / STORY_PAGES[locale] / "index.html").read_text("utf-8")
        assert words in shown
        assert shown.count("<figure ") == 3
        assert not re.search("red door|puerta roja", shown)
        assert "C-014" not in shown


@pytest.mark.parametrize("language", PAGES)
def test_every_field_and_use_is_explained(project: Path, language: str) -> None:
    """Both pages have a row for each field of consent and each use, and for no other."""
    rows = re.findall(r"^\| [^|]+ \| `(\w+)` \|", page(project, language), re.MULTILINE)
    assert sorted(rows) == sorted([*(set(Consent.model_fields) - {"place"}), *get_args(Use)])


def test_both_pages_have_the_same_parts(project: Path) -> None:
    """A part that is in one language is in the other."""
    heads = [len(re.findall(r"^## ", page(project, language), re.MULTILINE)) for language in PAGES]
    assert heads[0] == heads[1] > 5


def test_readme_leads_to_them(project: Path) -> None:
    """README leads to the page in its own language."""
    english, spanish = ((project / name).read_text("utf-8") for name in ("README.md", "README.es.md"))
    assert f"({PAGES['en']})" in english
    assert f"({PAGES['es']})" in spanish


@pytest.fixture
def stories(capsys: pytest.CaptureFixture[str]) -> Stories:
    """The command, in English."""
    return Stories(capsys)
