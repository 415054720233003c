"""What a build starts with: nothing that only a preview, a picture or many processes need."""

from __future__ import annotations

import subprocess
import sys

from tests.support import parts

SPARED = {"PIL", "http", "ssl", "multiprocessing", "socketserver", "urllib.request", "watchdog"}


def test_a_build_brings_no_server_and_no_picture_program() -> None:
    """A build of a few stories spends its time on them, and not on starting what it does not use."""
    command = [sys.executable, "-c", "import sys, site_builder.mkdocs_plugin; print(*sys.modules)"]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60, cwd=parts.ROOT).stdout
    assert "site_builder.outputs.photos" in loaded.split()
    assert not SPARED.intersection(loaded.split())
