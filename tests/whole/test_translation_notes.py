"""What readers are told of translations: at the passage, on its own page, in its language, and nowhere else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.support import cases
from tests.support.edits import Records, small
from tests.support.translation_notes import accept, machines, notes, site_of, with_locks

CHANGED = {
    "en": "The Spanish version has changed since this translation was made. Read it in Spanish",
    "es": "La versión en inglés ha cambiado desde que se hizo esta traducción. Leer en inglés",
}
STORY, HISTORIA = "en/stories/water-points/", "es/historias/puntos-de-agua/"
MACHINE = "Traducción automática"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where all builds of this module are made, one after the other, with one store."""
    return tmp_path_factory.mktemp("translated")


def text_at(records: Records, path: str) -> dict[str, Any]:
    """The text of a field by its path."""
    found: Any = records
    for part in path.split("/"):
        found = getattr(found, part) if isinstance(found, Records) else found[int(part) if part.isdigit() else part]
    assert isinstance(found, dict)
    return found


def one_sentence_edited(folder: Path, path: str, locale: str) -> Records:
    """The small project, all of its translations fresh, after one edit in one language."""
    records = with_locks(small(), folder)
    text = text_at(records, path)
    text[locale] += "\n\nOne more sentence." if path.endswith("body") else " now"
    return records


@pytest.mark.parametrize(("path", "edited", "address", "words"), cases.table("pages/translation-notes"))
def test_an_edit_makes_exactly_that_field_stale(folder: Path, path: str, edited: str, address: str, words: str) -> None:
    """After one edit one note stands in the whole site: behind that field's translation, where that is told in full."""
    site = site_of(one_sentence_edited(folder, path, edited), folder)
    found = notes(site)
    if not address:
        assert found == []
        return
    ((where, passage, said),) = found
    assert (where, said) == (address, CHANGED[address[:2]])
    assert words in passage
    (way,) = site.page(address).main.with_class("s-way")
    original = site.leads_to(site.page(address), way.attributes["href"])
    assert original is not None
    assert original[0].startswith(f"{edited}/")
    assert way.attributes["hreflang"] == edited
    assert not original[1] or site.page(original[0]).main.by_id(original[1])


def test_nothing_is_said_of_fresh_translations(folder: Path) -> None:
    """Neither where every translation is fresh, nor once somebody has looked at a stale one."""
    assert notes(site_of(with_locks(small(), folder), folder)) == []
    edited = one_sentence_edited(folder, "stories/water-points/title", "en")
    assert len(notes(site_of(edited, folder))) == 1
    assert notes(site_of(accept(edited, folder), folder)) == []


def test_white_space_is_no_edit(folder: Path) -> None:
    """What is only laid out anew has not changed."""
    records = with_locks(small(), folder)
    summary = text_at(records, "stories/water-points/summary")
    summary["en"] = summary["en"].replace(" ", "  ")
    assert notes(site_of(records, folder)) == []


def test_a_machines_story_says_so(folder: Path) -> None:
    """At its head, once, with the way to the original; its quotations too; in two words wherever else it stands."""
    site = site_of(with_locks(small(), folder, "machine"), folder)
    of_story = [(passage, said) for address, passage, said in notes(site) if address == HISTORIA]
    assert [said for _, said in of_story] == ["Traducción automática del inglés, todavía sin revisar. Leer en inglés"]
    assert not [address for address, _, _ in notes(site) if address.startswith("en/")]
    (origin,) = site.page(STORY).main.with_class("s-origin")
    assert "Machine translation from Spanish, not yet checked" in origin.text
    for address in ("es/", "es/historias/", "es/paises/guatemala/", "es/archivo/2024/"):
        assert any(MACHINE in card.text for card in site.page(address).main.with_class("s-card")), address
    rows = site.page("es/resultados/").main.with_class("s-row")
    assert [MACHINE in row.text for row in rows] == ["found a tap" not in row.text for row in rows]
    assert not any(machines(page) for page in site.in_language("en"))
    feeds = {locale: (site.folder / locale / "feed.xml").read_text("utf-8") for locale in ("en", "es")}
    assert "(Traducción automática del inglés, todavía sin revisar.)</summary>" in feeds["es"]
    assert "Machine translation" not in feeds["en"]


def test_a_machines_promise_says_so(folder: Path) -> None:
    """In the ledger once a promise, and behind its line on every other page."""
    site = site_of(with_locks(small(), folder, "machine"), folder)
    promises = site.page("es/avances/").main.with_class("s-promise")
    assert [len(promise.all(role="note")) for promise in promises] == [1] * len(promises)
    assert all(MACHINE in event.text for event in site.page("es/avances/").main.with_class("s-event"))
    assert all(MACHINE in line.text for line in site.page("es/paises/guatemala/").main.with_class("s-line"))


def test_where_a_machine_made_a_part_that_is_said(folder: Path) -> None:
    """Words that nobody sees count too: a picture's, for those who listen."""
    records = with_locks(small(), folder)
    lock = records.locks["water-points"]
    lock["photos.valley.alt es"] = lock["photos.valley.alt es"].replace("human", "machine")
    ((address, _, said),) = notes(site_of(records, folder))
    assert (address, said) == (
        HISTORIA,
        "Una parte de este texto es traducción automática del inglés, todavía sin revisar. Leer en inglés",
    )


def test_a_machines_work_is_told_of_though_it_is_old(folder: Path) -> None:
    """Where the original has changed since, both are said."""
    records = with_locks(small(), folder, "machine")
    records.stories["water-points"]["title"]["en"] += " now"
    said = [said for address, _, said in notes(site_of(records, folder)) if address == HISTORIA]
    assert said == [CHANGED["es"], "Traducción automática del inglés, todavía sin revisar. Leer en inglés"]


def test_where_nobody_can_tell_that_is_said(folder: Path) -> None:
    """A lock that cannot be read hides no machine: readers learn that nobody knows."""
    records = with_locks(small(), folder)
    records.locks["water-points"]["<<<<<<<"] = "HEAD"
    found = notes(site_of(records, folder))
    assert {address for address, _, _ in found} == {HISTORIA}
    assert re.match("Por ahora no se sabe si esta traducción del inglés está al día", found[0][2])
