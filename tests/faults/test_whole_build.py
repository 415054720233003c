"""`stories build` killed at a change to the disk, or without room: the site that was there, and the next build."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.support import parts
from tests.support.command_line import STORY, make_project
from tests.support.faults import strace
from tests.support.projects import digests

DAY = "2026-11-23"


def build(project: Path, *before: str) -> int:
    """Build the project's site, with what goes before the command; the exit status."""
    command = [*before, str(parts.STORIES), "build", "--project", str(project), "--as-of", DAY]
    return subprocess.run(command, capture_output=True, check=False, timeout=300).returncode


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        ("mkdir", "signal=KILL:when=20"),
        ("write", "signal=KILL:when=30"),
        ("renameat2", "signal=KILL:when=1"),
        ("write", "error=ENOSPC:when=30+"),
        ("syncfs", "error=EIO:when=1"),
    ],
)
def test_a_build_that_does_not_end_well(tmp_path: Path, call: str, fault: str) -> None:
    """The old site stays, byte for byte, and the next build publishes the new one with nothing to clean up."""
    project = make_project(tmp_path, one=STORY)
    assert build(project) == 0
    old = digests(project / "site")
    (project / "stories/one/story.yml").write_text(STORY.replace("Young", "Fifty young"))
    traced = [strace(), "-f", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:{fault}"]
    assert build(project, *traced) != 0
    assert digests(project / "site") == old
    assert build(project) == 0
    page = project / "site/en/stories/one/index.html"
    assert "Fifty young" in page.read_text()
    releases = project / ".site-releases"
    assert sorted(entry.name for entry in releases.iterdir()) == ["1", "2"]
    assert digests(releases / "1" / "site") == old
