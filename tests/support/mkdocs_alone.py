"""MkDocs as its users start it, without `stories`."""

from __future__ import annotations

from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config


def mkdocs_build(project: Path, site_dir: Path) -> None:
    """Do in this process what ``mkdocs build`` does. Raises what that ends with."""
    config = load_config(str(project / "mkdocs.yml"), site_dir=str(site_dir))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
