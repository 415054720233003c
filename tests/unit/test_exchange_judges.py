"""Files for translators as others read them: Translate Toolkit, whose parsers Weblate uses, and the rules of
XLIFF 2.0."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from translate.storage.pypo import pofile
from translate.storage.xliff2 import Xliff2File

from tests.support import exchange
from tests.support.command_line import Stories

CORE = "{urn:oasis:names:tc:xliff:document:2.0}"
SIZES = "{urn:oasis:names:tc:xliff:sizerestriction:2.0}"
RECORD = "stories/school/story.yml"
LOCK = "stories/school/translations.lock"
TITLE = "school:title"
BODY = "school:body"
NAME_TOKEN = re.compile(r"[\w.:-]+\Z")


@pytest.fixture
def stories(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Stories:
    """The command, in English, typed in an empty folder."""
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")
    return Stories(capsys)


@pytest.fixture(name="project")
def _project(stories: Stories, tmp_path: Path) -> Path:
    """A project with a story in two languages."""
    project = exchange.school(tmp_path / "project")
    assert stories("translations", "export", "--project", project, "--to", "es", "--format", "po") == 0
    exchange.back_po(project / "outbox/translations.es.po")
    assert stories("translations", "import", "--project", project, project / "outbox/translations.es.po") == 0
    for form in ("xliff", "po"):
        assert stories("translations", "export", "--project", project, "--to", "es", "--all", "--format", form) == 0
    return project


def test_translate_toolkit_reads_xliff_and_writes_it_back(stories: Stories, project: Path) -> None:
    """It sees languages, sources, translations and states; its own file changes nothing."""
    store = Xliff2File.parsefile(str(project / "outbox/translations.es.xlf"))
    units = {unit.getid(): unit for unit in store.units}
    assert (store.sourcelanguage, store.targetlanguage) == ("en", "es")
    title, piece = units[TITLE], units[f"{BODY}::s1"]
    assert (title.source, title.target) == ("Seeds for the school", "Semillas para la escuela")
    assert title.istranslated()
    assert piece.target == "Tres escuelas tienen un huerto, y cada niño se llevó 20 semillas."
    before = exchange.snapshot(project)
    store.savefile("back.xlf")
    assert stories("translations", "import", "--project", project, "back.xlf") == 0
    assert exchange.changed(before, project) == set()


@pytest.mark.parametrize("form", ["xliff", "po"])
def test_a_translation_made_with_it_changes_one_text(stories: Stories, project: Path, form: str) -> None:
    """Exactly the text that was translated there is another, and its lock's line with it."""
    if form == "xliff":
        store = Xliff2File.parsefile(str(project / "outbox/translations.es.xlf"))
        (unit,) = [unit for unit in store.units if unit.getid() == TITLE]
        unit.target = "Semillas <para> & escuela"
        unit.marktranslated()
    else:
        store = pofile.parsefile(str(project / "outbox/translations.es.po"))
        (unit,) = [unit for unit in store.units if unit.getcontext() == TITLE]
        unit.target = "Semillas <para> & escuela"
    store.savefile("back")
    before = exchange.snapshot(project)
    assert stories("translations", "import", "--project", project, "back") == 0
    assert exchange.changed(before, project) == {RECORD, LOCK}
    record = (project / RECORD).read_bytes()
    old, new = b'es: "Semillas para la escuela"', b'es: "Semillas <para> & escuela"'
    assert record == before[RECORD].replace(old, new)


def test_it_reads_po_and_writes_it_back(stories: Stories, project: Path) -> None:
    """Names, notes and translations of a PO file are all there, and its own file changes nothing."""
    store = pofile.parsefile(str(project / "outbox/translations.es.po"))
    units = {unit.getcontext(): unit for unit in store.units}
    assert units[f"{BODY}::2"].target == "Lo que *creció*"
    assert "In school: title" in units[TITLE].getnotes("developer")
    before = exchange.snapshot(project)
    store.savefile("back.po")
    assert stories("translations", "import", "--project", project, "back.po") == 0
    assert exchange.changed(before, project) == set()


def test_a_file_keeps_to_the_rules_of_xliff_2(project: Path) -> None:
    """The rules of XLIFF 2.0 that its schema cannot all say: order of elements, names, and what refers to what."""
    root = ET.parse(project / "outbox/translations.es.xlf").getroot()
    assert (root.tag, root.get("version")) == (f"{CORE}xliff", "2.0")
    units = list(root.iter(f"{CORE}unit"))
    assert len(units) > 6
    names = [str(element.get("id")) for element in (*root.iter(f"{CORE}file"), *units)]
    assert all(NAME_TOKEN.match(name) for name in names)
    assert len(set(names)) == len(names)
    for unit in units:
        order = [part.tag.removeprefix(CORE) for part in unit]
        assert order == sorted(order, key=["notes", "originalData", "segment"].index)
        data = [str(each.get("id")) for each in unit.iter(f"{CORE}data")]
        assert len(set(data)) == len(data)
        codes = list(unit.iter(f"{CORE}pc"))
        assert {code.get(side) for code in codes for side in ("dataRefStart", "dataRefEnd")} == set(data)
        for segment in unit.iter(f"{CORE}segment"):
            assert [part.tag for part in segment] in ([f"{CORE}source"], [f"{CORE}source", f"{CORE}target"])
            for side in segment:
                ids = [code.get("id") for code in side.iter(f"{CORE}pc")]
                assert len(set(ids)) == len(ids)
            assert segment.get("state") in {None, "initial", "translated", "reviewed", "final"}
            assert segment.get("subState") is None or segment.get("state")
        if size := unit.get(f"{SIZES}sizeRestriction"):
            assert size.isdecimal()
