"""What is made from the software's own files, kept where Python keeps its own of that kind: in ``__pycache__``.

Whoever may write there may write the software itself, so what is there is trusted as the software is: some of it is
code.
What is found still counts only if it was made from the same things, by the same Python, and is whole.
"""

from __future__ import annotations

import contextlib
import marshal
from collections.abc import Callable
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path
from typing import Any, TypeVar

from site_builder.store.files import write_whole
from site_builder.store.keys import Digest, digest_of

T = TypeVar("T")

PACKAGE = Path(__file__).resolve().parents[1]
"""The software's own files."""


def once(name: str, made_from: Digest, make: Callable[[], T]) -> T:
    """What ``make`` gives, out of the file ``name`` where it was made before: of what ``made_from`` is a digest of.

    It must be made of what ``marshal`` takes: plain values, containers of them, and code. Where nobody may write to the
    installation it is made each time.
    """
    found: T | None = recall(name, made_from)
    if found is None:
        keep(name, made_from, found := make())
    return found


def recall(name: str, made_from: Digest) -> Any:
    """What was kept in the file ``name``; None where that was made from something else, or is not whole."""
    try:
        head, _, content = _place(name).read_bytes().partition(b"\n")
    except OSError:
        return None
    # Marshal's code may be run: it is the software's own, as said above.
    return marshal.loads(content) if head == _head(made_from, content) else None  # noqa: S302


def keep(name: str, made_from: Digest, made: Any) -> None:
    """Keep it in the place of what was kept in the file ``name``."""
    content = marshal.dumps(made)
    with contextlib.suppress(OSError):
        write_whole(_place(name), _head(made_from, content) + b"\n" + content)


def _place(name: str) -> Path:
    """Named as Python names its own: a file for each of its versions; elsewhere where PYTHONPYCACHEPREFIX says so."""
    return Path(cache_from_source(str(PACKAGE / f"{name}.py"))).with_suffix(".kept")


def _head(made_from: Digest, content: bytes) -> bytes:
    return f"{made_from} {MAGIC_NUMBER.hex()} {digest_of(content)}".encode()
