"""Markdown bodies: what pages make of them, what checks see in them, and that no text breaks either."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.markdown import MAX_DEPTH, html_offsets, links, parse, plain, prose, quoted, render

CASES = Path(__file__).parents[1] / "cases" / "markdown" / "render.txt"
STORIES = {"bridge": "../bridge/?a=1&b=2"}
PLACED = {"photo:farmer": "<figure>farmer</figure>", "quote:ana": "<figure>ana</figure>"}
VOID = {"br", "hr"}
HEADINGS = {"h2", "h3", "h4", "h5", "h6"}
TAGS = {"p", "blockquote", "ul", "ol", "li", "pre", "code", "em", "strong", "a", "figure", *HEADINGS, *VOID}


class Case(NamedTuple):
    """A text and the HTML that pages make of it."""

    name: str
    text: str
    html: str


def cases() -> list[Case]:
    """The cases of the data file."""
    _, *written = CASES.read_text(encoding="utf-8").split("\n== ")
    split = (re.fullmatch(r"(.+)\n((?:.|\n)*?)\n--\n((?:.|\n)*)", case.rstrip("\n")) for case in written)
    return [Case(*case.groups()) for case in split if case]


class Nesting(HTMLParser):
    """Reads HTML and keeps which tags and attributes it has, and whether they close in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.in_order = True
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag opens."""
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """A tag closes."""
        self.in_order = self.in_order and bool(self.open) and self.open.pop() == tag


def test_every_case_is_read() -> None:
    """No case is lost on the way from the data file."""
    assert len(cases()) == CASES.read_text(encoding="utf-8").count("\n== ")


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_pages_make_this_of_a_text(case: Case) -> None:
    """Pages show a text exactly as its case says."""
    assert render(parse(case.text), stories=STORIES, placed=PLACED).rstrip("\n") == case.html


def test_headings_begin_where_the_page_says() -> None:
    """A page may ask for other heading levels."""
    assert render(parse("# A\n\n## B"), top=3) == "<h3>A</h3>\n<h4>B</h4>\n"


def test_links_are_found_with_their_place() -> None:
    """Each link gives its kind, target, words, and its Markdown's place in characters, also behind accents."""
    text = "Niñez: [90 *per*sonas](#result-a) y\n> ![él](photo:ñ)\n\n[s](story:bridge) [x](javascript:1) <a@b.org>"
    found = [
        (*link.destination, link.words, text[link.offset : link.offset + link.length]) for link in links(parse(text))
    ]
    assert found == [
        ("figure", "a", "90 personas", "[90 *per*sonas](#result-a)"),
        ("photo", "ñ", "él", "![él](photo:ñ)"),
        ("story", "bridge", "s", "[s](story:bridge)"),
        ("refused", "javascript:1", "x", "[x](javascript:1)"),
        ("mail", "mailto:a@b.org", "a@b.org", "<a@b.org>"),
    ]


def test_words_lead_back_to_the_text() -> None:
    """A position in the words of a block leads to the same character of the text, over markup, entities and lines."""
    text = "# Año\n\nÉl &amp; **ella**\n> tres\n> mil 😀 [x](story:y) fin"
    for block in prose(parse(text)):
        for position, letter in enumerate(block.words):
            source = text[block.offset(position)]
            assert source == letter or (letter, source) in {("&", "&"), (" ", "\n")}


def test_what_is_quoted_or_code_is_apart() -> None:
    """Words in quotation marks, in block quotations and in code are not the writer's own."""
    (block,) = prose(parse("one “two” three «cuatro» `five` six"))
    apart = [block.words[start:end] for start, end in block.apart]
    assert apart == ["“two”", "«cuatro»", "five"]
    (block,) = prose(parse("> all of it"))
    assert block.apart == ((0, 9),)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ('He said "yes" and "no".', ['"yes"', '"no"']),
        ('A 5" pipe and a 6" pipe.', []),
        ("Don’t, the ’90s, ‘so’ and ‘don’t’.", ["‘so’", "‘don’t’"]),
        ("„Ja“ and «sí, “pues”, sí»", ["„Ja“", "«sí, “pues”, sí»"]),
        ("She goes on: “and then", ["“and then"]),
        ("never ‘closed", []),
    ],
)
def test_quotation_marks_pair(words: str, expected: list[str]) -> None:
    """Quotation marks of several languages pair; apostrophes and inches are none; an opened speech runs on."""
    assert [words[start:end] for start, end in quoted(words)] == expected


def test_plain_words_hold_no_markup() -> None:
    """A description is the words alone, a line a block, without what is placed."""
    text = "# Title\n\nTwo *fine*\nwords &amp; [a link](story:x).\n\n![alt](photo:a)\n\n- one\n- two"
    assert plain(parse(text)) == "Title\nTwo fine words & a link.\none\ntwo"


def test_html_is_pointed_at_once() -> None:
    """A block of HTML and each tag in a line are pointed at once."""
    assert html_offsets(parse("é\n\n<div>\nx\n</div>\n\na <b>c</b>")) == (3, 21, 25)


DEEP = {">", "- ", "[", "!["}


@pytest.mark.parametrize("piece", [">", "- ", "[", "![", "*a ", "_a*", "`", "<", "[a](", "\\\n", "<!--", "&#", "1. "])
def test_many_thousand_of_the_same_are_read(piece: str) -> None:
    """A text that opens the same thing again and again is read, or is shown as words if it nests too deep."""
    document = parse(piece * (100_000 if piece in DEEP else 10_000))
    html = Nesting(render(document))
    assert html.in_order
    assert not html.open
    prose(document)


def test_too_deep_a_text_is_its_own_words() -> None:
    """Beyond the limit the text is one escaped paragraph, and the check learns where it went too deep."""
    document = parse("é\n\n" + ">" * (MAX_DEPTH + 1) + " <b>")
    assert document.too_deep == len("é\n\n") + MAX_DEPTH
    assert render(document).startswith("<p>é\n\n&gt;&gt;")
    assert parse(">" * (MAX_DEPTH - 1) + " x").too_deep is None


_SIGNS = "<>&\"'[]()!*_`#\\:/- \n\t1.aéñ|{}%~“\0"
MARKUP = st.text(alphabet=st.one_of(st.sampled_from(_SIGNS), st.just("\ud800"), st.characters()))
PIECES = st.sampled_from(
    ["[a](photo:farmer)", "![](quote:ana)", "[b](story:bridge)", "# ", "> ", "- ", "\n\n", "&lt;", "<script>", "**"]
)


@given(st.lists(st.one_of(MARKUP, PIECES), max_size=12).map("".join))
def test_any_text_gives_well_formed_html_of_known_tags(text: str) -> None:
    """Whatever is written, the HTML closes what it opens and holds only the tags and attributes that pages write."""
    document = parse(text)
    html = Nesting(render(document, stories=STORIES, placed=PLACED))
    assert html.in_order
    assert not html.open
    assert html.tags <= TAGS
    assert html.attributes <= {"href", "title", "rel", "class", "start"}


@given(st.lists(st.one_of(MARKUP, PIECES), max_size=12).map("".join))
def test_any_place_is_inside_the_text(text: str) -> None:
    """Whatever is written, every place that a check may point at is in the text."""
    document = parse(text)
    for block in prose(document):
        for position in range(len(block.words)):
            assert 0 <= block.offset(position) < len(text)
        for link in block.links:
            assert 0 <= link.offset < link.offset + link.length <= len(text)
            assert 0 <= link.start <= link.end <= len(block.words)
