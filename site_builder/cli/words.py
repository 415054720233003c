"""``stories words``: a catalog to translate, with the words of the site that a language still lacks."""

from __future__ import annotations

import click

from site_builder.cli.commands import Command, UsageError, argument
from site_builder.cli.console import Console
from site_builder.cli.project import project_folder
from site_builder.locales import Locale, po
from site_builder.locales.catalog import Catalog, catalog_for, reader_keys, template, template_header
from site_builder.locales.languages import is_kind_of
from site_builder.problems import Position, Problem
from site_builder.reading.catalogs import catalog_file, read_catalogs
from site_builder.reading.files import read_bytes
from site_builder.reading.source import decode
from site_builder.records.fields import LOCALE
from site_builder.store.files import write_atomic


def command(words: Catalog) -> click.Command:
    """Make the command."""
    return Command("words", words, _words, [argument(words, "wanted", "cli.words.wanted", "cli.words.metavar")])


def _words(console: Console, wanted: str, project: str | None) -> int:
    if not LOCALE.match(wanted):
        raise UsageError("cli.words.no-language", verb="words", found=wanted[:40])
    root, locale = project_folder(project, verb="words"), Locale(wanted)
    file = catalog_file(locale)
    data, problems = read_bytes(root, file)
    source, unreadable = decode(file, data if data is not None else template_header(locale).encode())
    there = po.parse(source.text)
    problems = [
        *problems,
        *unreadable,
        *(Problem(Position(file, line), "catalog-unreadable") for line in there.faults),
    ]
    if problems:
        for problem in problems:
            console.say(console.problem(problem))
        return 1
    own, _ = read_catalogs(root, [locale])
    words = catalog_for(locale, own=own)
    known = {entry.key for entry in there.entries}
    lacking = [key for key in reader_keys() if not is_kind_of(locale, words.language_of(key))]
    new = [key for key in lacking if key not in known]
    if new:
        forms = there.header.forms if there.header else 2
        write_atomic(root / file, "\n".join([source.text.rstrip(), "", *template(new, forms)]).encode())
    console.say(console.counted("cli.words.done", len(lacking), file=file))
    return 0
