"""`stories upgrade`: the software's own files follow its version, and whatever people wrote stays."""

from __future__ import annotations

import errno
import io
import json
import zipfile
from pathlib import Path

import pytest

from site_builder.cli import upgrade
from site_builder.cli.scaffold import digest_of_text, written_by
from site_builder.store.files import write_atomic
from tests.support.command_line import STORY, Stories, put

OLD = "software/bilingual_stories-0.0.9-py3-none-any.whl"
WAS = "# as an earlier version wrote it\n"


@pytest.fixture
def stories(capsys: pytest.CaptureFixture[str]) -> Stories:
    """The command, in English."""
    return Stories(capsys)


@pytest.fixture
def project(stories: Stories, tmp_path: Path) -> Path:
    """A project that an earlier version made, with a story, and with files that were edited and deleted by hand."""
    root = tmp_path / "project"
    assert stories("init", root, "--name", "Water") == 0
    (new,) = (root / "software").iterdir()
    digests = written_by(new.read_bytes())
    for path in (".ci/inbox", ".ci/report", ".gitattributes", "docs/rules/gone.en.md", "docs/rules/kept.en.md"):
        put(root / path, WAS)
        digests[path] = digest_of_text(WAS.encode())
    put(root / ".ci/report", WAS + "# and as somebody changed it\n")
    put(root / "docs/rules/kept.en.md", "Our own words.\n")
    (root / ".gitlab-ci.yml").unlink()
    del digests["schema/story.schema.json"]
    (root / "schema/story.schema.json").unlink()
    required = (root / "requirements.txt").read_text("utf-8").replace(f"software/{new.name}", OLD)
    required = required.replace("click==", "click==0.")
    put(root / "requirements.txt", required)
    digests["requirements.txt"] = digest_of_text(required.encode())
    new.unlink()
    (root / OLD).write_bytes(wheel(json.dumps(digests)))
    put(root / "stories/one/story.yml", STORY)
    return root


def wheel(written: str | None) -> bytes:
    """The software of an earlier version, as far as an upgrade looks into it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("site_builder/__init__.py", "")
        if written is not None:
            archive.writestr("bilingual_stories-0.0.9.dist-info/project.json", written)
    return packed.getvalue()


def files(root: Path) -> dict[str, bytes]:
    """Every file of a project."""
    found = (path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def of_people(root: Path) -> dict[str, bytes]:
    """The files that an upgrade may never touch."""
    mine = ("content/", "stories/", "mkdocs.yml", "README.md")
    return {path: content for path, content in files(root).items() if path.startswith(mine)}


def test_a_project_follows_the_version_that_runs(stories: Stories, project: Path, tmp_path: Path) -> None:
    """What the software wrote is as in a new project, what it has no more is gone, and no record is touched."""
    before = of_people(project)
    assert stories("upgrade", "--project", project) == 0
    after, told = files(project), stories.out
    assert stories("init", tmp_path / "new", "--name", "Water") == 0
    new = {path: content for path, content in files(tmp_path / "new").items() if path not in before}
    assert {path for path in new if after.get(path) != new[path]} == {".ci/report", ".gitlab-ci.yml"}
    assert after.keys() - new.keys() - before.keys() == {"docs/rules/kept.en.md"}
    assert of_people(project) == before
    for line in (
        "changed: .ci/inbox",
        "changed: requirements.txt",
        "new: schema/story.schema.json",
        "no longer used, deleted: docs/rules/gone.en.md",
        f"no longer used, deleted: {OLD}",
        "edited by hand, left as it is: .ci/report",
        "deleted by hand, not restored: .gitlab-ci.yml",
    ):
        assert line in told.splitlines()
    assert "pip install -r requirements.txt" in told
    assert stories("upgrade", "--project", project) == 0
    assert "Nothing to change" in stories.out
    assert files(project) == after


def test_a_dry_run_shows_each_line_and_changes_nothing(stories: Stories, project: Path) -> None:
    """With --dry-run the same files are named, with the lines that would change, and the project stays as it is."""
    before = files(project)
    assert stories("upgrade", "--project", project, "--dry-run") == 0
    assert files(project) == before
    assert f"    -{WAS.strip()}" in stories.out.splitlines()
    assert "    +#!/usr/bin/env bash" in stories.out.splitlines()
    assert "changed: .ci/inbox" in stories.out
    assert "PK" not in stories.out
    assert "leave out --dry-run" in stories.out
    assert stories("upgrade", "--project", project, "--dry-run", "--lang", "es") == 0
    assert "editado a mano, queda como está: .ci/report" in stories.out
    stories.environment["CI"] = "true"
    assert stories("upgrade", "--project", project, "--dry-run") == 0
    assert "changed: .ci/inbox" in stories.out
    assert WAS.strip() not in stories.out


def test_a_file_is_replaced_where_somebody_wants_it(stories: Stories, project: Path) -> None:
    """--replace takes this version's file though it was edited or deleted; it names nothing of people's."""
    wanted = ("--replace", ".ci/report", "--replace", ".gitlab-ci.yml")
    assert stories("upgrade", "--project", project, *wanted) == 0
    assert "by hand" not in stories.out
    assert (project / ".gitlab-ci.yml").is_file()
    assert WAS not in (project / ".ci/report").read_text("utf-8")
    before = files(project)
    for file in ("mkdocs.yml", "stories/one/story.yml", "../elsewhere"):
        assert stories("upgrade", "--project", project, "--replace", file) == 2
        assert file in stories.err
    assert files(project) == before


def test_own_lines_of_requirements_stay(stories: Stories, project: Path) -> None:
    """Pins get this version's numbers, what somebody added stays, and so do extras of the software."""
    place = project / "requirements.txt"
    old = place.read_text("utf-8").replace(OLD, f"{OLD}[heic]")
    put(place, f"# ours\n{old}Pillow_Heif==1.0 ; python_version < '4'\nour-theme==2.0\n")
    assert stories("upgrade", "--project", project) == 0
    lines = place.read_text("utf-8").splitlines()
    assert lines[0] == "# ours"
    assert lines[1].startswith("./software/bilingual_stories-")
    assert lines[1].endswith("[heic]")
    assert "0.0.9" not in lines[1]
    assert not any(line.startswith("click==0.") for line in lines)
    assert {"Pillow_Heif==1.0 ; python_version < '4'", "our-theme==2.0"} <= set(lines)
    assert len({line.partition("==")[0].lower() for line in lines}) == len(lines)
    assert stories("upgrade", "--project", project) == 0
    assert "Nothing to change" in stories.out


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"PK\x03\x04 and no more",
        wheel(None),
        wheel("{"),
        wheel("[1]"),
        wheel('{".ci/inbox": 7}'),
        wheel("[" * 100_000),
        wheel(json.dumps({"x": "y" * 200_000})),
        wheel(json.dumps({"../out.txt": digest_of_text(b"out")})),
    ],
    ids=["empty", "cut off", "none", "half", "a list", "a number", "deep", "large", "outside"],
)
def test_where_nobody_knows_what_was_written_nothing_is_overwritten(
    stories: Stories, project: Path, damaged: bytes
) -> None:
    """From a wheel that says nothing of use: what differs counts as edited, and the software is replaced even so."""
    (project / OLD).write_bytes(damaged)
    (project.parent / "out.txt").write_bytes(b"out")
    before = files(project)
    assert stories("upgrade", "--project", project) == 0
    after = files(project)
    for path in (".ci/inbox", ".ci/report", ".gitattributes", "docs/rules/gone.en.md"):
        assert after[path] == before[path]
    assert "edited by hand, left as it is: .ci/inbox" in stories.out
    assert OLD not in after
    assert "0.0.9" not in after["requirements.txt"].decode()
    assert (project.parent / "out.txt").read_bytes() == b"out"


