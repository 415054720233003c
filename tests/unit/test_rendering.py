"""Templates as code: what they print is text, whatever it holds, and right at every depth."""

from __future__ import annotations

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from site_builder.escaping import as_markup, escaped
from site_builder.locales import Locale, Passage
from site_builder.locales.catalog import catalog
from site_builder.pages.page import Link
from site_builder.pages.views import Card
from site_builder.rendering.site_layout import Office, SiteWords
from site_builder.rendering.templates import BASE, FragmentCache, Templates, site_templates, with_base

EN = Locale("en")
NAME = Passage("Harvests", EN)
WORDS = SiteWords(NAME, Office(Passage("Press office", EN), "press@example.org", ""), "", catalog(EN))
HOSTILE = f"{BASE}<b title=\"x\" lang='y'>{{{{ 7 * 7 }}}} & </b>{BASE}"


def card(title: str, address: str = "en/stories/maize/") -> Card:
    """A story in a list."""
    return Card(
        address,
        Passage(title, EN),
        NAME,
        "2026-01-02",
        "January 2, 2026",
        Passage("Story", EN),
        (Passage("Honduras", EN),),
        None,
    )


@given(st.text(alphabet="<>&\"'aé·\n") | st.integers() | st.text().map(Markup))
def test_escaping_is_markupsafes(value: object) -> None:
    """Values are escaped to the letter as MarkupSafe escapes them; what is markup stays as it is."""
    assert escaped(value) == str(escape(value))
    assert str(as_markup(escaped(value))) == str(Markup(escape(value)))


@pytest.mark.parametrize("base", ["./", "../../../", "/a&b/"])
def test_links_begin_at_the_page(base: str) -> None:
    """The same card leads to its story from any depth, and a title that holds the very mark prints it as words."""
    templates = site_templates(EN, "directory", WORDS)
    printed = templates.from_string('{{ card(it, "", 2, "", "lazy") }}').render(it=card(HOSTILE))
    html = with_base(base, printed)
    link = f'<a href="{escape(base)}en/stories/maize/">'
    assert html.count(f"{link}{escape(HOSTILE)}</a>") == 1
    assert BASE not in html


@pytest.mark.parametrize(
    ("address", "style", "href"),
    [
        ("en/stories/maíz/", "directory", "../en/stories/ma%C3%ADz/"),
        ("en/#x", "file", "../en/index.html#x"),
        ("https://example.org/?a=1&b", "directory", "https://example.org/?a=1&amp;b"),
        ("#result-<b>", "directory", "#result-&lt;b&gt;"),
    ],
)
def test_addresses(address: str, style: str, href: str) -> None:
    """Links to the site's pages are relative and quoted; other addresses and places on the page stay as they are."""
    assert style in ("directory", "file")
    templates = site_templates(EN, "file" if style == "file" else "directory", WORDS)
    printed = templates.from_string("{{ link(to) }}").render(to=Link(NAME, address))
    assert with_base("../", printed) == f'<a href="{href}">Harvests</a>'


def test_words_are_said_once_escaped() -> None:
    """The interface's words are escaped, in text and handed on, and never twice."""
    templates = Templates({"key": as_markup(escaped("<b> & more"))})
    printed = templates.from_string('{% macro m(it) %}{{ it }}{% endmacro %}{{ t("key") }}|{{ m(t("key")) }}').render()
    assert printed == "&lt;b&gt; &amp; more|&lt;b&gt; &amp; more"


@pytest.mark.parametrize(
    "source", ["{{ nothing }}", "{{ nothing.at_all }}", "{{ it.nothing }}", "{{ it.words.nothing }}"]
)
def test_what_is_not_there_is_an_error(source: str) -> None:
    """A name or an attribute that does not exist is an error, not a gap."""
    with pytest.raises((jinja2.UndefinedError, AttributeError)):
        Templates({}).from_string(source).render(it=Link(NAME, ""))


def test_macros_take_what_they_name() -> None:
    """Arguments may be given by position or by name, those with defaults left out; any other is an error."""
    macro = "{% macro m(a, b=2, c=3) %}{{ a }}{{ b }}{{ c }}{% endmacro %}"
    templates = Templates({})
    assert templates.from_string(macro + "{{ m(1) }} {{ m(1, c=4) }} {{ m(1, 5, 6) }}").render() == "123 124 156"
    for wrong in ("{{ m(1, d=4) }}", "{{ m(1, 2, 3, 4) }}", "{{ m() }}"):
        with pytest.raises((TypeError, jinja2.UndefinedError)):
            templates.from_string(macro + wrong).render()


def test_fragments_are_kept() -> None:
    """What stands on many pages is printed once in each way; how many are kept is bounded."""
    printed: list[str] = []

    def macro(it: Card, level: int) -> str:
        printed.append(it.title.words)
        return f"<h{level}>{it.title.words}"

    kept = FragmentCache(lambda: macro, most=2)
    one, other, third = card("one"), card("other"), card("third")
    assert [kept(one, 2), kept(one, 2), kept(one, 3), kept(one, 2)] == ["<h2>one", "<h2>one", "<h3>one", "<h2>one"]
    assert printed == ["one", "one"]
    assert [kept(it, 2) for it in (other, third, one)] == ["<h2>other", "<h2>third", "<h2>one"]
    assert printed == ["one", "one", "other", "third", "one"]
