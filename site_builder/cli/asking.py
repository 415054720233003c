"""Questions at the terminal, one after the other, each until its answer is of use."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

from site_builder.cli.console import Console
from site_builder.cli.scaffold import clean_title

T = TypeVar("T")


class UnfitError(Exception):
    """An answer that is of no use; ``why`` says so in the words of whoever gave it."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def ask(console: Console, question: str, read: Callable[[str], T]) -> T:
    """The answer, as ``read`` takes it from one clean line. Where that raises UnfitError, it is said and asked again.

    Ctrl-C and the end of the input raise click.Abort.
    """
    while True:
        try:
            return read(clean_title(str(click.prompt(question, default="", show_default=False, err=True))))
        except UnfitError as error:
            console.fail(error.why)
