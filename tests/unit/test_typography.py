"""The spaces at which no line may end."""

from __future__ import annotations

import pytest

from site_builder.locales import Locale, Passage
from site_builder.locales.catalog import catalog_for
from site_builder.locales.typography import BOUND, NARROW, with_no_break_spaces
from site_builder.markdown import parse, render
from site_builder.rendering.lang_attributes import LanguageMarkup
from tests.support import cases


@pytest.mark.parametrize(("language", "words", "expected"), cases.table("locales/typography"))
def test_what_stays_on_one_line(language: str, words: str, expected: str) -> None:
    """In each language the spaces of its editors are bound, and no others."""
    given = words.replace("␣", BOUND)
    assert with_no_break_spaces(given, Locale(language)).replace(BOUND, "␣").replace(NARROW, "·") == expected


def test_bodies_are_bound_and_code_is_not() -> None:
    """In a story's text words are bound, also in links and emphasis; code, addresses and raw HTML are as written."""
    text = "*10 million* `10 million` [3 km](<https://example.org/3 km>) <b title='3 km'>\n\n    10 million\n\n5 km"
    assert render(parse(text), language=Locale("en")) == (
        f"<p><em>10{BOUND}million</em> <code>10 million</code> "
        f'<a rel="noopener" href="https://example.org/3%20km">3{BOUND}km</a> &lt;b title=&#x27;3 km&#x27;&gt;</p>\n'
        f"<pre><code>10 million\n</code></pre>\n<p>5{BOUND}km</p>\n"
    )


def test_each_passage_is_bound_as_its_own_language_has_it() -> None:
    """On an English page a Spanish passage follows Spanish rules, and a date those of the language it is written in."""
    tongues = LanguageMarkup(catalog_for(Locale("en")))
    assert tongues.words(Passage("3 mil", Locale("en"))) == "3 mil"
    assert tongues.words(Passage("3 mil", Locale("es"))) == f'<span lang="es">3{BOUND}mil</span>'
    assert tongues.bare(Passage("10 millones", Locale("es"))) == f"10{BOUND}millones"
    kiche = LanguageMarkup(catalog_for(Locale("quc"), ["quc", "es"]))
    assert kiche.date("8 de diciembre de 2022") == f"8{BOUND}de diciembre de 2022"
