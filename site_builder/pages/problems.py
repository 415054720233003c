"""Pages of the preview: what is wrong, in the browser, in place of the story that it keeps from being shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from site_builder.locales import Locale
from site_builder.locales.catalog import Catalog
from site_builder.pages.edition import Edition
from site_builder.pages.page import Making, Page
from site_builder.problems import Problem, Severity
from site_builder.problems.report import hint, message, position

LIST = "preview"
"""The last part of the address at which a language's whole list stands."""


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """One problem in words. ``grade`` is the severity's name, ``graded`` its word."""

    place: str
    grade: str
    graded: str
    message: str
    hint: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProblemsView:
    """``lede``: what this page stands for. ``problems``: in the order of files and lines."""

    lede: str
    problems: tuple[ProblemLine, ...]


def list_address(locale: Locale) -> str:
    """Where the list of all problems stands."""
    return f"{locale}/{LIST}/"


def banner(problems: Iterable[Problem], words: Catalog) -> str:
    """What stands at the top of every page of a preview: ``Preview · 2 problems``."""
    number = sum(problem.severity != Severity.NOTE for problem in problems)
    return f"{words.text('preview.name')} · {words.plural('preview.problems', number, number=number)}"


def faulty_folders(problems: Iterable[Problem]) -> frozenset[str]:
    """The folders of stories that have an error. In a draft too: it stops no publishing, but nothing can be shown."""
    parts = (position(problem).file.split("/") for problem in problems if problem.is_fault)
    return frozenset(path[1] for path in parts if path[0] == "stories" and len(path) > 2)


def problem_pages(
    chosen: Sequence[Edition], problems: Sequence[Problem], slugs: Mapping[str, Mapping[Locale, str]]
) -> Iterator[Making]:
    """A page for every folder with an error, at the story's address in every language, and the list of everything.

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
            yield Making(partial(_page, edition, title, edition.words.text("preview.story-lede"), own, twins))
        lede = edition.words.text("preview.list-lede" if problems else "preview.none-lede")
        twins = {locale: list_address(locale) for locale in edition.locales}
        yield Making(partial(_page, edition, banner(problems, edition.words), lede, problems, twins))


def lines(problems: Iterable[Problem], locale: Locale, words: Catalog) -> tuple[ProblemLine, ...]:
    """The problems in words of ``locale``."""
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
        view=ProblemsView(lede, lines(problems, edition.locale, edition.words)),
        is_listed=False,
    )
