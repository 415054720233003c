"""`stories import` as it is typed, and the inbox that CI empties."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from site_builder.cli.scaffold import new_project
from site_builder.importing.document import ImportFaultError
from site_builder.importing.writing import write
from site_builder.locales import Locale
from tests.support import documents, parts
from tests.support.command_line import Stories, make_project, put

TEXT = "A path in the hills\n\nIn Honduras, 25 families received seeds for a test in 2021.\n"
HOSTILE = ("$(touch pwned).txt", "`touch pwned`;.txt", "a\nb\t\"'.txt", "-rf.txt", "::error::x.txt", "ñandú ü.txt")


@pytest.fixture
def stories(capsys: pytest.CaptureFixture[str]) -> Stories:
    """The command, in English."""
    return Stories(capsys)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project without stories."""
    return make_project(tmp_path / "project")


def drafts(project: Path) -> list[str]:
    """The folders of the project's stories."""
    return sorted(folder.name for folder in (project / "stories").iterdir() if folder.is_dir())


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "Name the files to import"),
        (("none.docx",), "The file none.docx does not exist"),
        (("a.txt", "b.txt", "photo.jpg"), "which document the photos belong to"),
        (("--inbox", "a.txt"), "only files that are in the folder inbox"),
    ],
)
def test_wrong_use_is_told(
    stories: Stories, project: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], told: str
) -> None:
    """What cannot be meant is said, and nothing is written."""
    monkeypatch.chdir(project)
    for name in ("a.txt", "b.txt"):
        put(project / name, TEXT)
    (project / "photo.jpg").write_bytes(documents.photo())
    assert stories("import", *arguments) == 2
    assert told in stories.err
    assert drafts(project) == []


def test_photos_named_beside_a_document_go_with_it(stories: Stories, project: Path) -> None:
    """One text and two photos on one line are one story; a photo that is there twice is taken once."""
    put(project / "story.txt", TEXT)
    for name, colour in (("a.jpg", (1, 2, 3)), ("b.jpg", (90, 9, 9)), ("c.jpg", (1, 2, 3))):
        (project / name).write_bytes(documents.photo(colour))
    given = [project / name for name in ("story.txt", "a.jpg", "b.jpg", "c.jpg")]
    assert stories("import", *given, "--project", project) == 0
    assert "2 photos" in stories.out
    assert "c.jpg appears twice" in stories.out


def test_the_report_is_in_the_language_asked_for(stories: Stories, project: Path) -> None:
    """What was found and what must be looked at is told in Spanish, and so are the notes in the record."""
    put(project / "story.txt", TEXT)
    assert stories("import", project / "story.txt", "--project", project, "--lang", "es") == 0
    for words in (
        "Borrador nuevo",
        "1 cifra: 25",
        "Revise lo siguiente",
        "No hay texto en español",
    ):
        assert words in stories.out
    record = (project / "stories/a-path-in-the-hills/story.yml").read_text("utf-8")
    assert "Borrador hecho con “stories import”" in record
    assert "párrafo 2; la unidad es una suposición" in record


def test_a_story_that_is_there_is_never_touched(stories: Stories, project: Path) -> None:
    """A second import of the same document is refused; what somebody wrote meanwhile stays."""
    put(project / "story.txt", TEXT)
    assert stories("import", project / "story.txt", "--project", project) == 0
    put(project / "stories/a-path-in-the-hills/text.en.md", "Mine.")
    assert stories("import", project / "story.txt", "--project", project) == 1
    assert "The folder stories/a-path-in-the-hills already exists" in stories.err
    assert (project / "stories/a-path-in-the-hills/text.en.md").read_text("utf-8") == "Mine."


