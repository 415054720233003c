"""A withdrawal that is killed, or whose disk is full: what must hold afterwards, whatever the moment was."""

from __future__ import annotations

from pathlib import Path

from tests.support import withdrawals as well
from tests.support.faults import Driver
from tests.support.projects import digests

RECORDS = {"well": (well.NAME, well.WORDS, well.ALT), "copy": ("The same picture in another story",)}
"""Stories in which something is taken back, each with words that a site shows as long as it is not."""

_MARKED = "withdrawn"
_BLOCK = 4096


class Disturbed:
    """The project ``well`` in ``project``, to be published before each attempt to take something back.

    ``beside``: a folder on a disk with room. ``old`` and ``new``: the site as it is before and after.
    """

    def __init__(self, driver: Driver, project: Path, beside: Path) -> None:
        self._driver, self.project = driver, project
        self._said_in = beside / "said"
        self.purge_list = beside / "purge.txt"
        self._records = {folder: self._record(folder).read_bytes() for folder in RECORDS}
        self.publish()
        self.old = self.served()
        assert driver.do(*self.command) == 0, self.said
        self.new = self.served()
        assert self.new != self.old
        self._sizes = {name: (project / "site" / name).stat().st_size for name in self.new}
        self.publish()

    def _record(self, folder: str) -> Path:
        return self.project / "stories" / folder / "story.yml"

    def room(self, below: str) -> int:
        """How many bytes the files of the new site take that are below a folder, in blocks of a disk."""
        return sum(-(-size // _BLOCK) * _BLOCK for name, size in self._sizes.items() if name.startswith(below))

    def publish(self) -> None:
        """Publish it twice, with nothing taken back."""
        for folder, content in self._records.items():
            self._record(folder).write_bytes(content)
        for _ in range(2):
            assert self._driver.do(*self._told("build")) == 0

    def _told(self, *verb: str | Path) -> tuple[str | Path, ...]:
        return ("telling", self._said_in, "stories", *verb, "--project", self.project)

    @property
    def command(self) -> tuple[str | Path, ...]:
        """The withdrawal, for a driver."""
        return self._told("withdraw", well.REFERENCE, "--purge-list", self.purge_list)

    @property
    def said(self) -> str:
        """What the last command said."""
        return self._said_in.read_text("utf-8", "replace")

    def served(self) -> dict[str, str]:
        """The site that readers see."""
        return digests(self.project / "site")

    def assert_lawful(self, status: int, moment: object) -> None:
        """The served site is whole; the command has not said that it is done; the next build makes what is marked and
        what is shown agree; and the same command, run again, ends what was begun."""
        assert status != 0, moment
        assert "Done" not in self.said, moment
        assert "Traceback" not in self.said, (moment, self.said)
        served = self.served()
        assert served in (self.old, self.new) or self._is_shut(served), moment
        assert self._driver.do(*self._told("build")) == 0, (moment, self.said)
        for folder, words in RECORDS.items():
            is_shown = bool(self._shown(*words))
            assert is_shown != (_MARKED in self._record(folder).read_text("utf-8")), (moment, folder)
        assert self._driver.do(*self.command) == 0, (moment, self.said)
        assert "Done" in self.said, moment
        assert well.holding(self.project, *(word for words in RECORDS.values() for word in words)) == [], moment
        assert self.served() == self.new, moment

    def _shown(self, *words: str) -> list[str]:
        """The files of the site, and of older ones, in which any of the words stands."""
        return [name for name in well.holding(self.project, *words) if not name.startswith(".cache")]

    def _is_shut(self, served: dict[str, str]) -> bool:
        """Whether it is the old site with nothing but pages shut: none of them shows what is taken back."""
        other = [name for name, digest in served.items() if self.old.get(name) != digest]
        shut = [b'content="noindex"' in (self.project / "site" / name).read_bytes() for name in other]
        return bool(shut) and all(shut) and not any(name.startswith("site") for name in self._shown(*RECORDS["well"]))
