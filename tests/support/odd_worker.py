"""A worker whose decoders do to it what a word at a picture's end says: what real ones do once in a million files."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace

from site_builder.photos import derivatives
from site_builder.photos.derivatives import derive
from site_builder.photos.jobs import MadePhoto
from site_builder.pictures.inspection import FileFault
from site_builder.pictures.plan import PhotoPlan
from site_builder.workers import process

PROGRAM = "import sys; sys.path[:] = {path!r}; from tests.support.odd_worker import main; main()"


def main() -> None:
    """Work as the worker does, but for what the words say."""
    derivatives.derive = _derive
    process.main()


def _derive(source: bytes, plan: PhotoPlan) -> MadePhoto | FileFault:
    word, _, place = source.rpartition(b"\xff\xd9")[2].decode().partition(" ")
    if word in _DEEDS:
        _DEEDS[word](place)
    return derive(source, plan)


def _ended_by(signal_: signal.Signals) -> Callable[[str], None]:
    return lambda place: os.kill(os.getpid(), signal_)


def _killed_once(place: str) -> None:
    if not Path(place).exists():
        Path(place).touch()
        os.kill(os.getpid(), signal.SIGKILL)


def _endless(place: str) -> None:
    while True:
        pass


def _greedy(place: str) -> None:
    hoard = [bytearray(1 << 24)]
    while True:
        hoard.append(bytearray(1 << 24))


def _bug(place: str) -> None:
    raise LookupError("a fault of the program")


def _other_answers(place: str) -> None:
    vars(process)["json"] = SimpleNamespace(dumps=lambda answer: "[]")


_DEEDS: Mapping[str, Callable[[str], object]] = {
    "crashes": _ended_by(signal.SIGSEGV),
    "killed": _ended_by(signal.SIGKILL),
    "killed-once": _killed_once,
    "exits": lambda place: os._exit(0),
    "endless": _endless,
    "waits": lambda place: signal.pause(),
    "greedy": _greedy,
    "prints": lambda place: os.write(1, b"what no frame begins with\n"),
    "bug": _bug,
    "answers": _other_answers,
}
