"""The summary of a check on the page of a run, and links from reports to the pages about rules."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from site_builder.locales import Locale
from site_builder.problems import Position, Problem
from site_builder.problems.report import Repository, find_repository
from site_builder.problems.summary import as_summary
from tests.support.command_line import STORY, Stories, make_project, put

EN = Locale("en")
GITHUB = {
    "GITHUB_SERVER_URL": "https://github.example",
    "GITHUB_REPOSITORY": "office/stories",
    "GITHUB_SHA": "0123456789abcdef0123456789abcdef01234567",
}
COLON = STORY.replace('en: "Young people finish technical courses"', "en: Courses: the first")
THEMES = "courses:\n  name:\n    en: Courses: the first\n    es: Cursos\n"


def summary(problems: list[Problem], at: Repository | None = None) -> str:
    """The summary in English of problems in published stories, without the software's own words about rules."""
    return re.sub(r"  <details>.*?  </details>\n", "", as_summary(problems, "some", EN, at), flags=re.DOTALL)


@pytest.fixture(name="check")
def _check(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Stories:
    """The command as it runs on GitHub, with a page for its summary beside the project."""
    page = {"GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md")}
    return Stories(capsys, {**GITHUB, **page, "LANG": "C.UTF-8"})


def github(folder: Path, **stories: str) -> Path:
    """A project in a repository that keeps the page about one rule."""
    project = make_project(folder / "project", **stories)
    put(project / "content" / "themes.yml", THEMES)
    (project / ".git").mkdir()
    for language in ("en", "es"):
        put(project / "docs" / "rules" / f"yaml-unquoted-colon.{language}.md", "#\n")
    return project


def test_the_page_of_a_run_says_what_to_write(check: Stories, tmp_path: Path) -> None:
    """The summary has the problem in words, the corrected line to copy, the place and the page about the rule."""
    assert check("check", "--format", "github", "--project", github(tmp_path, one=STORY), "--lang", "en") == 1
    told = (tmp_path / "summary.md").read_text("utf-8")
    assert '  ```yaml\n  en: "Courses: the first"\n  ```' in told
    assert f"/office/stories/blob/{GITHUB['GITHUB_SHA']}/content/themes.yml#L3>" in told
    assert "(https://github.example/office/stories/blob/HEAD/docs/rules/yaml-unquoted-colon.en.md)" in told
    assert "1 error in 1 file" in told
    assert "docs/rules/yaml-unquoted-colon.en.md" in check.out


def test_it_speaks_the_authors_language(check: Stories, tmp_path: Path) -> None:
    """Where nobody chose a language it is the site's first one, in the summary and at the line; --lang decides."""
    project = github(tmp_path, one=STORY)
    settings = project / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("locales: [en, es]", "locales: [es, en]"), "utf-8")
    assert check("check", "--format", "github", "--project", project) == 1
    told = (tmp_path / "summary.md").read_text("utf-8")
    assert "Resultado de la revisión" in told
    assert "Escríbalo así" in check.out
    assert "yaml-unquoted-colon.es.md" in check.out
    assert check("check", "--format", "github", "--project", project, "--lang", "en") == 1
    assert "Write it like this" in check.out


def test_what_is_no_published_story_keeps_its_words(check: Stories, tmp_path: Path) -> None:
    """The page of a run is read like its log: of a draft, and of a file that cannot be read, only place and rule."""
    draft = STORY.replace("state: published", "state: draft").replace("[SV]", "[Canaria]").replace("date:", "dat:")
    lost = STORY + "summary: A canary #word\n"
    project = github(tmp_path, broken=lost, unfinished=draft)
    assert check("check", "--format", "github", "--project", project) == 1
    told = (tmp_path / "summary.md").read_text("utf-8")
    assert "yaml-lost-behind-hash" in told
    assert "stories/unfinished/story.yml" in told
    assert re.findall("(?i)canar", told) == []


def test_the_ten_gravest_come_first_and_the_rest_is_folded() -> None:
    """Errors come before warnings and notes; after ten the others are there, but folded away."""
    notes = [Problem(Position("a.yml", line), "placed-held-back", {"id": "x"}) for line in range(1, 10)]
    errors = [Problem(Position("b.yml", line), "story-missing") for line in range(1, 4)]
    shown, _, folded = summary([*notes, *errors]).partition("<details>")
    assert re.findall(r"\*\*(\w+)\*\*", shown) == ["error"] * 3 + ["note"] * 7
    assert re.findall(r"\*\*(\w+)\*\*", folded) == ["note"] * 2
    assert "2 more problems" in folded
    assert "<details>" not in summary(errors)


