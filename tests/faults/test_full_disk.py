"""A disk that is full at any point of a publish."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).with_name("full_disk.py")


def test_a_disk_with_ever_less_room(tmp_path: Path) -> None:
    """However little room is left, what is served is whole, and with room again the next publish succeeds."""
    # A file system of its own, which only this process sees and which goes away with it.
    alone = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    done = subprocess.run(
        [*alone, sys.executable, "-B", str(SCRIPT), str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"this needs the right to mount a tmpfs in a namespace: {done.stderr}"
    refused, fitted = map(int, done.stdout.split())
    assert refused > 10
    assert fitted > 10
