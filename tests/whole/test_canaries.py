"""A token in every private field, in every state, in both languages: none gets out; what would let one out is seen."""

from __future__ import annotations

import base64
import gzip
import html
import importlib
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from site_builder import mkdocs_plugin
from site_builder.cli.program import run
from tests.support import parts, projects
from tests.support.canaries import Canaries, canary_project, plain, word
from tests.support.privacy import tokens, tokens_in

WRITTEN: dict[str, Callable[[str], bytes]] = {
    "as it is": str.encode,
    "capitals": lambda text: text.upper().encode(),
    "entities": lambda text: "".join(f"&#{ord(letter)};" for letter in text).encode(),
    "named entity": lambda text: text.replace("ñ", "&ntilde;").encode(),
    "percent": lambda text: quote(text).encode(),
    "backslash u": lambda text: text.encode("ascii", "backslashreplace").replace(b"\\xf1", b"\\u00f1"),
    "base64": lambda text: b"src=data:text/plain;base64," + base64.b64encode(f"a note: {text}".encode()) + b" ",
    "gzip": lambda text: gzip.compress(text.encode()),
    "accents of their own": lambda text: unicodedata.normalize("NFD", text).encode(),
    "utf-16": lambda text: text.encode("utf-16-le"),
    "entity in percent": lambda text: quote(html.escape(text).replace("ñ", "&#xf1;")).encode(),
    "Latin-1": lambda text: text.encode("latin-1"),
}


@pytest.fixture(scope="module")
def canaries(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Canaries]:
    """The project and its tokens."""
    folder = tmp_path_factory.mktemp("canaries") / "project"
    return folder, canary_project(folder)


def _named(found: set[int], known: Canaries) -> list[str]:
    return sorted({known.all[number] for number in found})


def test_there_are_tokens_everywhere(canaries: tuple[Path, Canaries]) -> None:
    """More than five hundred tokens, each in the project's files or their names, none twice."""
    folder, known = canaries
    found = tokens_in(folder)
    assert len(known.gate) > 500
    assert len(known.never) > 200
    assert found.keys() == known.all.keys()


def test_no_token_is_published(canaries: tuple[Path, Canaries], tmp_path: Path) -> None:
    """Not one token is in any file of the site or its name, in whatever way it may be written there."""
    folder, known = canaries
    status, said = projects.attempt(folder, tmp_path / "site")
    assert status == 0, said
    assert _named(set(tokens_in(tmp_path / "site")), known) == []
    assert (tmp_path / "site/en/stories/open/index.html").is_file()


def test_a_preview_shows_drafts_and_nothing_else_that_is_private(
    canaries: tuple[Path, Canaries], tmp_path: Path
) -> None:
    """What a preview serves holds drafts, which it marks; no photo or quotation that is held back, and no consent."""
    folder, known = canaries
    options = mkdocs_plugin.run(folder, tmp_path, mkdocs_plugin.Options(as_of=projects.SMALL_AS_OF, preview=True))
    assert options.made is not None, options.remarks
    found = set(tokens_in(tmp_path)) - known.folders.keys()
    assert _named(found - known.preview, known) == []
    assert found


def test_a_file_to_show_holds_nothing_private(canaries: tuple[Path, Canaries], tmp_path: Path) -> None:
    """What is sent to somebody for approval holds the story, and nothing that is held back of it or of others."""
    folder, known = canaries
    projects.run([str(parts.STORIES), "preview", "open", "--project", str(folder), "--to", str(tmp_path)])
    assert len(list(tmp_path.iterdir())) == 2
    assert _named(set(tokens_in(tmp_path)), known) == []


def test_no_log_holds_what_is_never_shown(canaries: tuple[Path, Canaries], tmp_path: Path) -> None:
    """Neither a build nor a check says a word of consent, notes, comments or what is inside photographs."""
    folder, known = canaries
    _, said = projects.attempt(folder, tmp_path / "site")
    assert _named(tokens(said.encode()) & known.never.keys(), known) == []


