"""Where a file goes that is made to be sent: into the project's outbox, or where somebody typed."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path

from site_builder.cli.console import Console
from site_builder.cli.use import WrongUseError
from site_builder.locales.formats import joined
from site_builder.outbox import OUTBOX, OutboxError, outbox, outbox_file

_NEVER_COMMITTED = (OUTBOX, ".cache")


def destination(root: Path, name: str, typed: Path | None, *, verb: str, option: str) -> Path:
    """Decide where a file goes: as somebody typed it by ``option``, else by ``name`` into the outbox.

    The outbox is made where it is missing, typed or not. Raises WrongUseError where something else bears its name.
    """
    try:
        if typed is None:
            return outbox_file(root, name)
        if typed.parent.resolve() == root / OUTBOX:
            outbox(root)
        return typed
    except OutboxError as error:
        raise WrongUseError(f"cli.wrong.outbox.{error.why}", verb=verb, option=option) from None


def warn_of_commit(console: Console, root: Path, files: Iterable[Path], key: str, option: str) -> None:
    """Say under ``key`` which files must not be committed, of those that somebody had written elsewhere by ``option``
    and that the next commit may take along."""
    if names := [file.name for file in files if _is_committed_next(root, file)]:
        console.tell(console.words.text(key, files=joined(names, console.locale), option=option))


def _is_committed_next(root: Path, file: Path) -> bool:
    """Tell whether the next commit may take a file along, since it is in the project's repository and not ignored.

    Where Git cannot be asked, every place in the project counts, except the folders that no project commits.
    """
    whole = file.parent.resolve() / file.name
    command = ["git", "-C", str(root), "check-ignore", "--quiet", "--", str(whole)]
    try:
        status = subprocess.run(command, capture_output=True, check=False, timeout=60).returncode
    except (OSError, subprocess.SubprocessError):
        status = -1
    if status in {0, 1}:
        return status == 1
    return whole.is_relative_to(root) and not any(whole.is_relative_to(root / name) for name in _NEVER_COMMITTED)
