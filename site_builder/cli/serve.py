"""``stories serve``: the site as it will be, drafts too, while somebody writes."""

from __future__ import annotations

import signal
import socket
import sys
from datetime import datetime

import click

from site_builder.cli.check import summary
from site_builder.cli.commands import Command, NumberOption, flag
from site_builder.cli.console import Console
from site_builder.cli.project import instants, project_folder
from site_builder.locales.catalog import Catalog
from site_builder.locales.system_errors import explanation
from site_builder.outputs.pagefind import SearchError
from site_builder.prepare import Prepared
from site_builder.problems import Severity

_PORTS = (1, 65535)


def command(words: Catalog) -> click.Command:
    """Make the command."""
    options = [
        NumberOption(words, "--port", "cli.serve.port", _PORTS, 8000),
        flag(words, "--open opens", "cli.serve.open"),
    ]
    return Command("serve", words, _serve, options)


def _serve(console: Console, port: int, opens: bool, project: str | None) -> int:
    from site_builder.mkdocs_plugin import preview

    root = project_folder(project, verb="serve")
    instants(None, console.environment, verb="serve")
    if not _is_free(port):
        other = port + 1 if port < _PORTS[1] else 8000
        console.fail(console.words.text("cli.serve.taken", port=port, other=other, stories=console.typed))
        return 1
    console.say(console.words.text("cli.serve.address", address=click.style(f"http://127.0.0.1:{port}/", bold=True)))
    # Asked to end by the system, end as by hand: what was made for the preview holds drafts and must go.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        preview.serve(
            root,
            port,
            console.locale,
            lambda prepared, remarks: _told(prepared, remarks, console),
            lambda error: _failed(error, console),
            open_in_browser=opens,
        )
    except KeyboardInterrupt:
        console.tell(console.words.text("cli.serve.ended"))
    return 0


def _told(prepared: Prepared, remarks: list[str], console: Console) -> None:
    for problem in prepared.problems:
        if problem.severity != Severity.NOTE:
            console.say(console.problem(problem))
    for remark in remarks:
        console.say(console.remark(remark))
    console.say(f"{datetime.now().astimezone():%H:%M:%S} {summary(prepared.problems, console)}")


def _failed(error: Exception, console: Console) -> None:
    if isinstance(error, SearchError):
        console.fail(console.words.text("cli.serve.no-search", said=explanation(error, console.words)))
    else:
        console.fault(error)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        if sys.platform != "win32":
            # As the server does: a port that was in use a moment ago is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
