"""What the command line says holds nothing private, however broken the records are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.command_line import STORY, Stories, make_project, put
from tests.support.pictures import file_of, quarters

RIGHT = """\
people:
  - name: CANARY-person
    note_phone: CANARY-note
    consent: {reference: CANARY-reference, status: withdrawn, covers: [web], until: 2020-01-01}
quotes:
  - id: said
    speaker: CANARY-speaker
    speaker_kind: participant
    role: {en: CANARY-role, es: CANARY-role}
    text: {en: CANARY-words, es: CANARY-words}
    consent: {reference: CANARY-reference, status: unknown}
photos:
  - file: CANARY-file.png  # CANARY-comment
    alt: {en: CANARY-alt, es: CANARY-alt}
    caption: {en: CANARY-caption, es: CANARY-caption}
    credit: CANARY-credit
    licence: CC BY 4.0
    people: identifiable
    minors: "yes"
    department: CANARY-department
    consent: {reference: CANARY-reference, status: given, covers: [web], until: 2030-01-01}
"""
# Each makes something of the records above wrong, next to a private word.
WRONG = {
    "status": ("status: withdrawn", "status: CANARY-status"),
    "use": ("covers: [web], until: 2020", "covers: [CANARY-use], until: 2020"),
    "day": ("until: 2020-01-01", "until: CANARY-day"),
    "guardian": ("status: unknown", "status: unknown, guardian: CANARY-guardian"),
    "field": ("reference: CANARY-reference, status: unknown", "reference: CANARY-reference, CANARY-field: x"),
    "reference": ("  - name: CANARY-person", "  - CANARY-person"),
    "colon": ("name: CANARY-person", "name: CANARY-person: of CANARY-village"),
    "hash": ("    note_phone: CANARY-note", "    note_phone: CANARY-note #CANARY-number"),
    "twice": ("  - name: CANARY-person", "  - name: CANARY-person\n    name: CANARY-other"),
    "quote": ("note_phone: CANARY-note", 'note_phone: "CANARY-note'),
    "indent": (
        "    consent: {reference: CANARY-reference, status: withdrawn",
        "   consent: {reference: CANARY-reference",
    ),
    "tab": ("    note_phone", "\tnote_phone"),
    "bracket": ("covers: [web], until: 2020-01-01}", "covers: [web, until: CANARY-day}"),
    "outside": ("file: CANARY-file.png", "file: ../../CANARY-folder/CANARY-file.png"),
    "extension": ("file: CANARY-file.png", "file: CANARY-file.jpg"),
    "kind": ("speaker_kind: participant", "speaker_kind: CANARY kind of somebody"),
    "people": ("people: identifiable", "people: CANARY people of the village"),
    "place": ("department: CANARY-department", "department: CANARY-village, CANARY-department"),
    "age": ("caption: {en: CANARY-caption", "caption: {en: 'CANARY-person, 9 years old'"),
}
DRAFT = STORY.replace("state: published", "state: draft").replace("Young people", "CANARY-title")


@pytest.fixture
def stories(capsys: pytest.CaptureFixture[str]) -> Stories:
    """The command, in English."""
    return Stories(capsys)


def project(folder: Path, records: str) -> Path:
    """A project with a story of these people, and a draft."""
    made = make_project(folder, one=STORY + records, draft=DRAFT)
    (made / "stories/one/CANARY-file.png").write_bytes(file_of(quarters((900, 600)), "PNG"))
    (made / "stories/one/CANARY-unused.png").write_bytes(file_of(quarters((90, 60)), "PNG"))
    return made


def said(stories: Stories, made: Path, *words: str) -> str:
    """All that a command prints, without the project's own place."""
    stories(*words, "--project", made)
    return (stories.out + stories.err).replace(str(made), "")


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("wrong", ["", *WRONG])
def test_check_and_build_say_nothing_private(stories: Stories, tmp_path: Path, wrong: str, language: str) -> None:
    """With private words in every field, and something wrong beside them, neither check nor build repeats one."""
    old, new = WRONG.get(wrong, ("", ""))
    assert old in RIGHT
    made = project(tmp_path, RIGHT.replace(old, new, 1) if old else RIGHT)
    for form in ("text", "json", "github"):
        told = said(stories, made, "check", "--format", form, "--lang", language, "--as-of", "2027-01-15")
        assert "stories/one/story.yml" in told
        assert "CANARY" not in told
    told = said(stories, made, "build", "--lang", language, "--as-of", "2027-01-15")
    assert "CANARY" not in told
    assert str(Path.home()) not in told
    assert "/tmp" not in told


def test_consent_tells_references_on_its_first_stream_alone(stories: Stories, tmp_path: Path) -> None:
    """The table is for whoever asked: it holds references and ids, no names or words; what is told of the work holds
    nothing at all."""
    made = project(tmp_path, RIGHT)
    for form in ("text", "csv", "json"):
        assert stories("consent", "--project", made, "--format", form, "--as-of", "2027-01-15") == 1
        assert "CANARY-reference" in stories.out
        assert set(_canaries(stories.out)) == {"CANARY-reference"}
        assert "CANARY" not in stories.err
    put(made / "stories/one/story.yml", STORY + RIGHT.replace("status: withdrawn", "status: CANARY-status"))
    assert stories("consent", "--project", made, "--format", "json", "--as-of", "2027-01-15") == 1
    assert json.loads(stories.out) == []
    assert "CANARY" not in stories.err


def _canaries(text: str) -> list[str]:
    return [word.strip('",') for word in text.replace(",", " ").split() if "CANARY" in word]


def test_the_control_finds_a_public_word(stories: Stories, tmp_path: Path) -> None:
    """A word of a public text is shown where it is wrong: the tests above would see a private one."""
    made = project(tmp_path, RIGHT)
    put(made / "stories/one/story.yml", STORY.replace("They worked", "CANARY: they worked"))
    assert "CANARY" in said(stories, made, "check")
