"""A withdrawal for which a disk has too little room at one moment after the other. Run by a test.

The project, its store and the list of addresses stand on small file systems of their own, so that each can be full
alone. Mounting needs a mount namespace, which the test starts this in.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.faults.full_disk import STEP, fill
from tests.support.disturbed import Disturbed
from tests.support.faults import driver
from tests.support.withdrawals import well_project

SIZE = 40_000_000


def main(folder: Path) -> None:
    """Try each moment in ``folder``; prints how often the withdrawal did not fit, and how often it did."""
    project, store, listed = folder / "project", folder / "project/.cache", folder / "listed"
    for place in (project, store, listed):
        place.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(place)], check=True)
    with driver() as started:
        attempt = Disturbed(started, well_project(project), folder)
        attempt.purge_list = listed / "purge.txt"
        site, index = attempt.room(""), attempt.room("pagefind/")
        moments = {
            "the mark": (project, 0, "by hand"),
            "the site": (project, (site - index) // 2, "could not be written"),
            "the search index": (project, site - index // 2, "could not be written"),
            "the store's cleaning": (store, STEP, "could not be written"),
            "the list of addresses": (listed, 0, "purge.txt could not be written"),
        }
        for moment, (disk, left, told) in moments.items():
            if moment == "the search index":
                # It is not in the store, so that Pagefind makes it.
                assert started.do("stories", "clean", "--project", project) == 0
            fill(disk / "filler", left)
            status = started.do(*attempt.command)
            assert told in attempt.said, (moment, attempt.said)
            (disk / "filler").unlink()
            attempt.assert_lawful(status, moment)
            attempt.publish()
    sys.stdout.write(f"{len(moments)} 0\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