@pytest.mark.parametrize("form", ["xliff", "po"])
def test_a_translator_gets_nothing_that_is_never_shown(
    canaries: tuple[Path, Canaries], tmp_path: Path, form: str
) -> None:
    """Drafts go to translators; consents, notes and whatever was taken back do not."""
    folder, known = canaries
    file = tmp_path / "file"
    call = ["translations", "export", "--to", "es", "--all", "--format", form, "--output", str(file)]
    projects.run([str(parts.STORIES), *call, "--project", str(folder)])
    found = tokens(file.read_bytes())
    assert _named(found & known.never.keys(), known) == []
    taken_back = ("withdrawn", "photo withdrawn", "photo consent-withdrawn", "quote consent-withdrawn")
    assert [where for where in _named(found, known) if where.startswith(taken_back)] == []
    assert found


def test_files_for_translators_are_not_published(canaries: tuple[Path, Canaries], tmp_path: Path) -> None:
    """Wherever somebody saves them, and whatever locks there are: neither they nor a handbook tell of a draft."""
    folder, known = canaries
    project = tmp_path / "project"
    shutil.copytree(folder, project)
    settings = project / "mkdocs.yml"
    settings.write_text(f"{settings.read_text('utf-8').rstrip()}\n      handbook: true\n", "utf-8")
    for call in (
        ["record"],
        ["export", "--to", "es", "--all", "--output", str(project / "content/pages/translations.es.xlf")],
        ["export", "--to", "es", "--all", "--format", "po", "--output", str(project / "content/pages/es/back.PO")],
    ):
        projects.run([str(parts.STORIES), "translations", *call, "--project", str(project)])
    assert len(list(project.rglob("translations.lock"))) > 5
    status, said = projects.attempt(project, tmp_path / "site")
    assert status == 0, said
    assert (tmp_path / "site/es/manual/index.html").is_file()
    assert _named(set(tokens_in(tmp_path / "site")), known) == []


def test_a_request_is_told_nothing_that_is_never_shown(
    canaries: tuple[Path, Canaries], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither the comment nor the run's page and log say a word of what drafts, notes and consents hold, also where
    no record can be read and no lock either."""
    folder, known = canaries
    project = tmp_path / "project"
    shutil.copytree(folder, project)
    for broken in (False, True):
        if broken:
            for record in project.glob("stories/*/story.yml"):
                record.write_text(f"{record.read_text('utf-8')}\nbad: [\n", "utf-8")
                (record.parent / "translations.lock").write_text("<<<<<<< HEAD\n", "utf-8")
        page, comment = tmp_path / "page.md", tmp_path / "comment.md"
        run(
            ["check", "--format", "github", "--comment", str(comment), "--project", str(project)],
            {"LANG": "C.UTF-8", "GITHUB_STEP_SUMMARY": str(page)},
        )
        said = capsys.readouterr()
        told = [page.read_bytes(), comment.read_bytes(), said.out.encode(), said.err.encode()]
        for each in told:
            found = tokens(each)
            assert _named(found & known.never.keys(), known) == []
            assert not found & {number for number in known.gate if word(number).encode() in each}


def test_with_the_gate_open_every_token_of_the_gate_is_found(
    canaries: tuple[Path, Canaries], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: without the gate each of them is in the site, so the search above can see it."""
    folder, known = canaries
    module = importlib.import_module("site_builder.public.publish")

    def no_hold(*_: Any, **__: Any) -> None:
        return None

    for rule in ("story_hold", "quote_hold", "photo_hold"):
        monkeypatch.setattr(module, rule, no_hold)
    options = mkdocs_plugin.run(folder, tmp_path, mkdocs_plugin.Options(as_of=projects.SMALL_AS_OF))
    assert options.made is not None, options.remarks
    assert _named(known.gate.keys() - tokens_in(tmp_path).keys(), known) == []


@pytest.mark.parametrize("way", WRITTEN)
def test_a_planted_leak_is_found(way: str, tmp_path: Path) -> None:
    """The control for what no gate holds: a token that somebody lets out is found, however it is written."""
    (tmp_path / "index.html").write_bytes(WRITTEN[way](word(7)))
    assert tokens_in(tmp_path) == {7: {"index.html"}}


def test_a_planted_name_is_found(tmp_path: Path) -> None:
    """A token in a file's name is found."""
    (tmp_path / f"{plain(8)}.html").write_bytes(b"")
    assert tokens_in(tmp_path) == {8: {f"{plain(8)}.html"}}
