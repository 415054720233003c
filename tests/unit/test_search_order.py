"""What Pagefind orders by chance comes out in one order, and leads to the same files."""

import gzip
import json
from pathlib import Path

from site_builder.outputs.pagefind import put_in_order

MARK = b"pagefind_dcd"
# CBOR by hand (RFC 8949): 0x8n a list of n, 0x6n a text of n bytes, 0x00–0x17 a small number, 0x19 one of two bytes.
SCHOOLS, WATER = b"\x82\x67Schools\x81\x01", b"\x82\x65Water\x82\x00\x19\x01\x2c"


def packed(data: bytes) -> bytes:
    """A file of Pagefind's."""
    return gzip.compress(MARK + data)


def index(folder: Path, values: tuple[bytes, bytes], filters: tuple[str, str], version: str = "1.5.2") -> Path:
    """An index with two filters in these orders."""
    (folder / "filter").mkdir(parents=True)
    theme = b"\x82\x65Theme\x82" + b"".join(values)
    year = b"\x82\x64Year\x81\x82\x642024\x81\x00"
    files = {"Theme": ("en_aaaaaaa", theme), "Year": ("en_bbbbbbb", year)}
    for name, data in files.values():
        (folder / "filter" / f"{name}.pf_filter").write_bytes(packed(data))
    listed = b"".join(
        b"\x82" + bytes((0x60 + len(name),)) + name.encode() + b"\x6a" + files[name][0].encode() for name in filters
    )
    meta = b"\x86\x651.5.2\x80\x80\x82" + listed + b"\x80\x81\x65title"
    (folder / "pagefind.en_ccccccc.pf_meta").write_bytes(packed(meta))
    entry = {"version": version, "languages": {"en": {"hash": "en_ccccccc", "wasm": "en", "page_count": 2}}}
    (folder / "pagefind-entry.json").write_text(json.dumps(entry), encoding="utf-8")
    return folder


def content(folder: Path) -> dict[str, bytes]:
    """Every file by name."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_every_order_gives_the_same_files(tmp_path: Path) -> None:
    """Filters and their values in any order give the same names and bytes."""
    one = index(tmp_path / "one", (SCHOOLS, WATER), ("Theme", "Year"))
    other = index(tmp_path / "other", (WATER, SCHOOLS), ("Year", "Theme"))
    assert content(one) != content(other)
    put_in_order(one)
    put_in_order(other)
    assert content(one) == content(other)


def test_what_refers_to_files_names_those_that_are_there(tmp_path: Path) -> None:
    """The entry names the list of filters, that names each filter, and all values and pages are kept."""
    folder = index(tmp_path / "index", (WATER, SCHOOLS), ("Year", "Theme"))
    put_in_order(folder)
    entry = json.loads((folder / "pagefind-entry.json").read_text(encoding="utf-8"))
    meta = gzip.decompress((folder / f"pagefind.{entry['languages']['en']['hash']}.pf_meta").read_bytes())
    filters = {file.stem: gzip.decompress(file.read_bytes()) for file in (folder / "filter").iterdir()}
    assert len(filters) == 2
    assert all(name.encode() in meta for name in filters)
    assert MARK + b"\x82\x65Theme\x82" + SCHOOLS + WATER in filters.values()
    assert len(list(folder.glob("*.pf_meta"))) == 1


def test_an_index_of_an_unknown_version_stays_as_it_is(tmp_path: Path) -> None:
    """What another Pagefind wrote is not touched."""
    folder = index(tmp_path / "index", (WATER, SCHOOLS), ("Year", "Theme"), version="2.0.0")
    before = content(folder)
    put_in_order(folder)
    assert content(folder) == before
