"""The examples in README and docs are what newcomers copy: they must be right."""

import re
from pathlib import Path

import pytest

from tests.support import parts
from tests.support.command_line import Stories, make_project, put

PART = re.compile(r"^# (content/\S+)\n(.*?)(?=^# content/|\Z)", re.MULTILINE | re.DOTALL)
PARTNERS = "water-board:\n  name: Water board\n  role: implementer\n"
PAGES = ("README", "docs/records", "docs/settings", "docs/hosting", "docs/translators", "docs/withdrawal")
MARKUP = re.compile(r"^(#+) |^(\d+\.) |^(- )|^(\|)|^(```)", re.MULTILINE)
CODE = re.compile(r"^```.*?^```$|`[^`\n]+`", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")


@pytest.mark.parametrize("page", ["docs/records.md", "docs/records.es.md"])
def test_the_example_has_no_problem(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, project: Path, page: str
) -> None:
    """The example, copied into the files that it names, passes the check without a warning."""
    stories = Stories(capsys)
    made = make_project(tmp_path)
    put(made / "content/partners.yml", PARTNERS)
    (block,) = re.findall(r"^```yaml\n(.*?)^```$", (project / page).read_text("utf-8"), re.MULTILINE | re.DOTALL)
    for file, text in PART.findall(block):
        put(made / file, text)
    assert stories("check", "--project", made, "--strict", "--as-of", "2026-12-01") == 0, stories.out
    assert stories("build", "--project", made, "--as-of", "2026-12-01") == 0
    progress = (made / "site/es/avances/index.html").read_text(encoding="utf-8")
    assert "Llevar agua potable a diez escuelas" in progress


@pytest.mark.parametrize("page", PAGES)
def test_both_languages_have_the_same_parts(project: Path, page: str) -> None:
    """Headings, steps, lists, tables and examples follow each other in the same order."""
    english, spanish = ((project / f"{page}{ending}").read_text("utf-8") for ending in (".md", ".es.md"))
    assert MARKUP.findall(english) == MARKUP.findall(spanish)


BOTH = [f"{page}{ending}" for page in PAGES for ending in (".md", ".es.md")]
DEVELOPMENT = sorted(f"docs/development/{file.name}" for file in parts.ROOT.glob("docs/development/*.md"))


@pytest.mark.parametrize("page", [*BOTH, "CONTRIBUTING.md", *DEVELOPMENT])
def test_every_link_leads_somewhere(project: Path, page: str) -> None:
    """A link to a file of the repository finds it, and the heading that it names."""
    for link in LINK.findall(CODE.sub("", (project / page).read_text("utf-8"))):
        if "://" in link:
            continue
        path, _, heading = link.partition("#")
        target = (project / page).parent / path if path else project / page
        assert target.exists(), link
        if heading:
            titles = re.findall(r"^#+ (.*)$", target.read_text("utf-8"), re.MULTILINE)
            assert heading in {re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title in titles}, link


def test_readme_is_short(project: Path) -> None:
    """Somebody decides in two minutes."""
    for name in ("README.md", "README.es.md"):
        assert len((project / name).read_text("utf-8").splitlines()) < 200
