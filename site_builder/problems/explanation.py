"""What a rule means, for people who met it: made from the rule, its example and the catalogs' words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from site_builder.locales import Locale, formats
from site_builder.locales.catalog import catalog, known_locales
from site_builder.problems.examples import DAY, File, examples, problem_of
from site_builder.problems.report import hint, message
from site_builder.problems.rule_pages import INDEX, page_file
from site_builder.problems.rules import RULES

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~$])")
# Rules in which it counts what day it is.
_BY_THE_DAY = {"consent", "promises", "references", "time"}
_FENCES = {"yml": "yaml", "md": "markdown", "html": "html"}


@dataclass(frozen=True, slots=True)
class Explanation:
    """A rule in words of ``locale``. ``message`` and ``hint``: what the check says of ``wrong``."""

    rule: str
    locale: Locale
    grade: str
    graded: str
    consequence: str
    message: str
    hint: str
    why: str
    beside: tuple[str, ...]
    wrong: tuple[File, ...]
    right: tuple[File, ...]

    @property
    def remarks(self) -> tuple[str, ...]:
        """What one has to know of the example to read it."""
        words = catalog(self.locale)
        found = []
        if self.beside:
            found.append(words.text("help.beside", rules=", ".join(self.beside)))
        if any("# …" in file.text for file in (*self.wrong, *self.right)):
            found.append(words.text("help.rest"))
        if examples()[self.rule].family in _BY_THE_DAY:
            found.append(words.text("help.day", day=formats.long_date(DAY, self.locale)))
        return tuple(found)


def explained(rule: str, locale: Locale) -> Explanation:
    """The rule of this name, which is one of ``RULES``."""
    words, example, problem = catalog(locale), examples()[rule], problem_of(rule)
    severity = RULES[rule]
    return Explanation(
        rule=rule,
        locale=locale,
        grade=str(severity),
        graded=words.text(f"severity.{severity}"),
        consequence=words.text(f"help.grade.{severity}"),
        message=message(problem, locale),
        hint=hint(problem, locale),
        why=words.text(f"help.why.{example.family}"),
        beside=example.beside,
        wrong=example.wrong,
        right=example.right,
    )


def as_text(one: Explanation) -> Iterator[str]:
    """The lines of it for a terminal."""
    words = catalog(one.locale)
    yield f"{one.rule} ({one.graded})"
    yield ""
    yield f"{words.text('help.says')}:"
    yield f"  {one.message}"
    yield from (f"  {line}" for line in one.hint.splitlines())
    yield ""
    yield f"{words.text('help.why')}:"
    yield f"  {one.why}"
    yield f"  {one.consequence}"
    for title, files in ((words.text("help.wrong"), one.wrong), (words.text("help.right"), one.right)):
        yield ""
        yield f"{title}:"
        for file in files:
            yield f"  {file.path}"
            yield from (f"    {line}".rstrip() for line in file.text.splitlines())
    if one.remarks:
        yield ""
        yield from one.remarks


def as_markdown(one: Explanation) -> str:
    """The page of it."""
    return "\n".join(_markdown(one)) + "\n"


def _markdown(one: Explanation) -> Iterator[str]:
    words = catalog(one.locale)
    yield f"# `{one.rule}`"
    yield ""
    yield f"[{words.text('help.all')}]({page_file(INDEX, one.locale)}) · {_twins(one.rule, one.locale)}"
    yield ""
    yield f"**{words.text('help.says')}:** {plain(one.message)}"
    yield ""
    yield from (f"> {plain(line)}  " for line in one.hint.splitlines())
    yield ""
    yield f"**{words.text('help.why')}.** {plain(one.why)}"
    yield ""
    yield from reasons(one, "## {}")


def reasons(one: Explanation, heading: str) -> Iterator[str]:
    """Give lines of Markdown: what a problem of this rule leads to, a wrong and a right example.

    ``heading``: how a title is written, with ``{}`` in its place.
    """
    words = catalog(one.locale)
    yield plain(one.consequence)
    for title, files in ((words.text("help.wrong"), one.wrong), (words.text("help.right"), one.right)):
        yield from ("", heading.format(title))
        for file in files:
            yield from ("", f"`{file.path}`")
            if file.text:
                yield from ("", f"```{_FENCES.get(file.path.rpartition('.')[2], 'text')}")
                yield from file.text.splitlines()
                yield "```"
    if one.remarks:
        yield from ("", plain(" ".join(one.remarks)))


def _twins(name: str, locale: Locale) -> str:
    others = (other for other in known_locales() if other != locale)
    return " · ".join(f"[{catalog(other).text('choice.enter')}]({page_file(name, other)})" for other in others)


def index(locale: Locale) -> str:
    """The page that lists every rule."""
    words = catalog(locale)
    rows = [
        f"- [`{rule}`]({page_file(rule, locale)}) ({words.text(f'severity.{RULES[rule]}')}): "
        f"{plain(explained(rule, locale).message)}"
        for rule in sorted(RULES)
    ]
    head = [f"# {words.text('help.index')}", "", _twins(INDEX, locale), "", plain(words.text("help.index-lede")), ""]
    return "\n".join([*head, *rows]) + "\n"


def pages() -> dict[str, str]:
    """Every page in every language that the program speaks, by the names of their files in ``FOLDER``."""
    found = {}
    for locale in known_locales():
        found[page_file(INDEX, locale)] = index(locale)
        for rule in RULES:
            found[page_file(rule, locale)] = as_markdown(explained(rule, locale))
    return found


def plain(words: str) -> str:
    """Words as they are, whatever signs of Markdown stand in them."""
    return _SPECIAL.sub(r"\\\1", words)
