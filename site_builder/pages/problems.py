"""Pages of the preview: what is wrong, in place of the story that it keeps from being shown, and what that means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from site_builder.locales import Locale
from site_builder.locales.catalog import Catalog
from site_builder.pages.edition import Edition
from site_builder.pages.page import Basis, Making, Page
from site_builder.problems import Problem, Severity, faulty_folders
from site_builder.problems.explanation import Explanation, explained
from site_builder.problems.report import hint, message, position

LIST = "preview"
"""The last part of the address at which a language's whole list stands."""


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """One problem in words. ``grade`` is the severity's name, ``graded`` its word. ``more``: the address of the page
    about its rule; empty where there is no site to show one."""

    place: str
    grade: str
    graded: str
    message: str
    hint: tuple[str, ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class ProblemsView:
    """``lede``: what this page stands for. ``problems``: in the order of files and lines."""

    lede: str
    problems: tuple[ProblemLine, ...]


@dataclass(frozen=True, slots=True)
class RuleView:
    """What a rule means. ``back``: the address of the list of problems."""

    rule: Explanation
    back: str


def list_address(locale: Locale) -> str:
    """Where the list of all problems stands."""
    return f"{locale}/{LIST}/"


def rule_address(rule: str, locale: Locale) -> str:
    """Where the page about a rule stands."""
    return f"{list_address(locale)}{rule}/"


def banner(problems: Iterable[Problem], words: Catalog) -> str:
    """What stands at the top of every page of a preview: ``Preview · 2 problems``."""
    number = sum(problem.severity != Severity.NOTE for problem in problems)
    return f"{words.text('preview.name')} · {words.plural('preview.problems', number, number=number)}"


def problem_pages(
    chosen: Sequence[Edition], problems: Sequence[Problem], slugs: Mapping[str, Mapping[Locale, str]]
) -> Iterator[Making]:
    """A page for every folder with an error, at the story's address in every language, the list of everything, and a
    page about each rule in it.

    ``slugs``: by folder, the last part of the address of those stories that could be read at all.
    """
    for edition in chosen:
        for folder in sorted(faulty_folders(problems)):
            own = [problem for problem in problems if position(problem).file.startswith(f"stories/{folder}/")]
            twins = {
                locale: f"{edition.addresses.section('stories', locale)}{slugs.get(folder, {}).get(locale, folder)}/"
                for locale in edition.locales
            }
            title = edition.words.text("preview.story", folder=folder)
            lede = edition.words.text("preview.story-lede")
            yield Making(partial(_page, edition, title, lede, own, twins), _basis(edition, twins))
        lede = edition.words.text("preview.list-lede" if problems else "preview.none-lede")
        twins = {locale: list_address(locale) for locale in edition.locales}
        whole = partial(_page, edition, banner(problems, edition.words), lede, problems, twins)
        yield Making(whole, _basis(edition, twins))
        for rule in sorted({problem.rule for problem in problems}):
            yield Making(partial(_rule_page, edition, rule), _basis(edition, _rule_twins(edition, rule)))


def _basis(edition: Edition, twins: Mapping[Locale, str]) -> Basis:
    return Basis(edition.locale, "none", twins[edition.locale])


def _rule_twins(edition: Edition, rule: str) -> dict[Locale, str]:
    return {locale: rule_address(rule, locale) for locale in edition.locales}


def lines(
    problems: Iterable[Problem], locale: Locale, words: Catalog, *, explains: bool = False
) -> tuple[ProblemLine, ...]:
    """The problems in words of ``locale``. ``explains``: whether there are pages about their rules."""
    found = []
    for problem in problems:
        at = position(problem)
        found.append(
            ProblemLine(
                place=f"{at.file}:{at.line}:{at.column}",
                grade=str(problem.severity),
                graded=words.text(f"severity.{problem.severity}"),
                message=message(problem, locale),
                hint=tuple(hint(problem, locale).splitlines()),
                more=rule_address(problem.rule, locale) if explains else "",
            )
        )
    return tuple(found)


def _page(edition: Edition, title: str, lede: str, problems: Iterable[Problem], twins: Mapping[Locale, str]) -> Page:
    return Page(
        kind="problem",
        locale=edition.locale,
        address=twins[edition.locale],
        section="none",
        title=edition.own(title),
        description="",
        twins=twins,
        view=ProblemsView(lede, lines(problems, edition.locale, edition.words, explains=True)),
        is_listed=False,
    )


def _rule_page(edition: Edition, rule: str) -> Page:
    twins = _rule_twins(edition, rule)
    return Page(
        kind="rule",
        locale=edition.locale,
        address=twins[edition.locale],
        section="none",
        title=edition.own(rule),
        description="",
        twins=twins,
        view=RuleView(explained(rule, edition.locale), list_address(edition.locale)),
        is_listed=False,
    )
