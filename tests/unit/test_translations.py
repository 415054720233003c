"""`stories translations`: what is missing, stale or by a machine, and how somebody says that translations fit."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from site_builder.cli.tables import padded, width
from site_builder.reading.settings import read_settings
from site_builder.translations.lock import parse
from tests.support import cases
from tests.support.command_line import Stories, put
from tests.support.translated import STORY, edit, translated_project
from tests.unit.test_preview import Shown

CASES = cases.records("translations/edits")
DAY = {"SOURCE_DATE_EPOCH": "1790000000"}
LOCK = "stories/orchard/translations.lock"
CONTENT = "content/translations.lock"


@pytest.fixture
def stories(capsys: pytest.CaptureFixture[str]) -> Stories:
    """The command, in English, on a day that is always the same."""
    return Stories(capsys, DAY)


@pytest.fixture
def project(stories: Stories, tmp_path: Path) -> Path:
    """The project with all its translations noted."""
    made = translated_project(tmp_path / "project")
    assert stories("translations", "record", "--project", made) == 0
    return made


def states(stories: Stories, project: Path, *more: str) -> dict[tuple[str, str, str], str]:
    """The state of each translation, by story, locale and field."""
    assert stories("translations", "--format", "json", "--project", project, *more) == 0
    found: list[dict[str, Any]] = json.loads(stories.out)
    assert all(list(each) == ["story", "locale", "field", "state"] for each in found)
    return {(each["story"], each["locale"], each["field"]): each["state"] for each in found}


def stale(stories: Stories, project: Path) -> list[tuple[str, str, str]]:
    """Those that are stale."""
    return [key for key, state in states(stories, project).items() if state == "stale"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_what_an_edit_makes_stale(stories: Stories, project: Path, tmp_path: Path, case: dict[str, Any]) -> None:
    """Exactly the translations of what was edited are stale: in the table, in the check at their lines, on the page."""
    for each in case["edits"]:
        edit(project, each["file"], each["old"], each["new"])
    wanted = [tuple(line.split()) for line in case["stale"]]
    assert stale(stories, project) == [(story, locale, field) for story, locale, field, _ in wanted]
    assert stories("translations", "--project", project) == 0
    told = re.findall(r"out of date: (\S+)\s+(\S+)", stories.out)
    assert sorted(told) == sorted((field, place) for _, _, field, place in wanted)
    assert stories("check", "--format", "json", "--project", project) == 0
    found = [problem for problem in json.loads(stories.out) if problem["rule"] == "translation-stale"]
    assert sorted(f"{one['file']}:{one['line']}" for one in found) == sorted(place for *_, place in wanted)
    assert {one["severity"] for one in found} <= {"warning"}
    page = preview_page(project, tmp_path)
    listed = re.findall(r"<li>out of date: (?:<a [^>]*>)?<code>([^<]+)</code>(?:</a>)? <code>([^<]+)</code>", page)
    assert sorted(listed) == sorted(told)


def preview_page(project: Path, tmp_path: Path) -> str:
    """The page for staff in the preview."""
    shown = Shown(project, tmp_path / "made", Event())
    with contextlib.closing(shown.store), contextlib.closing(shown.pictures):
        return shown.page("en/preview/translations/index.html")


def test_a_person_who_has_looked_says_so(stories: Stories, project: Path) -> None:
    """What is accepted is no longer stale, the rest stays so; the lock says by whom and when, and nothing twice."""
    edit(project, "stories/orchard/story.yml", "of farmers learned", "of farmers have learned")
    edit(project, "stories/orchard/text.en.md", "mango", "old mango")
    before = (project / LOCK).read_text()
    assert stories("translations", "accept", "orchard", "summary", "--to", "es", "--project", project) == 0
    assert stories.out == "orchard, into “es”: 1 translation marked: summary.\n"
    assert stale(stories, project) == [("orchard", "es", "body")]
    changed = set((project / LOCK).read_text().splitlines()) - set(before.splitlines())
    assert [re.sub("[0-9a-f]{20}", "…", line) for line in changed] == ["summary es … human 2026-09-21"]
    assert stories("translations", "accept", "stories/orchard/story.yml", "--to", "es", "--project", project) == 0
    assert stories.out.endswith("1 translation marked: body.\n")
    assert stale(stories, project) == []
    after = (project / LOCK).read_bytes()
    assert stories("translations", "accept", "stories/orchard/", "--to", "es", "--project", project) == 0
    assert stories.out.startswith("Nothing to mark")
    assert (project / LOCK).read_bytes() == after


def test_a_field_can_be_named_by_what_holds_it(stories: Stories, project: Path) -> None:
    """Behind each story stand its own fields, and files of content are taken like stories."""
    edit(project, "stories/orchard/story.yml", "Antes no teníamos nada", "Antes no había nada")
    edit(project, "stories/orchard/story.yml", "en: Farmer", "en: Grower")
    edit(project, "content/themes.yml", "Drinking", "Safe")
    words = ("translations", "accept", "themes.yml", "orchard", "quotes.juana", "--to", "es", "--to", "en")
    assert stories(*words, "--project", project) == 0
    assert "content/themes.yml, into “es”: 1 translation marked: water.name." in stories.out
    assert stale(stories, project) == []


def test_a_machine_then_a_person(stories: Stories, project: Path) -> None:
    """What a machine made is neither stale nor right until somebody has read it, and that remains to be seen."""
    accept = ("translations", "accept", "orchard", "title", "--to", "es", "--project", project)
    key = ("orchard", "es", "title")
    assert stories(*accept, "--by", "machine") == 0
    assert states(stories, project)[key] == "machine"
    assert stories("translations", "--project", project, "--require") == 0
    assert "machine translation: title" in stories.out
    assert stories(*accept) == 0
    assert states(stories, project)[key] == "ok"
    assert re.search("^title es [0-9a-f]{20} reviewed 2026-09-21$", (project / LOCK).read_text(), re.MULTILINE)
    edit(project, "stories/orchard/story.yml", "A season of", "One season of")
    assert states(stories, project)[key] == "stale"


def test_a_field_without_a_translation_cannot_be_accepted(stories: Stories, project: Path) -> None:
    """Who names a field that has no words in that language is told so; a draft is taken where it is named."""
    assert stories("translations", "accept", "sketch", "title", "--to", "es", "--project", project) == 1
    assert stories.err == "sketch has no text in “es” yet: title.\n"
    assert stories("translations", "accept", "sketch", "--to", "es", "--project", project) == 0
    assert "summary, quotes.juana.role" in stories.out


def test_json_tells_every_translation(stories: Stories, project: Path) -> None:
    """Each translation into each language is a row with its state, registers and settings too; nothing of withdrawn
    stories."""
    found = states(stories, project)
    assert found["sketch", "es", "title"] == "missing"
    assert found["sketch", "es", "body"] == "missing"
    assert found["orchard", "es", "quotes.juana.role"] == "ok"
    assert found["orchard", "en", "quotes.juana.text"] == "ok"
    assert ("orchard", "es", "quotes.juana.text") not in found
    for document, field in (
        ("content/themes.yml", "water.name"),
        ("content/milestones.yml", "trees.updates.2.what"),
        ("content/indicators.yml", "trees-planted.unit"),
        ("mkdocs.yml", "tagline"),
    ):
        assert found[document, "es", field] == "ok"
    assert not any(story == "gone" for story, _, _ in found)
    only = states(stories, project, "--story", "stories/orchard", "--story", "content/themes.yml")
    assert {story for story, _, _ in only} == {"orchard", "content/themes.yml"}
    assert only.items() <= found.items()


def test_csv_is_for_spreadsheets(stories: Stories, project: Path) -> None:
    """The same rows, each line ended as RFC 4180 says, and no cell that a spreadsheet would run."""
    odd = project / 'stories/=cmd,"x"'
    put(odd / "story.yml", f"id: another\n{STORY}")
    put(odd / "text.en.md", "A text.\n")
    rows = states(stories, project)
    assert any(story.startswith("=") for story, _, _ in rows)
    assert stories("translations", "--format", "csv", "--project", project) == 0
    found = list(csv.reader(io.StringIO(stories.out, newline="")))
    assert found[0] == ["story", "locale", "field", "state"]
    assert [tuple(row) for row in found[1:]] == [
        (story.replace("=", "'="), locale, field, state) for (story, locale, field), state in rows.items()
    ]
    assert stories.out.count("\n") == stories.out.count("\r\n") == len(rows) + 1


def test_require_is_for_what_readers_meet(stories: Stories, project: Path) -> None:
    """A draft's gaps do not count; a published story's, and a stale register, do."""
    assert stories("translations", "--require", "--project", project) == 0
    edit(project, "content/themes.yml", "Drinking", "Safe")
    assert stories("translations", "--require", "--project", project) == 1
    assert stories.err == "In 1 published place a translation is missing or out of date.\n"
    assert stories("translations", "--project", project) == 0
    assert stories("translations", "--require", "--story", "orchard", "--project", project) == 0
    edit(project, "content/themes.yml", "    es: Agua potable\n", "")
    assert stories("translations", "--require", "--format", "json", "--project", project) == 1
    edit(project, "stories/orchard/story.yml", "  es: Una temporada de cursos\n", "")
    assert stories("translations", "--require", "--project", project) == 1
    assert stories.err.startswith("In 2 published places")


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        ("en", ["out of date: summary stories/orchard/story.yml:6", "draft", "missing: title, body", "Total"]),
        ("es", ["desactualizada: summary stories/orchard/story.yml:6", "borrador", "falta: title, body", "En total"]),
    ],
)
def test_the_table_can_be_read(stories: Stories, project: Path, lang: str, lines: list[str]) -> None:
    """What needs work stands first, with where, in 80 columns and in straight ones, whatever stories are called."""
    edit(project, "stories/orchard/story.yml", "of farmers learned", "of farmers have learned")
    for name in ("muy-larga-" * 7 + "historia", "corta"):
        put(
            project / f"stories/{name}/story.yml",
            STORY.replace("  es: Lo que aprendió un grupo de agricultores.\n", ""),
        )
        put(project / f"stories/{name}/text.en.md", "A text.")
    assert stories("translations", "--lang", lang, "--project", project) == 0
    found = stories.out.splitlines()
    assert all(line in stories.out for line in lines)
    assert all(width(line) <= 80 for line in found[:-3])
    table = [line for line in found if re.search(r"\s[\d–]+  +[\d–]+  +[\d–]+$", line)]
    assert len(table) == 6
    assert len({width(line) for line in table}) == 1
    assert found.index("muy-larga-" * 7 + "historia") < next(at for at, line in enumerate(found) if "sketch" in line)
    assert "content/themes.yml" not in stories.out.partition(found[-3])[0]
    assert stories("translations", "--all", "--lang", lang, "--project", project) == 0
    assert "content/themes.yml" in stories.out


def test_columns_are_as_wide_as_they_look() -> None:
    """A heading in Chinese takes twice its letters, one with accents of their own no more than its letters."""
    assert [width(padded(text, 12)) for text in ("陈旧", "Falta", "Desactualiza\u0301"[:8], "e\u0301")] == [12] * 4
    assert padded("12", 4, right=True) == "  12"


def test_what_is_not_noted_yet_is_told(stories: Stories, tmp_path: Path) -> None:
    """The table says how many translations no lock knows, and the command that notes them; drafts may wait."""
    made = translated_project(tmp_path / "project")
    assert stories("translations", "--project", made) == 0
    assert "For 14 translations there is no record of the text they were made from" in stories.out
    assert stories.out.endswith("    stories translations record\n")
    assert stories("translations", "record", "--project", made) == 0
    assert stories("translations", "--project", made) == 0
    assert "translations record" not in stories.out


def test_noting_adds_what_is_new_and_nothing_else(stories: Stories, project: Path) -> None:
    """Stale stays stale, what is gone is dropped, drafts wait until they are named; a second time changes no byte."""
    assert not (project / "stories/sketch/translations.lock").exists()
    assert not (project / "stories/gone/translations.lock").exists()
    first = {file: (project / file).read_bytes() for file in (LOCK, CONTENT)}
    assert stories("translations", "record", "--project", project) == 0
    assert stories.out == "All translations are already recorded.\n"
    assert {file: (project / file).read_bytes() for file in (LOCK, CONTENT)} == first
    assert all(b"\r" not in content for content in first.values())
    edit(project, "stories/orchard/story.yml", "A season of", "One season of")
    edit(project, "stories/orchard/story.yml", "      es: Agricultora\n", "")
    edit(project, "content/themes.yml", "water:", "air:\n  name: {en: Air, es: Aire}\nwater:")
    assert stories("translations", "record", "sketch", "orchard", "themes.yml", "--project", project) == 0
    assert stale(stories, project) == [("orchard", "es", "title")]
    assert "quotes.juana.role" not in (project / LOCK).read_text()
    lock, _ = parse((project / CONTENT).read_text())
    assert lock is not None
    assert ("themes:air.name", "es") in lock
    assert set(first[CONTENT].decode().splitlines()) < set((project / CONTENT).read_text().splitlines())
    assert (project / "stories/sketch/translations.lock").exists()


def test_a_broken_register_loses_nothing(stories: Stories, project: Path) -> None:
    """While an entry cannot be read, what its lock knew of it stays, so that it is not fresh once it is mended."""
    edit(project, "content/indicators.yml", "en: Trees planted", "en: Trees set")
    edit(project, "content/indicators.yml", "  unit:", "  unti:")
    edit(project, "content/themes.yml", "water:", "air:\n  name: {en: Air, es: Aire}\nwater:")
    assert stories("translations", "record", "--project", project) == 1
    assert "could not be read" in stories.err
    edit(project, "content/indicators.yml", "  unti:", "  unit:")
    assert stale(stories, project) == [("content/indicators.yml", "es", "trees-planted.name")]


def test_a_story_that_cannot_be_read_is_told_and_the_rest_shown(stories: Stories, project: Path) -> None:
    """The table is there without it, and says that it is missing."""
    put(project / "stories/orchard/story.yml", "title: [")
    assert stories("translations", "--project", project) == 1
    assert "sketch" in stories.out
    assert "1 story or list could not be read" in stories.err
    assert stories("translations", "--story", "orchard", "--project", project) == 2
    assert "stories check" in stories.err
    put(project / "mkdocs.yml", "site_name: [")
    assert stories("translations", "--project", project) == 1
    assert "mkdocs.yml:" in stories.err


BROKEN = {
    "conflict marks": b"<<<<<<< HEAD\ntitle es cb8f793b8cdc320163f2 human 2024-05-01\n=======\n>>>>>>> main\n",
    "binary": b"\x00\xff\xfe\x00" * 40,
    "huge": b"# comment\n" * 200_000,
    "too many lines": b"title es cb8f793b8cdc320163f2 human 2024-05-01\n" * 20_001,
}


@pytest.mark.parametrize("name", [*BROKEN, "a link that leads out"])
def test_a_broken_lock_is_never_fresh(stories: Stories, project: Path, tmp_path: Path, name: str) -> None:
    """All that it tells of counts as stale, nothing writes it but the explicit command, and that says what is lost."""
    if name in BROKEN:
        (project / LOCK).write_bytes(BROKEN[name])
    else:
        (tmp_path / "outside.lock").write_bytes((project / LOCK).read_bytes())
        (project / LOCK).unlink()
        (project / LOCK).symlink_to(tmp_path / "outside.lock")
    before = (project / LOCK).read_bytes()
    assert len(stale(stories, project)) == 5
    assert stories("translations", "--project", project) == 0
    assert "counts as out of date" in stories.out
    assert "out of date: title" not in stories.out
    assert f"{LOCK}:" in stories.err
    for words in (("accept", "orchard", "--to", "es"), ("record",)):
        assert stories("translations", *words, "--project", project) == 1
        assert f"{LOCK}:" in stories.err
        assert (project / LOCK).read_bytes() == before
    assert stories("translations", "accept", "orchard", "--rebuild", "--project", project) == 0
    assert "5 translations count as made from today's text. What the old file recorded is lost" in stories.out
    assert not (project / LOCK).is_symlink()
    assert stale(stories, project) == []
    assert stories("translations", "accept", "orchard", "--rebuild", "--project", project) == 0
    assert "it was not changed" in stories.out
    if name not in BROKEN:
        assert (tmp_path / "outside.lock").read_bytes() == before


def test_the_lock_of_the_lists_is_made_anew_whole_or_not_at_all(stories: Stories, project: Path) -> None:
    """It tells of all lists together; while one of them cannot be read, it stays broken."""
    put(project / CONTENT, "=======\n")
    edit(project, "content/indicators.yml", "  unit:", "  unti:")
    rebuild = ("translations", "accept", "content/themes.yml", "--rebuild", "--project", project)
    assert stories(*rebuild) == 1
    assert "Fix that first" in stories.err
    assert (project / CONTENT).read_text() == "=======\n"
    edit(project, "content/indicators.yml", "  unti:", "  unit:")
    assert stories(*rebuild) == 0
    lock, _ = parse((project / CONTENT).read_text())
    assert lock is not None
    assert {name.partition(":")[0] for name, _ in lock} == {"themes", "indicators", "milestones", "sources", "mkdocs"}


def test_a_folder_that_leads_out_is_not_written_to(stories: Stories, project: Path, tmp_path: Path) -> None:
    """Where content is a link out of the project, nothing is written behind it."""
    (project / CONTENT).unlink()
    (project / "content").rename(tmp_path / "elsewhere")
    (project / "content").symlink_to(tmp_path / "elsewhere")
    stories("translations", "record", "--project", project)
    assert not (tmp_path / "elsewhere/translations.lock").exists()


def test_no_build_has_the_page(stories: Stories, project: Path) -> None:
    """A site says nothing of it: no page, no link, no lock file."""
    edit(project, "stories/orchard/story.yml", "A season of", "One season of")
    assert stories("build", "--project", project) == 0
    files = [file for file in (project / "site").rglob("*") if file.is_file()]
    assert not any("preview" in file.parts or file.name.endswith(".lock") for file in files)
    pages = [file.read_text("utf-8") for file in files if file.suffix == ".html"]
    assert len(pages) > 20
    assert not any("preview/" in page or "frame-preview" in page for page in pages)


@pytest.mark.parametrize("key", [r"\0flags", r"\x00flags", "flags", "_Key.FLAGS"])
def test_nobody_but_a_lock_says_what_is_known_of_translations(key: str, tmp_path: Path) -> None:
    """A key of a text that is no language is one, however it is spelt; in settings too, where YAML refuses less."""
    project = translated_project(tmp_path / "project")
    edit(project, "mkdocs.yml", "tagline:", f'tagline:\n        "{key}": {{es: stale}}')
    settings, problems = read_settings(project)
    assert settings is None
    assert [problem.rule for problem in problems] == ["text-language-unknown"]
