"""click in the catalogs' words: commands, groups and options with translated help, and usage errors."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from importlib import import_module
from typing import Any

import click
from click.core import ParameterSource

from site_builder import __version__
from site_builder.locales.catalog import Catalog, known_locales


class UsageError(Exception):
    """Ends a command with exit status 2. ``key`` and ``params`` give the words; ``verb``: whose help to point to."""

    def __init__(self, key: str, *, verb: str = "", **params: object) -> None:
        super().__init__(key)
        self.key = key
        self.verb = verb
        self.params = params


def localized_error(error: click.UsageError) -> UsageError:
    """Turn click's own error into one with words of the catalogs."""
    verb = _verb_typed(error.ctx)
    if isinstance(error, click.NoSuchOption):
        known = [name for found in (error.ctx.command.params if error.ctx else []) for name in found.opts]
        if near := get_close_matches(error.option_name, known, 1):
            return UsageError("cli.wrong.option-near", verb=verb, option=error.option_name, suggestion=near[0])
        return UsageError("cli.wrong.option", verb=verb, option=error.option_name)
    if isinstance(error, click.BadOptionUsage):
        return UsageError("cli.wrong.option-value", verb=verb, option=error.option_name)
    if isinstance(error, click.BadParameter) and error.param is not None:
        name, kind = error.param.opts[0], error.param.type
        if isinstance(kind, click.Choice):
            return UsageError("cli.wrong.choice", verb=verb, option=name, choices=", ".join(map(str, kind.choices)))
        if isinstance(kind, click.IntRange):
            return UsageError("cli.wrong.number", verb=verb, option=name, lowest=kind.min, highest=kind.max)
        if isinstance(error, click.MissingParameter):
            return UsageError("cli.wrong.missing", verb=verb, what=error.param.make_metavar(error.ctx))  # type: ignore[arg-type]
    return UsageError("cli.wrong.words", verb=verb)


def _verb_typed(context: click.Context | None) -> str:
    """Give a context's command as it is typed after the program's name; empty for the program itself."""
    names = []
    while context is not None and context.parent is not None:
        names.append(context.info_name or "")
        context = context.parent
    return " ".join(reversed(names))


class LocalizedCommand(click.Command):
    """Lays out help as click does, under the catalogs' headings and with examples."""

    words: Catalog
    key: str

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that shows how to type it."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=f"{self.words.text('cli.usage')}: ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what it does."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(self.help or "")

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what is typed without an option's name."""
        arguments = [parameter for parameter in self.get_params(ctx) if isinstance(parameter, click.Argument)]
        if arguments:
            with formatter.section(self.words.text("cli.arguments")):
                formatter.write_dl([argument.get_help_record(ctx) for argument in arguments])

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write its options."""
        options = (parameter for parameter in self.get_params(ctx) if isinstance(parameter, click.Option))
        records = (option.get_help_record(ctx) for option in options)
        with formatter.section(self.words.text("cli.options")):
            formatter.write_dl([record for record in records if record is not None])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write lines to type as they stand."""
        with formatter.section(self.words.text("cli.examples")):
            lines = self.words.text(f"cli.{self.key}.examples").splitlines()
            formatter.write("".join(f"  {line}\n" for line in lines))


class Command(LocalizedCommand):
    """A command, with ``--project``, ``--lang`` and ``--help`` unless ``params`` has its own.

    Its words are ``cli.<key>.short``, ``.help`` and ``.examples`` in the catalogs; the key is its name by default.
    ``callback`` is called with the Console and a keyword for each parameter, and returns the exit status.
    """

    def __init__(
        self, name: str, words: Catalog, callback: Callable[..., int], params: Sequence[click.Parameter], key: str = ""
    ):
        self.words, self.key = words, key or name
        own = {name for parameter in params for name in parameter.opts}
        common = (project_option(words), language_option(words.text("cli.option.lang")), help_option(words))
        super().__init__(
            name,
            callback=click.pass_obj(callback),
            params=[*params, *(option for option in common if option.opts[0] not in own)],
            help=words.text(f"cli.{self.key}.help"),
            short_help=words.text(f"cli.{self.key}.short"),
            options_metavar=words.text("cli.options-metavar"),
            add_help_option=False,
        )


