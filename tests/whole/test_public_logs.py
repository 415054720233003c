"""In CI, whose logs may be public, no verb tells a word of what readers do not see: tokens show it, verb by verb."""

from __future__ import annotations

import errno
import os
import re
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
import yaml
from mkdocs.exceptions import Abort

from site_builder.cli.commands import CommandGroup, load
from site_builder.cli.console import Console
from site_builder.cli.program import VERBS, run
from site_builder.locales import Locale
from site_builder.locales.catalog import catalog
from site_builder.mkdocs_plugin import server
from tests.support import canaries, parts, pictures
from tests.support.canaries import Canaries, canary_project, word
from tests.support.mkdocs_alone import mkdocs_build
from tests.support.privacy import tokens

CALLS: Mapping[str, list[list[str]]] = yaml.safe_load((canaries.FOLDER / "verbs.yml").read_text("utf-8"))
# Noon of 30 June 2025 in the small project's zone: the day on which the stories of the canaries are held back.
EPOCH = "1751306400"
BREAKS: tuple[tuple[str, str], ...] = (
    (r'  en: "(zqñ\S+)"', r"  en: \1: no quiero"),
    (r'  en: "(zqñ\S+)"', r"  en: \1 #\1"),
    (r'  en: "(zqñ\S+)"', r'  en: "\1'),
    (r'  en: "(zqñ\S+)"', r"  en:\1"),
    (r'  en: "(zqñ\S+)"', r"\ten: \1"),
    (r'title:\n  en: "(zqñ\S+)"', r'\1: x\ntitle:\n  en: "\1"'),
    (r'((zqñ\d+x)"\n(?:.*\n)*?)countries: \[GT\]', r"\1countries: [\2]"),
    (r'((zqñ\d+x)"\n(?:.*\n)*?)date: \S+', r"\1date: \2"),
    (r"formerly: \[(\S+)\]", r"formerly: [\1-]"),
    (r"- id: (zqn\S+)", r"- id: \1_\1"),
)
"""What goes wrong in a record right beside a token; each story of the canaries gets one of these."""


@dataclass
class Said:
    """Runs the program on a project and holds what it printed against the tokens that must not be there."""

    project: Path
    known: Canaries
    beside: Path
    capture: pytest.CaptureFixture[str]

    def filled(self) -> Iterator[list[str]]:
        """Every call with its blanks filled in."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = str(probe.getsockname()[1])
        texts = (file.read_text("utf-8") for file in sorted(self.project.glob("stories/*/story.yml")))
        found = (re.search(r'reference: "(zqñ\S+)"', text) for text in texts)
        blanks = {
            "word": word(next(iter(self.known.gate))),
            "reference": next(match[1] for match in found if match),
            "folder": canaries.plain(next(iter(self.known.folders))),
            "tmp": str(self.beside),
            "port": port,
        }
        for verb, calls in CALLS.items():
            for call in calls:
                yield [*verb.split(), *(each.format(**blanks) for each in call)]

    def run(self, call: list[str], environment: Mapping[str, str]) -> tuple[str, set[int]]:
        """Run one; all that it printed, and the tokens in it that are not to be told."""
        run([*call, "--project", str(self.project)], environment)
        out, err = self.capture.readouterr()
        private = self.known.never.keys() | self.known.gate.keys()
        return out + err, tokens((out + err).encode()) & private


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Canaries]:
    """The project and its tokens."""
    folder = tmp_path_factory.mktemp("logs") / "project"
    return folder, canary_project(folder)


@pytest.fixture
def said(
    made: tuple[Path, Canaries], tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Said:
    """A copy of the project with documents beside it; a preview ends as soon as it has begun."""
    project, beside = tmp_path / "project", tmp_path / "beside"
    shutil.copytree(made[0], project)
    beside.mkdir()
    known = made[1]
    private = word(next(iter(known.gate)))
    (beside / f"{private}.txt").write_text("", "utf-8")
    said_by = private.capitalize()
    text = f"A plain title\n\n“We learned a lot there,” said Ana {said_by}, a farmer.\n\nPhoto: People of {private}.\n"
    (beside / "story.txt").write_text(text, "utf-8")
    (beside / "other.po").write_text(f'msgid ""\nmsgstr "Language: {private}\\n"\n', "utf-8")
    (beside / "photo.jpg").write_bytes(pictures.file_of(pictures.quarters((900, 600))))
    monkeypatch.setattr(server.Server, "serve", lambda self, **_: None)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    return Said(project, known, beside, capfd)


def broken(project: Path) -> None:
    """Break every record but one beside a token."""
    for number, record in enumerate(sorted(project.glob("stories/zq*/story.yml"))):
        old, new = BREAKS[number % len(BREAKS)]
        text, times = re.subn(old, new, record.read_text("utf-8"), count=1)
        assert times == 1, old
        record.write_text(text, "utf-8")
        (record.parent / "translations.lock").write_text("<<<<<<< HEAD\n", "utf-8")


def flawed(project: Path) -> None:
    """Leave every record readable, but without a translation of what its figures count, and with one unlinked."""
    unit = re.compile(r"(    unit:\n      en: ).*\n      es: .*\n")
    for record in project.glob("stories/zq*/story.yml"):
        text, times = unit.subn(r'\1"people"\n', record.read_text("utf-8"))
        assert times == 1
        text = text.replace("value: 7", "value: 90").replace("is here.", "came to 90 people.")
        record.write_text(text, "utf-8")


def test_no_verb_is_forgotten() -> None:
    """Every verb of the program, and every one behind a word such as photo, is among those that are run here."""

    def names(verb: click.Command, before: str = "") -> Iterator[str]:
        name = f"{before}{verb.name}"
        yield name
        if isinstance(verb, CommandGroup):
            for inner in verb.verbs.values():
                yield from names(load(inner, words), f"{name} ")

    words = catalog(Locale("en"))
    assert sorted(CALLS) == sorted(name for where in VERBS.values() for name in names(load(where, words)))


@pytest.mark.parametrize("change", [flawed, broken])
def test_a_public_log_is_told_nothing_private(
    said: Said, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], None]
) -> None:
    """Whatever verb is run, and whatever is wrong in records, there is no token in what it says."""
    monkeypatch.setenv("CI", "true")
    change(said.project)
    environment = {"CI": "true", "LANG": "C.UTF-8", "SOURCE_DATE_EPOCH": EPOCH}
    leaks = {}
    for call in said.filled():
        told, found = said.run(call, environment)
        assert told, call
        if found:
            leaks[" ".join(call)] = {said.known.all[number] for number in found}
    assert leaks == {}


def test_the_control_finds_tokens(said: Said) -> None:
    """On a person's own computer these verbs do tell private words, so that the search above can see them."""
    broken(said.project)
    environment = {"LANG": "C.UTF-8", "SOURCE_DATE_EPOCH": EPOCH}
    silent = {"check", "consent", "import", "new", "preview", "serve", "translations", "withdraw"}
    for call in said.filled():
        if call[0] in silent and said.run(call, environment)[1]:
            silent.remove(call[0])
    assert silent == set()


