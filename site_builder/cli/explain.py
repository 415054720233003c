"""``stories explain``: what a rule of the check means, with an example."""

from __future__ import annotations

import textwrap
from difflib import get_close_matches

import click

from site_builder.cli.commands import Command, UsageError, argument, no_project_option
from site_builder.cli.console import Console
from site_builder.locales.catalog import Catalog
from site_builder.problems import RULES
from site_builder.problems.explanation import as_text, explain

_WIDTH = 96


def command(words: Catalog) -> click.Command:
    """Make the command."""
    rule = argument(words, "rule", "cli.explain.rule", "cli.explain.metavar", required=False)
    return Command("explain", words, _explain, [rule, no_project_option()])


def _explain(console: Console, rule: str | None) -> int:
    if rule is None:
        for name in RULES:
            console.say(f"{name}: {explain(name, console.locale).message}")
        return 0
    wanted = rule.strip().strip("[]").casefold()
    if wanted not in RULES:
        if near := get_close_matches(wanted, RULES, 1, 0.5):
            raise UsageError("cli.wrong.rule-near", verb="explain", found=rule, suggestion=near[0])
        raise UsageError("cli.wrong.rule", verb="explain", found=rule)
    for line in as_text(explain(wanted, console.locale)):
        indent = line[: len(line) - len(line.lstrip())]
        # Lines of an example stay as they are.
        if len(indent) > 2 or len(line) <= _WIDTH:
            console.say(line)
        else:
            console.say(textwrap.fill(line, _WIDTH, subsequent_indent=indent, break_on_hyphens=False))
    return 0