def test_very_many_problems_fit_on_the_page() -> None:
    """However many and however long, the summary stays well below what GitHub takes, and says what it leaves out."""
    long = Problem(Position("a" * 300 + ".yml"), "field-misspelt", {"key": "[" * 900, "suggestion": "[" * 900})
    told = summary([long] * 1000, Repository("https://github.example/a/b", "HEAD", Path("gone")))
    assert len(told.encode()) < 1_000_000
    assert "800 more are only in the log" in told


@pytest.mark.parametrize(
    "words", ["<script>x</script>", "[x](https://x.example)", "`x`", "@everybody", "| x |", "\n# x"]
)
def test_words_of_records_are_words(words: str) -> None:
    """What a record says begins no link, no code, no heading, and calls nobody."""
    told = summary([Problem(Position("a.yml"), "field-misspelt", {"key": words, "suggestion": words})])
    assert words not in told
    assert not re.search(r"(?<!\\)<", told)


def test_a_corrected_line_cannot_end_its_frame() -> None:
    """A corrected line that holds backquotes stands in a longer frame."""
    told = summary([Problem(Position("a.yml"), "yaml-indent", {"corrected": "```` x"})])
    assert "  `````yaml\n  ```` x\n  `````" in told


@pytest.mark.parametrize(
    "changes",
    [
        {"GITHUB_SERVER_URL": "javascript:alert(1)"},
        {"GITHUB_REPOSITORY": "office/stories)[x](https://x.example"},
        {"GITHUB_REPOSITORY": ""},
    ],
)
def test_without_a_repository_there_are_no_links(changes: dict[str, str], tmp_path: Path) -> None:
    """Elsewhere than on GitHub, and where its variables say something odd, nothing links to a guessed address."""
    (tmp_path / ".git").mkdir()
    assert find_repository(GITHUB, tmp_path) is not None
    assert find_repository({**GITHUB, **changes}, tmp_path) is None
    assert find_repository(GITHUB, tmp_path / "stories") is None


def test_a_rule_is_explained_where_no_page_is_kept(check: Stories, tmp_path: Path) -> None:
    """In a project without pages about rules the first problem of each rule brings the explanation, folded away."""
    project = make_project(tmp_path / "project", one=COLON, two=COLON)
    (project / ".git").mkdir()
    assert check("check", "--format", "github", "--project", project, "--lang", "en") == 1
    told = (tmp_path / "summary.md").read_text("utf-8")
    assert told.count("<details><summary>What this means (<code>yaml-unquoted-colon</code>)</summary>") == 1
    assert told.count("<details>") == told.count("</details>")
    assert "**Wrong**" in told
    assert "`stories explain yaml-unquoted-colon`" in told
    assert "docs/rules" not in told + check.out


def test_a_rule_is_explained_in_the_published_handbook(check: Stories, tmp_path: Path) -> None:
    """Where the site is published with its handbook, the report links to the rule there, in its language."""
    project = make_project(tmp_path / "project", one=COLON)
    settings = project / "mkdocs.yml"
    text = settings.read_text("utf-8")
    (project / ".git").mkdir()
    check.environment["PAGES_URL"] = "https://office.example/stories"
    assert check("check", "--format", "github", "--project", project, "--lang", "en") == 1
    assert "office.example" not in check.out
    settings.write_text(text.replace("      search: true", "      search: true\n      handbook: true"), "utf-8")
    for language, page in (("en", "en/handbook/rules/"), ("es", "es/manual/rules/")):
        assert check("check", "--format", "github", "--project", project, "--lang", language) == 1
        assert f"https://office.example/stories/{page}#yaml-unquoted-colon" in check.out
    assert (
        "(https://office.example/stories/es/manual/rules/#yaml-unquoted-colon)" in (tmp_path / "summary.md").read_text()
    )
    for odd in ("javascript:alert(1)", "https://office.example/) [x](https://x.example", "office.example"):
        check.environment["PAGES_URL"] = odd
        assert check("check", "--format", "github", "--project", project, "--lang", "en") == 1
        assert "#yaml-unquoted-colon" not in check.out


def test_no_link_leads_to_a_page_that_is_not_kept(tmp_path: Path) -> None:
    """A project without pages about rules gets no links to them."""
    (tmp_path / ".git").mkdir()
    found = find_repository(GITHUB, tmp_path)
    assert found is not None
    assert found.help("story-missing", EN) == ""


def test_people_at_a_terminal_are_told_how_to_learn_more(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """After the problems one line says, once, how to have a rule explained; where nothing is wrong, none does."""
    stories = Stories(capsys)
    assert stories("check", "--project", make_project(tmp_path / "a", one=COLON, two=COLON)) == 1
    assert stories.err.count("explain yaml-unquoted-colon") == 1
    assert stories("check", "--project", make_project(tmp_path / "b", one=STORY)) == 0
    assert "explain" not in stories.err
