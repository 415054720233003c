"""The process that decodes: it takes orders from its standard input and gives what came of them, one after the other.

    python -c "from site_builder.photos.worker import main; main()"

It is started by ``crew`` and is nobody's command. What a file does to it, it does to this process alone. Its words are
JSON, followed by the files as they are: whoever started it runs nothing that comes from here.
"""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Sequence
from typing import BinaryIO

from PIL import AvifImagePlugin

from site_builder.photos.frames import read_frame, write_frame
from site_builder.photos.limits import Limits, limit_memory, limit_processor
from site_builder.photos.memory import keep_memory
from site_builder.photos.order import Job
from site_builder.pictures import PictureFault


def main() -> None:
    """Work until the orders end."""
    orders, results = _pipes()
    # Ctrl-C is for who started this, who ends it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Other workers have the other cores, and every thread would take memory of its own.
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    with contextlib.suppress(EOFError, BrokenPipeError):
        limits, keep = pickle.loads(read_frame(orders))  # noqa: S301 - from the process that started this one
        if keep:
            keep_memory()
        limit_memory(limits)
        _tell(results, {"ready": True})
        while True:
            job = pickle.loads(read_frame(orders))  # noqa: S301 - the same
            _tell(results, *_result(job, limits))


def _result(job: Job[object], limits: Limits) -> tuple[dict[str, object], Sequence[bytes]]:
    limit_processor(limits)
    try:
        made = job.run()
    except MemoryError:
        made = PictureFault("picture-costly")
    except OSError:
        made = PictureFault("file-unreadable")
    except Exception:
        return {"bug": traceback.format_exc()}, ()
    if isinstance(made, PictureFault):
        return {"rule": made.rule, "params": dict(made.params)}, ()
    return {"files": len(made)}, made


def _tell(results: BinaryIO, words: dict[str, object], contents: Sequence[bytes] = ()) -> None:
    write_frame(results, json.dumps(words).encode())
    for content in contents:
        write_frame(results, content)


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """What was standard input and output. A library that prints, prints nowhere."""
    results = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return sys.stdin.buffer, results
