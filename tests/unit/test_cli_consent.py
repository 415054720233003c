"""`stories consent`: who is shown, what each has agreed to, and what ends soon."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.command_line import STORY, Stories, make_project, put
from tests.support.pictures import file_of, quarters

PEOPLE = """\
people:
  - name: Canary Person
    consent: {reference: C-1, status: given, covers: [web, print], until: 2027-03-01}
photos:
  - file: field.png
    alt: {en: A field, es: Un campo}
    credit: AG
    licence: CC BY 4.0
    people: none
  - file: farmer.png
    alt: {en: A farmer, es: Una agricultora}
    credit: AG
    licence: CC BY 4.0
    people: identifiable
    minors: none
    consent: {reference: C-2, status: given, covers: [web]}
  - file: class.png
    alt: {en: A class, es: Una clase}
    credit: AG
    licence: CC BY 4.0
    people: crowd
    minors: "yes"
    consent: {reference: C-3, status: given, covers: [web], guardian: true, until: 2027-06-30}
quotes:
  - id: boss
    speaker: Canary Official
    speaker_kind: official
    role: {en: Director, es: Directora}
    text: {en: Good, es: Bien}
  - id: rosa
    speaker: Canary Speaker
    speaker_kind: participant
    role: {en: Farmer, es: Agricultora}
    text: {en: We learned, es: Aprendimos}
    consent: {reference: C-4, status: given, covers: [web], until: 2027-01-15}
