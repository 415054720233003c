"""What Pagefind orders by chance comes out in one order, and leads to the same files."""

import gzip
import json
from pathlib import Path

from site_builder.outputs.pagefind import in_order

MARK = b"pagefind_dcd"
# CBOR by hand (RFC 8949): 0x8n a list of n, 0x6n a text of n bytes, 0x00–0x17 a small number, 0x19 one of two bytes.
SCHOOLS, WATER = b"\x82\x67Schools\x81\x01", b"\x82\x65Water\x82\x00\x19\x01\x2c"


def packed(data: bytes) -> bytes:
    """A file of Pagefind's."""
    return gzip.compress(MARK + data)


def index(values: tuple[bytes, bytes], filters: tuple[str, str], version: str = "1.5.2") -> dict[str, bytes]:
    """An index with two filters in these orders: its files by name."""
    theme = b"\x82\x65Theme\x82" + b"".join(values)
    year = b"\x82\x64Year\x81\x82\x642024\x81\x00"
    data = {"Theme": ("en_aaaaaaa", theme), "Year": ("en_bbbbbbb", year)}
    listed = b"".join(
        b"\x82" + bytes((0x60 + len(name),)) + name.encode() + b"\x6a" + data[name][0].encode() for name in filters
    )
    meta = b"\x86\x651.5.2\x80\x80\x82" + listed + b"\x80\x81\x65title"
    entry = {"version": version, "languages": {"en": {"hash": "en_ccccccc", "wasm": "en", "page_count": 2}}}
    return {
        **{f"filter/{name}.pf_filter": packed(each) for name, each in data.values()},
        "pagefind.en_ccccccc.pf_meta": packed(meta),
        "pagefind-entry.json": json.dumps(entry).encode(),
    }


def test_every_order_gives_the_same_files() -> None:
    """Filters and their values in any order give the same names and bytes."""
    one = index((SCHOOLS, WATER), ("Theme", "Year"))
    other = index((WATER, SCHOOLS), ("Year", "Theme"))
    assert one != other
    assert in_order(one) == in_order(other)


def test_what_refers_to_files_names_those_that_are_there() -> None:
    """The entry names the list of filters, that names each filter, and all values and pages are kept."""
    files = in_order(index((WATER, SCHOOLS), ("Year", "Theme")))
    entry = json.loads(files["pagefind-entry.json"])
    meta = gzip.decompress(files[f"pagefind.{entry['languages']['en']['hash']}.pf_meta"])
    filters = {Path(name).stem: gzip.decompress(content) for name, content in files.items() if "filter/" in name}
    assert len(filters) == 2
    assert all(name.encode() in meta for name in filters)
    assert MARK + b"\x82\x65Theme\x82" + SCHOOLS + WATER in filters.values()
    assert len([name for name in files if name.endswith(".pf_meta")]) == 1


def test_an_index_of_an_unknown_version_stays_as_it_is() -> None:
    """What another Pagefind wrote is not touched."""
    before = index((WATER, SCHOOLS), ("Year", "Theme"), version="2.0.0")
    assert in_order(before) == before
