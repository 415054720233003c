"""What is searched for once photos are withdrawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.withdrawal.references import Ambiguous, Unknown, find, search_terms
from tests.support.command_line import put
from tests.support.pictures import file_of, quarters

RECORD = """\
state: published
photos:
- file: one.jpg
  consent: {reference: C-1}
- file: two.jpg
  consent: {reference: C-1}
- file: other.jpg
"""


@pytest.mark.parametrize(
    ("there", "all_known"), [(("one", "two"), True), (("one",), False), (("two", "other"), False), ((), False)]
)
def test_a_photo_whose_file_is_gone(tmp_path: Path, there: tuple[str, ...], all_known: bool) -> None:
    """Each photo is looked for by its own file: where one is missing, it is not enough to have another."""
    put(tmp_path / "stories/well/story.yml", RECORD)
    for number, name in enumerate(there):
        (tmp_path / f"stories/well/{name}.jpg").write_bytes(file_of(quarters((64, 48 + number))))
    wanted = find(tmp_path, "C-1", {})
    assert not isinstance(wanted, Ambiguous | Unknown)
    sought = search_terms(tmp_path, wanted, {}, tmp_path / "site")
    assert sought.has_all_pictures == all_known
    assert len(sought.thumbnails) == len([name for name in there if name != "other"])
