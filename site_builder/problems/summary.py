"""Summarize a check in Markdown, for the page of a run and for a comment on a pull or merge request."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Container, Iterator, Mapping, Sequence
from dataclasses import replace

from site_builder.locales import Locale, formats
from site_builder.locales.catalog import catalog
from site_builder.problems import Problem, Severity
from site_builder.problems.explanation import explain, explanation_details
from site_builder.problems.report import Repository, Withheld, escape_markdown, hint, message, position, printable

MARK = "<!-- stories check -->"
NOTHING = "<!-- stories check: nothing -->"
"""How a comment begins, so that the next one replaces it; and how it begins where there are no problems."""

_FIRST = 10
_MOST = 200
_ROOM, _COMMENT_ROOM = 900_000, 60_000
"""Characters: the page of a run takes a mebibyte, GitHub's comments 65,536 characters."""

_LONGEST = 400
_LINKED_BY_HOSTS = re.compile(r"@|:(?=//)|www(?=\.)|(?:#|gh-)(?=\d)", re.IGNORECASE)
_BACKTICKS = re.compile("`+")


def as_summary(
    problems: Sequence[Problem],
    counted: str,
    locale: Locale,
    repository: Repository | None,
    changed: Container[str] = (),
    room: int = _ROOM,
) -> str:
    """List the ten gravest problems with what their rules mean, and the others folded away.

    ``counted``: a line that says how many there are. ``changed``: files whose problems come before all others.
    ``room``: about how many characters the summary may have.
    """
    words = catalog(locale)
    order = list(Severity)
    gravest = sorted(
        problems, key=lambda problem: (position(problem).file not in changed, order.index(problem.severity))
    )
    listed: list[str] = []
    for index, problem in enumerate(gravest[:_MOST]):
        is_new = problem.rule not in {before.rule for before in gravest[:index]}
        help_lines = _help(problem.rule, locale, repository, folds=is_new and index < _FIRST)
        text = "\n".join([*_item(problem, locale, repository), *help_lines])
        if (room := room - len(text)) < 0:
            break
        listed.append(text)
    lines = [f"## {words.text('summary.heading')}", "", escape_markdown(counted), "", *listed[:_FIRST]]
    if (rest := len(problems) - _FIRST) > 0:
        number = formats.number(rest, locale)
        lines += ["<details>", f"<summary>{words.plural('summary.rest', rest, number=number)}</summary>", ""]
        lines += listed[_FIRST:]
        if (unlisted := len(problems) - len(listed)) > 0:
            number = formats.number(unlisted, locale)
            lines += [escape_markdown(words.plural("summary.unlisted", unlisted, number=number)), ""]
        lines += ["</details>"]
    return "\n".join(lines) + "\n"


def _item(problem: Problem, locale: Locale, repository: Repository | None) -> Iterator[str]:
    words = catalog(locale)
    at = position(problem)
    place = f"{at.file}:{at.line}"
    where = f"[{_line(place)}](<{repository.line(at)}>)" if repository else _line(place)
    yield f"- **{words.text(f'severity.{problem.severity}')}** {where}  "
    yield f"  {_line(message(problem, locale))}  "
    found = problem.params.get("corrected", "")
    if corrected := "" if isinstance(found, Withheld) else str(found):
        bare = replace(problem, params={**problem.params, "corrected": ""})
        yield f"  {_line(hint(bare, locale).strip())}"
        yield ""
        fence = "`" * max(3, 1 + max((len(run) for run in _BACKTICKS.findall(corrected)), default=0))
        yield f"  {fence}yaml"
        yield from (f"  {printable(line)[:_LONGEST]}" for line in corrected.splitlines())
        yield f"  {fence}"
        yield ""
    else:
        yield from (f"  {_line(line)}  " for line in hint(problem, locale).splitlines() if line)


def _help(rule: str, locale: Locale, repository: Repository | None, *, folds: bool) -> Iterator[str]:
    """Say what a rule means: by a link to its page, else folded away (``folds``), else by naming the command."""
    words = catalog(locale)
    if address := repository.help(rule, locale) if repository else "":
        yield f"  [{words.text('summary.help')}]({address}) (`{rule}`)"
    elif folds:
        yield f"  <details><summary>{words.text('summary.help')} (<code>{rule}</code>)</summary>"
        yield ""
        one = explain(rule, locale)
        yield from (
            f"  {line}".rstrip() for line in (escape_markdown(one.why), "", *explanation_details(one, "**{}**"))
        )
        yield ""
        yield "  </details>"
    else:
        yield f"  {words.text('summary.explain', command=f'`stories explain {rule}`')}"
    yield ""


def _line(words: str) -> str:
    """Make words one line without Markdown, HTML, mentions or links, cut where it is too long. Hosts look for names,
    addresses and numbers of requests in the text itself, which no backslash prevents."""
    return escape_markdown(_LINKED_BY_HOSTS.sub("\\g<0>\u2060", printable(words)[:_LONGEST]))


def authors_languages(
    problems: Sequence[Problem], changed: Collection[str], languages: Mapping[str, Locale], default: Locale
) -> list[Locale]:
    """Choose the languages of a comment, the main one first: those of the changed stories that have problems; where
    there are none, of all stories that have problems; else ``default``. ``languages``: of stories, by folder."""
    files = [position(problem).file for problem in problems]
    for chosen in ([file for file in files if file in changed], files):
        folders = {file.split("/")[1] for file in chosen if file.startswith("stories/")}
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
    """Write the summary as a comment, in the first of ``locales`` and folded away below it in the others."""
    room = _COMMENT_ROOM // len(locales)
    made = [as_summary(problems, counted(locale), locale, repository, changed, room) for locale in locales]
    lines = [MARK if problems else NOTHING, made[0]]
    for locale, text in zip(locales[1:], made[1:], strict=True):
        name = catalog(locale).text("choice.enter")
        lines += ["<details>", f"<summary>{name}</summary>", "", text, "</details>", ""]
    return "\n".join(lines)
