"""Which older sites are kept: a few, and none that may show what somebody has taken back since it was made."""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path

from site_builder.publish.releases import kept
from site_builder.publish.removal import put_away
from site_builder.publish.target import home, slot
from site_builder.store.files import write_whole

_NOTE = "withdrawn.json"

_FEW = 500
"""Files that are removed sooner than a process is started."""


def prune(target: Path, keep: int, withdrawn: Collection[str] = ()) -> None:
    """Take away all but ``keep`` older releases: the one that was served last stays longest, then the newest.

    Those that were made before all of this was ``withdrawn`` go at once, and every trace of those that went before.
    """
    found = kept(target)
    last = found.served.before if found.served else 0
    stay = [release for release in found.older if release.is_free_of(withdrawn)]
    gone = [release for release in found.older if release not in stay]
    for release in gone:
        put_away(target, slot(target, release.number), at_once=True)
    if gone:
        _remove_what_was_put_away(target)
        # Only when: what was withdrawn is nobody's business.
        told = {"at": datetime.now(UTC).isoformat(timespec="seconds")}
        write_whole(home(target) / _NOTE, f"{json.dumps(told)}\n".encode())
    for release in sorted(stay, key=lambda release: (release.number != last, -release.number))[keep:]:
        put_away(target, slot(target, release.number), at_once=keep == 0 or release.files <= _FEW)
    if keep == 0:
        if found.served:
            put_away(target, slot(target, found.served.number), at_once=True)
        _remove_what_was_put_away(target)
        (home(target) / _NOTE).unlink(missing_ok=True)
        home(target).rmdir()


def last_withdrawal(target: Path) -> datetime | None:
    """When older releases last went because something was taken back; None where none did, or nobody knows."""
    try:
        found = json.loads((home(target) / _NOTE).read_text("utf-8"))
        return datetime.fromisoformat(found["at"])
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _remove_what_was_put_away(target: Path) -> None:
    for gone in home(target).glob("gone-*"):
        shutil.rmtree(gone, ignore_errors=True)
