"""`.ci/withdraw`: the mark of a withdrawal reaches the host, and the site to publish is the one of what was pushed."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from site_builder.cli.scaffold import new_project
from site_builder.locales import Locale
from tests.support import parts
from tests.support import withdrawals as well
from tests.support.command_line import make_project, put
from tests.support.translated import edit

CASES = yaml.safe_load(Path(__file__).with_name("withdraw_ci.yml").read_text("utf-8"))
WHO = {f"GIT_{role}_{what}": "x@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
TOKEN = "invented-token-of-the-tests"
RECORD = "stories/well/story.yml"
MARK = "      status: withdrawn"
RETITLED = {"file": "stories/plain/story.yml", "old": "Another", "new": "A colleague's"}

REAL = f'{shlex.quote(sys.executable)} -c "from site_builder.cli import main; main()" "$@"'
"""The program itself."""

QUICK = f"""\
sed 's/status: given/status: withdrawn/' {RECORD} > .venv/record && cat .venv/record > {RECORD}
mkdir -p site && cat stories/*/story.yml > site/index.html
"""
"""What stands in for it where only the host matters."""

PROGRAM = """\
#!/bin/sh
env > .venv/environment
{program}
status=$?
if [ "$1" = withdraw ]; then
  echo >> .venv/runs
  push=push-$(wc -l < .venv/runs | tr -d ' ')
  if git -C ../colleague rev-parse --quiet --verify "$push" > .venv/log; then
    COLLEAGUE=yes git -C ../colleague push --quiet origin "$push:main" || exit 99
  fi
fi
exit $status
"""
"""Notes its environment; after each withdrawal, what a colleague has ready is pushed."""

HOOKS = {
    "open": 'env > "$NOTED"',
    "busy": "! mkdir first 2> /dev/null",
    "protected": 'while read old new ref; do [ "$ref" != refs/heads/main ] || exit 1; done',
    "closed": "exit 1",
    "at once": """\
if mkdir first 2> /dev/null; then read -r other < both
elif mkdir second 2> /dev/null; then echo > both; fi""",
}
"""What a host does with a push before it takes it. Two pushes at once wait for each other, and then go on together."""


def git(folder: Path, *arguments: str) -> str:
    """Run git; gives what it said."""
    command = ["git", "-c", "init.defaultBranch=main", *arguments]
    environment = {**os.environ, **WHO}
    done = subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, text=True, timeout=60)
    return done.stdout


class Host(NamedTuple):
    """``origin.git`` in a folder, with checkouts of it beside."""

    folder: Path

    def hook(self, kind: str) -> None:
        """Let it treat pushes in one of the ways of ``HOOKS``, those of colleagues apart."""
        hook = self.folder / "origin.git/hooks/pre-receive"
        put(hook, f'#!/bin/sh\n[ -z "$COLLEAGUE" ] || exit 0\n{HOOKS[kind]}\n')
        hook.chmod(0o755)

    def checkout(self, name: str, program: str) -> Path:
        """What a run begins with: a checkout of main, and the program in it."""
        git(self.folder, "clone", "--quiet", "--depth", "1", f"file://{self.folder}/origin.git", name)
        installed = self.folder / name / ".venv/bin/stories"
        put(installed, PROGRAM.format(program=program))
        installed.chmod(0o755)
        return self.folder / name

    def colleague(self, pushes: list[list[dict[str, Any]]]) -> None:
        """Have a colleague's pushes ready, each a list of edits."""
        git(self.folder, "clone", "--quiet", "origin.git", "colleague")
        for number, edits in enumerate(pushes, 1):
            git(self.folder / "colleague", "switch", "--quiet", "-c", f"push-{number}")
            commit(self.folder / "colleague", edits)

    def read(self, file: str, branch: str = "main") -> str:
        """A file as the host has it; empty where it has none."""
        at = self.folder / "origin.git"
        return git(at, "show", f"{branch}:{file}") if git(at, "ls-tree", branch, file) else ""

    def head(self, branch: str = "main") -> str:
        """The newest commit of a branch."""
        return git(self.folder / "origin.git", "rev-parse", branch).strip()

    def branches(self) -> list[str]:
        """All branches that it has."""
        return git(self.folder / "origin.git", "for-each-ref", "--format=%(refname:short)").split()


def commit(folder: Path, edits: list[dict[str, Any]]) -> None:
    """Make the edits of a case, as one commit."""
    for each in edits:
        path = folder / each["file"]
        if "move" in each:
            path.rename(folder / each["move"])
        elif "copy" in each:
            shutil.copytree(path, folder / each["copy"])
        elif "remove" in each:
            shutil.rmtree(path)
        else:
            edit(folder, each["file"], each["old"], each["new"])
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "A colleague's")


@pytest.fixture(scope="session")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bare repository with a project of two stories: ``well`` holds what is taken back, ``plain`` nothing."""
    folder = tmp_path_factory.mktemp("origin")
    project = make_project(folder / "project", well=well.STORY.partition("photos:")[0], plain=well.OTHER)
    git(project, "init", "--quiet")
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "-m", "All")
    git(folder, "clone", "--quiet", "--bare", str(project), "origin.git")
    return folder / "origin.git"


@pytest.fixture
def host(tmp_path: Path, origin: Path) -> Host:
    """A host of one's own."""
    shutil.copytree(origin, tmp_path / "origin.git")
    return Host(tmp_path)


def begin(clone: Path, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    """Begin what CI runs."""
    given = {**os.environ, **WHO, "PYTHONPATH": str(parts.ROOT), "LANG": "en_GB.UTF-8", "CI": "true"}
    given |= {"WITHDRAW_TOKEN": TOKEN, "NOTED": str(clone.parent / "environment-of-git"), **environment}
    command = ["bash", ".ci/withdraw", *arguments]
    return subprocess.Popen(
        command, cwd=clone, env=given, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """The exit status of what has begun, and all that it said."""
    said, _ = process.communicate(timeout=120)
    assert TOKEN not in said
    return process.returncode, said


def run(clone: Path, *arguments: str, **environment: str) -> tuple[int, str]:
    """Run what CI runs: its exit status, and all that it said."""
    return ended(begin(clone, *arguments, **environment))


def mark(clone: Path, reference: str, **environment: str) -> tuple[int, str]:
    """Withdraw it in a checkout, as the run 7."""
    return run(clone, "mark", "main", "7", REFERENCE=reference, **environment)


def left(clone: Path) -> list[str]:
    """What is told to a person in the end."""
    status, said = run(clone, "tell")
    assert status == (1 if said else 0)
    return said.splitlines()


def site(clone: Path) -> str:
    """All words of the site to publish."""
    files = [*(clone / "site").rglob("*.html"), *(clone / "site").rglob("*.xml")]
    return "\n".join(file.read_text("utf-8") for file in files)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_the_mark_reaches_the_host(host: Host, case: dict[str, Any]) -> None:
    """Whatever colleagues push meanwhile: what is withdrawn is marked on main, or a branch with the mark waits for a
    person who is told so, and the site to publish is without it and otherwise that of main."""
    host.colleague([case[when] for when in ("meanwhile", "later") if when in case])
    clone = host.checkout("run", REAL)
    status, said = mark(clone, case["withdraw"])
    assert status == 0, said
    for branch, lines in (("main", case.get("main", {})), ("withdrawn-7", case.get("branch", {}))):
        for file, line in lines.items():
            assert line in host.read(file, branch).splitlines(), said
    assert [file for file in case.get("gone", []) if host.read(file)] == []
    assert host.branches() == (["main", "withdrawn-7"] if "branch" in case else ["main"]), said
    told = left(clone)
    assert len(told) == case.get("left", 0), said
    assert any("Merge the branch withdrawn-7 into main now" in line for line in told) == ("branch" in case)
    words = site(clone)
    assert [each for each in case.get("shows", []) if each not in words] == [], said
    assert [each for each in case["hides"] if each in words] == [], said
    messages = git(host.folder / "origin.git", "log", "--format=%B").split("\n")
    assert messages.count("Withdrawn: consent was taken back") <= 1
    assert [line for line in messages if case["withdraw"] in line] == []


def test_two_at_once(host: Host) -> None:
    """Two withdrawals push in the same moment: both marks are on main, and of two sites the later one lacks both."""
    host.hook("at once")
    os.mkfifo(host.folder / "origin.git/both")
    clones = [host.checkout(name, REAL) for name in ("one", "two")]
    references = (well.REFERENCE, "plain")
    runs = [
        begin(clone, "mark", "main", clone.name, REFERENCE=reference)
        for clone, reference in zip(clones, references, strict=True)
    ]
    said = [ended(each) for each in runs]
    assert [status for status, _ in said] == [0, 0], said
    assert [left(clone) for clone in clones] == [[], []]
    assert MARK in host.read(RECORD)
    assert "state: withdrawn" in host.read("stories/plain/story.yml")
    assert host.branches() == ["main"]
    (last,) = [clone for clone in clones if git(clone, "rev-parse", "HEAD").strip() == host.head()]
    assert [words for words in (well.WORDS, "Another story of the tests") if words in site(last)] == []


@pytest.mark.parametrize("actions", ["", "true"])
def test_a_protected_branch(host: Host, actions: str) -> None:
    """The mark is a branch of its own, and one line says what to do; at GitHub it is shown as an error. A run that is
    repeated puts its mark in the place of the one before."""
    host.hook("protected")
    before = host.head()
    for year in ("2024", "2025"):
        clone = host.checkout(year, QUICK)
        assert mark(clone, well.REFERENCE, GIT_COMMITTER_DATE=f"{year}-05-04T12:00:00Z")[0] == 0
        assert host.head("withdrawn-7") == git(clone, "rev-parse", "HEAD").strip()
        status, said = run(clone, "tell", GITHUB_ACTIONS=actions)
        assert status == 1
        assert said.startswith("::error::Merge" if actions else "Merge")
        assert len(said.splitlines()) == 1
    assert host.head() == before
    assert MARK in host.read(RECORD, "withdrawn-7")


def test_a_protected_branch_that_has_moved_on(host: Host) -> None:
    """The branch with the mark begins at the newest head, so that it can be merged."""
    host.hook("protected")
    host.colleague([[RETITLED]])
    clone = host.checkout("run", QUICK)
    assert mark(clone, well.REFERENCE)[0] == 0
    assert host.head("withdrawn-7^") == host.head()
    assert "A colleague's" in site(clone)


def test_a_host_that_is_busy(host: Host) -> None:
    """A push that is refused though nobody else has pushed is tried once more."""
    host.hook("busy")
    clone = host.checkout("run", QUICK)
    assert mark(clone, well.REFERENCE)[0] == 0
    assert left(clone) == []
    assert MARK in host.read(RECORD)


def test_a_host_that_takes_nothing(host: Host) -> None:
    """There is a site to publish all the same, and that the mark is nowhere is said."""
    host.hook("closed")
    clone = host.checkout("run", QUICK)
    status, said = mark(clone, well.REFERENCE)
    assert status == 0, said
    assert host.branches() == ["main"]
    (told,) = left(clone)
    assert "The mark is NOT at this host" in told
    assert well.REFERENCE not in told
    assert "status: withdrawn" in site(clone)


def test_colleagues_who_are_always_quicker(host: Host) -> None:
    """After five attempts the mark is a branch, made on the last head that was seen."""
    title = "  en: Another story of the tests"
    pushes = [
        [{"file": "stories/plain/story.yml", "old": title + "." * number, "new": title + "." * (number + 1)}]
        for number in range(6)
    ]
    host.colleague(pushes)
    clone = host.checkout("run", QUICK)
    assert mark(clone, well.REFERENCE)[0] == 0
    assert "status: given" in host.read(RECORD)
    assert host.head("withdrawn-7^") == host.head("main^")
    assert len(left(clone)) == 1


def test_the_program_does_not_run_on_the_new_head(host: Host) -> None:
    """What was marked before is carried over; the site is the one before, where none can be made, and that is told."""
    host.colleague([[RETITLED]])
    clone = host.checkout("run", f"[ ! -e .venv/runs ] || exit 3\n{QUICK}")
    status, said = mark(clone, well.REFERENCE)
    assert status == 0, said
    assert MARK in host.read(RECORD)
    assert host.branches() == ["main"]
    (told,) = left(clone)
    assert "older than main" in told
    assert "status: withdrawn" in site(clone)


@pytest.mark.parametrize("then", [1, 2])
def test_nothing_can_be_marked(host: Host, then: int) -> None:
    """Where a record cannot be marked there is no branch to merge; that something is left to do is told, though the
    command knows nothing of it the second time."""
    host.colleague([[RETITLED]])
    clone = host.checkout(
        "run", f"mkdir -p site && echo > site/index.html; [ ! -e .venv/runs ] || exit {then}; (exit 1)"
    )
    status, said = mark(clone, well.REFERENCE)
    assert status == 0, said
    assert host.branches() == ["main"]
    (told,) = left(clone)
    assert "Not everything could be taken out" in told


def test_what_is_not_tracked_or_no_record_stays(host: Host) -> None:
    """Of all that changes in the folder only tracked files of stories and content are pushed, taken away ones too."""
    more = "echo >> content/themes.yml; rm content/sources.yml; echo >> mkdocs.yml; touch content/note stories/new"
    clone = host.checkout("run", f"{QUICK}{more}")
    assert mark(clone, well.REFERENCE)[0] == 0
    changed = git(host.folder / "origin.git", "diff", "--name-status", "main~1", "main").split("\n")[:-1]
    assert changed == ["D\tcontent/sources.yml", "M\tcontent/themes.yml", f"M\t{RECORD}"]


def test_a_run_that_had_to_wait(host: Host) -> None:
    """What has been withdrawn meanwhile is withdrawn again: there is nothing to push, and the site is main's."""
    clone = host.checkout("run", QUICK)
    meanwhile = [{"file": RECORD, "old": "status: given", "new": "status: withdrawn"}, RETITLED]
    host.colleague([meanwhile])
    git(host.folder / "colleague", "push", "--quiet", "origin", "push-1:main")
    before = host.head()
    assert mark(clone, well.REFERENCE)[0] == 0
    assert host.head() == before
    assert left(clone) == []
    assert "A colleague's" in site(clone)


def test_a_reference_is_no_command(host: Host) -> None:
    """What means nothing ends the run, with nothing to publish; it is never an option and never run."""
    clone = host.checkout("run", REAL)
    before = host.head()
    for reference in ("--purge-list=pwned", "$(touch pwned)`touch pwned`\n", ""):
        assert mark(clone, reference)[0] == 2
    assert host.head() == before
    assert not (clone / "site").exists()
    assert not list(host.folder.rglob("pwned"))


def test_no_site_could_be_made(host: Host) -> None:
    """The mark is pushed all the same, and the run fails: what is public still shows it, which is said."""
    clone = host.checkout("run", f"{QUICK}rm -r site; exit 1")
    status, said = mark(clone, well.REFERENCE, GITHUB_ACTIONS="true")
    assert status == 1
    assert "::error::There is no site to publish" in said
    assert MARK in host.read(RECORD)


def test_who_has_the_token(host: Host) -> None:
    """Git has it where it talks to the host; the program has not, and it is in no file."""
    host.hook("open")
    clone = host.checkout("run", QUICK)
    assert mark(clone, well.REFERENCE)[0] == 0
    assert f"WITHDRAW_TOKEN={TOKEN}" in (host.folder / "environment-of-git").read_text("utf-8")
    assert "REFERENCE=" in (clone / ".venv/environment").read_text("utf-8")
    files = [file for file in clone.rglob("*") if file.is_file()]
    assert [file for file in files if TOKEN.encode() in file.read_bytes()] == []


def test_a_record_gives_the_runner_no_command(host: Host) -> None:
    """At GitHub, what the program says is told as text, whatever it is."""
    clone = host.checkout("run", f"{QUICK}echo ::error::forged")
    _, said = mark(clone, well.REFERENCE, GITHUB_ACTIONS="true")
    before, _, after = said.partition("::error::forged")
    stop = before.rpartition("::stop-commands::")[2].strip()
    assert len(stop) > 30
    assert f"::{stop}::" in after


GH = """\
#!/bin/sh
case "$*" in
  *paginate*/runs\\?*) printf '%s\\t%s\\t%s\\n' 1 .github/workflows/publish.yml in_progress \\
    2 .github/workflows/publish.yml completed 3 .github/workflows/withdraw.yml queued \\
    7 .github/workflows/withdraw.yml in_progress 8 .github/workflows/publish.yml@main queued ;;
  *paginate*caches*) printf '%s\\n' 4 5 ;;
  *paginate*artifacts*) printf '%s\\t%s\\n' 6 1 9 7 ;;
  *) echo "$4 ${5##*/actions/}" >> ../asked; case "$5" in */caches/4) exit 1 ;; esac ;;
