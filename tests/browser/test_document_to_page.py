"""From a Word file to a page in both languages without a terminal: the inbox, the form, the site."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from site_builder.problems import Severity
from tests.support import documents, parts, projects
from tests.support.desk import EDITOR, Desk, at_desk
from tests.support.documents import docx, paragraph, picture, table

STORY = "wells-for-three-invented-villages"
ENGLISH = (
    paragraph("Wells for three invented villages", "Title"),
    paragraph("This story is made up to try the program: in 2024, 45 families of three villages got water at home."),
    paragraph("In Guatemala, the Invented Agency of Rivers dug 9 wells in 2024."),
    paragraph("“We now drink what we used to carry,” said Nadie Inventada, Mayor of an invented village."),
)
SPANISH = (
    paragraph("Pozos para tres aldeas inventadas", "Title"),
    paragraph(
        "Historia inventada para probar el programa: en 2024, 45 familias de tres aldeas recibieron agua en casa."
    ),
    paragraph("En Guatemala, la Agencia Inventada de los Ríos cavó 9 pozos en 2024."),
    paragraph("“Hoy bebemos lo que antes cargábamos”, dijo Nadie Inventada, alcaldesa de una aldea inventada."),
)


def git(folder: Path, *arguments: str) -> None:
    """What the host does with the repository."""
    who = ("-c", "user.name=Nobody", "-c", "user.email=nobody@example.org", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True, timeout=60)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository whose inbox holds a Word file in two languages, side by side, with a photo."""
    folder = projects.copy(projects.SMALL, tmp_path / "project")
    settings = folder / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").rstrip("\n") + EDITOR, "utf-8")
    (folder / "inbox").mkdir()
    body = [table([[ENGLISH, SPANISH]]), picture(1), paragraph("An invented well", "Caption")]
    (folder / "inbox" / "wells.docx").write_bytes(docx(body, [documents.photo()]))
    program = folder / ".venv" / "bin" / "stories"
    program.parent.mkdir(parents=True)
    command = f'"{sys.executable}" -c "from site_builder.cli import main; main()"'
    program.write_text(f'#!/bin/sh\nPYTHONPATH="{parts.ROOT}" exec {command} "$@"\n', "utf-8")
    program.chmod(0o755)
    (folder / ".gitignore").write_text(".venv\n.cache\n", "utf-8")
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "A document in the inbox")
    return folder


@pytest.fixture
def draft(project: Path, tmp_path: Path) -> Path:
    """The same once the host has made a draft of the document and somebody has accepted it."""
    inbox = parts.ROOT / ".ci" / "inbox"
    environment = {**os.environ, "LANG": "es"}
    arguments = ["bash", str(inbox), "drafts", str(tmp_path / "drafts")]
    subprocess.run(arguments, cwd=project, env=environment, check=True, capture_output=True, timeout=120)
    [patch] = (tmp_path / "drafts").iterdir()
    git(project, "apply", "--index", str(patch))
    return project


@pytest.fixture
def desk(browser: Browser, draft: Path, tmp_path: Path) -> Iterator[Desk]:
    """Somebody at the editor, with the accepted draft among the stories."""
    site = projects.build(draft, tmp_path / "site-before")
    with at_desk(browser, site, draft) as found:
        yield found


def test_a_word_file_becomes_a_page_in_both_languages(desk: Desk, draft: Path, tmp_path: Path) -> None:
    """A document put into the inbox is a draft in the form; what only a person can know is filled in there, and the
    site has the story, its figures, quotation and photo in English and in Spanish."""
    assert not (draft / "inbox" / "wells.docx").exists()
    desk.go(f"stories/entries/{STORY}/story")
    expect(desk.field("body.es").get_by_role("textbox")).to_have_value(re.compile(r"cavó \[9 pozos\]\(#result-"))
    desk.write("date", "2024-11-30")
    desk.choose("state", "Published")
    desk.choose("source", "Invented report (invented-report)")
    desk.unfold("results")
    desk.pick("results.0.countries", "Guatemala (GT)")
    desk.choose("results.0.status", "Achieved")
    desk.choose("results.1.status", "Achieved")
    desk.write("results.1.what.en", "were dug")
    desk.write("results.1.what.es", "se cavaron")
    desk.unfold("quotes")
    desk.choose("quotes.0.speaker_kind", "Official, speaking for an institution")
    desk.unfold("photos")
    desk.write("photos.0.alt.en", "Green")
    desk.write("photos.0.alt.es", "Verde")
    desk.write("photos.0.caption.es", "Un pozo inventado")
    for name in ("credit", "licence"):
        for locale in ("en", "es"):
            desk.write(f"photos.0.{name}.{locale}", "Invented Agency of Rivers")
    desk.choose("photos.0.people", "None")
    desk.save()
    expect(desk.page.get_by_text("Entry saved")).to_be_visible()

    for path, content in desk.files().items():
        (draft / path).write_bytes(content)
    found = [problem for problem in projects.prepared(draft).problems if f"/{STORY}/" in problem.at.file]
    assert [problem for problem in found if problem.severity is not Severity.NOTE] == []
    site = projects.build(draft, tmp_path / "site")
    for section, title, wells, said in (
        ("en/stories", "Wells for three invented villages", "9 wells", "We now drink what we used to carry"),
        ("es/historias", "Pozos para tres aldeas inventadas", "9 pozos", "Hoy bebemos lo que antes cargábamos"),
    ):
        page = (site / section / STORY / "index.html").read_text("utf-8")
        assert f">{title}</h1>" in page
        assert f">{wells}</a>" in page
        assert said in page
        assert 'class="s-picture' in page
        assert "note_" not in page
