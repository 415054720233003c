"""`stories translations export` and `import`: out to translators and back, with nothing else changed."""

from __future__ import annotations

import re
import shutil
import time
from pathlib import Path

import pytest
import yaml

from site_builder.exchange.model import DEEPEST, MAX_BYTES
from site_builder.reading.editing import set_texts
from site_builder.reading.records import lock_at
from site_builder.store import files
from tests.support import cases, exchange, parts
from tests.support.command_line import Stories, put
from tests.support.projects import SMALL

FORMS = {"xliff": "xlf", "po": "po"}
SIGN = re.compile("⟦(.{4})⟧")
RECORD = "stories/school/story.yml"
BODY_ES = """\
Tres escuelas tienen un huerto, y cada niño se llevó [20 semillas](#result-seeds).

## Lo que *creció*

- Maíz y [lo demás](https://example.org/rest)
- Frijol
"""
SWAPPED = """\
tHREE SCHOOLS HAVE A GARDEN, AND [20 SEEDS](#result-seeds) WENT HOME WITH EACH CHILD.

## wHAT *GREW*

- mAIZE AND [THE REST](https://example.org/rest)
- bEANS
"""
QUOTE = """\
quotes:
- id: q
  speaker: Nobody
  role: {en: invented, es: inventada}
  language: pt
  text:
    pt: Obrigado
    en: Thank you
"""
WORDS = [
    (case["behaviour"], case["before"], case["path"], case["words"], case.get("after"))
    for case in cases.records("reading-marks/words")
]


