"""`stories check --fix`: links on figures, written into the files in which people write."""

from pathlib import Path

import pytest

from tests.support.command_line import STORY, Stories, make_project, put

RESULT = """\
results:
  - id: graduates
    value: 90
    unit: {en: people, es: personas}
    what: {en: finished a course, es: terminaron un curso}
    countries: [SV]
    status: achieved
    when: 2022
"""
HEAD = STORY.partition("body:")[0]
PLAIN = "In 2022, 90 people finished a course.\n"
LINKED = "In 2022, [90 people](#result-graduates) finished a course.\n"


@pytest.fixture
def stories(capsys: pytest.CaptureFixture[str]) -> Stories:
    """The command, in English."""
    return Stories(capsys)


def test_without_a_terminal_nothing_is_changed(stories: Stories, tmp_path: Path) -> None:
    """Where nobody can be asked, proposals are shown and files stay as they are."""
    project = make_project(tmp_path, one=HEAD + RESULT)
    put(project / "stories/one/text.en.md", PLAIN)
    assert stories("check", "--fix", "--project", project) == 0
    assert "[90 people](#result-graduates)" in stories.err
    assert (project / "stories/one/text.en.md").read_text() == PLAIN


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("text.en.md", PLAIN, LINKED),
        ("text.en.md", "\ufeff" + PLAIN.replace("\n", "\r\n"), "\ufeff" + LINKED.replace("\n", "\r\n")),
        ("text.en.md", f"\n\n# A\n\n{PLAIN}\n{PLAIN}", f"\n\n# A\n\n{LINKED}\n{LINKED}"),
        ("story.yml", f"{HEAD}{RESULT}body:\n  en: |\n    {PLAIN}", f"{HEAD}{RESULT}body:\n  en: |\n    {LINKED}"),
        ("story.yml", f'{HEAD}{RESULT}body:\n  en: "{PLAIN[:-1]}"\n', f'{HEAD}{RESULT}body:\n  en: "{LINKED[:-1]}"\n'),
        ("story.yml", f"{HEAD}{RESULT}body:\n  en: >-\n    {PLAIN}", f"{HEAD}{RESULT}body:\n  en: >-\n    {LINKED}"),
    ],
)
def test_accepted_links_are_written(stories: Stories, tmp_path: Path, name: str, before: str, after: str) -> None:
    """In a text beside the record and in the record itself the link is put in, and no other byte changes."""
    project = make_project(tmp_path, one=HEAD + RESULT)
    put(project / "stories/one" / name, before)
    assert stories("check", "--fix", "--yes", "--project", project) == 0
    assert (project / "stories/one" / name).read_bytes() == after.encode()
    assert "figure-unlinked" not in stories.out


def test_what_would_not_be_the_same_text_is_left_to_a_person(stories: Stories, tmp_path: Path) -> None:
    """Where a link would change what the YAML means (a plain text that begins with it), the file is not touched."""
    record = f"{HEAD}{RESULT}body:\n  en: 90 people finished a course.\n"
    project = make_project(tmp_path, one=record)
    stories("check", "--fix", "--yes", "--project", project)
    assert "by hand" in stories.err
    assert (project / "stories/one/story.yml").read_text() == record


def test_only_below_the_paths_given(stories: Stories, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Proposals for other stories are neither shown nor written."""
    project = make_project(tmp_path, one=HEAD + RESULT, two=HEAD + RESULT)
    for name in ("one", "two"):
        put(project / f"stories/{name}/text.en.md", PLAIN)
    monkeypatch.chdir(project)
    assert stories("check", "stories/one", "--fix", "--yes") == 0
    assert (project / "stories/one/text.en.md").read_text() == LINKED
    assert (project / "stories/two/text.en.md").read_text() == PLAIN
