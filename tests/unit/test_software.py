"""What is known of the software's own files: nothing that is kept of them outlives an edit."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from site_builder.store import key
from site_builder.store.keys import cached

SOFTWARE = import_module("site_builder.store.keys")
TEXT = "words = 1\n"


def put_back(file: Path, text: str) -> None:
    """Write a file of the same length, and put the clock of its last change back."""
    about = file.stat()
    file.write_text(text, "utf-8")
    os.utime(file, ns=(about.st_atime_ns, about.st_mtime_ns))


def exchanged(file: Path) -> None:
    """Put another file of the same length and time in the place of one."""
    new = file.with_name("new.txt")
    new.write_text(TEXT.replace("1", "2"), "utf-8")
    os.utime(new, ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns))
    new.replace(file)


EDITS: dict[str, Callable[[Path], object]] = {
    "a line more": lambda package: (package / "one.py").write_text(TEXT * 2, "utf-8"),
    "a letter, the clock put back": lambda package: put_back(package / "one.py", TEXT.replace("1", "2")),
    "another file in its place": lambda package: exchanged(package / "one.py"),
    "a template": lambda package: (package / "templates/page.html").write_text("<p>", "utf-8"),
    "a file more": lambda package: (package / "templates/more.html").write_text("", "utf-8"),
    "a file less": lambda package: (package / "templates/page.html").unlink(),
    "another name": lambda package: (package / "one.py").rename(package / "two.py"),
    "another library": lambda package: (package.parent / "libraries/jinja2-99.dist-info").mkdir(),
}


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package, a folder of libraries beside it, and a place for what is kept."""
    made = tmp_path / "package"
    for name, text in (("one.py", TEXT), ("templates/page.html", "<h1>"), ("__pycache__/one.pyc", "")):
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text(text, "utf-8")
    (tmp_path / "libraries").mkdir()
    monkeypatch.setattr(SOFTWARE, "PACKAGE", made)
    monkeypatch.setattr(SOFTWARE, "_version", lambda library: str(sorted((tmp_path / "libraries").glob("*"))))
    monkeypatch.setattr(sys, "path", [str(tmp_path / "libraries"), str(tmp_path / "nowhere.zip")])
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "kept"))
    return made


def kept(package: Path) -> list[Path]:
    """The files in which something is kept."""
    return sorted((package.parent / "kept").rglob("*.kept"))


def at(monkeypatch: pytest.MonkeyPatch, seconds: int) -> None:
    """Have it be that many seconds later than it is."""
    later = time.time_ns() + seconds * 1_000_000_000
    monkeypatch.setattr(SOFTWARE.time, "time_ns", lambda: later)


@pytest.mark.parametrize("seconds", [0, 60], ids=["at once", "a minute later"])
@pytest.mark.parametrize("edit", EDITS)
def test_every_edit_makes_it_another_version(
    package: Path, monkeypatch: pytest.MonkeyPatch, edit: str, seconds: int
) -> None:
    """Whatever is changed, and however soon after the last look, what was made by the old code is made again."""
    at(monkeypatch, seconds)
    before = SOFTWARE.software.__wrapped__()
    EDITS[edit](package)
    assert SOFTWARE.software.__wrapped__() != before


def test_files_are_not_read_again(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read once is not read as long as nothing changes; what Python writes beside it is no change."""
    at(monkeypatch, 60)
    before = SOFTWARE.software.__wrapped__()
    (package / "__pycache__/two.pyc").write_text("", "utf-8")
    monkeypatch.setattr(SOFTWARE, "_files", lambda: pytest.fail("read again"))
    assert SOFTWARE.software.__wrapped__() == before


def test_what_has_just_changed_is_read_each_time(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock of whole seconds may hide a second edit: nothing is kept until it cannot."""
    at(monkeypatch, 1)
    SOFTWARE.software.__wrapped__()
    assert kept(package) == []


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda content: b"",
    "cut short": lambda content: content[:-1],
    "longer": lambda content: content + b"\0",
    "another letter": lambda content: content[:-1] + bytes([content[-1] ^ 1]),
    "no head": lambda content: content.partition(b"\n")[2],
    "another's head": lambda content: b"f" * 40 + content[40:],
    "another Python's": lambda content: content.replace(b" ", b" 00", 1),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_not_whole_is_made_again(package: Path, damage: str) -> None:
    """Whatever stands in the file, only what was made of the same things is taken."""
    assert cached("test", key("one"), lambda: ["first"]) == ["first"]
    assert cached("test", key("one"), lambda: ["second"]) == ["first"]
    (file,) = kept(package)
    file.write_bytes(DAMAGES[damage](file.read_bytes()))
    assert cached("test", key("one"), lambda: ["third"]) == ["third"]
    assert cached("test", key("one"), lambda: ["fourth"]) == ["third"]
    assert cached("test", key("two"), lambda: ["fifth"]) == ["fifth"]


def test_an_installation_that_nobody_may_write_to_works(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There everything is made each time."""
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "file"))
    at(monkeypatch, 60)
    before = SOFTWARE.software.__wrapped__()
    assert SOFTWARE.software.__wrapped__() == before
    assert cached("test", key("one"), lambda: 1) == 1
    assert cached("test", key("one"), lambda: 2) == 2
