"""A disk that is full at any point of a publish."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def test_a_disk_with_ever_less_room(tmp_path: Path) -> None:
    """However little room is left, what is served is whole, and with room again the next publish succeeds."""
    refused, fitted = tried("full_disk.py", tmp_path)
    assert refused > 10
    assert fitted > 10


def test_a_build_with_ever_more_room(tmp_path: Path) -> None:
    """So it is with a whole build whose store is on the same disk; and the store takes no harm."""
    refused, fitted = tried("full_disk_build.py", tmp_path)
    assert refused > 2
    assert fitted > 2


def test_a_withdrawal_without_room_at_any_moment(tmp_path: Path) -> None:
    """While the mark, the site, its search or the list of addresses is written, or the store is emptied: readers see a
    whole site, nothing is called done, and with room again the same command ends it."""
    refused, fitted = tried("full_disk_withdraw.py", tmp_path)
    assert refused > 4
    assert fitted == 0


def tried(script: str, folder: Path) -> tuple[int, int]:
    """How often a site did not fit, and how often it did."""
    # A file system of its own, which only this process sees and which goes away with it.
    alone = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    done = subprocess.run(
        [*alone, sys.executable, "-B", str(Path(__file__).with_name(script)), str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"this needs the right to mount a tmpfs in a namespace: {done.stderr}"
    refused, fitted = map(int, done.stdout.split())
    return refused, fitted
