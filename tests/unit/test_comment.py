"""The comment on a pull or merge request: what it says, in which language, and that there is one."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

from site_builder.cli.scaffold import new_project
from site_builder.locales import Locale
from site_builder.problems import Position, Problem
from site_builder.problems.summary import MARK, NOTHING, as_comment, authors_languages
from tests.support import parts
from tests.support.command_line import STORY, Stories, make_project

EN, ES = Locale("en"), Locale("es")
BROKEN = STORY.replace("[SV]", "[El Salvador]")
SPANISH = BROKEN.replace("state: published", "state: published\nlanguage: es")


def git(folder: Path, *arguments: str) -> str:
    """Run Git as nobody in particular."""
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "init.defaultBranch=main"]
    return subprocess.run(["git", *who, *arguments], cwd=folder, capture_output=True, text=True, check=True).stdout


def commented(capsys: pytest.CaptureFixture[str], project: Path, *more: str) -> str:
    """The comment that a check of the project writes."""
    file = project.parent / "report.md"
    Stories(capsys, {"LANG": "C.UTF-8"})("check", "--project", project, "--comment", file, *more)
    return file.read_text("utf-8")


def test_it_speaks_the_language_of_what_has_changed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Of two stories with problems the one that this request changes counts, and its problem comes first."""
    project = make_project(tmp_path / "project", old=BROKEN, young=SPANISH.replace("[El Salvador]", "[SV]"))
    git(project, "init", "--quiet")
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message", "before")
    record = project / "stories/young/story.yml"
    # A warning, which would come after the error of the other story.
    record.write_text(record.read_text("utf-8") + "themes: [courses, courses]\n", "utf-8")
    told = commented(capsys, project, "--since", "HEAD")
    assert told.startswith(f"{MARK}\n## Resultado de la revisión")
    assert told.index("stories/young/story.yml") < told.index("stories/old/story.yml")
    assert "Check results" not in told
    assert commented(capsys, project, "--since", "HEAD", "--lang", "en").startswith(f"{MARK}\n## Check results")


def test_authors_of_two_languages_are_both_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The main language first, the other folded away below it; without Git it is that of the stories with problems."""
    project = make_project(tmp_path / "project", one=BROKEN, two=SPANISH, three=SPANISH)
    themes = "courses:\n  name:\n    en: Courses: the first\n    es: Cursos\n"
    (project / "content/themes.yml").write_text(themes, "utf-8")
    told = commented(capsys, project, "--since", "HEAD^1")
    assert told.index("Resultado de la revisión") < told.index("<details>") < told.index("Check results")
    assert told.count('  ```yaml\n  en: "Courses: the first"\n  ```') == 2
    assert "stories explain " in told
    files = [Problem(Position(f"stories/{name}/story.yml"), "story-missing") for name in ("a", "b")]
    assert authors_languages(files, (), {"a": ES}, EN) == [EN, ES]
    assert authors_languages(files, {"stories/a/story.yml"}, {"a": ES}, EN) == [ES]
    assert authors_languages([], (), {}, ES) == [ES]


def test_it_holds_no_words_of_what_is_not_published(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A draft's words, private notes and consents are in no comment; that it has a problem, and where, is."""
    draft = BROKEN.replace("state: published", "state: draft").replace("[El Salvador]", "[Canaria]")
    lost = STORY + "summary: A canary #word\nnote_x: canary\n"
    told = commented(capsys, make_project(tmp_path / "project", unfinished=draft, broken=lost))
    assert "stories/unfinished/story.yml" in told
    assert re.findall("(?i)canar", told) == []


def test_it_fits_whatever_there_is_to_tell() -> None:
    """However many and long the problems are, in two languages, the comment is one that GitHub takes."""
    long = Problem(Position("a" * 300 + ".yml"), "field-misspelt", {"key": "[" * 900, "suggestion": "[" * 900})
    told = as_comment([long] * 500, lambda locale: "many", [EN, ES], None)
    assert len(told) < 65_000
    assert "are only in the log" in told
    assert as_comment([], lambda locale: "none", [EN], None).startswith(NOTHING)


def test_nothing_in_it_leads_elsewhere_or_calls_anybody() -> None:
    """What stands in a record or a file's name is words: no address, no name and no number becomes a link."""
    words = (
        "https://example.org/x",
        "WWW.example.org",
        "@everybody",
        "x/y#12",
        "GH-12",
        "ftp://example.org",
        "a@b.org",
    )
    problems = [Problem(Position(f"{word}.yml"), "field-misspelt", {"key": word, "suggestion": word}) for word in words]
    told = as_comment(problems, lambda locale: "many", [EN], None)
    assert re.findall(r"://|www\.|@\w|#\d|gh-\d", told, re.IGNORECASE) == []


