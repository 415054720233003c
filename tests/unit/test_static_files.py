"""Files beside hand-written pages: what becomes of each, whatever it is, and what is told of it."""

from __future__ import annotations

import io
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.cleaning.files import HEAD, Cleaned, Kind, clean, kind_of
from site_builder.locales import Locale
from site_builder.outputs.static_files import StaticFile, look_through, published
from site_builder.pictures.inspection import FileFault
from site_builder.problems.report import message
from site_builder.store import Store
from site_builder.store.fingerprints import FileCache
from site_builder.workers import WorkerError, pool
from tests.support import hidden
from tests.support.documents import photo
from tests.support.pictures import quarters
from tests.support.spoilt import spoilt

CASES = Path(__file__).parents[1] / "cases" / "static-files"
REFUSED = yaml.safe_load((CASES / "refused.yml").read_text("utf-8"))
PUBLISHED = yaml.safe_load((CASES / "published.yml").read_text("utf-8"))
ALL = {case["what"]: case for case in (*REFUSED, *PUBLISHED)}
EN = Locale("en")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    found = Store(tmp_path / "store")
    yield found
    found.close()


@pytest.fixture(scope="module")
def looked_through(tmp_path_factory: pytest.TempPathFactory) -> dict[str, StaticFile]:
    """What becomes of every case's file, by what it is. They are looked through together, as a project's are."""
    folder = tmp_path_factory.mktemp("cases")
    files = {}
    for number, (what, case) in enumerate(ALL.items()):
        (folder / str(number)).mkdir()
        files[what] = folder / str(number) / case["name"]
        files[what].write_bytes(spoilt(case))
    store = Store(folder / "store")
    found = look_through(files, store)
    store.close()
    return found


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case["what"])
def test_what_cannot_be_cleaned_is_refused(case: dict[str, str], looked_through: dict[str, StaticFile]) -> None:
    """One problem says why, at the file; it is not published, and the other files are."""
    found = looked_through[case["what"]]
    assert [problem.rule for problem in found.problems(case["name"])] == [case["rule"]]
    assert found.cleaned == ""
    assert found.refusal is not None


@pytest.mark.parametrize("case", PUBLISHED, ids=lambda case: case["what"])
def test_what_hides_nothing_or_cannot_be_looked_into_is_published_as_it_is(
    case: dict[str, Any], looked_through: dict[str, StaticFile]
) -> None:
    """Texts and fonts pass without a word; a film or an archive passes with a note."""
    found = looked_through[case["what"]]
    assert [problem.rule for problem in found.problems(case["name"])] == case["rules"]
    assert (found.cleaned, found.refusal) == ("", None)


def test_a_script_in_a_drawing_is_told_at_its_line(tmp_path: Path, store: Store) -> None:
    """Whoever opens the drawing in an editor finds what is meant."""
    drawing = tmp_path / "map.svg"
    drawing.write_text('<svg xmlns="http://www.w3.org/2000/svg">\n  <script>1</script>\n</svg>')
    (problem,) = look_through({"": drawing}, store)[""].problems("content/pages/en/map.svg")
    assert (problem.at.file, getattr(problem.at, "line", 0)) == ("content/pages/en/map.svg", 2)


def test_what_is_taken_out_is_told_in_words(tmp_path: Path, store: Store) -> None:
    """The note names what was in the file, and repeats none of it."""
    (tmp_path / "team.jpg").write_bytes(photo())
    (problem,) = look_through({"": tmp_path / "team.jpg"}, store)[""].problems("team.jpg")
    told = message(problem, EN)
    assert "the place where it was made, the camera or phone" in told
    assert "SECRET" not in told


def test_a_film_in_an_avif_is_told_to_stand_still(tmp_path: Path, store: Store) -> None:
    """Of the one kind of moving picture that cannot be cleaned whole, whoever put it there learns what readers see."""
    first, second = quarters((64, 48)), quarters((64, 48)).rotate(180)
    for kind, rules in (("AVIF", ["picture-animated"]), ("WEBP", []), ("PNG", [])):
        file = tmp_path / f"film.{kind.lower()}"
        first.save(file, kind, save_all=True, append_images=[second], duration=200)
        told = [problem.rule for problem in look_through({"": file}, store)[""].problems("")]
        assert [rule for rule in told if rule != "hidden-data"] == rules


def test_what_is_no_file_is_told(tmp_path: Path, store: Store) -> None:
    """A link that leads nowhere, or to itself, and a pipe that nobody writes to: a problem, and no waiting."""
    (tmp_path / "gone.jpg").symlink_to("nowhere.jpg")
    (tmp_path / "loop.jpg").symlink_to("loop.jpg")
    os.mkfifo(tmp_path / "pipe.jpg")
    names = ["gone.jpg", "loop.jpg", "pipe.jpg"]
    found = look_through({name: tmp_path / name for name in names}, store)
    assert [static.refusal for static in found.values()] == [FileFault("file-unreadable")] * 3


