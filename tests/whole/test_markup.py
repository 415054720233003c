"""Markup in any text of any record is text: it becomes no element, no attribute, no address and no template."""

import html
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

import pytest

from site_builder import markdown, records
from site_builder.problems import Position, Severity
from site_builder.records.base import Part
from tests.support import markup, projects
from tests.support.built import BuiltPage, BuiltSite
from tests.support.dom import Element, parse

# What a record holds and no page prints: who may be shown and where, and where a picture was taken.
NEVER_PRINTED = {"Consent.reference", "Person.name", "Photo.department"}
# Words that are no text: addresses and names of files, which are refused unless they are plain (see below).
STRICT = {
    *("Story.formerly", "Story.slug", "Photo.file"),
    *(f"Settings.{name}" for name in ("time_zone", "logo", "logo_dark", "favicon")),
}


@dataclass(frozen=True)
class Attacked:
    """A site whose every text is an attack, those texts by number, and the same site with harmless words."""

    project: Path
    site: BuiltSite
    said: dict[int, str]
    harmless: BuiltSite


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Attacked:
    """The two sites, built once."""
    folder = tmp_path_factory.mktemp("markup")
    said = markup.fill(folder / "attacks", markup.attack)
    markup.fill(folder / "harmless", markup.harmless)
    sites = []
    for name in ("attacks", "harmless"):
        built = projects.build(folder / name, folder / f"{name}-site")
        sites.append(BuiltSite(built, markup.URL))
    return Attacked(folder / "attacks", sites[0], said, sites[1])


def shape(page: BuiltPage) -> list[tuple[str, tuple[str, ...]]]:
    """The elements of a page with the names of their attributes."""
    return [(element.tag, tuple(element.attributes)) for element in page.tree.walk()]


def test_every_text_field_is_attacked(attacked: Attacked) -> None:
    """The attacked project holds an attack in every text field of every kind of record: none can be forgotten."""
    prepared = projects.prepared(attacked.project)
    site = prepared.site
    assert site is not None
    kinds = [getattr(records, name) for name in records.__all__]
    wanted = {
        f"{kind.__name__}.{name}"
        for kind in kinds
        if isinstance(kind, type) and issubclass(kind, Part)
        for name in markup.text_fields(kind)
    }
    registers = (site.themes, site.partners, site.programmes, site.indicators, site.sources)
    entries = tuple(entry for register in registers for entry in register.values())
    found = {
        f"{type(record).__name__}.{name}"
        for record in markup.records((site.settings, *entries, *site.stories, *site.milestones))
        for name in markup.text_fields(type(record))
        if "<script>" in " ".join(markup.words_of(getattr(record, name)))
    }
    assert len(wanted) > 30
    assert found == wanted - STRICT


def test_the_same_elements_stand_on_every_page(attacked: Attacked) -> None:
    """Each page has the elements and attributes that it has with harmless words, one by one."""
    assert sorted(attacked.site.pages) == sorted(attacked.harmless.pages)
    different = []
    for address, page in attacked.site.pages.items():
        if shape(page) != shape(attacked.harmless.page(address)):
            different.append(address)
    assert different == []


def test_no_element_can_run_anything(attacked: Attacked) -> None:
    """No page has a handler, an address that runs, a frame, or a script but the site's own."""
    wrong = []
    for page in attacked.site.pages.values():
        own = [script.children for script in attacked.harmless.page(page.address).tree.all("script")]
        for element in page.tree.walk():
            if element.tag in {"iframe", "object", "embed", "base", "form", "svg"} and _is_attack(element):
                wrong.append(f"{page.address}: {element.tag}")
            for name, value in element.attributes.items():
                plain = re.sub(r"[\s\x00-\x1f]", "", html.unescape(value)).lower()
                if name.startswith("on") or plain.startswith(("javascript:", "vbscript:", "data:text")):
                    wrong.append(f"{page.address}: {element.tag} {name}={value[:60]}")
            if element.tag == "script" and element.attributes.get("type") != "application/ld+json":
                wrong += [] if element.children in own else [f"{page.address}: a script that is not the site's own"]
    assert wrong == []


def _is_attack(element: Element) -> bool:
    return any("pwned" in value for found in element.walk() for value in found.attributes.values())


def test_every_attack_is_read_as_it_was_written(attacked: Attacked) -> None:
    """Each text stands on a page to the letter, as words or in an attribute: nothing of it is lost or taken away."""
    site = projects.prepared(attacked.project).site
    assert site is not None
    private: set[str] = set()
    forms: set[str] = set()
    for record in markup.records((*site.stories, *site.indicators.values())):
        for name in markup.text_fields(type(record)):
            words = set(markup.words_of(getattr(record, name)))
            private |= words if f"{type(record).__name__}.{name}" in NEVER_PRINTED else set()
            # A unit has a form for numbers that the project may not have.
            forms |= words if name == "unit" else set()
    published = "".join(_plain(_said(page.tree)) for page in attacked.site.pages.values())
    found = {text for text in attacked.said.values() if _plain(text) in published}
    assert {text[:5] for text in attacked.said.values()} - {text[:5] for text in found | private | forms} == set()
    assert found & private == set()


