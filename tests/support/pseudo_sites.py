"""Projects as they look to whoever tries out the pseudo-locale: the same records, and en-XA among the languages."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from site_builder.locales.pseudo import PSEUDO, pseudo, pseudo_markdown
from tests.support import projects


def with_pseudo(project: Path, to: Path) -> Path:
    """A copy of ``project`` in ``to`` that has the pseudo-locale, in its pages written by hand too."""
    to.mkdir(parents=True)
    shutil.copy(project / "mkdocs.yml", to)
    for folder in ("content", "stories"):
        projects.copy(project / folder, to / folder)
    settings = to / "mkdocs.yml"
    settings.write_text(
        re.sub(r"locales: \[(.*?)\]", rf"locales: [\1, {PSEUDO}]", settings.read_text("utf-8")), "utf-8"
    )
    for page in (to / "content/pages/en").glob("*.md"):
        _, front, text = page.read_text("utf-8").split("---\n", 2)
        said = re.sub(r"(?m)^(title|description): (.*)$", lambda it: f"{it[1]}: {json.dumps(pseudo(it[2]))}", front)
        own = to / "content/pages" / PSEUDO / page.name
        own.parent.mkdir(exist_ok=True)
        own.write_text(f"---\n{said}---\n{pseudo_markdown(text)}", "utf-8")
    return to
