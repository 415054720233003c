"""Locks in a repository: what CI notes and pushes, and two branches that both add to one lock."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from site_builder.cli.scaffold import new_project
from site_builder.locales import Locale
from site_builder.translations.lock import parse
from tests.support import parts
from tests.support.command_line import Stories, put
from tests.support.translated import edit, translated_project

LOCK = "stories/orchard/translations.lock"
CONTENT = "content/translations.lock"
WHO = {f"GIT_{role}_{what}": "x@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


def git(folder: Path, *arguments: str) -> str:
    """Run git; gives what it said."""
    command = ["git", "-c", "init.defaultBranch=main", *arguments]
    environment = {**os.environ, **WHO}
    done = subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, text=True, timeout=60)
    return done.stdout


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone of a repository with the project; what is pushed goes to `origin.git` beside it."""
    project = translated_project(tmp_path / "project")
    git(project, "init", "--quiet")
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "-m", "All")
    git(tmp_path, "clone", "--quiet", "--bare", str(project), "origin.git")
    return checkout(tmp_path, "clone")


def checkout(folder: Path, name: str) -> Path:
    """A clone of `origin.git`, with the program."""
    git(folder, "clone", "--quiet", "--depth", "1", f"file://{folder}/origin.git", name)
    program = f'"{sys.executable}" -c "from site_builder.cli import main; main()"'
    put(folder / name / ".venv/bin/stories", f'#!/bin/sh\nPYTHONPATH="{parts.ROOT}" exec {program} "$@"\n')
    (folder / name / ".venv/bin/stories").chmod(0o755)
    return folder / name


def run(clone: Path, *arguments: str, **environment: str) -> tuple[int, str]:
    """Run what CI runs: its exit status, and all that it said."""
    command = ["bash", ".ci/translations", *arguments]
    given = {**os.environ, **WHO, "LANG": "en_GB.UTF-8", "GITHUB_STEP_SUMMARY": str(clone.parent / "summary")}
    done = subprocess.run(
        command, cwd=clone, env={**given, **environment}, check=False, capture_output=True, text=True, timeout=300
    )
    return done.returncode, done.stdout + done.stderr


def main_of(clone: Path, path: str) -> str:
    """A file as it stands on the main branch of `origin.git`."""
    return git(clone.parent / "origin.git", "show", f"main:{path}")


def head(clone: Path) -> str:
    """The main branch of `origin.git`."""
    return git(clone.parent / "origin.git", "rev-parse", "main")


def test_what_is_new_gets_to_the_main_branch(clone: Path) -> None:
    """Locks are noted, handed over and committed, and nothing else; a second time there is nothing to commit."""
    assert run(clone, "note", "../locks")[0] == 0
    writer = checkout(clone.parent, "writer")
    assert run(writer, "commit", "../locks", "main")[0] == 0
    changed = git(clone.parent / "origin.git", "diff", "--name-status", "main~1", "main").split()
    assert changed == ["A", CONTENT, "A", LOCK]
    before = head(clone)
    again = checkout(clone.parent, "again")
    assert run(again, "note", "../again-locks")[0] == 0
    assert run(again, "commit", "../again-locks", "main")[0] == 0
    assert head(clone) == before


def test_somebody_else_was_quicker(clone: Path) -> None:
    """What came to the main branch in the meantime stays, in a lock too, and counts against what was noted before."""
    assert run(clone, "note", "../locks")[0] == 0
    other = checkout(clone.parent, "other")
    writer = checkout(clone.parent, "writer")
    edit(other, "stories/orchard/story.yml", "A season of", "One season of")
    put(other / LOCK, "title es 00000000000000000000 machine 2026-01-01\n")
    git(other, "add", "stories")
    git(other, "commit", "--quiet", "-m", "Quicker")
    git(other, "push", "--quiet", "origin", "HEAD:main")
    assert run(writer, "commit", "../locks", "main")[0] == 0
    lock, _ = parse(main_of(clone, LOCK))
    assert lock is not None
    assert sorted(entry.by for entry in lock["title", "es"]) == ["human", "machine"]
    assert "One season of" in main_of(clone, "stories/orchard/story.yml")


def test_somebody_who_has_looked_says_so_by_hand(clone: Path) -> None:
    """Story and language are taken as they were typed, whatever they are."""
    status, said = run(clone, "note", "../locks", STORY="orchard", LANGUAGE="es")
    assert status == 0, said
    assert run(checkout(clone.parent, "writer"), "commit", "../locks", "main", STORY="orchard")[0] == 0
    assert "title es" in main_of(clone, LOCK)
    for story in ("$(touch pwned)`touch pwned`\n", "--all"):
        assert run(clone, "note", "../none", STORY=story, LANGUAGE="es")[0] == 2
    assert not list(clone.parent.rglob("pwned"))


