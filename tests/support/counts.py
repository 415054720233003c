"""What one build costs in counts that no busy machine changes: calls of our functions, files opened, bytes written.

``python -m tests.support.counts`` writes today's counts to ``tests/cases/counts.yml``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import Any

import yaml

from benchmarks import project, synthetic
from tests.support import parts

COUNTS = parts.ROOT / "tests/cases/counts.yml"
STORIES = 60
AS_OF = "2026-11-30"
_PACKAGE = f"{parts.ROOT / 'site_builder'}{os.sep}"


def counted() -> dict[str, dict[str, int]]:
    """The counts of a cold build, and of the build after one story has changed, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.support.counts", "--here", folder]
        environment = {**os.environ, "PYTHONHASHSEED": "1"}
        done = subprocess.run(command, cwd=parts.ROOT, env=environment, capture_output=True, text=True, check=True)
    found: dict[str, dict[str, int]] = json.loads(done.stdout.splitlines()[-1])
    return found


def _count(folder: Path) -> dict[str, dict[str, int]]:
    from site_builder.mkdocs_plugin import Options, run

    made = folder / "project"
    stories = list(synthetic.stories(STORIES))
    project.write_project(made, stories)
    for story in stories[::3]:
        # Real records are not all without a remark: these headlines are too long.
        project.write_story(made, story, note="and more " * 15)

    def build(name: str) -> dict[str, int]:
        calls, opened = Counter[str](), Counter[str]()

        def called(frame: FrameType, event: str, _: Any) -> None:
            code = frame.f_code
            # Comprehensions are calls in some versions of Python only.
            if event == "call" and not code.co_name.startswith("<") and code.co_filename.startswith(_PACKAGE):
                calls[Path(code.co_filename[len(_PACKAGE) :]).parts[0].removesuffix(".py")] += 1

        def audited(event: str, arguments: tuple[Any, ...]) -> None:
            if watching and event == "open" and isinstance(arguments[0], str | bytes | os.PathLike):
                path = Path(os.fsdecode(arguments[0]))
                if not path.is_absolute() or path.is_relative_to(folder):
                    opened["written" if arguments[2] & (os.O_WRONLY | os.O_RDWR) else "read"] += 1

        watching = True
        sys.addaudithook(audited)
        sys.setprofile(called)
        try:
            run(made, folder / name, Options(as_of=AS_OF, processes=1))
        finally:
            sys.setprofile(None)
            watching = False
        written = sum(file.stat().st_size for file in (folder / name).rglob("*") if file.is_file())
        return {
            **{f"calls in {place}": count for place, count in sorted(calls.items())},
            "files read": opened["read"],
            "files written": opened["written"],
            "bytes of the site": written,
        }

    # What follows from the software alone is made by the first build of an installation.
    project.write_project(folder / "first", stories[:1])
    run(folder / "first", folder / "warm up", Options(as_of=AS_OF, processes=1))
    cold = build("cold")
    project.write_story(made, stories[0], note="Changed.")
    return {"cold": cold, "one story changed": build("changed")}


if __name__ == "__main__":
    if sys.argv[1:2] == ["--here"]:
        sys.stdout.write(json.dumps(_count(Path(sys.argv[2]))))
    else:
        COUNTS.write_text(yaml.safe_dump(counted(), sort_keys=False), "utf-8")
