"""Projects whose files are not as they should be: plain problems with file and line, and everything else unharmed."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest
import yaml

from site_builder.locales import Locale
from site_builder.mkdocs_plugin import Options, run
from site_builder.problems import Position, Severity
from site_builder.problems.report import as_annotation, as_json, as_text, hint, message
from tests.support import projects
from tests.support.hostile import elsewhere, spoil
from tests.support.privacy import leaks

CASES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("hostile_projects.yml").read_text(encoding="utf-8")
)
STORIES = ["canary-draft-id", "lost-bridge", "night-school", "water-points"]


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_a_spoilt_project_gives_its_problems(tmp_path: Path, case: dict[str, Any]) -> None:
    """Each case gives exactly its errors, in drafts too, in words of both languages; other stories are still read."""
    outside = elsewhere(tmp_path / "outside")
    project = projects.copy(projects.SMALL, tmp_path / "project")
    spoil(project, case, outside)
    prepared = projects.prepared(project)
    errors = set()
    for problem in prepared.problems:
        assert isinstance(problem.at, Position)
        assert problem.at.line >= 1
        assert problem.at.column >= 1
        for locale in (Locale("en"), Locale("es")):
            told = [message(problem, locale), hint(problem, locale), as_text(problem, locale)]
            told += [as_annotation(problem, locale), as_json([problem], locale)]
            assert all(told[0:1] + told[2:])
            for secret in (str(tmp_path), "borrowed-canary", "Traceback", "canary-consent"):
                assert secret not in "".join(told)
            assert all(line.isprintable() for line in as_text(problem, locale).split("\n")), "a line that misleads"
        if problem.is_fault:
            errors.add(f"{problem.at.file}:{problem.at.line} {problem.rule}")
    assert errors == set(case["errors"])
    found = sorted(story.id for story in prepared.site.stories) if prepared.site else None
    assert found == case.get("stories", STORIES)


UNUSABLE = [case for case in CASES if case.get("stories", STORIES) is None]


@pytest.mark.parametrize("case", UNUSABLE, ids=[case["case"] for case in UNUSABLE])
def test_settings_that_cannot_be_used_stop_a_build_in_words(tmp_path: Path, case: dict[str, Any]) -> None:
    """MkDocs reads the settings in its own way; where they cannot be used the build ends in words, without a site."""
    outside = elsewhere(tmp_path / "outside")
    project = projects.copy(projects.SMALL, tmp_path / "project")
    spoil(project, case, outside)
    options = run(project, tmp_path / "site", Options(as_of=projects.SMALL_AS_OF, report=lambda prepared: None))
    assert options.made is None
    assert options.prepared is not None or options.remarks


def test_a_file_that_the_system_refuses_is_one_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that may not be opened costs only itself."""
    project = projects.copy(projects.SMALL, tmp_path / "project")
    real_open = os.open

    def refuse(path: Any, *arguments: Any, **options: Any) -> int:
        if str(path).endswith("night-school/story.yml"):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real_open(path, *arguments, **options)

    monkeypatch.setattr(os, "open", refuse)
    prepared = projects.prepared(project)
    told = [problem for problem in prepared.problems if problem.severity is Severity.ERROR]
    assert [problem.rule for problem in told if "night-school" in problem.at.file] == ["file-unreadable"]
    assert prepared.site is not None
    assert [story.id for story in prepared.site.stories if story.id == "water-points"]


def test_an_error_stops_the_build_before_anything_is_written(tmp_path: Path) -> None:
    """With an error in a record nothing is built, the old site stays as it was, and the exit status is 1."""
    project = projects.copy(projects.SMALL, tmp_path / "project")
    site = tmp_path / "site"
    projects.build(project, site)
    before = projects.digests(site)
    (project / "stories" / "night-school" / "story.yml").write_text("title: [\n", encoding="utf-8")
    status, told = projects.attempt(project, site)
    assert status == 1
    assert "stories/night-school/story.yml:" in told
    assert projects.digests(site) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [".site-releases", "project", "site"]


def test_what_links_lead_to_is_not_published(tmp_path: Path) -> None:
    """A link in the hand-written pages' folder that leads out of it publishes nothing, even where a preview goes on."""
    outside = elsewhere(tmp_path / "outside")
    project = projects.copy(projects.SMALL, tmp_path / "project")
    pages = project / "content" / "pages" / "en"
    (pages / "more").symlink_to(outside)
    (pages / "one.yml").symlink_to(outside / "secret.yml")
    (pages / "original.png").symlink_to(project / "stories" / "water-points" / "canary-portrait.png")
    status, _ = projects.attempt(project, tmp_path / "site")
    assert status == 1
    options = run(project, tmp_path / "preview", Options(as_of=projects.SMALL_AS_OF, preview=True))
    assert options.made is not None, options.remarks
    assert list(leaks(tmp_path / "preview", ["borrowed-canary"])) == []
    names = {Path(name).name for name in projects.digests(tmp_path / "preview")}
    assert names.isdisjoint({"one.yml", "secret.yml", "original.png", "picture.png"})