esac
"""


def with_tool(host: Host, name: str, text: str) -> str:
    """A PATH on which a program of a test comes first."""
    put(host.folder / "tools" / name, text)
    (host.folder / "tools" / name).chmod(0o755)
    return f"{host.folder}/tools:{os.environ['PATH']}"


def test_clearing_at_github(host: Host) -> None:
    """Publishing that began before is stopped and other withdrawals go on; all caches and the artifacts of other runs
    are deleted, and where one cannot be, the rest is and the job fails."""
    clone = host.checkout("run", QUICK)
    path = with_tool(host, "gh", GH)
    told = {"GITHUB_REPOSITORY": "example/stories", "GITHUB_RUN_ID": "7", "PATH": path}
    assert run(clone, "clear", "github", **told)[0] == 1
    asked = (host.folder / "asked").read_text("utf-8").splitlines()
    posts = [f"POST runs/{number}/cancel" for number in (1, 8)]
    assert asked == [*posts, "DELETE caches/4", "DELETE caches/5", "DELETE artifacts/6"]


@pytest.mark.parametrize("status", [0, 22])
def test_clearing_at_gitlab(host: Host, status: int) -> None:
    """The token stands in no argument; where artifacts cannot be deleted the job goes on, since it publishes."""
    clone = host.checkout("run", QUICK)
    path = with_tool(host, "curl", f'#!/bin/sh\necho "$@" > ../arguments; cat > ../header; exit {status}\n')
    told = {"CI_API_V4_URL": "https://gitlab.example.org/api/v4", "CI_PROJECT_ID": "12", "PATH": path}
    assert mark(clone, well.REFERENCE)[0] == 0
    assert run(clone, "clear", "gitlab", **told)[0] == 0
    arguments = (host.folder / "arguments").read_text("utf-8")
    assert "DELETE" in arguments
    assert "/projects/12/artifacts" in arguments
    assert TOKEN not in arguments
    assert (host.folder / "header").read_text("utf-8") == f"PRIVATE-TOKEN: {TOKEN}\n"
    assert len(left(clone)) == (1 if status else 0)


def test_the_workflows_of_both_hosts(tmp_path: Path) -> None:
    """A new project has the same script and calls it alike; no job of theirs hands over what lies among its files."""
    files = new_project("Water", Locale("en"))
    ours = {name: (parts.ROOT / name).read_text("utf-8") for name in files if name.startswith((".ci/", ".git"))}
    assert files[".ci/withdraw"] == ours[".ci/withdraw"]
    new, own = (yaml.safe_load(each[".github/workflows/withdraw.yml"]) for each in (files, ours))
    assert new["jobs"].keys() == own["jobs"].keys()
    assert all(new["jobs"][name] == own["jobs"][name] for name in ("clear", "publish"))
    assert new["jobs"]["site"]["steps"][-3:] == own["jobs"]["site"]["steps"][-3:]
    commands = [step.get("run", "") for job in own["jobs"].values() for step in job["steps"]]
    assert not any("${{" in command or "\n  " in command for command in commands)
    put(tmp_path / ".gitignore", files[".gitignore"])
    git(tmp_path, "init", "--quiet")
    for each in (files, ours):
        jobs = yaml.safe_load(each[".gitlab-ci.yml"])
        assert jobs["default"]["before_script"][0].startswith("rm -rf .cache/ci ")
        assert jobs["withdraw"]["script"] == yaml.safe_load(ours[".gitlab-ci.yml"])["withdraw"]["script"]
        handed = [job["artifacts"] for job in jobs.values() if isinstance(job, dict) and "artifacts" in job]
        paths = [path for one in handed for path in (*one["paths"], *one.get("reports", {}).values())]
        assert len(paths) > 5
        assert git(tmp_path, "check-ignore", *paths).split() == paths
