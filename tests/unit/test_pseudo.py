"""The pseudo-locale: what it makes of words, and that it stays away from readers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from site_builder.forms import configuration
from site_builder.locales import Locale
from site_builder.locales.catalog import catalog
from site_builder.locales.pseudo import PSEUDO, pseudo, pseudo_markdown
from site_builder.reading.records import with_pseudo
from site_builder.records.settings import Editor
from tests.support import projects
from tests.support.built import BuiltSite
from tests.support.plain_words import Known, of_cldr, of_records
from tests.support.pseudo_sites import with_pseudo as project_with_pseudo

GAP = re.compile(r"\{\w+\}")


def test_every_message_is_longer_and_has_the_same_gaps() -> None:
    """A message is in brackets, at least 40 % longer on the whole, and what is filled in goes where it went."""
    english, made = catalog(Locale("en")).messages, catalog(PSEUDO).messages
    assert english.keys() == made.keys()
    said = {key for key, forms in made.items() if forms != english[key]}
    assert {key.split(".")[0] for key in english.keys() - said} == {"address", "cli", "handbook"}
    for key in said:
        for before, after in zip(english[key], made[key], strict=True):
            assert sorted(GAP.findall(before)) == sorted(GAP.findall(after)), key
            assert (after[0], after[-1]) == ("⟦", "⟧")
    lengths = [sum(len(GAP.sub("", form)) for key in said for form in them[key]) for them in (english, made)]
    assert lengths[1] > 1.35 * lengths[0]


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("# A day", "# ⟦ÀÀ ðàý⟧"),
        ("![](photo:farmer)", "![](photo:farmer)"),
        ("[](quote:farmer)", "[](quote:farmer)"),
        ("[90 men](#result-men)", "⟦[90 ɱéééñ](#result-men)⟧"),
        ("- **A** &amp; `code`", "- ⟦**ÀÀà** &amp; `code`⟧"),
        ("---", "---"),
        ("", ""),
    ],
)
def test_markdown_stays_markdown(text: str, made: str) -> None:
    """Headings, links, places of photos and code keep their marks; only words get accents."""
    told = pseudo_markdown(text)
    assert re.sub(r"[^\x00-\x7f⟦⟧]+", "", told) == re.sub(r"[^\x00-\x7f⟦⟧]+", "", made)
    assert (told == text) == (made == text)


def test_texts_of_records_come_from_their_own_language() -> None:
    """A text is made of the language that the record was first written in; addresses and what is no text stay."""
    tree = {
        "language": "es",
        "title": {"en": "Water", "es": "Agua"},
        "slug": {"en": "water", "es": "agua"},
        "unit": {"en": {"one": "person", "other": "people"}},
        "body": {"es": "# Agua"},
        "photos": [{"alt": {"en": "A well"}, "file": "well.jpg"}],
    }
    made = with_pseudo(tree, ["en", "es", PSEUDO])
    assert made["title"] == {"en": "Water", "es": "Agua", PSEUDO: pseudo("Agua")}
    assert made["slug"] == tree["slug"]
    assert made["unit"][PSEUDO] == {"one": pseudo("person"), "other": pseudo("people")}
    assert made["body"][PSEUDO] == f"# {pseudo('Agua')}"
    assert made["photos"] == [{"alt": {"en": "A well", PSEUDO: pseudo("A well")}, "file": "well.jpg"}]
    assert with_pseudo(tree, ["en", "es"]) == tree


def test_search_engines_are_kept_away(tmp_path: Path) -> None:
    """A site with it warns whoever builds it; its pages are listed nowhere, and the other pages name no such twin."""
    project = project_with_pseudo(projects.SMALL, tmp_path / "project")
    status, said = projects.attempt(project, tmp_path / "site")
    assert status == 0, said
    assert "[pseudo-locale]" in said
    site = BuiltSite(tmp_path / "site", projects.SMALL_URL)
    assert len(site.in_language(PSEUDO)) > 15
    assert not any(page.is_listed for page in site.in_language(PSEUDO))
    assert all(page.is_listed for page in site.in_language("en") if page.address == "en/progress/")
    for page in site.pages.values():
        assert PSEUDO not in page.alternates
    assert PSEUDO not in (tmp_path / "site/sitemap.xml").read_text("utf-8")


def test_the_editor_has_no_field_for_it() -> None:
    """Nobody writes it: the forms hold the other languages only, and every word of theirs is in a catalog."""
    site, _ = projects.read(projects.SMALL)
    settings = site.settings.model_copy(update={"locales": ("en", "es", PSEUDO)})
    made = configuration(settings, Editor(host="github", repository="a/b"), PSEUDO)
    assert made["locales"] == ["en", "es"]
    known = Known({*of_cldr(), *of_records(projects.SMALL), "story-id", "result-id"})
    codes = re.compile(r"\([A-Z]{2}\)")
    told: list[str] = []

    def look(value: object) -> None:
        for key, inner in value.items() if isinstance(value, dict) else ():
            if key in {"label", "label_singular", "hint", "description"}:
                told.extend(known.without(codes.sub("", str(inner))))
            look(inner)
        for inner in value if isinstance(value, list) else ():
            look(inner)

    look(made)
    assert told == []


def test_names_that_programs_read_stay() -> None:
    """Options, files and addresses in a message can be typed as they stand."""
    said = pseudo("See --lang, story.yml and https://example.org/a for {name}.")
    for kept in ("--lang", "story.yml", "https://example.org/a", "{name}"):
        assert kept in said
