"""`stories serve`: edits appear, errors come and go, and nothing of it needs a restart."""

import re
import socket
import subprocess
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.support.command_line import STORY, Stories, make_project, put
from tests.support.parts import STORIES

DRAFT = STORY.replace("published", "draft")
TRIES = 10_000


class Preview:
    """A running preview, and what it shows."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process, self.port = process, port

    def get(self, address: str, host: str | None = None) -> str:
        """The page at an address, as a browser asks for it."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", address, headers={"Host": host} if host else {})
        return connection.getresponse().read().decode()

    def after(self, change: Path, text: str, address: str) -> str:
        """The page at an address once the preview has taken in a change, as its own reload waits for it."""
        epoch = re.search(r"livereload\((\d+)", self.get("/"))
        assert epoch, "live reload is on every page"
        put(change, text)
        assert self.get(f"/livereload/{epoch[1]}/1") != epoch[1]
        return self.get(address)


@pytest.fixture
def port() -> int:
    """A port that is free."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def preview(tmp_path: Path, port: int) -> Iterator[Preview]:
    """The preview of a project with a story and a draft."""
    project = make_project(tmp_path, one=STORY, two=DRAFT)
    command = [str(STORIES), "serve", "--project", str(project), "--port", str(port), "--lang", "en"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            assert process.stdout
            while not re.match(r"\d\d:\d\d:\d\d ", process.stdout.readline()):
                assert process.poll() is None
            for _ in range(TRIES):
                try:
                    socket.create_connection(("127.0.0.1", port)).close()
                    break
                except ConnectionRefusedError:
                    continue
            yield Preview(process, port)
        finally:
            process.terminate()
            assert process.wait(timeout=20) == 0


def test_what_is_typed_is_shown(preview: Preview, tmp_path: Path) -> None:
    """Drafts are marked; an error takes its story's place in every language and goes when it is mended, in a draft too;
    broken settings are survived."""
    assert "Draft" in preview.get("/en/stories/two/")
    assert "frame-preview" in preview.get("/es/")
    record = tmp_path / "stories/one/story.yml"
    broken = STORY.replace("2022-12-08", "8/12/2022")
    page = preview.after(record, broken, "/en/stories/one/")
    assert "stories/one/story.yml:7:7" in page
    assert "stories/one/story.yml:7:7" in preview.get("/es/historias/one/")
    assert "/preview/" in preview.get("/en/stories/two/")
    assert "Young people" in preview.after(record, STORY, "/en/stories/one/")
    settings = (tmp_path / "mkdocs.yml").read_text(encoding="utf-8")
    page = preview.after(tmp_path / "mkdocs.yml", settings + "\n  - [", "/en/stories/two/")
    assert "mkdocs.yml:" in page
    assert "Young people" in preview.after(tmp_path / "mkdocs.yml", settings, "/en/stories/two/")
    page = preview.after(tmp_path / "stories/two/story.yml", DRAFT.replace("2022-12-08", "2022"), "/es/historias/two/")
    assert "stories/two/story.yml:7:7" in page
    assert "Young" not in preview.get("/en/stories/two/", host="example.org")


def test_a_port_that_is_taken_is_said_in_words(capsys: pytest.CaptureFixture[str], tmp_path: Path, port: int) -> None:
    """Where another program has the port, the person is told which other one to try."""
    stories = Stories(capsys)
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        assert stories("serve", "--project", make_project(tmp_path), "--port", str(port)) == 1
    assert str(port + 1 if port < 65535 else 8000) in stories.err