def test_a_known_file_needs_no_worker(tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was cleaned once comes out of the store, under any name; another file is cleaned."""
    file, copy = tmp_path / "team.jpg", tmp_path / "copy.jpg"
    file.write_bytes(photo())
    first = look_through({"": file}, store)
    shutil.copy(file, copy)
    monkeypatch.setattr(pool, "_PROGRAM", "raise SystemExit")
    assert look_through({"": copy}, store) == first
    assert b"SECRET" not in (published(copy, first[""], store) or b"SECRET")
    copy.write_bytes(photo((1, 2, 3)))
    with pytest.raises(WorkerError):
        look_through({"": copy}, store)


def test_a_lost_store_costs_only_work(tmp_path: Path, store: Store) -> None:
    """What the store has lost is made again; a file that is another one by now is not published in its place."""
    file = tmp_path / "team.jpg"
    file.write_bytes(photo())
    static = look_through({"": file}, store)[""]
    content = published(file, static, store)
    shutil.rmtree(tmp_path / "store" / "objects")
    assert published(file, static, store) == content
    file.write_bytes(photo((1, 2, 3)))
    assert published(file, static, store) is None


def test_what_a_preview_has_seen_is_not_read_again(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an edit elsewhere no file is opened; a file that was saved is looked at anew."""
    file = tmp_path / "team.jpg"
    file.write_bytes(photo())
    memory: FileCache[StaticFile] = FileCache(lambda: time.time_ns() + 10_000_000_000)
    first = look_through({"": file}, store, memory)
    opened: list[Path] = []
    real = Path.open

    def noted(path: Path, mode: str = "r") -> object:
        opened.append(path)
        return real(path, mode)

    monkeypatch.setattr(Path, "open", noted)
    assert look_through({"": file}, store, memory) == first
    assert opened == []
    file.write_bytes(photo((1, 2, 3)))
    assert look_through({"": file}, store, memory) != first
    assert opened


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A file of each format with all that programs hide in it."""
    return hidden.files(tmp_path_factory.mktemp("examples"))


def cleaned(name: str, source: bytes) -> Cleaned | FileFault:
    """What comes of a file, in this process."""
    suffix = Path(name).suffix
    kind = kind_of(source[:HEAD], suffix)
    if not isinstance(kind, Kind) or kind in {Kind.TEXT, Kind.OPAQUE}:
        return FileFault("none") if isinstance(kind, Kind) else kind
    return clean(kind, source, suffix)


NAMES = (
    *("team.jpg", "team.png", "team.webp", "team.avif", "team.gif", "map.svg"),
    *("plan.pdf", "plan.docx", "table.xlsx", "slides.pptx", "letter.odt"),
)


@pytest.mark.parametrize("name", NAMES)
def test_cleaning_twice_is_cleaning_once(name: str, examples: dict[str, bytes]) -> None:
    """What is clean stays as it is, to the byte, and nothing is told of it any more but what must stay.

    An AVIF is encoded anew each time.
    """
    once = cleaned(name, examples[name])
    assert isinstance(once, Cleaned)
    assert once.found >= {"people" if "." in name and not name.endswith("gif") else "remarks"}
    twice = cleaned(name, once.content or b"")
    assert isinstance(twice, Cleaned)
    assert twice.content == once.content or name.endswith("avif")
    assert twice.found <= {"comments"}


@settings(deadline=None, derandomize=True, database=None, max_examples=200)
@given(name=st.sampled_from(NAMES), data=st.data())
def test_damaged_files_raise_nothing(name: str, examples: dict[str, bytes], data: st.DataObject) -> None:
    """Whatever is cut off or damaged, a file is cleaned or refused, without an exception."""
    source = bytearray(examples[name])
    for _ in range(data.draw(st.integers(0, 4))):
        source[data.draw(st.integers(0, len(source) - 1))] = data.draw(st.integers(0, 255))
    made = cleaned(name, bytes(source[: data.draw(st.integers(len(source) // 2, len(source)))]))
    assert isinstance(made, Cleaned | FileFault)


def test_a_long_pdf_is_no_burden(store: Store, tmp_path: Path) -> None:
    """Five thousand pages are looked through within the limits of one document."""
    pages = [f"{4 + number} 0 R" for number in range(5000)]
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R /Metadata 3 0 R >>",
        f"<< /Type /Pages /Count 5000 /Kids [{' '.join(pages)}] >>".encode(),
        b"<< /Type /Metadata /Subtype /XML /Length 6 >>\nstream\nCANARY\nendstream",
        *[b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"] * 5000,
    ]
    made = io.BytesIO(b"%PDF-1.7\n")
    made.seek(0, io.SEEK_END)
    places = []
    for number, part in enumerate(parts, 1):
        places.append(made.tell())
        made.write(b"%d 0 obj\n%s\nendobj\n" % (number, part))
    start = made.tell()
    made.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1))
    made.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    made.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, start))
    (tmp_path / "long.pdf").write_bytes(made.getvalue())
    static = look_through({"": tmp_path / "long.pdf"}, store)[""]
    assert (static.found, static.refusal) == (frozenset({"remarks"}), None)
    content = published(tmp_path / "long.pdf", static, store) or b""
    assert b"CANARY" not in content
    assert content.count(b"/Page\n") == 5000
