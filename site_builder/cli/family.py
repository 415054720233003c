"""Verbs under one word, and the program itself, which is the first of these words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from importlib import import_module

import click
from click.core import ParameterSource

from site_builder import __version__
from site_builder.cli.face import Worded, help_option, language_option, project_option
from site_builder.cli.use import WrongUseError, verb_typed
from site_builder.locales.catalog import Catalog


class Family(Worded, click.Group):
    """Verbs under one word, in the order of the work. Its words are those of a verb of that name.

    ``verbs``: each verb's name and the module that has it, as ``command(words)``. Modules are imported when their verb
    is called or explains itself: a list of verbs takes its words from the catalog.
    ``alone``: what the word does without a verb, with ``options`` of its own and ``--project``; else it shows help.
    """

    def __init__(
        self,
        name: str,
        words: Catalog,
        verbs: Mapping[str, str],
        options: Sequence[click.Option] = (),
        alone: Callable[..., int] | None = None,
    ):
        own = [*options, project_option(words)] if alone else options
        super().__init__(
            name,
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
        self.verbs = verbs

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs' names."""
        return list(self.verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb of that name, from its module."""
        module = self.verbs.get(cmd_name)
        made: click.Command | None = import_module(module).command(self.words) if module else None
        return made

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb; one that is unknown brings the nearest."""
        name = args[0]
        if name in self.verbs or name.startswith("-"):
            return super().resolve_command(ctx, args)
        of = verb_typed(ctx)
        if near := get_close_matches(name.lower(), self.verbs, 1, 0.5):
            raise WrongUseError("cli.wrong.verb-near", verb=of, name=name, suggestion=near[0])
        raise WrongUseError("cli.wrong.verb", verb=of, name=name, verbs=", ".join(self.verbs))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The verbs, then the options."""
        with formatter.section(self.words.text("cli.verbs")):
            formatter.write_dl([(name, self.words.text(f"cli.{self._key_of(name)}.short")) for name in self.verbs])
        Worded.format_options(self, ctx, formatter)

    def _key_of(self, verb: str) -> str:
        return f"{self.key}-{verb}"


class Program(Family):
    """``stories`` itself."""

    def __init__(self, name: str, words: Catalog, verbs: Mapping[str, str]):
        super().__init__(name, words, verbs, [_version(words)])

    def _key_of(self, verb: str) -> str:
        return verb


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
            click.echo(f"stories {__version__}")
            context.exit()

    return click.Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show,
        help=words.text("cli.option.version"),
    )
