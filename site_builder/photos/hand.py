"""One worker process, seen from the process that started it."""

from __future__ import annotations

import contextlib
import json
import pickle
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from typing import Any, BinaryIO, TypeVar, cast

from site_builder.photos.frames import read_frame, write_frame
from site_builder.photos.limits import Limits
from site_builder.photos.order import Job
from site_builder.pictures import PictureFault
from site_builder.workers import WorkerError

T = TypeVar("T")

# The folder that it is started in is a project's: no module is looked for there that is not looked for here.
_PROGRAM = "import sys; sys.path[:] = {path!r}; from site_builder.photos.worker import main; main()"


@dataclass(frozen=True, slots=True)
class Died:
    """How a worker ended at a picture: its process's status, and whether it was ended here for taking too long."""

    status: int
    took_too_long: bool

    @property
    def from_outside(self) -> bool:
        """Whether somebody else ended it: no decoder kills its own process."""
        return self._by("SIGKILL") and not self.took_too_long

    def fault(self) -> PictureFault:
        """The same as what is wrong with the picture."""
        costly = self.took_too_long or self._by("SIGXCPU") or self._by("SIGKILL")
        return PictureFault("picture-costly" if costly else "picture-broken")

    def _by(self, name: str) -> bool:
        return hasattr(signal, name) and self.status == -getattr(signal, name)


class Hand:
    """A worker. Raises WorkerError where it cannot be started, or does not get as far as its first order."""

    def __init__(self, limits: Limits, *, keep_memory: bool) -> None:
        program = (sys.executable, "-P", "-c", _PROGRAM.format(path=sys.path))
        try:
            self._process = subprocess.Popen(
                program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        except OSError as error:
            raise WorkerError from error
        self._orders = cast("BinaryIO", self._process.stdin)
        self._results = cast("BinaryIO", self._process.stdout)
        self._took_too_long = False
        try:
            self._told((limits, keep_memory))
        except (OSError, EOFError) as error:
            self.end()
            raise WorkerError from error

    def ask(self, job: Job[T], seconds: float) -> T | PictureFault | Died:
        """What comes of a job within ``seconds``. RuntimeError for a fault of the program, in the worker's words."""
        watch = threading.Timer(seconds, self._give_up)
        watch.daemon = True
        watch.start()
        try:
            words = self._told(job)
            contents = [read_frame(self._results) for _ in range(words.get("files", 0))]
        except (OSError, ValueError, EOFError):
            self.end()
            return Died(self._process.returncode, self._took_too_long)
        finally:
            watch.cancel()
        if "bug" in words:
            raise RuntimeError(words["bug"])
        if "rule" in words:
            return PictureFault(words["rule"], words["params"])
        return job.result(contents)

    def end(self) -> None:
        """End the process, whatever it is at, and wait until it is gone."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._orders, self._results):
            with contextlib.suppress(OSError):
                pipe.close()

    def _give_up(self) -> None:
        self._took_too_long = True
        self._process.kill()

    def _told(self, what: object) -> dict[str, Any]:
        write_frame(self._orders, pickle.dumps(what))
        words: dict[str, Any] = json.loads(read_frame(self._results))
        return words