@pytest.fixture
def stories(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Stories:
    """The command, in English, typed in an empty folder."""
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")
    return Stories(capsys)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a story of which only the title is in Spanish."""
    return exchange.school(tmp_path / "project")


def sent(stories: Stories, project: Path, form: str = "po", *more: str) -> Path:
    """A file for the translator."""
    assert stories("translations", "export", "--project", project, "--to", "es", "--format", form, *more) == 0
    return project / "outbox" / f"translations.es.{FORMS[form]}"


def taken(stories: Stories, project: Path, file: Path, *more: str) -> int:
    """Take a file in."""
    return stories("translations", "import", "--project", project, file, *more)


def entries(project: Path) -> dict[str, set[str]]:
    """Who made the translations that the story's lock knows, by field."""
    lock, _ = lock_at(project, "stories/school/translations.lock")
    return {name: {entry.by for entry in found} for (name, _), found in (lock or {}).items()}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("source", [SMALL, parts.ROOT], ids=["synthetic", "first story"])
def test_a_round_trip_changes_nothing(stories: Stories, tmp_path: Path, source: Path, form: str) -> None:
    """A file of everything that comes back as it went leaves every byte of the project alone, locks too, and is the
    same file when it is made again."""
    for name in ("stories", "content"):
        shutil.copytree(source / name, tmp_path / "project" / name)
    shutil.copy(source / "mkdocs.yml", tmp_path / "project")
    before = exchange.snapshot(tmp_path / "project")
    file = sent(stories, tmp_path / "project", form, "--all")
    made = file.read_bytes()
    assert b"At most 250 characters" in made
    assert taken(stories, tmp_path / "project", file) == 0
    assert "0 texts imported" in stories.out
    assert exchange.changed(before, tmp_path / "project") == set()
    assert sent(stories, tmp_path / "project", form, "--all").read_bytes() == made


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("form", FORMS)
def test_translations_come_in_and_nothing_else_changes(stories: Stories, project: Path, form: str, end: str) -> None:
    """Missing words stand below the other language, in the way of the file; the body gets a file beside its sibling;
    no line that was there is another, and the locks say what was translated."""
    for file in project.rglob("*.*"):
        if file.suffix in (".yml", ".md"):
            put(file, file.read_bytes().decode().replace("\n", end))
    before = exchange.snapshot(project)
    file = sent(stories, project, form)
    (exchange.back_po if form == "po" else exchange.back_xliff)(file)
    assert taken(stories, project, file) == 0
    record = (project / RECORD).read_bytes().decode()
    old = before[RECORD].decode().splitlines()
    kept = [line for line in record.splitlines() if line in old]
    # Two lines in braces have taken the words in; all others are as they were.
    assert [line for line in old if line not in kept] == [
        "  unit: {en: {one: seed, other: seeds}}",
        '  what: {en: "with a garden"}',
    ]
    assert record.count("\n") == record.count(end)
    found = yaml.safe_load(record)
    seeds, schools = found["results"]
    body = (project / "stories/school/text.es.md").read_bytes().decode()
    if form == "po":
        assert found["summary"]["es"] == "Tres escuelas tienen huerto."
        assert seeds["unit"]["es"] == {"one": "semilla", "other": "semillas"}
        assert schools["unit"]["es"] == {"one": "escuela", "other": "escuelas"}
        assert (seeds["what"]["es"], schools["what"]["es"]) == ("para cada niño", "con huerto")
        assert body == BODY_ES.replace("\n", end)
    else:
        assert body == SWAPPED.replace("\n", end)
    assert set(entries(project)) == {
        "summary", "body", "results.seeds.unit", "results.seeds.what", "results.schools.unit", "results.schools.what"
    }  # fmt: skip
    assert {"human"} == {by for found in entries(project).values() for by in found}
    assert stories("translations", "export", "--project", project, "--to", "es", "--story", "school") == 0
    assert "No text needs a translation" in stories.out


@pytest.mark.parametrize("case", cases.records("exchange/xliff"), ids=lambda case: case["behaviour"])
def test_a_harmful_xliff_file_is_refused_whole(stories: Stories, project: Path, case: dict[str, str]) -> None:
    """It is told at its line, and nothing is changed."""
    refused_whole(stories, project, "xliff", case)


@pytest.mark.parametrize("case", cases.records("exchange/po"), ids=lambda case: case["behaviour"])
def test_a_harmful_po_file_is_refused_whole(stories: Stories, project: Path, case: dict[str, str]) -> None:
    """It is told at its line, and nothing is changed."""
    refused_whole(stories, project, "po", case)


def refused_whole(stories: Stories, project: Path, form: str, case: dict[str, str]) -> None:
    """Change a file as a case says: it is refused at the line of the case, and the project is as it was."""
    file = everything(stories, project, form)
    text = file.read_text("utf-8")
    assert case["find"] in text
    case = {name: SIGN.sub(lambda sign: chr(int(sign[1], 16)), value) for name, value in case.items()}
    text = text.replace(case["find"], case.get("put", ""), 1).replace("Tres escuelas tienen huerto.", "Otro resumen.")
    file.write_text(text, "utf-8")
    where = [number for number, line in enumerate(text.split("\n"), 1) if case["at"] in line]
    line = where[-1 if "last" in case else 0] + int(case.get("after", 0))
    before = exchange.snapshot(project)
    assert taken(stories, project, file) == 1
    assert case["told"] in stories.err
    assert f"{file}:{line}: " in stories.err
    assert stories.out == ""
    assert exchange.changed(before, project) == set()


def everything(stories: Stories, project: Path, form: str) -> Path:
    """A file of all texts of a project in which everything is translated."""
    file = sent(stories, project)
    exchange.back_po(file)
    assert taken(stories, project, file) == 0
    return sent(stories, project, form, "--all")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"\xff\xfe" + "<?xml version='1.0'?><xliff/>".encode("utf-16-le"), "not UTF-8"),
        ("<?xml version='1.0' encoding='utf-16'?><xliff/>".encode("utf-16"), "not UTF-8"),
        (b'msgid ""\nmsgstr "\xe9"\n', "not UTF-8"),
        (b"<" + b"x" * MAX_BYTES, "larger than 32 MB"),
        (b"\0" * (50 * 1024 * 1024), "larger than 32 MB"),
        (b'<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="es"><file>'
         + b"<group>" * 10_000, f"more than {DEEPEST} levels deep"),
        (b'<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="es"><x xmlns="y">'
         + b"<y>" * 10_000, f"more than {DEEPEST} levels deep"),
        (b'msgid ""\n' + b'"a"\n' * 300_000, "not a line of a PO file"),
        (b"", "PO header"),
        (b"<", "not XML"),
    ],
    ids=["utf-16", "utf-16 declared", "latin-1", "a byte too long", "50 MB", "deep", "deep elsewhere",
         "endless", "empty", "cut"],
)  # fmt: skip
def test_what_is_no_such_file_is_refused(stories: Stories, project: Path, data: bytes, told: str) -> None:
    """Whatever bytes come back, the answer is a sentence."""
    file = Path("back.xlf").resolve()
    file.write_bytes(data)
    before = exchange.snapshot(project)
    assert taken(stories, project, file) == 1
    assert told in stories.err
    assert exchange.changed(before, project) == set()


