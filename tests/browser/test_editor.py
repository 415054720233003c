"""The editor in the browser, used as staff use it: with a folder on their computer and nothing else."""

from __future__ import annotations

import base64
import difflib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, expect

from site_builder.problems import Place, Severity
from site_builder.reading.records import build
from site_builder.reading.yaml import load, load_list
from tests.support import forms, parts, projects
from tests.support.browser import Reader
from tests.support.desk import STORY, Desk, at_desk, project_with_editor
from tests.support.forms import MODELS
from tests.support.github import GitHub
from tests.support.server import serving

NEW = "stories/nine-wells-for-nine-villages"
COVER = parts.ROOT / "stories" / "sembrando-six-months" / "cover.png"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project with an editor."""
    return project_with_editor(tmp_path_factory.mktemp("editor"))


@pytest.fixture(scope="module")
def site(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of that project."""
    return projects.build(project, tmp_path_factory.mktemp("editor-site") / "site")


@pytest.fixture
def desk(browser: Browser, site: Path, project: Path) -> Iterator[Desk]:
    """Somebody who has opened the editor and chosen the project's folder."""
    with at_desk(browser, site, project) as found:
        yield found


def changed(before: bytes, after: bytes) -> list[str]:
    """The lines that differ."""
    lines = difflib.unified_diff(before.decode().splitlines(), after.decode().splitlines(), lineterm="", n=0)
    return [line for line in lines if line[0] in "+-" and not line.startswith(("+++", "---"))]


def test_a_story_is_written_and_published(desk: Desk, project: Path, tmp_path: Path) -> None:
    """Somebody fills in the form with a figure, a quotation and a picture; what it saves passes the check and is on
    the site."""
    desk.go("stories/new")
    desk.write("title.en", "Nine wells for nine villages")
    desk.write("title.es", "Nueve pozos para nueve aldeas")
    desk.write("summary.en", "An invented story: 9 wells were dug.")
    desk.write("summary.es", "Una historia inventada: se cavaron 9 pozos.")
    desk.write("date", "2025-03-01")
    desk.pick("countries", "Guatemala (GT)")
    desk.write("body.en", "In 2025, [9 wells](#result-wells) were dug.\n\nIt rained on the way.")
    desk.write("body.es", "En 2025 se cavaron [9 pozos](#result-wells).\n\nLlovió en el camino.")
    desk.choose("state", "Published")
    desk.choose("source", "Invented report (invented-report)")
    desk.add("results")
    desk.write("results.0.id", "wells")
    desk.write("results.0.value", "9")
    desk.add("results.0.unit")
    for path, words in {"en.one": "well", "en.other": "wells", "es.one": "pozo", "es.other": "pozos"}.items():
        desk.write(f"results.0.unit.{path}", words)
    desk.write("results.0.what.en", "were dug")
    desk.write("results.0.what.es", "se cavaron")
    desk.pick("results.0.countries", "Guatemala (GT)")
    desk.choose("results.0.status", "Achieved")
    desk.write("results.0.when", "2025")
    desk.add("quotes")
    desk.write("quotes.0.id", "neighbour")
    desk.write("quotes.0.speaker", "Invented Neighbour")
    desk.choose("quotes.0.speaker_kind", "Official, speaking for an institution")
    desk.write("quotes.0.role.en", "Office of invented waters")
    desk.write("quotes.0.role.es", "Oficina de aguas inventadas")
    desk.write("quotes.0.language", "en")
    desk.write("quotes.0.text.en", "Water is here: nine times.")
    desk.write("quotes.0.text.es", "El agua está aquí: nueve veces.")
    desk.add("photos")
    desk.picture("photos.0.file", COVER)
    desk.choose("photos.0.kind", "Illustration")
    for path, words in {"alt.en": "A path", "alt.es": "Un camino", "credit.en": "Us", "credit.es": "Us"}.items():
        desk.write(f"photos.0.{path}", words)
    desk.write("photos.0.licence.en", "CC0")
    desk.write("photos.0.licence.es", "CC0")
    desk.choose("photos.0.people", "None")
    desk.save()
    expect(desk.page.get_by_text("Entry saved")).to_be_visible()

    files = desk.files()
    assert {path for path in files if path.startswith(f"{NEW}/")} == {f"{NEW}/story.yml", f"{NEW}/cover.png"}
    record = yaml.safe_load(files[f"{NEW}/story.yml"])
    assert record["photos"] == [
        {
            "file": "cover.png",
            "kind": "illustration",
            "alt": {"en": "A path", "es": "Un camino"},
            "credit": "Us",
            "licence": "CC0",
            "people": "none",
        }
    ]
    copy = projects.copy(project, tmp_path / "project")
    for path, content in files.items():
        (copy / path).parent.mkdir(exist_ok=True)
        (copy / path).write_bytes(content)
    found = [problem for problem in projects.prepared(copy).problems if f"{NEW}/" in problem.at.file]
    assert [problem for problem in found if problem.severity is not Severity.NOTE] == []
    built = projects.build(copy, tmp_path / "site")
    page = (built / "en" / NEW / "index.html").read_text("utf-8")
    assert 'href="#result-wells">9 wells</a>' in page
    assert "Water is here: nine times." in page
    assert 'alt="A path"' in page