"""
LOST = PEOPLE.replace("reference: C-2, status: given", "reference: C-2, status: withdrawn")


@pytest.fixture
def stories(capsys: pytest.CaptureFixture[str]) -> Stories:
    """The command, in English."""
    return Stories(capsys)


def project(folder: Path, **given: str) -> Path:
    """A project with these stories and the pictures that `PEOPLE` names."""
    made = make_project(folder, **given)
    for name in given:
        for file in ("field", "farmer", "class"):
            (made / "stories" / name / f"{file}.png").write_bytes(file_of(quarters(), "PNG"))
    return made


def rows(stories: Stories, made: Path, *more: str) -> list[dict[str, Any]]:
    """The rows as programs get them."""
    stories("consent", "--project", made, "--as-of", "2027-01-15", "--format", "json", *more)
    found: list[dict[str, Any]] = json.loads(stories.out)
    return found


def test_everybody_is_listed_in_the_order_of_the_files(stories: Stories, tmp_path: Path) -> None:
    """People in texts, people in photos and participants are listed where they stand; officials and fields are not."""
    made = project(tmp_path, two=STORY + PEOPLE, one=STORY + PEOPLE)
    found = rows(stories, made)
    assert [(row["file"].split("/")[1], row["kind"], row["id"]) for row in found] == [
        (story, *who)
        for story in ("one", "two")
        for who in (("person", "1"), ("photo", "farmer"), ("photo", "class"), ("quote", "rosa"))
    ]
    lines = (made / "stories/one/story.yml").read_text().splitlines()
    assert ["Canary Person" in lines[found[0]["line"] - 1], "farmer" in lines[found[1]["line"] - 1]] == [True, True]
    assert rows(stories, made) == found


def test_the_table_tells_what_each_agreed_to(stories: Stories, tmp_path: Path) -> None:
    """A line says where, who, by which reference, for which uses, until when, and how it stands today."""
    assert stories("consent", "--project", project(tmp_path, one=STORY + PEOPLE), "--as-of", "2027-01-15") == 0
    heads, person, farmer, children, quote, summary = stories.out.splitlines()
    assert heads.split() == ["Record", "Who", "Reference", "Status", "Uses", "Until", "Today"]
    assert person.split("  ")[0] == "stories/one/story.yml:14"
    for words in ("person 1 in the text", "C-1", "given", "web, print", "March 1, 2027", "ends in 45 days"):
        assert words in person
    assert "shown" in farmer
    assert children.endswith("shown")
    assert quote.endswith("last day shown")
    assert summary == "4 records with people · 0 marked for publication but held back · 2 end within 90 days"
    assert "Canary" not in stories.out
    assert "\x1b" not in stories.out


def test_the_table_speaks_spanish(stories: Stories, tmp_path: Path) -> None:
    """With --lang es it is read in Spanish."""
    made = project(tmp_path, one=STORY + LOST)
    assert stories("consent", "--project", made, "--as-of", "2027-01-15", "--lang", "es") == 1
    assert "no se publica: consentimiento retirado" in stories.out
    assert "1 de marzo de 2027" in stories.out
    assert stories.out.splitlines()[-1].startswith("4 registros con personas · 1 que debía publicarse y no se muestra")


def test_another_span_of_days(stories: Stories, tmp_path: Path) -> None:
    """What ends within the days that are asked for is marked, its last day among them."""
    made = project(tmp_path, one=STORY + PEOPLE)
    ending = {
        days: [row["id"] for row in rows(stories, made, "--days", days) if row["ends_soon"]]
        for days in ["0", "44", "45", "365"]
    }
    assert ending == {"0": ["rosa"], "44": ["rosa"], "45": ["1", "rosa"], "365": ["1", "class", "rosa"]}
    assert stories("consent", "--project", made, "--days", "-1") == 2


@pytest.mark.parametrize(
    ("change", "status"),
    [
        (("reference: C-2, status: given", "reference: C-2, status: withdrawn"), 1),
        (("reference: C-2, status: given", "reference: C-2, status: unknown"), 1),
        (("C-4, status: given, covers: [web]", "C-4, status: given, covers: [press]"), 1),
        (("guardian: true, ", ""), 1),
        (("    consent: {reference: C-1, status: given, covers: [web, print], until: 2027-03-01}\n", ""), 1),
        (("until: 2027-03-01", "until: 2027-01-14"), 1),
        (("speaker_kind: participant", "speaker_kind: official"), 0),
        (("    people: none\n", ""), 0),
    ],
)
def test_something_published_that_consent_holds_back(
    stories: Stories, tmp_path: Path, change: tuple[str, str], status: int
) -> None:
    """The exit status is 1 where consent holds back something that is published, and 0 where nothing is lost."""
    changed = PEOPLE.replace(*change)
    assert changed != PEOPLE
    made = project(tmp_path, one=STORY + changed)
    assert stories("consent", "--project", made, "--as-of", "2027-01-15") == status, stories.out


@pytest.mark.parametrize("state", ["draft", "review", "withdrawn"])
def test_what_is_not_published_is_not_lost(stories: Stories, tmp_path: Path, state: str) -> None:
    """A story that is no longer or not yet published is listed and fails nothing."""
    made = project(tmp_path, one=STORY.replace("state: published", f"state: {state}") + LOST)
    assert stories("consent", "--project", made, "--as-of", "2027-01-15") == 0
    assert [row["state"] for row in rows(stories, made)] == [state, "consent-withdrawn", state, state]


@pytest.mark.parametrize(("day", "status"), [("2027-01-15", 0), ("2027-01-16", 1)])
def test_as_of_a_later_day(stories: Stories, tmp_path: Path, day: str, status: int) -> None:
    """One can ask for a later day: the day after the last one of a consent it is lost."""
    assert stories("consent", "--project", project(tmp_path, one=STORY + PEOPLE), "--as-of", day) == status


def test_photos_of_which_nobody_said_who_is_in_them(stories: Stories, tmp_path: Path) -> None:
    """Where nobody has said whether there are people, somebody may be: it is listed."""
    made = project(tmp_path, one=STORY + PEOPLE.replace("    people: none\n", ""))
    assert [row["state"] for row in rows(stories, made) if row["id"] == "field"] == ["people-missing"]
    assert stories("consent", "--project", made) in {0, 1}
    assert "“people” is not filled in" in stories.out


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "＝"])
def test_a_spreadsheet_runs_nothing(stories: Stories, tmp_path: Path, begins: str) -> None:
    """A reference that a spreadsheet would take for a formula begins with a sign that makes it a text."""
    hostile = f"{begins}HYPERLINK(1,2)"
    made = project(tmp_path, one=STORY + PEOPLE.replace("reference: C-2", f"reference: '{hostile}'"))
    stories("consent", "--project", made, "--as-of", "2027-01-15", "--format", "csv")
    found = list(csv.DictReader(io.StringIO(stories.out)))
    assert found[1]["reference"] == f"'{hostile}"
    assert not [cell for row in found for cell in row.values() if cell.startswith(begins)]
    assert found[0]["covers"] == "web print"
    assert [row["shown"] for row in found] == ["true"] * 4
    assert rows(stories, made)[1]["reference"] == hostile


def test_a_story_that_cannot_be_read_is_told_of(stories: Stories, tmp_path: Path) -> None:
    """What could not be read may hold a consent that has ended: the list says that it is not whole, and fails."""
    made = project(tmp_path, one=STORY + PEOPLE, broken="title: [\n")
    assert stories("consent", "--project", made, "--as-of", "2027-01-15") == 1
    assert stories.err == "1 story could not be read and is missing here. Run stories check to see why.\n"


def test_a_project_without_people(stories: Stories, tmp_path: Path) -> None:
    """Where nobody is shown there is no table, and the other formats are empty lists."""
    made = make_project(tmp_path, one=STORY)
    assert stories("consent", "--project", made) == 0
    assert stories.out.startswith("0 records with people")
    assert rows(stories, made) == []
    assert stories("consent", "--project", made, "--format", "csv") == 0
    assert len(stories.out.splitlines()) == 1


def test_it_is_no_part_of_the_site(stories: Stories, tmp_path: Path) -> None:
    """Neither the list nor anything in it is written into the project or its site."""
    made = project(tmp_path, one=STORY + PEOPLE)
    assert stories("build", "--project", made, "--as-of", "2027-01-15") == 0
    before = {path for path in made.rglob("*") if ".cache" not in path.parts}
    assert stories("consent", "--project", made, "--as-of", "2027-01-15") == 0
    assert {path for path in made.rglob("*") if ".cache" not in path.parts} == before
    site = b"".join(path.read_bytes() for path in (made / "site").rglob("*") if path.is_file())
    assert b"C-1" not in site
    assert b"C-4" not in site


def test_settings_that_cannot_be_read(stories: Stories, tmp_path: Path) -> None:
    """Broken settings are told with their line, and there is no table."""
    made = project(tmp_path, one=STORY + PEOPLE)
    put(made / "mkdocs.yml", "site_name: A\nplugins: [\n")
    assert stories("consent", "--project", made) == 1
    assert stories.out == ""
    assert stories.err.startswith("mkdocs.yml:")