@pytest.mark.parametrize("case", cases.records("exchange/texts"), ids=lambda case: case["behaviour"])
def test_a_text_that_lost_a_link_is_refused_alone(stories: Stories, project: Path, case: dict[str, str]) -> None:
    """The others are taken, and the one is told with its file and line."""
    file = everything(stories, project, case["format"])
    text = file.read_text("utf-8").replace(case["find"], case["put"], 1)
    if "cut" in case:
        start = text.index("<pc ", text.index("Tres escuelas tienen un huerto"))
        end = text.index("</pc>", start)
        text = text[:start] + text[text.index(">", start) + 1 : end] + text[end + len("</pc>") :]
    file.write_text(text.replace("Tres escuelas tienen huerto.", "Otro resumen."), "utf-8")
    before = exchange.snapshot(project)
    assert taken(stories, project, file) == 1
    assert case["told"] in stories.err
    assert "school: body" in stories.err
    assert exchange.changed(before, project) == {RECORD}
    assert "1 text imported" in stories.out


@pytest.mark.parametrize("form", FORMS)
def test_a_changed_source_is_refused_and_the_rest_is_taken(stories: Stories, project: Path, form: str) -> None:
    """What was translated from words that stand there no more would be a wrong translation."""
    file = sent(stories, project, form)
    (exchange.back_po if form == "po" else exchange.back_xliff)(file)
    put(project / RECORD, exchange.STORY.replace("given to each child", "given to each family"))
    put(project / "stories/school/text.en.md", exchange.BODY.replace("Beans", "Squash"))
    assert taken(stories, project, file) == 1
    assert "school: results.seeds.what" in stories.err
    assert "school: body" in stories.err
    assert stories.err.count("The source (English) is no longer the same as in the file") == 2
    found = yaml.safe_load((project / RECORD).read_text("utf-8"))
    assert "es" not in found["results"][0]["what"]
    assert "es" in found["summary"]
    assert not (project / "stories/school/text.es.md").exists()


def test_white_space_is_no_change_of_a_source(stories: Stories, project: Path) -> None:
    """Lines that are broken elsewhere say the same."""
    file = sent(stories, project)
    exchange.back_po(file)
    put(project / "stories/school/text.en.md", exchange.BODY.replace("garden,\nand [20", "garden, and\n[20"))
    assert taken(stories, project, file) == 0
    assert (project / "stories/school/text.es.md").read_text("utf-8") == BODY_ES


@pytest.mark.parametrize("form", FORMS)
def test_work_that_somebody_did_meanwhile_is_not_undone(stories: Stories, project: Path, form: str) -> None:
    """A translation that was edited while the file was away stays: an untouched text of the file changes nothing, and
    one that was touched too is refused."""
    file = everything(stories, project, form)
    put(project / RECORD, (project / RECORD).read_text("utf-8").replace("para cada niño", "para cada estudiante"))
    before = exchange.snapshot(project)
    assert taken(stories, project, file) == 0
    assert exchange.changed(before, project) == set()
    file.write_text(file.read_text("utf-8").replace("para cada niño", "a cada niño"), "utf-8")
    assert taken(stories, project, file) == 1
    assert "Someone has changed this translation since" in stories.err
    assert exchange.changed(before, project) == set()


@pytest.mark.parametrize("form", FORMS)
def test_a_translation_with_a_layout_of_its_own_is_one_piece(stories: Stories, project: Path, form: str) -> None:
    """Where the paragraphs of both languages do not match, a body goes out whole, comes back as it was, and is taken
    whole with the layout that it has."""
    everything(stories, project, form)
    own = "Tres escuelas.\n\nY un huerto: [20 semillas](#result-seeds),\n[lo demás](https://example.org/rest).\n"
    put(project / "stories/school/text.es.md", own)
    file = sent(stories, project, form, "--all")
    before = exchange.snapshot(project)
    assert taken(stories, project, file) == 0
    assert exchange.changed(before, project) == set()
    file.write_text(file.read_text("utf-8").replace("Y un huerto", "Con huerto"), "utf-8")
    assert taken(stories, project, file) == 0
    found = (project / "stories/school/text.es.md").read_text("utf-8")
    assert found == own.replace("Y un huerto", "Con huerto")


