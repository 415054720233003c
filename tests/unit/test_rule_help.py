"""Help on the rules: every rule has its page in every language, and its examples are true."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from site_builder.locales import Locale
from site_builder.locales.catalog import catalog, known_locales
from site_builder.problems import RULES
from site_builder.problems.explanation import DAY, as_text, examples, explain, rule_pages
from site_builder.problems.rules import INDEX, page_file
from tests.support.command_line import Stories
from tests.support.rule_examples import PAGES, WRITTEN, jsonable, problems_of
from tests.support.site_cases import AS_OF


def test_every_rule_has_an_example() -> None:
    """No rule is without an example, and none is left of a rule that is gone."""
    assert examples().keys() ^ RULES.keys() == set()
    assert DAY.isoformat() == AS_OF


@pytest.mark.parametrize("rule", RULES)
def test_the_wrong_example_breaks_this_rule_and_the_right_one_none(rule: str, tmp_path: Path) -> None:
    """Whoever follows the right example has no problem left; the wrong one gives the problem that the page shows."""
    example = examples()[rule]
    wrong = problems_of(example.wrong, example, tmp_path / "wrong")
    assert {problem.rule for problem in wrong} == {rule, *example.beside}
    assert [problem.rule for problem in problems_of(example.right, example, tmp_path / "right")] == []
    told = json.loads(WRITTEN.read_text("utf-8"))[rule]
    assert told == json.loads(json.dumps(next(jsonable(problem) for problem in wrong if problem.rule == rule)))


def test_every_page_is_there_and_up_to_date() -> None:
    """The pages in docs/rules are those that the rules, examples and catalogs give; none is missing or left over.

    Where this fails: python -m tests.support.rule_examples
    """
    there = {path.name: path.read_text("utf-8") for path in PAGES.iterdir()}
    assert there == rule_pages()
    wanted = {page_file(name, locale) for name in (*RULES, INDEX) for locale in known_locales()}
    assert there.keys() == wanted


@pytest.mark.parametrize("locale", known_locales())
def test_an_explanation_is_in_one_language(locale: Locale) -> None:
    """Every rule is explained whole, with nothing left to fill in, and not in the words of the other language."""
    other = next(each for each in known_locales() if each != locale)
    for rule in RULES:
        one = explain(rule, locale)
        assert all((one.message, one.hint, one.why, one.consequence, one.wrong, one.right))
        assert "{" not in one.why + one.consequence
        assert explain(rule, other).why != one.why
        assert catalog(locale).text("help.right") in "\n".join(as_text(one))


def test_a_rule_is_explained_on_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """`stories explain` says what a rule means in the language asked for; the brackets of the report may stay."""
    stories = Stories(capsys)
    assert stories("explain", "[yaml-unquoted-colon]") == 0
    assert '    en: "Progress: six months"' not in stories.out.partition("Right:")[0]
    assert '      en: "Progress: six months"' in stories.out.partition("Right:")[2]
    assert stories("explain", "yaml-unquoted-colon", "--lang", "es") == 0
    assert "Correcto:" in stories.out
    assert stories("explain") == 0
    assert {line.partition(":")[0] for line in stories.out.splitlines()} == set(RULES)


def test_a_rule_that_is_not_there_brings_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    """A name that is nearly right is put right; one that is nothing like any says where they all are."""
    stories = Stories(capsys)
    assert stories("explain", "yaml-unquoted-colons") == 2
    assert "“yaml-unquoted-colon”" in stories.err
    assert stories("explain", "zzz", "--lang=es") == 2
    assert "stories explain" in stories.err
