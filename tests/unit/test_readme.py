"""README's examples are what newcomers copy: they must be right."""

import re
from pathlib import Path

import pytest

from tests.support.command_line import Stories, make_project, put

PART = re.compile(r"^# (content/\S+)\n(.*?)(?=^# content/|\Z)", re.MULTILINE | re.DOTALL)
PARTNERS = "water-board:\n  name: Water board\n  role: implementer\n"


def examples(readme: str) -> list[str]:
    """The blocks of YAML in README."""
    return re.findall(r"^```yaml\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("number", [0, 1])
def test_the_examples_have_no_problem(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, project: Path, number: int
) -> None:
    """Each example, copied into the files that it names, passes the check without a warning."""
    stories = Stories(capsys)
    made = make_project(tmp_path)
    put(made / "content/partners.yml", PARTNERS)
    blocks = examples((project / "README.md").read_text(encoding="utf-8"))
    assert len(blocks) == 2
    for file, text in PART.findall(blocks[number]):
        put(made / file, text)
    assert stories("check", "--project", made, "--strict", "--as-of", "2026-12-01") == 0, stories.out
    assert stories("build", "--project", made, "--as-of", "2026-12-01") == 0
    progress = (made / "site/es/avances/index.html").read_text(encoding="utf-8")
    assert "Llevar agua potable a diez escuelas" in progress
