"""Wrong use: what was typed and cannot be done, in words that the catalogs hold."""

from __future__ import annotations

from difflib import get_close_matches

import click


class WrongUseError(Exception):
    """Ends a verb with exit status 2. ``key`` and ``params`` give the words; ``verb``: whose help to point to."""

    def __init__(self, key: str, *, verb: str = "", **params: object) -> None:
        super().__init__(key)
        self.key = key
        self.verb = verb
        self.params = params


def verb_typed(context: click.Context | None) -> str:
    """The verb of a context as it is typed behind the program's name; empty for the program itself."""
    names = []
    while context is not None and context.parent is not None:
        names.append(context.info_name or "")
        context = context.parent
    return " ".join(reversed(names))


def wrong_use(error: click.UsageError) -> WrongUseError:
    """The parser's complaint, for our own words."""
    verb = verb_typed(error.ctx)
    if isinstance(error, click.NoSuchOption):
        near = get_close_matches(error.option_name, _options(error.ctx), 1)
        if near:
            return WrongUseError("cli.wrong.option-near", verb=verb, option=error.option_name, suggestion=near[0])
        return WrongUseError("cli.wrong.option", verb=verb, option=error.option_name)
    if isinstance(error, click.BadOptionUsage):
        return WrongUseError("cli.wrong.option-value", verb=verb, option=error.option_name)
    if isinstance(error, click.BadParameter) and error.param is not None:
        name = error.param.opts[0]
        if isinstance(error.param.type, click.Choice):
            choices = ", ".join(map(str, error.param.type.choices))
            return WrongUseError("cli.wrong.choice", verb=verb, option=name, choices=choices)
        if isinstance(error.param.type, click.IntRange):
            lowest, highest = error.param.type.min, error.param.type.max
            return WrongUseError("cli.wrong.number", verb=verb, option=name, lowest=lowest, highest=highest)
        if isinstance(error, click.MissingParameter):
            return WrongUseError("cli.wrong.missing", verb=verb, what=error.param.make_metavar(error.ctx))  # type: ignore[arg-type]
    return WrongUseError("cli.wrong.words", verb=verb)


def _options(context: click.Context | None) -> list[str]:
    return [name for found in (context.command.params if context else []) for name in found.opts]
