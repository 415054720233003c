"""How folders of releases go: out of reach at once, off the disk when there is time."""

from __future__ import annotations

import secrets
import shutil
import subprocess
import sys
from pathlib import Path

from site_builder.publish.target import SITE, home


def put_away(target: Path, folder: Path, *, at_once: bool = False) -> None:
    """Take a folder of releases away. It changes its name first, so that half of it is never taken for a release."""
    gone = home(target) / f"gone-{secrets.token_hex(4)}"
    folder.rename(gone)
    if at_once:
        shutil.rmtree(gone, ignore_errors=True)


def recycle(target: Path, to: Path) -> bool:
    """Move a site that was put away to ``to``, and let go of what else was in its folder; whether there was one."""
    for gone in sorted(home(target).glob("gone-*")):
        site = gone if not (gone / SITE).is_dir() else gone / SITE
        if (site / "index.html").is_file():
            site.rename(to)
            shutil.rmtree(gone, ignore_errors=True)
            return True
    return False


def sweep(target: Path) -> subprocess.Popen[bytes] | None:
    """Begin to remove what was put away, in a process of its own; None where there is nothing.

    To remove 20,000 pages takes a disk some seconds, in which it works and the processors do not.
    """
    gone = [str(folder) for folder in home(target).glob("gone-*")]
    if not gone:
        return None
    remove = "import shutil, sys\nfor folder in sys.argv[1:]: shutil.rmtree(folder, ignore_errors=True)"
    return subprocess.Popen([sys.executable, "-I", "-S", "-c", remove, *gone], stdin=subprocess.DEVNULL)