def test_an_edit_changes_what_was_edited(desk: Desk, project: Path) -> None:
    """A new title is one changed line of the file; comments, private notes, order and line breaks stay."""
    desk.go("stories/entries/water-points/story")
    desk.write("title.en", "Another title: with a colon")
    desk.save()
    expect(desk.page.get_by_text("Entry saved")).to_be_visible()
    lines = changed((project / STORY).read_bytes(), desk.files()[STORY])
    assert [line for line in lines if line[0] == "+"] == ["+  en: 'Another title: with a colon'"]
    assert len(lines) == 2


def test_what_is_not_of_the_expected_form_is_refused(desk: Desk) -> None:
    """A number with a thousands separator and a date in another order are stopped before they are saved."""
    desk.go("stories/new")
    desk.add("results")
    desk.write("results.0.value", "3,700")
    desk.write("results.0.when", "8/12/2022")
    desk.save()
    for name in ("value", "when"):
        expect(desk.field(f"results.0.{name}").get_by_text("This does not have the form")).to_be_visible()


def test_a_register_grows(desk: Desk, project: Path) -> None:
    """A new theme is added to the themes that are there, and nothing else in the file changes."""
    desk.go("registers/entries/themes")
    count = len(yaml.safe_load((project / "content/themes.yml").read_text("utf-8")))
    desk.add("entries")
    desk.write(f"entries.{count}.id", "roads")
    desk.write(f"entries.{count}.name.en", "Roads")
    desk.write(f"entries.{count}.name.es", "Caminos")
    desk.save()
    expect(desk.page.get_by_text("Entry saved").or_(desk.page.get_by_text("File saved"))).to_be_visible()
    lines = changed((project / "content/themes.yml").read_bytes(), desk.files()["content/themes.yml"])
    assert lines == ["+roads:", "+  name:", "+    en: Roads", "+    es: Caminos"]


def test_the_editor_speaks_spanish(browser: Browser, site: Path, project: Path) -> None:
    """In a Spanish browser the program, the labels and the explanations are in Spanish, and no other host is asked."""
    with at_desk(browser, site, project, language="es") as desk:
        desk.go("stories/new")
        expect(desk.field("summary").get_by_text("Resumen", exact=True)).to_be_visible()
        expect(desk.page.get_by_role("button", name="Guardar", exact=True)).to_be_visible()
        assert "[90 personas](#result-personas-graduadas)" in desk.field("body").inner_text()