def test_each_source_language_has_a_file_of_its_own(stories: Stories, project: Path) -> None:
    """A quotation that was said in a third language is translated from that, with --from; the other file says so."""
    put(project / RECORD, exchange.STORY + QUOTE)
    sent(stories, project, "po", "--story", "school")
    assert "1 text was first written in Portuguese: export it with --from pt" in stories.err
    file = sent(stories, project, "po", "--story", "school", "--from", "pt")
    assert 'msgid "Obrigado"' in file.read_text("utf-8")
    exchange.back_po(file)
    assert taken(stories, project, file) == 0
    assert yaml.safe_load((project / RECORD).read_text("utf-8"))["quotes"][0]["text"]["es"] == "Obrigado (es)"


def test_unfinished_work_waits_unless_a_machine_did_it(stories: Stories, project: Path) -> None:
    """Fuzzy messages and initial segments are left out; with --machine they are taken, and stay a machine's until
    somebody has looked: in PO by taking the mark off, in XLIFF by reviewing."""
    file = sent(stories, project, "po", "--story", "school")
    exchange.back_po(file, fuzzy=True)
    before = exchange.snapshot(project)
    assert taken(stories, project, file) == 0
    assert "6 texts are marked as unfinished" in stories.out
    assert exchange.changed(before, project) == set()
    assert taken(stories, project, file, "--machine") == 0
    assert set(map(frozenset, entries(project).values())) == {frozenset({"machine"})}
    file = sent(stories, project, "xliff", "--story", "school")
    assert taken(stories, project, file) == 0
    assert "6 texts have not changed" in stories.out
    file.write_text(file.read_text("utf-8").replace('state="translated"', 'state="reviewed"', 1), "utf-8")
    assert taken(stories, project, file) == 0
    assert entries(project)["summary"] == {"reviewed"}
    file = sent(stories, project, "po", "--story", "school")
    file.write_text(file.read_text("utf-8").replace("#, fuzzy\n", ""), "utf-8")
    assert taken(stories, project, file) == 0
    assert set(map(frozenset, entries(project).values())) == {frozenset({"reviewed"})}


@pytest.mark.parametrize("form", FORMS)
def test_a_stale_translation_that_is_still_right_is_fresh_again(stories: Stories, project: Path, form: str) -> None:
    """A translator who finds the old words still right says so, and the next export has nothing to ask."""
    everything(stories, project, form)
    put(project / RECORD, (project / RECORD).read_text("utf-8").replace("given to each child", "handed to each child"))
    file = sent(stories, project, form)
    assert "The source has changed since" in file.read_text("utf-8")
    assert taken(stories, project, file) == 0
    assert "1 text has not changed" in stories.out
    text = file.read_text("utf-8")
    file.write_text(text.replace("#, fuzzy\n", "").replace('state="initial"', 'state="translated"'), "utf-8")
    assert taken(stories, project, file) == 0
    assert "1 text imported" in stories.out
    assert stories("translations", "export", "--project", project, "--to", "es") == 0
    assert "No text needs a translation" in stories.out


def test_what_was_taken_back_goes_to_nobody(stories: Stories, project: Path) -> None:
    """A withdrawn story is not in the file, and one that is withdrawn meanwhile is not taken in."""
    file = sent(stories, project)
    exchange.back_po(file)
    put(project / RECORD, exchange.STORY.replace("state: published", "state: withdrawn"))
    before = exchange.snapshot(project)
    assert taken(stories, project, file) == 1
    assert stories.err.count("This was withdrawn") == 6
    assert {name for name in exchange.changed(before, project) if name.startswith("stories/")} == set()
    assert stories("translations", "export", "--project", project, "--to", "es", "--story", "school", "--all") == 0
    assert "No text needs a translation" in stories.out


