"""Projects whose files are not as they should be, made from the small project by what a case says."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from tests.support import projects


def spoil(project: Path, case: dict[str, Any], outside: Path) -> None:
    """Do to a copy of the small project what the case says (``tests/whole/hostile_projects.yml``)."""
    for name in case.get("remove", []):
        path = project / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for name, to in case.get("rename", {}).items():
        (project / name).rename(project / to)
    for name in case.get("folder", []):
        (project / name).mkdir(parents=True)
    for name, text in case.get("put", {}).items():
        _file(project / name).write_text(text, encoding="utf-8")
    for name, (text, count) in case.get("repeat", {}).items():
        _file(project / name).write_text(text * count, encoding="utf-8")
    for name, digits in case.get("bytes", {}).items():
        _file(project / name).write_bytes(bytes.fromhex(digits))
    for name, to in case.get("link", {}).items():
        _file(project / name).symlink_to(to.replace("{outside}", str(outside)))


def elsewhere(folder: Path) -> Path:
    """A folder that is not the project's, with things that must not be read."""
    folder.mkdir()
    story = (projects.SMALL / "stories" / "night-school" / "story.yml").read_text(encoding="utf-8")
    for name in ("secret.yml", "story.yml", "themes.yml", "about.md"):
        (folder / name).write_text(story.replace("night school", "borrowed-canary"), encoding="utf-8")
    (folder / "lent").mkdir()
    shutil.copy(folder / "story.yml", folder / "lent" / "story.yml")
    shutil.copy(projects.SMALL / "stories" / "water-points" / "canary-portrait.png", folder / "picture.png")
    return folder


def _file(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
