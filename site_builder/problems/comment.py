"""The summary of a check as a comment on a pull or merge request, in the language of who wrote what has changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence

from site_builder.locales import Locale
from site_builder.locales.catalog import catalog
from site_builder.problems.problem import Problem
from site_builder.problems.report import position
from site_builder.problems.repository import Repository
from site_builder.problems.summary import as_summary

MARK = "<!-- stories check -->"
NOTHING = "<!-- stories check: nothing -->"
"""How the comment begins, so that the next one takes its place; and how it does where there is nothing to tell."""

# GitHub takes 65,536 characters.
_ROOM = 60_000


def authors_languages(
    problems: Sequence[Problem], changed: Collection[str], languages: Mapping[str, Locale], default: Locale
) -> list[Locale]:
    """The languages of who is told, the main one first: those in which stories that changed and have problems are
    written; where no story did, those of all that have problems; else ``default``. ``languages``: by folder."""
    files = [position(problem).file for problem in problems]
    for told in ([file for file in files if file in changed], files):
        folders = {file.split("/")[1] for file in told if file.startswith("stories/")}
        counted = Counter(languages.get(folder, default) for folder in folders)
        if counted:
            return sorted(counted, key=lambda locale: (-counted[locale], locale != default, locale))
    return [default]


def as_comment(
    problems: Sequence[Problem],
    counted: Callable[[Locale], str],
    locales: Sequence[Locale],
    repository: Repository | None,
    changed: Collection[str] = (),
) -> str:
    """The comment: in the first of ``locales``, in the others folded away below it. Else it is as in ``as_summary``."""
    room = _ROOM // len(locales)
    made = [as_summary(problems, counted(locale), locale, repository, changed, room) for locale in locales]
    lines = [MARK if problems else NOTHING, made[0]]
    for locale, text in zip(locales[1:], made[1:], strict=True):
        name = catalog(locale).text("choice.enter")
        lines += ["<details>", f"<summary>{name}</summary>", "", text, "</details>", ""]
    return "\n".join(lines)
