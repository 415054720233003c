"""Runs foreign files and heavy work in worker processes with limits on memory and time.

A worker does one job after the other. If it dies, or is ended for taking too long, that job alone fails, and the next
one gets a new worker. Workers are started, not forked: they start beside threads and on every system, and hold nothing
of this process in their memory.
"""

from __future__ import annotations

import contextlib
import json
import pickle
import signal
import subprocess
import sys
import threading
from typing import Any, BinaryIO, Self, TypeVar, cast

from site_builder.workers import WorkerError
from site_builder.workers.process import Failure, Job, Limits, read_frame, write_frame

T = TypeVar("T")

# The worker's current folder is a project's: modules are looked for only where this process looks for them.
_PROGRAM = "import sys; sys.path[:] = {path!r}; from site_builder.workers.process import main; main()"


class WorkerPool:
    """Starts workers when they are needed. Any thread may ask; jobs of several threads run at the same time.

    ``keep_memory``: whether workers keep the memory of one job for the next, which is quicker, and more than a program
    that waits for people should hold. Close it, or use it in a ``with`` statement.
    """

    def __init__(self, limits: Limits | None = None, *, keep_memory: bool = False) -> None:
        self._limits = limits or Limits()
        self._keep_memory = keep_memory
        self._idle: list[WorkerClient] = []
        self._busy: set[WorkerClient] = set()
        self._lock = threading.Lock()
        self._closed = False

    def run(self, job: Job[T]) -> T:
        """Run a job in a worker and give its result. Raises WorkerError."""
        result, was_killed = self._run_once(job)
        if was_killed:
            # The system does that when memory runs out, though others may have taken it: try once more.
            result, _ = self._run_once(job)
        return result

    def close(self) -> None:
        """End every worker, busy or not. Any later ``run`` raises WorkerError."""
        with self._lock:
            self._closed = True
            clients = [*self._idle, *self._busy]
            self._idle.clear()
        for client in clients:
            client.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def _run_once(self, job: Job[T]) -> tuple[T, bool]:
        """Run the job, and say whether something else killed its worker."""
        client = self._take()
        try:
            result = client.ask(job, self._limits.clock)
        except BaseException:
            client.end()
            raise
        finally:
            with self._lock:
                self._busy.discard(client)
        if client.is_alive:
            self._give_back(client)
            return result, False
        client.end()
        if self._closed:
            raise WorkerError
        return result, client.was_killed

    def _take(self) -> WorkerClient:
        with self._lock:
            if self._closed:
                raise WorkerError
            client = self._idle.pop() if self._idle else None
        client = client or WorkerClient(self._limits, keep_memory=self._keep_memory)
        with self._lock:
            self._busy.add(client)
        return client

    def _give_back(self, client: WorkerClient) -> None:
        with self._lock:
            if not self._closed:
                self._idle.append(client)
                return
        client.end()


class WorkerClient:
    """One worker process. Raises WorkerError where it cannot be started, or ends before its first job."""

    def __init__(self, limits: Limits, *, keep_memory: bool) -> None:
        program = (sys.executable, "-P", "-c", _PROGRAM.format(path=sys.path))
        try:
            self._process = subprocess.Popen(
                program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        except OSError as error:
            raise WorkerError from error
        self._jobs = cast("BinaryIO", self._process.stdin)
        self._answers = cast("BinaryIO", self._process.stdout)
        self._took_too_long = False
        try:
            self._send((limits, keep_memory))
        except (OSError, EOFError) as error:
            self.end()
            raise WorkerError from error

    @property
    def is_alive(self) -> bool:
        """Whether the process can take another job; it cannot where the clock ran out just as it was done."""
        return self._process.returncode is None and not self._took_too_long

    @property
    def was_killed(self) -> bool:
        """Whether something else ended the process: no decoder kills its own."""
        return self._ended_by("SIGKILL") and not self._took_too_long

    def ask(self, job: Job[T], seconds: float) -> T:
        """Have a job done within ``seconds``. Raises RuntimeError for a bug, with the worker's traceback."""
        watch = threading.Timer(seconds, self._give_up)
        watch.daemon = True
        watch.start()
        try:
            answer = self._send(job)
            contents = [read_frame(self._answers) for _ in range(answer["contents"])]
        except (OSError, EOFError):
            self.end()
            return job.failed(self._failure())
        except (ValueError, LookupError, TypeError):
            # No answer of ours has that form: the file may have taken its decoder over.
            self.end()
            return job.failed(Failure.CRASH)
        finally:
            watch.cancel()
        if "bug" in answer:
            raise RuntimeError(answer["bug"])
        if "failure" in answer:
            return job.failed(Failure(answer["failure"]))
        return job.result(answer["words"], contents)

    def end(self) -> None:
        """End the process, whatever it is doing, and wait until it is gone."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._jobs, self._answers):
            with contextlib.suppress(OSError):
                pipe.close()

    def _give_up(self) -> None:
        self._took_too_long = True
        self._process.kill()

    def _failure(self) -> Failure:
        if self._took_too_long or self._ended_by("SIGXCPU"):
            return Failure.TIME
        return Failure.MEMORY if self._ended_by("SIGKILL") else Failure.CRASH

    def _ended_by(self, name: str) -> bool:
        return hasattr(signal, name) and self._process.returncode == -getattr(signal, name)

    def _send(self, value: object) -> dict[str, Any]:
        write_frame(self._jobs, pickle.dumps(value))
        answer: dict[str, Any] = json.loads(read_frame(self._answers))
        return answer
