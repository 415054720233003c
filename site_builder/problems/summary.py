"""The summary of a check as Markdown, for the page of a run and for comments: what to mend first."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from site_builder.locales import Locale, formats
from site_builder.locales.catalog import catalog
from site_builder.problems.explanation import explained, plain, reasons
from site_builder.problems.problem import Problem
from site_builder.problems.public_log import Withheld
from site_builder.problems.report import hint, message, position, shown
from site_builder.problems.repository import Repository
from site_builder.problems.rules import Severity

_FIRST = 10
_MOST = 200
_ROOM = 900_000
"""Characters: the page of a run takes a mebibyte."""

_LONGEST = 400
_MEANT = re.compile(r"@|:(?=//)|www(?=\.)|(?:#|gh-)(?=\d)", re.IGNORECASE)
_RUN = re.compile("`+")


def as_summary(
    problems: Sequence[Problem],
    counted: str,
    locale: Locale,
    repository: Repository | None,
    changed: Container[str] = (),
    room: int = _ROOM,
) -> str:
    """Write the ten gravest problems with what their rules mean, and the others folded away.

    ``counted``: how much there is, in a line. ``changed``: files whose problems come before all others. ``room``: about
    how many characters it may have.
    """
    words = catalog(locale)
    order = list(Severity)
    gravest = sorted(
        problems, key=lambda problem: (position(problem).file not in changed, order.index(problem.severity))
    )
    told: list[str] = []
    for index, problem in enumerate(gravest[:_MOST]):
        is_new = problem.rule not in {before.rule for before in gravest[:index]}
        help_lines = _help(problem.rule, locale, repository, folds=is_new and index < _FIRST)
        text = "\n".join([*_told(problem, locale, repository), *help_lines])
        if (room := room - len(text)) < 0:
            break
        told.append(text)
    lines = [f"## {words.text('summary.heading')}", "", plain(counted), "", *told[:_FIRST]]
    if (rest := len(problems) - _FIRST) > 0:
        number = formats.number(rest, locale)
        lines += ["<details>", f"<summary>{words.plural('summary.rest', rest, number=number)}</summary>", ""]
        lines += told[_FIRST:]
        if (unlisted := len(problems) - len(told)) > 0:
            number = formats.number(unlisted, locale)
            lines += [plain(words.plural("summary.unlisted", unlisted, number=number)), ""]
        lines += ["</details>"]
    return "\n".join(lines) + "\n"


def _told(problem: Problem, locale: Locale, repository: Repository | None) -> Iterator[str]:
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
        fence = "`" * max(3, 1 + max((len(run) for run in _RUN.findall(corrected)), default=0))
        yield f"  {fence}yaml"
        yield from (f"  {shown(line)[:_LONGEST]}" for line in corrected.splitlines())
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
        one = explained(rule, locale)
        yield from (f"  {line}".rstrip() for line in (plain(one.why), "", *reasons(one, "**{}**")))
        yield ""
        yield "  </details>"
    else:
        yield f"  {words.text('summary.explain', command=f'`stories explain {rule}`')}"
    yield ""


def _line(words: str) -> str:
    """One line in which nothing counts as Markdown or HTML, names anybody, or leads anywhere, however long the words
    are. Hosts look for names, addresses and numbers of requests in the text itself, which no backslash prevents."""
    return plain(_MEANT.sub("\\g<0>\u2060", shown(words)[:_LONGEST]))