def test_both_ends_of_a_code_may_stand_apart(stories: Stories, project: Path) -> None:
    """Some tools write the same code as two: it is the same link."""
    file = everything(stories, project, "xliff")
    text = file.read_text("utf-8").replace("Tres escuelas tienen un huerto", "Tres escuelas tienen su huerto")
    start = text.index("<pc ", text.index("su huerto"))
    end = text.index("</pc>", start)
    words = text[text.index(">", start) + 1 : end]
    file.write_text(f'{text[:start]}<sc id="1"/>{words}<ec startRef="1"/>{text[end + 5 :]}', "utf-8")
    assert taken(stories, project, file) == 0
    body = (project / "stories/school/text.es.md").read_text("utf-8")
    assert body == BODY_ES.replace("un huerto", "su huerto")


def test_all_files_are_written_or_none(stories: Stories, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full in the middle leaves the records and their locks as they were, and nothing beside them."""
    file = sent(stories, project)
    exchange.back_po(file)
    before = exchange.snapshot(project)
    replace = Path.replace

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    def refusing(self: Path, target: Path) -> Path:
        if Path(target).name == "translations.lock":
            # From now on nothing can be written, to put things back either.
            monkeypatch.setattr(files, "write_all", full)
            monkeypatch.setattr(Path, "write_bytes", full)
            raise OSError(28, "No space left on device", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refusing)
    assert taken(stories, project, file) == 1
    assert "the disk is full" in stories.err
    assert exchange.changed(before, project) == set()


def test_nothing_is_written_through_a_link_beside_a_record(stories: Stories, project: Path, tmp_path: Path) -> None:
    """Links that stand where a writer could put its unfinished files lead nobody out of the project."""
    file = sent(stories, project)
    exchange.back_po(file)
    outside = tmp_path / "outside"
    outside.write_text("mine", "utf-8")
    for name in (".story.yml.new", ".translations.lock.new", ".text.es.md.new"):
        (project / "stories/school" / name).symlink_to(outside)
    assert taken(stories, project, file) == 0
    assert outside.read_text("utf-8") == "mine"


def test_a_very_long_run_of_white_space_takes_no_time(stories: Stories, project: Path) -> None:
    """A file that comes back may hold anything; its texts are looked at in time that grows with their length only."""
    file = sent(stories, project)
    exchange.back_po(file)
    gap = " " * 150_000
    text = file.read_text("utf-8").replace(
        "Tres escuelas tienen un huerto", f"Tres{gap}escuelas <{gap}tienen un huerto"
    )
    file.write_text(text, "utf-8")
    before = time.monotonic()
    assert taken(stories, project, file) == 1
    assert "is longer than" in stories.err or "more than" in stories.err
    file.write_text(text.replace(gap, gap[:90_000]), "utf-8")
    taken(stories, project, file)
    assert time.monotonic() - before < 20


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("export",), "--to"),
        (("export", "--to", "fr"), "its languages are: en, es"),
        (("export", "--to", "es", "--story", "nowhere"), "story does not exist"),
        (("import", "nothing.xlf"), "file nothing.xlf does not exist"),
    ],
)
def test_wrong_use_is_told(stories: Stories, project: Path, typed: tuple[str, ...], said: str) -> None:
    """What cannot be meant is said, and nothing is written."""
    before = exchange.snapshot(project)
    assert stories("translations", typed[0], "--project", project, *typed[1:]) == 2
    assert said in stories.err
    assert exchange.changed(before, project) == set()
    assert not (project / "outbox").exists()


def test_a_dry_run_writes_nothing(stories: Stories, project: Path) -> None:
    """It says what would be taken."""
    file = sent(stories, project, "po", "--story", "school")
    exchange.back_po(file)
    before = exchange.snapshot(project)
    assert taken(stories, project, file, "--dry-run") == 0
    assert "6 texts would be imported" in stories.out
    assert exchange.changed(before, project) == set()


@pytest.mark.parametrize(
    ("before", "path", "words", "after"), [case[1:] for case in WORDS], ids=[case[0] for case in WORDS]
)
def test_words_in_a_record(before: str, path: str, words: str, after: str | None) -> None:
    """They stand where the case says, in the file's own way of writing; where they cannot be put, it says so."""
    parts = tuple(int(part) if part.isdecimal() else part for part in path.split())
    found = set_texts("story.yml", before.encode(), [(parts, words)])
    assert (found.decode() if found is not None else None) == after
