"""Verbs under one word, and the program itself, which is the first of these words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from importlib.metadata import version

import click
from click.core import ParameterSource

from site_builder.cli.face import Worded, help_option, language_option, project_option
from site_builder.cli.use import WrongUseError, verb_typed
from site_builder.locales.catalog import Catalog

_WIDTH = 96


class Family(Worded, click.Group):
    """Verbs under one word, in the order of the work. Its words are those of a verb of that name.

    ``alone``: what the word does without a verb, with ``options`` of its own and ``--project``; else it shows help.
    """

    def __init__(
        self,
        name: str,
        words: Catalog,
        verbs: Sequence[click.Command],
        options: Sequence[click.Option] = (),
        alone: Callable[..., int] | None = None,
    ):
        own = [*options, project_option(words)] if alone else options
        super().__init__(
            name,
            commands={verb.name: verb for verb in verbs if verb.name},
            params=[*own, language_option(words.text("cli.option.lang")), help_option(words)],
            help=words.text(f"cli.{name}.help"),
            options_metavar=words.text("cli.options-metavar"),
            subcommand_metavar=words.text("cli.verb-metavar"),
            add_help_option=False,
            no_args_is_help=False,
            invoke_without_command=True,
            callback=_unless_verb(alone) if alone else _help_without_verb,
        )
        self.words = words
        self.key = name

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs' names."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb; one that is unknown brings the nearest."""
        name = args[0]
        if name in self.commands or name.startswith("-"):
            return super().resolve_command(ctx, args)
        of = verb_typed(ctx)
        if near := get_close_matches(name.lower(), self.commands, 1, 0.5):
            raise WrongUseError("cli.wrong.verb-near", verb=of, name=name, suggestion=near[0])
        raise WrongUseError("cli.wrong.verb", verb=of, name=name, verbs=", ".join(self.commands))

    def get_short_help_str(self, limit: int = _WIDTH) -> str:
        """What it is for, in a list of verbs."""
        return self.words.text(f"cli.{self.key}.short")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The verbs, then the options."""
        with formatter.section(self.words.text("cli.verbs")):
            formatter.write_dl([(name, verb.get_short_help_str(_WIDTH)) for name, verb in self.commands.items()])
        Worded.format_options(self, ctx, formatter)


class Program(Family):
    """``stories`` itself."""

    def __init__(self, name: str, words: Catalog, verbs: Sequence[click.Command]):
        super().__init__(name, words, verbs, [_version(words)])


def _unless_verb(alone: Callable[..., int]) -> Callable[..., int]:
    """What a word does alone. Its options belong to that: a verb would not know of them."""

    def called(**given: object) -> int:
        context = click.get_current_context()
        if context.invoked_subcommand is None:
            return alone(context.obj, **given)
        for option in context.command.params:
            if option.expose_value and context.get_parameter_source(option.name or "") is ParameterSource.COMMANDLINE:
                verb = context.invoked_subcommand
                raise WrongUseError("cli.wrong.before-verb", verb=verb_typed(context), option=option.opts[0], what=verb)
        return 0

    return called


def _help_without_verb() -> None:
    context = click.get_current_context()
    if context.invoked_subcommand is None:
        click.echo(context.get_help(), color=context.color)


def _version(words: Catalog) -> click.Option:
    def show(context: click.Context, _: click.Parameter, wanted: bool) -> None:
        if wanted and not context.resilient_parsing:
            click.echo(f"stories {version('bilingual-stories')}")
            context.exit()

    return click.Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show,
        help=words.text("cli.option.version"),
    )