class Host:
    """A stand-in for GitHub's and GitLab's comments: one list of them, and what was asked."""

    def __init__(self) -> None:
        self.comments: list[dict[str, Any]] = []
        self.asked: list[tuple[str, str, str]] = []

    def answer(self, method: str, path: str, token: str, body: dict[str, str] | None) -> Any:
        """What the hosts answer."""
        self.asked.append((method, path.partition("?")[0], token))
        if path.endswith("/user"):
            return {"username": "project_7_bot"}
        if method == "GET":
            return self.comments if "page=1" in path.split("&") else []
        assert body is not None
        if method == "POST":
            who = {"user": {"login": "github-actions[bot]"}, "author": {"username": "project_7_bot"}}
            self.comments.append({"id": len(self.comments) + 1, **who, **body})
            return self.comments[-1]
        found = next(one for one in self.comments if path.endswith(f"/{one['id']}"))
        found.update(body)
        return found


@pytest.fixture
def host() -> Host:
    """The stand-in."""
    return Host()


@pytest.fixture
def address(host: Host) -> Iterator[str]:
    """Where it listens on this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_any(self) -> None:
            token = self.headers.get("Authorization", self.headers.get("PRIVATE-TOKEN", ""))
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            content = json.dumps(host.answer(self.command, self.path, token, body)).encode()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_PATCH = do_any  # noqa: N815 - the names are the library's

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


VARIABLES = {
    "github": {"GITHUB_API_URL": "", "GITHUB_REPOSITORY": "office/stories", "NUMBER": "12", "GITHUB_TOKEN": "t"},
    "gitlab": {"CI_API_V4_URL": "", "CI_PROJECT_ID": "7", "CI_MERGE_REQUEST_IID": "12", "REPORT_TOKEN": "t"},
}


def post(host: str, address: str, file: Path, text: str, **changes: str) -> subprocess.CompletedProcess[str]:
    """Run what CI runs."""
    file.write_text(text, "utf-8")
    given = {name: value or address for name, value in VARIABLES[host].items()} | changes
    command = [sys.executable, str(parts.ROOT / ".ci" / "report"), host, str(file)]
    environment = {"PATH": os.environ["PATH"], **given}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize("kind", ["github", "gitlab"])
def test_there_is_one_comment_which_changes(kind: str, host: Host, address: str, tmp_path: Path) -> None:
    """The first check with problems writes a comment; later ones change it, and somebody else's stays as it is."""
    theirs = {"id": 99, "body": f"{MARK} mine", "user": {"login": "x"}, "author": {"username": "x"}}
    host.comments.append(theirs)
    file = tmp_path / "report.md"
    assert post(kind, address, file, f"{NOTHING}\nNo problems").returncode == 0
    assert host.comments == [theirs]
    for text in (f"{MARK}\none `$(echo x)`", f"{MARK}\ntwo", f"{NOTHING}\nNo problems"):
        assert post(kind, address, file, text).returncode == 0
        assert [comment["body"] for comment in host.comments] == [theirs["body"], text]
    calls = {(method, path) for method, path, _ in host.asked if method != "GET"}
    issues = "/repos/office/stories/issues"
    notes = "/projects/7/merge_requests/12/notes"
    assert (
        calls
        == {
            "github": {("POST", f"{issues}/12/comments"), ("PATCH", f"{issues}/comments/2")},
            "gitlab": {("POST", notes), ("PUT", f"{notes}/2")},
        }[kind]
    )
    assert {token for _, _, token in host.asked} == {"Bearer t" if kind == "github" else "t"}


def test_without_a_token_the_log_says_so(host: Host, address: str, tmp_path: Path) -> None:
    """On GitLab a project without the variable gets no comment, and the job passes and says why."""
    done = post("gitlab", address, tmp_path / "report.md", f"{MARK}\none", REPORT_TOKEN="")
    assert done.returncode == 0
    assert "REPORT_TOKEN" in done.stdout
    assert host.asked == []


def test_what_is_no_report_is_not_posted(host: Host, address: str, tmp_path: Path) -> None:
    """Nothing but what the check wrote becomes a comment."""
    assert post("github", address, tmp_path / "report.md", "something else").returncode == 1
    assert host.asked == []


def test_what_may_write_runs_nothing_of_what_is_proposed() -> None:
    """The job that comments has the script of the branch that the request is for, installs nothing, and takes nothing
    from another repository; a new project has the same."""
    files = new_project("Water", EN)
    assert files[".ci/report"] == (parts.ROOT / ".ci/report").read_text("utf-8")
    workflow = ".github/workflows/publish.yml"
    texts = ((parts.ROOT / workflow).read_text("utf-8"), files[workflow])
    ours, new = (yaml.safe_load(text)["jobs"] for text in texts)
    assert ours["comment"] == new["comment"]
    job = ours["comment"]
    assert job["permissions"] == {"contents": "read", "pull-requests": "write"}
    assert "pull-requests" not in ours["site"]["permissions"]
    assert job["steps"][0]["with"]["ref"] == "${{ github.event.pull_request.base.sha }}"
    assert "head.repo.full_name == github.repository" in job["if"]
    commands = " ".join(step.get("run", "") for step in job["steps"])
    assert "make" not in commands
    assert ".venv" not in commands
    for text in ((parts.ROOT / ".gitlab-ci.yml").read_text("utf-8"), files[".gitlab-ci.yml"]):
        note = yaml.safe_load(text)["report"]
        assert note["script"][1] == "git show FETCH_HEAD:.ci/report > ../report.py"
        assert note["before_script"] == note["cache"] == []
