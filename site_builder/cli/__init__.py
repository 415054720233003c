"""The command line ``stories``: a module per verb. Arguments in, reports out, exit status."""

from __future__ import annotations

import gc
import os
import sys
import threading


def main() -> None:
    """Run ``stories`` and end the process: 0 fine, 1 problems or no success, 2 wrong use."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a letter shows a question mark; it is no reason to break off.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    # What ends a thread is told by Python itself, message and all.
    threading.excepthook = _thread_failed
    # Imported modules stay: looking for cycles among them again and again would be a twentieth of the start.
    gc.set_threshold(200_000)
    from site_builder.cli.program import run

    status = run(sys.argv[1:], os.environ)
    # Python looks for cycles among all objects before it ends: a second for those of ten thousand stories, for nothing.
    gc.freeze()
    sys.exit(status)


def _thread_failed(told: threading.ExceptHookArgs) -> None:
    from site_builder.locales.catalog import catalog
    from site_builder.locales.environment import language
    from site_builder.problems.report import describe_bug, is_public_log

    if not is_public_log(os.environ):
        threading.__excepthook__(told)
    elif told.exc_value is not None:
        sys.stderr.write(f"{describe_bug(told.exc_value, catalog(language(os.environ)))}\n")
