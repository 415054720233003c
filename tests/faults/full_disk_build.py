"""Builds on a small file system of its own that holds project, store and site, with ever less room. Run by a test.

A build publishes the whole new site or leaves the old one, and says in words what did not fit, the search index too,
which another program writes; with room again the next one succeeds. Mounting needs a mount namespace, which the test
starts this in.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.faults.full_disk import fill
from tests.support.faults import driver
from tests.support.projects import digests
from tests.support.versions import releases, versions

SIZE, STEPS, FURTHEST = 40_000_000, 12, 2_400_000


def main(folder: Path) -> None:
    """Try with ever more room in ``folder``; prints how many builds did not fit and how many did."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)], check=True)
    filler = folder / "filler"
    refused = fitted = 0
    said: list[str] = []
    with driver() as started:
        found = versions(started, folder)
        served = 1
        for step in range(STEPS):
            to = 1 - served
            found.change(to)
            fill(filler, FURTHEST * step // (STEPS - 1))
            status = started.do("telling", folder.parent / "said", *found.command("--keep", "1"))
            said += [(folder.parent / "said").read_text("utf-8")] if status else []
            fitted += status == 0
            refused += status != 0
            assert digests(found.project / "site") == found.sites[served if status else to], step
            filler.unlink()
            assert started.do(*found.command("--keep", "1")) == 0, step
            assert digests(found.project / "site") == found.sites[to], step
            assert all(map(str.isdecimal, releases(found.project))), step
            served = to
    assert all("could not be written: the disk is full." in words for words in said), said
    assert not any("Traceback" in words for words in said), said
    assert any("pagefind could not be written" in words for words in said), said
    sys.stdout.write(f"{refused} {fitted}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