class CommandGroup(LocalizedCommand, click.Group):
    """A group of commands, in the order of the work.

    ``verbs``: each command's name and where it is made, ``module:function``. Modules are imported when their command is
    called or explains itself; a list of commands takes its words from the catalog.
    ``alone``: called without a command, with ``options`` of its own and ``--project``; else that shows help.
    """

    def __init__(
        self,
        name: str,
        words: Catalog,
        verbs: Mapping[str, str],
        options: Sequence[click.Option] = (),
        alone: Callable[..., int] | None = None,
    ):
        self.words, self.key, self.verbs = words, name, verbs
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
            callback=_unless_command(alone) if alone else _help_without_command,
        )

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the commands' names."""
        return list(self.verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of the command with this name, and make it."""
        return load(self.verbs[cmd_name], self.words) if cmd_name in self.verbs else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is called. Raises UsageError, with the nearest name, where it is unknown."""
        name = args[0]
        if name in self.verbs or name.startswith("-"):
            return super().resolve_command(ctx, args)
        of = _verb_typed(ctx)
        if near := get_close_matches(name.lower(), self.verbs, 1, 0.5):
            raise UsageError("cli.wrong.verb-near", verb=of, name=name, suggestion=near[0])
        raise UsageError("cli.wrong.verb", verb=of, name=name, verbs=", ".join(self.verbs))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, then the options."""
        before = f"{self.key}-" if ctx.parent else ""
        with formatter.section(self.words.text("cli.verbs")):
            formatter.write_dl([(name, self.words.text(f"cli.{before}{name}.short")) for name in self.verbs])
        LocalizedCommand.format_options(self, ctx, formatter)


def load(reference: str, words: Catalog) -> click.Command:
    """Make the command at ``module:function``, with help in ``words``."""
    module, _, function = reference.partition(":")
    made: click.Command = getattr(import_module(module), function)(words)
    return made


def _unless_command(alone: Callable[..., int]) -> Callable[..., int]:
    """Call ``alone`` where no command follows. Its options belong to it: a command would not know of them."""

    def called(**given: object) -> int:
        context = click.get_current_context()
        if context.invoked_subcommand is None:
            return alone(context.obj, **given)
        for option in context.command.params:
            if option.expose_value and context.get_parameter_source(option.name or "") is ParameterSource.COMMANDLINE:
                verb = context.invoked_subcommand
                raise UsageError("cli.wrong.before-verb", verb=_verb_typed(context), option=option.opts[0], what=verb)
        return 0

    return called


def _help_without_command() -> None:
    context = click.get_current_context()
    if context.invoked_subcommand is None:
        click.echo(context.get_help(), color=context.color)


def argument(words: Catalog, name: str, help_key: str, metavar_key: str, **more: Any) -> click.Argument:
    """Make an argument; its help and the word that stands for it come from the catalogs."""
    return click.Argument([name], metavar=words.text(metavar_key), help=words.text(help_key), **more)


def option(words: Catalog, names: str, help_key: str, metavar_key: str = "", **more: Any) -> click.Option:
    """Make an option. ``names``: as typed, then the parameter's name where that is another: ``--format form``."""
    if metavar_key:
        more["metavar"] = words.text(metavar_key)
    return click.Option(names.split(), help=words.text(help_key), **more)


def flag(words: Catalog, names: str, help_key: str, **more: Any) -> click.Option:
    """Make an option without a value."""
    return option(words, names, help_key, is_flag=True, **more)


class NumberOption(click.Option):
    """An option for a whole number, whose help says in words which it takes; click would add ``[1<=x<=9]``."""

    def __init__(self, words: Catalog, name: str, help_key: str, between: tuple[int, int], default: int | None = None):
        lowest, highest = between
        super().__init__(
            [name],
            type=click.IntRange(lowest, highest),
            default=default,
            metavar=words.text("cli.number-metavar"),
            help=words.text(help_key, lowest=lowest, highest=highest, default=default),
        )

    def get_help_extra(self, ctx: click.Context) -> click.types.OptionHelpExtra:
        """Leave out the range."""
        extra = super().get_help_extra(ctx)
        extra.pop("range", None)
        return extra


def as_of_option(words: Catalog) -> click.Option:
    """``--as-of``: the moment for which the site is checked or made."""
    return option(words, "--as-of", "cli.option.as-of", "cli.when-metavar")


def project_option(words: Catalog) -> click.Option:
    """``--project``: the folder to work on."""
    return option(words, "--project", "cli.option.project", "cli.folder-metavar")


def no_project_option() -> click.Option:
    """``--project`` of a command that has no project, where it is taken and means nothing."""
    return click.Option(["--project"], hidden=True, expose_value=False)


def language_option(help_text: str) -> click.Option:
    """``--lang`` of the program. It is read before everything else (``program``): here only help needs it."""
    return click.Option(["--lang"], metavar="|".join(known_locales()), help=help_text, expose_value=False)


def help_option(words: Catalog) -> click.Option:
    """``--help``."""
    return _eager(words, ["-h", "--help"], "cli.option.help", lambda context: context.get_help())


def version_option(words: Catalog) -> click.Option:
    """``--version`` of the program."""
    return _eager(words, ["--version"], "cli.option.version", lambda _: f"stories {__version__}")


def _eager(words: Catalog, names: list[str], help_key: str, text: Callable[[click.Context], str]) -> click.Option:
    """Make a flag that prints something and ends the program."""

    def show(context: click.Context, _: click.Parameter, wanted: bool) -> None:
        if wanted and not context.resilient_parsing:
            click.echo(text(context), color=context.color)
            context.exit()

    return click.Option(
        names, is_flag=True, is_eager=True, expose_value=False, callback=show, help=words.text(help_key)
    )
