"""The look of the command line: help and wrong use in the catalogs' words, in whichever language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from importlib.metadata import version

import click

from site_builder.cli.use import WrongUseError, verb_typed
from site_builder.locales.catalog import Catalog, known_locales

_WIDTH = 96


class Worded(click.Command):
    """A command whose help is laid out as click does it, but under the catalogs' headings and with examples."""

    words: Catalog
    key: str

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line that shows how to type it."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=f"{self.words.text('cli.usage')}: ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What it does."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(self.help or "")

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What is typed without an option's name."""
        arguments = [parameter for parameter in self.get_params(ctx) if isinstance(parameter, click.Argument)]
        if arguments:
            with formatter.section(self.words.text("cli.arguments")):
                formatter.write_dl([argument.get_help_record(ctx) for argument in arguments])

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Its options."""
        options = (parameter for parameter in self.get_params(ctx) if isinstance(parameter, click.Option))
        records = (option.get_help_record(ctx) for option in options)
        with formatter.section(self.words.text("cli.options")):
            formatter.write_dl([record for record in records if record is not None])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Lines to type as they stand."""
        with formatter.section(self.words.text("cli.examples")):
            lines = self.words.text(f"cli.{self.key}.examples").splitlines()
            formatter.write("".join(f"  {line}\n" for line in lines))


class Verb(Worded):
    """A verb. Its words are ``cli.<key>.short``, ``.help`` and ``.examples`` in the catalogs; the key is its name."""

    def __init__(
        self, name: str, words: Catalog, callback: Callable[..., int], params: Sequence[click.Parameter], key: str = ""
    ):
        self.key = key or name
        # A verb may mean something of its own by --lang, or have no project yet.
        own = {name for parameter in params for name in parameter.opts}
        language = language_option(words.text("cli.option.lang"))
        shared = [option for option in (_project(words), language, _help(words)) if option.opts[0] not in own]
        super().__init__(
            name,
            callback=callback,
            params=[*params, *shared],
            help=words.text(f"cli.{self.key}.help"),
            short_help=words.text(f"cli.{self.key}.short"),
            options_metavar=words.text("cli.options-metavar"),
            add_help_option=False,
        )
        self.words = words


class Number(click.Option):
    """An option for a number, whose help says in words which it takes; click would write ``[1<=x<=9]`` after it."""

    def get_help_extra(self, ctx: click.Context) -> click.types.OptionHelpExtra:
        """What click says beside the help."""
        extra = super().get_help_extra(ctx)
        extra.pop("range", None)
        return extra


class Family(Worded, click.Group):
    """Verbs under one word, in the order of the work. Its words are those of a verb of that name."""

    def __init__(self, name: str, words: Catalog, verbs: Sequence[click.Command], version: Sequence[click.Option] = ()):
        super().__init__(
            name,
            commands={verb.name: verb for verb in verbs if verb.name},
            params=[language_option(words.text("cli.option.lang")), *version, _help(words)],
            help=words.text(f"cli.{name}.help"),
            options_metavar=words.text("cli.options-metavar"),
            subcommand_metavar=words.text("cli.verb-metavar"),
            add_help_option=False,
            no_args_is_help=False,
            invoke_without_command=True,
            callback=_help_without_verb,
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
            raise WrongUseError("cli.wrong.verb-near", verb=of, name=name, near=near[0])
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


def _help_without_verb() -> None:
    context = click.get_current_context()
    if context.invoked_subcommand is None:
        click.echo(context.get_help(), color=context.color)


def _project(words: Catalog) -> click.Option:
    return click.Option(["--project"], metavar=words.text("cli.folder-metavar"), help=words.text("cli.option.project"))


def language_option(help_text: str) -> click.Option:
    """``--lang`` of the program. It is read before everything else (``program``): here only help needs it."""
    return click.Option(["--lang"], metavar="|".join(known_locales()), help=help_text, expose_value=False)


def _help(words: Catalog) -> click.Option:
    def show(context: click.Context, _: click.Parameter, wanted: bool) -> None:
        if wanted and not context.resilient_parsing:
            click.echo(context.get_help(), color=context.color)
            context.exit()

    return click.Option(
        ["-h", "--help"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show,
        help=words.text("cli.option.help"),
    )


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