def _said(tree: Element) -> str:
    """All that readers may see or hear."""
    return " ".join([tree.text, *(value for element in tree.walk() for value in element.attributes.values())])


def _plain(text: str) -> str:
    # In a story's text Markdown decodes entities and takes the asterisks of 7*7 … 7*7 for emphasis.
    return re.sub(r"[\s*]+", "", html.unescape(text))


def test_no_template_is_worked_out(attacked: Attacked) -> None:
    """What looks like a template stays as it is: no product of seven and seven stands anywhere."""
    for page in attacked.site.pages.values():
        for words, _ in page.tree.texts():
            if "m1" in words or "m2" in words:
                assert not re.search(r"\D49\D", words.partition("{{")[2].partition("slot-")[0])


def test_what_machines_read_stays_well_formed(attacked: Attacked) -> None:
    """Sitemap and feeds are XML and JSON-LD is JSON, whatever the words; the feeds hold them as text."""
    for file in attacked.site.files:
        if file.endswith(".xml"):
            tree = ET.parse(attacked.site.folder / file)
            tags = {element.tag.rpartition("}")[2] for element in tree.iter()}
            assert tags.isdisjoint({"script", "img", "b", "i", "svg", "style", "textarea"})
    for page in attacked.site.pages.values():
        for script in page.tree.all("script", type="application/ld+json"):
            data = json.loads(str(script.children[0]))
            assert data["headline"] in attacked.said.values()


# Each stands in a paragraph of its own; False where CommonMark does not take it for a link at all.
REFUSED = {"link-unsafe", "link-to-page", "link-begins-otherwise", "picture-by-address"}

LINKS = {
    "[click](javascript:window.__pwned=1)": True,
    "[click](JaVaScRiPt:window.__pwned=1)": True,
    "[click](&#106;avascript:window.__pwned=1)": True,
    "[click](java&#10;script:window.__pwned=1)": True,
    "[click](data:text/html;base64,PHNjcmlwdD4=)": True,
    "[click](vbscript:msgbox)": True,
    "[click](file:///etc/passwd)": True,
    "[click](//elsewhere.example/)": True,
    "[click](../../../etc/passwd)": True,
    "<javascript:window.__pwned=1>": True,
    "[click][later]": True,
    "![look](https://elsewhere.example/x.png)": True,
    "![look](javascript:window.__pwned=1)": True,
    "[click](https://known.example@elsewhere.example/)": True,
    "[click](java script:window.__pwned=1)": False,
}


def test_a_link_that_runs_is_refused_and_never_shown(tmp_path: Path) -> None:
    """A link in a text that leads nowhere allowed is a problem at its line, and is not shown as a link either."""
    project = projects.copy(projects.SMALL, tmp_path / "project")
    text = "\n\n".join([*LINKS, "[later]: javascript:window.__pwned=1"])
    (project / "stories" / "water-points" / "text.en.md").write_text(text, encoding="utf-8")
    refused = {
        problem.at.line
        for problem in projects.prepared(project).problems
        if problem.rule in REFUSED and isinstance(problem.at, Position)
    }
    assert refused == {2 * index + 1 for index, is_link in enumerate(LINKS.values()) if is_link}
    shown = parse(markdown.render(markdown.parse(text)))
    assert [element for element in shown.walk() if {"href", "src"} & element.attributes.keys()] == []


@pytest.mark.parametrize(
    ("file", "line", "written"),
    [
        ("content/partners.yml", "  url: https://agency.example.org/", "  url: javascript:window.__pwned=1"),
        ("content/sources.yml", "  url: https://agency.example.org/report?year=2024&part=2", "  url: data:text/html,x"),
        ("mkdocs.yml", "        email: office@example.org", '        email: "<script>@x"'),
        ("mkdocs.yml", "      accent: '#7a2e5d'", "      accent: 'red;}</style><script>'"),
        ("stories/water-points/story.yml", "formerly: [old-water-points]", 'formerly: ["../<script>"]'),
        ("stories/water-points/story.yml", "  es: puntos-de-agua", '  es: "<b>/../x"'),
        ("stories/water-points/story.yml", "    file: canary-original-name.png", '    file: "../<script>.png"'),
        ("stories/water-points/story.yml", "  - id: people-reached", '  - id: "\\"><script>"'),
        ("stories/water-points/story.yml", "date: 2024-05-20", 'date: "<b>2024-05-20"'),
    ],
)
def test_markup_in_what_is_no_text_is_refused(tmp_path: Path, file: str, line: str, written: str) -> None:
    """Addresses, colours, ids, dates and names of files that hold markup are an error at their line."""
    project = projects.copy(projects.SMALL, tmp_path / "project")
    before = (project / file).read_text(encoding="utf-8")
    assert before.count(f"{line}\n") == 1
    (project / file).write_text(before.replace(f"{line}\n", f"{written}\n"), encoding="utf-8")
    number = before.split("\n").index(line) + 1
    problems = projects.prepared(project).problems
    assert [
        problem
        for problem in problems
        if isinstance(problem.at, Position)
        and (problem.at.file, problem.at.line) == (file, number)
        and problem.severity is Severity.ERROR
    ], problems
