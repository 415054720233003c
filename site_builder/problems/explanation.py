"""Explain rules to people who met them: from each rule's example and the words of the catalogs.

A rule's example is a record that breaks it, and the same record put right. Examples stand in ``examples/<family>.txt``,
a family being rules that share one reason::

    === <rule> [with <rule>]
    >>> wrong [<file>]
    …
    >>> right [<file>]
    …

``with`` names a rule that is always broken along with it. ``<file>`` is a path in the project,
``stories/maize/story.yml`` where none is given. A line ``# …`` stands for the other fields.
``examples/params.json`` holds the parameters of the problem that each wrong example gives. Tests hold both sides: the
wrong one gives this problem, the right one gives none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple

from site_builder.locales import Locale, formats
from site_builder.locales.catalog import catalog, known_locales
from site_builder.problems import RULES, Position, Problem, Task
from site_builder.problems.report import escape_markdown, hint, message
from site_builder.problems.rules import INDEX, page_file

DAY = date(2024, 6, 1)
"""The day for which the examples are checked."""

FILE = "stories/maize/story.yml"
PARAMS = "params.json"

_DAY_COUNTS = {"consent", "promises", "references", "time"}
"""Families of rules whose examples depend on the day."""

_FENCES = {"yml": "yaml", "md": "markdown", "html": "html"}


class ExampleFile(NamedTuple):
    """A file of an example project: its path and its content."""

    path: str
    text: str


class Example(NamedTuple):
    """``family``: the file that holds the example. ``beside``: the rules that ``wrong`` breaks along with this one."""

    rule: str
    beside: tuple[str, ...]
    family: str
    wrong: tuple[ExampleFile, ...]
    right: tuple[ExampleFile, ...]


def folder() -> Traversable:
    """Give the folder with the examples."""
    return resources.files("site_builder").joinpath("problems", "examples")


@cache
def examples() -> Mapping[str, Example]:
    """Read all examples, by rule, in the order of their files."""
    files = sorted((file for file in folder().iterdir() if file.name.endswith(".txt")), key=lambda file: file.name)
    found = (
        _example(part, file.name.removesuffix(".txt"))
        for file in files
        for part in f"\n{file.read_text(encoding='utf-8')}".split("\n=== ")[1:]
    )
    return {example.rule: example for example in found}


def _example(part: str, family: str) -> Example:
    heading, *blocks = part.split("\n>>> ")
    rule, _, beside = heading.strip().partition(" with ")
    sides: dict[str, list[ExampleFile]] = {"wrong": [], "right": []}
    for block in blocks:
        head, _, text = block.partition("\n")
        side, _, path = head.partition(" ")
        sides[side].append(ExampleFile(path or FILE, f"{text.rstrip()}\n" if text.strip() else ""))
    return Example(rule, tuple(beside.split()), family, tuple(sides["wrong"]), tuple(sides["right"]))


def problem_of(rule: str) -> Problem:
    """Give the problem of the wrong example of ``rule``."""
    params = {
        # A list stands for tasks.
        name: tuple(Task(*task) for task in value) if isinstance(value, list) else value
        for name, value in _params()[rule].items()
    }
    return Problem(Position(examples()[rule].wrong[0].path), rule, params)


@cache
def _params() -> Mapping[str, Mapping[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads(folder().joinpath(PARAMS).read_text(encoding="utf-8"))
    return found


@dataclass(frozen=True, slots=True)
class Explanation:
    """A rule in words of ``locale``. ``message`` and ``hint``: what the check says of the wrong example."""

    rule: str
    locale: Locale
    grade: str
    graded: str
    consequence: str
    message: str
    hint: str
    why: str
    wrong: tuple[ExampleFile, ...]
    right: tuple[ExampleFile, ...]
    remarks: tuple[str, ...]


def explain(rule: str, locale: Locale) -> Explanation:
    """Explain a rule of ``RULES``."""
    words, example, problem = catalog(locale), examples()[rule], problem_of(rule)
    severity = RULES[rule]
    remarks = []
    if example.beside:
        remarks.append(words.text("help.beside", rules=", ".join(example.beside)))
    if any("# …" in file.text for file in (*example.wrong, *example.right)):
        remarks.append(words.text("help.rest"))
    if example.family in _DAY_COUNTS:
        remarks.append(words.text("help.day", day=formats.long_date(DAY, locale)))
    return Explanation(
        rule=rule,
        locale=locale,
        grade=str(severity),
        graded=words.text(f"severity.{severity}"),
        consequence=words.text(f"help.grade.{severity}"),
        message=message(problem, locale),
        hint=hint(problem, locale),
        why=words.text(f"help.why.{example.family}"),
        wrong=example.wrong,
        right=example.right,
        remarks=tuple(remarks),
    )


def as_text(one: Explanation) -> Iterator[str]:
    """Write an explanation for a terminal, line by line."""
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


def as_markdown(one: Explanation) -> Iterator[str]:
    """Write an explanation as a page in Markdown, line by line."""
    words = catalog(one.locale)
    yield f"# `{one.rule}`"
    yield ""
    yield f"[{words.text('help.all')}]({page_file(INDEX, one.locale)}) · {_alternates(one.rule, one.locale)}"
    yield ""
    yield f"**{words.text('help.says')}:** {escape_markdown(one.message)}"
    yield ""
    yield from (f"> {escape_markdown(line)}  " for line in one.hint.splitlines())
    yield ""
    yield f"**{words.text('help.why')}.** {escape_markdown(one.why)}"
    yield ""
    yield from explanation_details(one, "## {}")


def explanation_details(one: Explanation, heading: str) -> Iterator[str]:
    """Give lines of Markdown: what a problem of this rule leads to, a wrong and a right example.

    ``heading``: how a title is written, with ``{}`` in its place.
    """
    words = catalog(one.locale)
    yield escape_markdown(one.consequence)
    for title, files in ((words.text("help.wrong"), one.wrong), (words.text("help.right"), one.right)):
        yield from ("", heading.format(title))
        for file in files:
            yield from ("", f"`{file.path}`")
            if file.text:
                yield from ("", f"```{_FENCES.get(file.path.rpartition('.')[2], 'text')}")
                yield from file.text.splitlines()
                yield "```"
    if one.remarks:
        yield from ("", escape_markdown(" ".join(one.remarks)))


def _alternates(name: str, locale: Locale) -> str:
    """Link to the same page in the other languages."""
    others = (other for other in known_locales() if other != locale)
    return " · ".join(f"[{catalog(other).text('choice.enter')}]({page_file(name, other)})" for other in others)


def _index(locale: Locale) -> Iterator[str]:
    words = catalog(locale)
    yield from (f"# {words.text('help.index')}", "", _alternates(INDEX, locale), "")
    yield from (escape_markdown(words.text("help.index-lede")), "")
    for rule in sorted(RULES):
        graded, said = words.text(f"severity.{RULES[rule]}"), escape_markdown(explain(rule, locale).message)
        yield f"- [`{rule}`]({page_file(rule, locale)}) ({graded}): {said}"


def rule_pages() -> dict[str, str]:
    """Write the page of every rule, and the list of them, in every language of the program; by the names of their
    files in ``rules.RULE_PAGES``."""
    found = {}
    for locale in known_locales():
        found[page_file(INDEX, locale)] = "\n".join(_index(locale)) + "\n"
        for rule in RULES:
            found[page_file(rule, locale)] = "\n".join(as_markdown(explain(rule, locale))) + "\n"
    return found