def test_nothing_is_written_through_links_and_folders(stories: Stories, project: Path, tmp_path: Path) -> None:
    """A link or a folder in a file's place stays, and a link in a folder's place leads nothing out of the project."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "inbox").write_text(WAS, "utf-8")
    (project / ".ci").rename(project / "was")
    (project / ".ci").symlink_to(outside)
    (project / ".gitattributes").unlink()
    (project / ".gitattributes").symlink_to(outside / "inbox")
    (project / ".gitignore").unlink()
    (project / ".gitignore").mkdir()
    assert stories("upgrade", "--project", project, "--replace", ".gitignore", "--replace", ".ci/translations") == 0
    assert [path.name for path in outside.iterdir()] == ["inbox"]
    assert (outside / "inbox").read_text("utf-8") == WAS
    for path in (".gitattributes", ".gitignore", ".ci/inbox"):
        assert f"edited by hand, left as it is: {path}" in stories.out


def test_a_newer_project_is_left_alone(stories: Stories, project: Path) -> None:
    """An older program does not take a project back; its own folder is no project."""
    (project / OLD).rename(project / "software/bilingual_stories-10.0.0-py3-none-any.whl")
    before = files(project)
    assert stories("upgrade", "--project", project) == 2
    assert "10.0.0" in stories.err
    (project / "site_builder").mkdir()
    assert stories("upgrade", "--project", project) == 2
    assert "the software itself" in stories.err
    assert files(project) == before


def test_broken_off_it_can_be_done_again(
    stories: Stories, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full halfway ends in a sentence; the next run takes nothing for an edit that is none."""
    written, left = write_atomic, [4]

    def full(path: Path, content: bytes, like: Path | None = None) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, "", str(path))
        written(path, content, like=like)

    with monkeypatch.context() as disk:
        disk.setattr(upgrade, "write_atomic", full)
        assert stories("upgrade", "--project", project) == 1
    assert "Traceback" not in stories.err
    assert (project / OLD).is_file()
    assert stories("upgrade", "--project", project) == 0
    assert stories.out.count("by hand") == 2
    assert not (project / OLD).exists()