def test_a_disk_that_refuses_leaves_no_folder(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder is there whole or not at all."""
    real = Path.write_bytes

    def refuse(self: Path, data: bytes) -> int:
        if self.name == "b":
            raise OSError(28, "No space left on device")
        return real(self, data)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", refuse)
        with pytest.raises(OSError, match="No space"):
            write(project, "new", {"a": b"1", "b": b"2"})
    assert drafts(project) == []
    assert list((project / ".cache/import").iterdir()) == []
    killed = project / ".cache/import/killed"
    put(killed / "a", "half")
    os.utime(killed, (0, 0))
    write(project, "new", {"a": b"1"})
    assert not killed.exists()
    with pytest.raises(ImportFaultError):
        write(project, "new", {"a": b"2"})
    assert (project / "stories/new/a").read_bytes() == b"1"


def test_the_draft_is_shown_in_no_build_and_its_notes_nowhere(stories: Stories, project: Path) -> None:
    """Published by mistake or not at all: notes, and what the import left out, stand on no page."""
    put(project / "story.md", "# Success story\n\n# A path in the hills\n\nIn Honduras, 25 families received seeds.\n")
    assert stories("import", project / "story.md", "--project", project) == 0
    folder = project / "stories/a-path-in-the-hills"
    record = folder / "story.yml"
    put(folder / "_import.md", (folder / "_import.md").read_text("utf-8") + "CANARYNOTES")
    put(record, record.read_text("utf-8").replace("note_found:", "note_found: CANARYFOUND\nnote_more:", 1))
    for state, shown in (("draft", False), ("published", True)):
        put(record, record.read_text("utf-8").replace("state: draft", f"state: {state}"))
        stories("build", "--project", project)
        pages = b"".join(file.read_bytes() for file in (project / "site").rglob("*") if file.is_file())
        assert (b"received seeds" in pages) is shown
        assert b"CANARY" not in pages


def test_the_inbox_is_emptied_and_tells_nothing(stories: Stories, project: Path) -> None:
    """Each document becomes a draft and leaves the inbox; one that cannot be read stays; no word of them is told."""
    put(project / "inbox/README.md", "Put documents here.")
    put(project / "inbox/secret-name.txt", TEXT)
    put(project / "inbox/secret-folder/a.txt", TEXT.replace("path", "road"))
    put(project / "inbox/same.txt", TEXT)
    (project / "inbox/broken-secret.docx").write_bytes(b"PK\x03\x04broken")
    (project / "inbox/link.txt").symlink_to("/etc/hostname")
    assert stories("import", "--inbox", "--project", project) == 1
    assert drafts(project) == ["a-path-in-the-hills", "a-path-in-the-hills-2", "a-road-in-the-hills"]
    names = {entry.name for entry in (project / "inbox").iterdir()}
    assert names == {"README.md", "broken-secret.docx", "link.txt"}
    assert "It is damaged or incomplete" in stories.err
    for word in ("secret", "hills", "families"):
        assert word not in stories.out + stories.err


def git(folder: Path, *arguments: str) -> str:
    """What git says."""
    who = ("-c", "user.name=Nobody", "-c", "user.email=nobody@example.org", "-c", "init.defaultBranch=main")
    command = ["git", *who, *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True, timeout=60).stdout


@pytest.fixture
def clone(project: Path, tmp_path: Path) -> Path:
    """A clone of a repository whose inbox holds documents with names that are made to do harm."""
    for number, name in enumerate(HOSTILE):
        put(project / "inbox" / name, TEXT.replace("path", f"path {chr(97 + number)}"))
    (project / "inbox/broken.docx").write_bytes(b"PK\x03\x04broken")
    put(project / "inbox/README.md", "Put documents here.")
    git(project, "init", "--quiet")
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "-m", "All")
    git(tmp_path, "clone", "--quiet", "--bare", str(project), "origin.git")
    git(tmp_path, "clone", "--quiet", "origin.git", "clone")
    program = f'"{sys.executable}" -c "from site_builder.cli import main; main()"'
    put(tmp_path / "clone/.venv/bin/stories", f'#!/bin/sh\nPYTHONPATH="{parts.ROOT}" exec {program} "$@"\n')
    (tmp_path / "clone/.venv/bin/stories").chmod(0o755)
    return tmp_path / "clone"


def run_inbox(clone: Path, *arguments: str) -> int:
    """Run what CI runs; a `gh` beside it notes what it is asked for."""
    tools = clone.parent / "tools"
    put(tools / "gh", f'#!/bin/sh\nprintf "%s\\n" "$4" "$6" >> "{clone.parent}/asked"\n')
    (tools / "gh").chmod(0o755)
    who = {f"GIT_{role}_{what}": "x@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {**os.environ, **who, "PATH": f"{tools}:{os.environ['PATH']}", "BASE": "main"}
    command = ["bash", ".ci/inbox", *arguments]
    return subprocess.run(command, cwd=clone, env=environment, check=False, capture_output=True, timeout=300).returncode


def test_ci_proposes_each_document_on_a_branch_of_its_own(clone: Path) -> None:
    """Whatever documents are called, each readable one is one branch with its draft and without it, proposed once."""
    assert run_inbox(clone, "drafts", "../drafts") == 1, "one document cannot be read, and that must be seen"
    for _ in range(2):
        assert run_inbox(clone, "propose", "../drafts", "github") == 0
    branches = git(clone, "ls-remote", "--heads", "origin", "inbox-*").split()[1::2]
    assert len(branches) == len(HOSTILE)
    asked = (clone.parent / "asked").read_text("utf-8").split()
    assert sorted(asked) == sorted([*(branch.rpartition("/")[2] for branch in branches), *["main"] * len(HOSTILE)])
    for branch in branches:
        git(clone, "fetch", "--quiet", "origin", branch)
        changed = git(clone, "diff", "--name-status", "-z", "main", "FETCH_HEAD").split("\0")[:-1]
        pairs = list(zip(changed[::2], changed[1::2], strict=True))
        assert sorted(how for how, _ in pairs) == ["A", "A", "A", "A", "D"]
        assert all(path.startswith("inbox/" if how == "D" else "stories/a-path-") for how, path in pairs)
    assert not list(clone.parent.rglob("pwned"))


def test_what_reads_documents_may_not_write() -> None:
    """The job that parses has read access alone; the one that writes installs and parses nothing."""
    workflow = yaml.safe_load((parts.ROOT / ".github/workflows/import.yml").read_text("utf-8"))
    assert workflow["permissions"] == {}
    reads, writes = workflow["jobs"]["drafts"], workflow["jobs"]["request"]
    assert reads["permissions"] == {"contents": "read"}
    assert writes["permissions"] == {"contents": "write", "pull-requests": "write"}
    commands = " ".join(step.get("run", "") for step in writes["steps"])
    assert "stories" not in commands
    assert "make" not in commands
    assert all(step["with"]["persist-credentials"] is False for job in (reads, writes) for step in job["steps"][:1])


def test_a_new_project_has_an_inbox_too() -> None:
    """`stories init` brings the workflow, its script as it is tested here, and a folder that explains itself."""
    files = new_project("Water", Locale("en"))
    assert files[".ci/inbox"] == (parts.ROOT / ".ci/inbox").read_text("utf-8")
    workflow = yaml.safe_load(files[".github/workflows/import.yml"])
    ours = yaml.safe_load((parts.ROOT / ".github/workflows/import.yml").read_text("utf-8"))
    assert workflow["jobs"]["request"] == ours["jobs"]["request"]
    assert "inbox-request" in yaml.safe_load(files[".gitlab-ci.yml"])
    assert files["inbox/README.md"] == (parts.ROOT / "inbox/README.md").read_text("utf-8")