def test_mkdocs_itself_is_as_discreet(said: Said, tmp_path: Path) -> None:
    """`mkdocs build` lists the same problems by file, line and rule, without a word."""
    broken(said.project)
    command = [str(parts.STORIES.with_name("mkdocs")), "build", "-f", str(said.project / "mkdocs.yml")]
    command += ["--site-dir", str(tmp_path / "site")]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=300, env={**os.environ, "CI": "true"}
    )
    assert done.returncode == 1
    assert "yaml-unquoted-colon" in done.stderr
    assert not tokens((done.stdout + done.stderr).encode()) & (said.known.never.keys() | said.known.gate.keys())


PRIVATE = word(1)


def failing(*_: object, **__: object) -> None:
    """An error of the program that repeats what a record says."""
    raise ValueError(PRIVATE)


@pytest.mark.parametrize("verb", ["check", "build", "consent", "translations"])
def test_an_error_of_the_program_is_told_by_its_kind_and_place(
    said: Said, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    """In CI nothing of its message is told; elsewhere whoever mends it has all of it."""
    for module in ("mkdocs_plugin.building", "cli.check", "prepare"):
        monkeypatch.setattr(f"site_builder.{module}.prepare", failing)
    call = [verb, "--project", str(said.project)]
    assert run(call, {"CI": "true"}) == 1
    told = said.capture.readouterr().err
    assert re.search(r"ValueError at site_builder/\S+\.py:\d+", told)
    assert PRIVATE not in told
    with pytest.raises(ValueError, match=PRIVATE):
        run(call, {})


def test_an_error_of_the_program_under_mkdocs(said: Said, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """So it is where MkDocs itself was started: the build ends with a sentence, not with a traceback."""
    monkeypatch.setattr("site_builder.build.make", failing)
    with pytest.raises(ValueError, match=PRIVATE):
        mkdocs_build(said.project, tmp_path / "site")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(Abort) as ended:
        mkdocs_build(said.project, tmp_path / "site")
    assert "ValueError at site_builder/mkdocs_plugin/building.py" in str(ended.value)
    assert PRIVATE not in str(ended.value)


@pytest.mark.parametrize(("folder", "is_told"), [("stories/one", False), ("site/assets", True)])
def test_a_file_that_may_be_called_after_somebody(said: Said, folder: str, is_told: bool) -> None:
    """What the computer refuses is told by the file's name, unless it stands where people keep photos."""
    error = OSError(errno.EIO, "", f"/somewhere/{folder}/{PRIVATE}.jpg")
    Console(Locale("en"), {"CI": "true"}).fault(error)
    assert (PRIVATE in said.capture.readouterr().err) == is_told
    Console(Locale("en"), {}).fault(error)
    assert PRIVATE in said.capture.readouterr().err
