"""The handbook's pictures, made from the real thing. After a change of what they show:

    python -m tests.support.handbook_pictures [NAME …]

writes them anew into ``site_builder/handbook/images/<language>/``. They show an invented programme, which is in
``tests/sites/handbook``: its site as it is built, its preview, and the editor signed in at a stand-in for GitHub.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from PIL import Image

from site_builder.mkdocs_plugin import Options, run
from site_builder.reading.handwritten import HANDBOOK_LANGUAGES as LANGUAGES
from site_builder.rendering.handbook import PACKAGE, PICTURES
from tests.support import projects
from tests.support.browser import chromium
from tests.support.drawings import classroom, oven
from tests.support.handbook_scenes import SCENES
from tests.support.handbook_stage import NOON, Stage

PROJECT = projects.SITES / "handbook"


def project(folder: Path) -> Path:
    """The invented programme, with its pictures, in ``folder``."""
    made = projects.copy(PROJECT, folder)
    oven().save(made / "stories/evening-bakery/oven.jpg", quality=90)
    classroom().save(made / "stories/new-classroom/room.jpg", quality=90)
    return made


def sites(programme: Path, folder: Path) -> dict[str, Path]:
    """The programme's site, its preview, and its preview with a date that nobody can read in the draft."""
    broken = projects.copy(programme, folder / "broken-project")
    record = broken / "stories/new-classroom/story.yml"
    record.write_text(record.read_text("utf-8").replace("date: 2026-06-03", "date: 3/6/2026"), "utf-8")
    found = {"site": projects.build(programme, folder / "site", NOON)}
    for name, source in (("preview", programme), ("broken", broken)):
        made = run(source, folder / name, Options(preview=True, as_of=NOON))
        assert made.made, made.remarks
        found[name] = folder / name
    return found


def targets() -> dict[tuple[str, str], Path]:
    """Where each picture stands, by its scene's name and language."""
    folder = PACKAGE / PICTURES
    return {(scene.name, it): folder / it / f"{scene.name}.webp" for scene in SCENES for it in LANGUAGES}


def main(names: Sequence[str]) -> None:
    """Make the pictures of these names; all of them where there is none."""
    places = targets()
    for missing in (place for place in places.values() if not place.exists()):
        # The programme's site has the handbook too, and no site is made with a picture that is not there.
        missing.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (4, 4)).save(missing, "WEBP")
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        programme = project(Path(folder) / "project")
        made = sites(programme, Path(folder))
        for scene in (scene for scene in SCENES if not names or scene.name in names):
            for language in LANGUAGES:
                with Stage(browser, programme, made, language).opened(scene) as page:
                    shot = page.screenshot(animations="disabled", caret="hide")
                target = places[scene.name, language]
                Image.open(BytesIO(shot)).convert("RGB").save(target, "WEBP", quality=72, method=6)
                sys.stdout.write(f"{target.relative_to(PACKAGE)}: {target.stat().st_size} bytes\n")


if __name__ == "__main__":
    main(sys.argv[1:])
