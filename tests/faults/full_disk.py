"""Publishes on a small file system of its own, filled so far that less and less of a site fits. Run by a test.

For each number of bytes that are left: publishing fails, or it fits; what is served is whole either way; and once
there is room again the next publish succeeds. Mounting needs a mount namespace, which the test starts this in.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.support.small_site import left_behind, older, publish, words_of

SIZE, STEP, FURTHEST = 1_000_000, 4096, 260_000


def main(folder: Path) -> None:
    """Try with ever less room in ``folder``; prints how many sites did not fit and how many did."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)], check=True)
    target, filler = folder / "site", folder / "filler"
    publish(target, "a")
    refused = fitted = 0
    for left in range(0, FURTHEST, STEP):
        publish(target, "b")
        fill(filler, left)
        try:
            publish(target, "c")
            fitted += 1
            assert words_of(target) == "c"
        except OSError:
            refused += 1
            assert words_of(target) == "b"
        filler.unlink()
        publish(target, "d")
        assert words_of(target) == "d"
        assert None not in older(target)
        assert left_behind(target) == []
    sys.stdout.write(f"{refused} {fitted}\n")


def fill(file: Path, left: int) -> None:
    """Fill the file system with one file until so many bytes are left."""
    with file.open("wb", buffering=0) as stream:
        try:
            while True:
                stream.write(bytes(STEP))
        except OSError:
            stream.truncate(max(0, stream.tell() - left))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
