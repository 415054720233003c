"""Links proposed for figures: what is proposed, and that accepting it mends the text."""

from __future__ import annotations

import pytest

from site_builder.checks.figures import apply, figure_problems, proposals
from site_builder.locales import Locale
from site_builder.locales.catalog import catalog
from site_builder.problems import RULES
from site_builder.records import Result, Story


def result(
    name: str, value: str, people: str, personas: str, what: str = "took part", que: str = "participaron"
) -> Result:
    """A result with its unit and what it tells."""
    return Result.model_validate(
        {
            "id": name,
            "value": value,
            "unit": {"en": people, "es": personas},
            "what": {"en": what, "es": que},
            "countries": ["SV"],
            "status": "achieved",
            "when": "unstated",
        }
    )


def story(*results: Result, **bodies: str) -> Story:
    """A story with these results and a body a language."""
    words = {"en": "Title", "es": "Título"}
    fields = {
        "id": "alpha",
        "title": words,
        "summary": words,
        "date": "2023-05-04",
        "countries": ["SV"],
        "body": bodies,
    }
    return Story.model_validate({**fields, "language": "en", "results": results})


GRADUATES = result("graduates", "90", "people", "personas", "finished technical courses", "terminaron cursos técnicos")
FARMERS = result("farmers", "3700", "farmers", "agricultores")
PLANTS = result("plants", "16", "small plants", "pequeñas plantas")
SHARE = result("share", "34", "percent", "por ciento", "of the women found work", "de las mujeres consiguieron empleo")


@pytest.mark.parametrize(
    ("locale", "text", "mended"),
    [
        ("en", "Some 90 people came.", "Some [90 people](#result-graduates) came."),
        ("en", "Ninety people came.", "[Ninety people](#result-graduates) came."),
        ("en", "**90** people came.", "**[90](#result-graduates)** people came."),
        ("en", "> x\n\n- Then 3,700\n  farmers came.", "> x\n\n- Then [3,700\n  farmers](#result-farmers) came."),
        ("en", "Of all in courses, 90 finished.", "Of all in courses, [90](#result-graduates) finished."),
        ("en", "It meant work for 34 % of the women.", "It meant work for [34](#result-share) % of the women."),
        ("es", "Niños: noventa personas, 3,700 agricultores.",
         "Niños: [noventa personas](#result-graduates), [3,700 agricultores](#result-farmers)."),
        ("es", "Son 16 pequeñas plantas 😀 y 16 municipios.",
         "Son [16 pequeñas plantas](#result-plants) 😀 y 16 municipios."),
    ],
)  # fmt: skip
def test_accepted_proposals_mend_the_text(locale: str, text: str, mended: str) -> None:
    """A number that is about a result gets a link with its unit; with the link in place there is nothing to say."""
    results = (GRADUATES, FARMERS, PLANTS, SHARE)
    assert apply(text, proposals(story(*results, **{locale: text}))) == mended
    assert not list(figure_problems(story(*results, **{locale: mended})))


@pytest.mark.parametrize(
    "text",
    [
        "In 16 towns it rained.",
        "On 16 May 2023 they met, for 90 days.",
        "“90 people came,” she said.",
        "> 90 people came.",
        "`90 people`",
        "[90 people](https://example.org/) came.",
        "[90 people](#result-graduates) came.",
        "34 people came, and 90 % of the women.",
        "9&#48; people came.",
    ],
)
def test_nothing_is_proposed_where_chance_or_markup_stands_in_the_way(text: str) -> None:
    """Equal by chance, quoted, linked already, of another kind, or not to be put between brackets: no proposal."""
    assert proposals(story(GRADUATES, FARMERS, PLANTS, SHARE, en=text)) == []


def test_one_of_several_equal_results_is_not_guessed() -> None:
    """Where two results come into question, both are named and none is proposed."""
    twin = GRADUATES.model_copy(update={"id": "twins"})
    one = story(GRADUATES, twin, en="And 90 people came.")
    assert proposals(one) == []
    (problem,) = figure_problems(one)
    assert (problem.rule, problem.params["results"]) == ("figure-unlinked-several", "graduates, twins")


def test_a_difference_is_told_in_the_language_s_own_way() -> None:
    """What the record says is written as readers of the text write it."""
    one = story(FARMERS, es="[3.700 agricultores](#result-farmers)")
    (problem,) = figure_problems(one)
    assert problem.params == {"result": "farmers", "found": "3.700", "expected": "3,700"}
    assert "3,700" in catalog(Locale("es")).text("rule.figure-link-differs", **problem.params)


def test_only_the_site_s_languages_are_read() -> None:
    """A text in a language that the site does not have is left alone."""
    assert not list(figure_problems(story(FARMERS, en="[3,700](#result-farmers)", es="99"), ["en"]))


def test_many_links_and_numbers_in_one_paragraph_are_checked_in_good_time() -> None:
    """A paragraph of ten thousand links and numbers is checked link by link."""
    problems = list(figure_problems(story(FARMERS, en="[3,701](#result-farmers) 12 " * 10_000)))
    assert sum(problem.rule == "figure-link-differs" for problem in problems) == 10_000


def test_every_rule_of_figures_has_words() -> None:
    """Each rule of figures has its words and its hint in both languages."""
    rules = [rule for rule in RULES if rule.startswith("figure-")]
    for locale in ("en", "es"):
        words = catalog(Locale(locale)).messages
        assert all(f"rule.{rule}" in words and f"rule.{rule}.hint" in words for rule in rules)
