"""The search index: Pagefind over the finished pages, one index a language, made by its own program in one run."""

from __future__ import annotations

import subprocess
from pathlib import Path

from pagefind_bin import get_executable

from site_builder.outputs.search_order import put_in_order

FOLDER = "pagefind"


class SearchError(Exception):
    """Pagefind is not there or did not finish; the message is what it printed last."""


def index_stories(stage: Path, stories: int) -> None:
    """Write ``pagefind/`` into ``stage`` from the pages there that mark their own text. Nothing where there are none.

    Raises SearchError. The program comes with a package of ours; its Python service would wait a tenth of a second for
    each answer, so its command is run once instead.
    """
    if not stories:
        return
    try:
        program = get_executable()
    except FileNotFoundError as error:
        raise SearchError("pagefind") from error
    command = [str(program), "--site", str(stage), "--output-subdir", FOLDER, "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:]
        raise SearchError(last[0] if last else f"exit status {done.returncode}")
    put_in_order(stage / FOLDER)