def test_what_is_saved_on_github_is_a_draft_pull_request(browser: Browser, site: Path, project: Path) -> None:
    """Somebody signs in with a token and saves: a branch, the file with its one change, and a draft that others review;
    nothing is written to the main branch."""
    with serving(site) as address:
        visitor = Reader(browser, address)
        page = visitor.open("admin/")
        github = GitHub(project)
        github.answer(page)
        page.get_by_role("button", name="Token").click()
        page.get_by_role("textbox").first.fill("an-invented-token")
        page.keyboard.press("Enter")
        expect(page.get_by_role("grid").first).to_be_visible()
        desk = Desk(page)
        desk.go("stories/entries/water-points/story")
        desk.write("title.en", "Another title")
        desk.save()
        expect(page.get_by_text("Your changes have been saved as a draft")).to_be_visible()
        visitor.close()
    own = "request to another host: https://api.github.com/"
    assert [complaint for complaint in visitor.complaints if not complaint.startswith(own)] == []
    sent = dict(github.changes)
    branch = "cms/stories/water-points"
    assert sent["createRef"]["name"] == f"refs/heads/{branch}"
    assert sent["createCommitOnBranch"]["branch"]["branchName"] == branch
    [addition] = sent["createCommitOnBranch"]["fileChanges"]["additions"]
    assert addition["path"] == STORY
    lines = changed((project / STORY).read_bytes(), base64.b64decode(addition["contents"]))
    assert [line for line in lines if line[0] == "+"] == ["+  en: Another title"]
    assert (sent["pulls"]["head"], sent["pulls"]["base"], sent["pulls"]["draft"]) == (branch, "main", True)


def written(name: str, variant: int) -> str:
    """A file with something in every field."""
    if name == "story":
        tree: Any = forms.record(MODELS[name], variant)
    elif name == "milestones":
        tree = [forms.record(MODELS[name], variant)]
    else:
        entry = forms.record(MODELS[name], variant)
        tree = {entry.pop("id"): entry}
    return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)


def read(name: str, text: str) -> Any:
    """The record in such a file."""
    data = text.encode()
    loaded: tuple[Any, list[Any]] = load_list(name, data) if name == "milestones" else load(name, data)
    tree, problems = loaded
    assert problems == []
    if name == "milestones":
        [tree] = tree
    elif name != "story":
        [(key, entry)] = tree.items()
        tree = {**entry, "id": key}
    model: Any = MODELS[name]
    found, problems = build(model, tree, Place(name))
    assert problems == []
    return forms.without_places(found)


@pytest.mark.parametrize("variant", range(3))
def test_every_field_survives_the_form(browser: Browser, site: Path, variant: int) -> None:
    """A file with every field that records have, opened in a form and saved, holds the same records: written anew, and
    written into the file that was there, which stays as it was."""
    files = {name: written(name, variant) for name in MODELS}
    # Without states in which nothing may be missing: these records could not all be published.
    with serving(site) as address:
        visitor = Reader(browser, address)
        page = visitor.open("admin/")
        found = page.evaluate(
            """async files => {
              const {forms} = await import('./records.js');
              const settings = await (await fetch('config.en.json')).json();
              const made = {};
              for (const [name, {read, write}] of Object.entries(forms({...settings, states: {}}))) {
                const value = read(files[name]);
                made[name] = {again: write(value), anew: write({...value, [settings.origin]: ''})};
              }
              return made;
            }""",
            files,
        )
        visitor.close()
    for name, text in files.items():
        assert read(name, found[name]["anew"]) == read(name, text)
        assert read(name, found[name]["again"]) == read(name, text)


def test_the_page_is_for_staff_alone(site: Path, project: Path) -> None:
    """Search engines are told nothing of the editor, no reader's page leads to it or loads any of it, and nothing
    private stands in its files."""
    page = (site / "admin/index.html").read_text("utf-8")
    assert '<meta name="robots" content="noindex, nofollow">' in page
    assert "default-src &#39;none&#39;" in page
    assert "connect-src &#39;self&#39; blob: data: https://api.github.com;" in page
    assert "admin/" not in (site / "sitemap.xml").read_text("utf-8")
    for file in site.rglob("*.html"):
        if file.parent.name != "admin" and not {"handbook", "manual"} & set(file.parts):
            assert "admin/" not in file.read_text("utf-8"), file
    config = (site / "admin/config.en.json").read_text("utf-8")
    folders = [folder.name for folder in (project / "stories").iterdir()]
    assert [name for name in folders if name in config] == []
    assert json.loads(config)["cms"]["backend"] == {
        "name": "github",
        "repo": "example/stories",
        "auth_methods": ["token"],
    }
