"""The look of the command line: help and wrong use in the catalogs' words, in whichever language."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import click

from site_builder.locales.catalog import Catalog, known_locales


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
        common = (project_option(words), language_option(words.text("cli.option.lang")), help_option(words))
        shared = [option for option in common if option.opts[0] not in own]
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


def project_option(words: Catalog) -> click.Option:
    """``--project``: the folder to work on."""
    return click.Option(["--project"], metavar=words.text("cli.folder-metavar"), help=words.text("cli.option.project"))


def language_option(help_text: str) -> click.Option:
    """``--lang`` of the program. It is read before everything else (``program``): here only help needs it."""
    return click.Option(["--lang"], metavar="|".join(known_locales()), help=help_text, expose_value=False)


def help_option(words: Catalog) -> click.Option:
    """``--help``."""

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