def test_a_protected_branch_is_told(clone: Path) -> None:
    """Where the main branch takes no push, the summary says what to do; only what was asked for by hand fails."""
    hook = clone.parent / "origin.git/hooks/pre-receive"
    put(hook, "#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    before = head(clone)
    assert run(clone, "note", "../locks")[0] == 0
    assert run(checkout(clone.parent, "writer"), "commit", "../locks", "main")[0] == 0
    assert "stories translations record" in (clone.parent / "summary").read_text("utf-8")
    assert run(checkout(clone.parent, "asked"), "commit", "../locks", "main", STORY="orchard")[0] == 1
    assert head(clone) == before


@pytest.mark.parametrize("kind", ["another file", "a link", "a file that is moved away"])
def test_a_patch_can_change_nothing_but_locks(clone: Path, kind: str) -> None:
    """Whatever a patch holds, the job that may write takes locks from it, and those as files."""
    forger = checkout(clone.parent, "forger")
    if kind == "a link":
        (forger / LOCK).symlink_to("/etc/hostname")
    elif kind == "a file that is moved away":
        (forger / "mkdocs.yml").rename(forger / LOCK)
    else:
        put(forger / LOCK, "# nothing\n")
        put(forger / ".github/workflows/evil.yml", "on: push\n")
        put(forger / "stories/orchard/story.yml", "title: forged\n")
    git(forger, "add", "--all")
    (clone.parent / "locks").mkdir()
    put(clone.parent / "locks/locks.patch", git(forger, "diff", "--cached", "--binary", "--find-renames"))
    before = head(clone)
    assert run(clone, "commit", "../locks", "main")[0] == (0 if kind == "another file" else 1)
    changed = git(clone.parent / "origin.git", "diff", "--name-only", before.strip(), "main").split()
    assert changed == ([LOCK] if kind == "another file" else [])


def test_two_branches_that_add_to_one_lock_merge(
    clone: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a merge the lock can be read and holds what both have noted, and the next noting tidies it."""
    stories = Stories(capsys)
    monkeypatch.chdir(clone)
    git(clone, "switch", "--quiet", "-c", "one")
    assert stories("translations", "accept", "orchard", "title", "quotes.juana.role", "--to", "es") == 0
    git(clone, "add", LOCK)
    git(clone, "commit", "--quiet", "-m", "One")
    git(clone, "switch", "--quiet", "main")
    edit(clone, "stories/orchard/story.yml", "A season of", "One season of")
    assert stories("translations", "accept", "orchard", "title", "summary", "--to", "es") == 0
    git(clone, "add", "stories")
    git(clone, "commit", "--quiet", "-m", "Two")
    git(clone, "merge", "--quiet", "--no-edit", "one")
    lock, _ = parse((clone / LOCK).read_text("utf-8"))
    assert lock is not None
    assert {name for name, _ in lock} == {"title", "summary", "quotes.juana.role"}
    assert len(lock["title", "es"]) == 2
    assert stories("translations", "--story", "orchard", "--require") == 0, "one of both was made from these words"
    assert stories("translations", "record") == 0
    assert (clone / LOCK).read_text("utf-8").count("# ") == 2


def test_what_reads_records_may_not_write() -> None:
    """The job that reads has read access alone; the one that writes installs nothing; no input is a command."""
    text = (parts.ROOT / ".github/workflows/translations.yml").read_text("utf-8")
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {}
    reads, writes = workflow["jobs"]["note"], workflow["jobs"]["commit"]
    assert reads["permissions"] == {"contents": "read"}
    assert writes["permissions"] == {"contents": "write"}
    assert all(step["with"]["persist-credentials"] is False for job in (reads, writes) for step in job["steps"][:1])
    commands = [step.get("run", "") for job in (reads, writes) for step in job["steps"]]
    assert not any("${{" in command for command in commands)
    assert not any("stories" in step.get("run", "") or "make" in step.get("run", "") for step in writes["steps"])


def test_a_new_project_notes_translations_too() -> None:
    """`stories init` brings the workflow, its script as it is tested here, GitLab's jobs, and the rule for merges."""
    files = new_project("Water", Locale("en"))
    assert files[".ci/translations"] == (parts.ROOT / ".ci/translations").read_text("utf-8")
    workflow = yaml.safe_load(files[".github/workflows/translations.yml"])
    ours = yaml.safe_load((parts.ROOT / ".github/workflows/translations.yml").read_text("utf-8"))
    assert workflow["jobs"]["commit"] == ours["jobs"]["commit"]
    assert workflow[True] == ours[True]
    jobs, own = (
        yaml.safe_load(text) for text in (files[".gitlab-ci.yml"], (parts.ROOT / ".gitlab-ci.yml").read_text("utf-8"))
    )
    for name in ("translations-note", "translations-commit"):
        assert jobs[name]["script"] == own[name]["script"]
        assert jobs[name]["rules"] == own[name]["rules"]
    line = "translations.lock merge=union text eol=lf"
    assert line in files[".gitattributes"].splitlines()
    assert line in (parts.ROOT / ".gitattributes").read_text("utf-8").splitlines()
