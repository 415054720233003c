"""Processes that decode: whatever a file does to one, it costs that file alone, and is told in one problem."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from site_builder.photos.jobs import MadePhoto, PhotoJob
from site_builder.pictures.inspection import FileFault, PictureInfo, inspect
from site_builder.pictures.plan import Recipe, plan_photo
from site_builder.workers import WorkerError, pool
from site_builder.workers.pool import WorkerPool
from site_builder.workers.process import Limits
from tests.support import odd_worker
from tests.support.derived import Derivatives, derive
from tests.support.pictures import file_of, handmade_png, quarters

RECIPE = Recipe("ARCO", "CC BY 4.0")
PIXELS = file_of(quarters((500, 300)))
# Small enough that nobody waits, large enough for an ordinary picture.
LIMITS = Limits(memory=300_000_000, processor=1, clock=60)


@pytest.fixture
def workers(monkeypatch: pytest.MonkeyPatch) -> Iterator[WorkerPool]:
    """Workers whose decoders do what a picture says."""
    monkeypatch.setattr(pool, "_PROGRAM", odd_worker.PROGRAM)
    found = WorkerPool(LIMITS)
    yield found
    found.close()


def job(folder: Path, word: str = "", source: bytes = PIXELS) -> PhotoJob:
    """A job for a picture; ``word``: what it does to whoever decodes it."""
    content = source + word.encode()
    path = folder / f"{len(list(folder.iterdir()))}.jpg"
    path.write_bytes(content)
    info = inspect(content)
    assert isinstance(info, PictureInfo)
    return PhotoJob(path, plan_photo(info, RECIPE))


def rule(result: object) -> str:
    """The rule of a picture that was refused."""
    assert isinstance(result, FileFault), result
    return result.rule


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("crashes", "picture-broken"),
        ("exits", "picture-broken"),
        ("killed", "picture-costly"),
        ("endless", "picture-costly"),
        ("greedy", "picture-costly"),
        ("answers", "picture-broken"),
    ],
)
def test_a_picture_that_harms_its_worker_costs_itself_alone(
    tmp_path: Path, workers: WorkerPool, word: str, expected: str
) -> None:
    """A crash, an end without a word, an endless loop, a hunger for memory, an answer of another form: a rule tells it,
    and the next is made."""
    assert rule(workers.run(job(tmp_path, word))) == expected
    assert isinstance(workers.run(job(tmp_path)), MadePhoto)


def test_a_decoder_that_waits_for_ever_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What computes nothing and never ends is ended by the clock, on every system."""
    monkeypatch.setattr(pool, "_PROGRAM", odd_worker.PROGRAM)
    found = WorkerPool(Limits(clock=0.5))
    try:
        assert rule(found.run(job(tmp_path, "waits"))) == "picture-costly"
    finally:
        found.close()


def test_what_was_killed_from_outside_is_tried_again(tmp_path: Path, workers: WorkerPool) -> None:
    """When memory runs out the system ends any process; a picture that is well is made all the same."""
    assert isinstance(workers.run(job(tmp_path, f"killed-once {tmp_path / 'mark'}")), MadePhoto)


def test_what_a_decoder_prints_disturbs_nothing(
    tmp_path: Path, workers: WorkerPool, capfd: pytest.CaptureFixture[str]
) -> None:
    """Libraries that print reach neither the results nor the terminal."""
    assert isinstance(workers.run(job(tmp_path, "prints")), MadePhoto)
    rule(workers.run(job(tmp_path, "crashes")))
    assert capfd.readouterr() == ("", "")


def test_a_fault_of_the_program_is_no_fault_of_the_picture(tmp_path: Path, workers: WorkerPool) -> None:
    """An exception that is ours is raised here, with the place where it happened, and the worker goes on."""
    with pytest.raises(RuntimeError, match=r"odd_worker\.py(.|\n)*a fault of the program"):
        workers.run(job(tmp_path, "bug"))
    assert isinstance(workers.run(job(tmp_path)), MadePhoto)


def test_memory_is_limited_for_real_decoders(tmp_path: Path) -> None:
    """A picture that needs more memory than one may take is told, by its own decoder's refusal."""
    found = WorkerPool(Limits(memory=40_000_000))
    try:
        large = job(tmp_path, source=handmade_png((6000, 4000), 8, 2, bytes(18_000)))
        assert rule(found.run(large)) == "picture-costly"
        assert isinstance(found.run(job(tmp_path)), MadePhoto)
    finally:
        found.close()


def test_the_largest_picture_is_made_within_the_limits(tmp_path: Path) -> None:
    """Fifty megapixels with transparency and 16 bits are no bomb: they are made."""
    found = WorkerPool()
    try:
        source = handmade_png((8000, 6250), 16, 6, b"\xc8\x00\x3c\x00\x3c\x00\x80\x00" * 8000)
        assert isinstance(found.run(job(tmp_path, source=source)), MadePhoto)
    finally:
        found.close()


def test_it_is_what_this_process_would_make(tmp_path: Path) -> None:
    """Files and placeholder are those of ``derive``, byte for byte."""
    found = WorkerPool(keep_memory=True)
    try:
        made = found.run(job(tmp_path))
    finally:
        found.close()
    here = derive(PIXELS, RECIPE)
    assert isinstance(here, Derivatives)
    assert made == MadePhoto(tuple(file.content for file in here.files), here.placeholder)


def test_pictures_are_made_beside_each_other(tmp_path: Path, workers: WorkerPool) -> None:
    """Several threads may ask at once; one that harms its worker harms none of the others'."""
    words = ["", "crashes", "", "killed", "", ""]
    jobs = [job(tmp_path, word) for word in words]
    with ThreadPoolExecutor(3) as threads:
        results = list(threads.map(workers.run, jobs))
    assert [isinstance(result, MadePhoto) for result in results] == [not word for word in words]


def test_a_picture_that_is_gone_or_another_is_told(tmp_path: Path, workers: WorkerPool) -> None:
    """A file that was taken away or exchanged after it was checked is never published under the checked one's name."""
    gone, other = job(tmp_path), job(tmp_path)
    gone.path.unlink()
    other.path.write_bytes(file_of(quarters((700, 400))))
    assert [rule(workers.run(each)) for each in (gone, other)] == ["file-unreadable", "picture-broken"]


def test_without_workers_there_is_one_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where processes do not start, it is said of the machine and not of a picture."""
    monkeypatch.setattr(pool, "_PROGRAM", "raise SystemExit")
    with pytest.raises(WorkerError):
        WorkerPool().run(job(tmp_path))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no such program"))
    with pytest.raises(WorkerError):
        WorkerPool().run(job(tmp_path))


def test_closing_ends_work_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who stops a build does not wait for its pictures, and nobody works on them any more."""
    monkeypatch.setattr(pool, "_PROGRAM", odd_worker.PROGRAM)
    begun = threading.Event()
    ask = pool.WorkerClient.ask

    def noted(self: pool.WorkerClient, job: PhotoJob, seconds: float) -> object:
        begun.set()
        return ask(self, job, seconds)

    monkeypatch.setattr(pool.WorkerClient, "ask", noted)
    found = WorkerPool()
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(found.run, job(tmp_path, "waits"))
        assert begun.wait(60)
        found.close()
        with pytest.raises(WorkerError):
            waiting.result(60)
    with pytest.raises(WorkerError):
        found.run(job(tmp_path))
