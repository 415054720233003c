"""Whatever staff do to their records, a build that finds in its store what was made before gives what one without does.

Whoever forgets a part of a key (``PlannedPage.cache_key``, ``LocalizedSite.content_hash``, ``loading``) serves readers
what is no longer so.
"""

from __future__ import annotations

import copy
from pathlib import Path
from random import Random

import pytest

from tests.support.edits import Records, edit, small
from tests.support.warm import short_pages, warm_and_cold

EDITS_AT_ONCE = (1, 1, 1, 2, 3)
WHOLLY = 10
"""Of so many builds without a store one has MkDocs' part made anew."""


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    short_pages(monkeypatch)


def edit_and_build(records: Records, seed: int, steps: int, folder: Path) -> int:
    """Build after each of so many steps, warm and cold; how many gave a site. An edit that gives none is taken back."""
    chance = Random(seed)
    built = 0
    for step in range(steps):
        before = copy.deepcopy(records)
        for _ in range(chance.choice(EDITS_AT_ONCE)):
            edit(records, chance)
        warm, cold = warm_and_cold(records, folder, wholly=step % WHOLLY == 0)
        edits = "\n".join(records.done)
        assert warm.differs(cold) == [], f"seed {seed}, step {step}, after these edits:\n{edits}"
        built += cold.files is not None
        if cold.files is None:
            before.done = [*records.done, "(taken back)"]
            records = before
    return built


@pytest.mark.parametrize("seed", [1, 2, 4, 5])
def test_a_warm_build_equals_a_cold_one(seed: int, tmp_path: Path) -> None:
    """After any edits of any records, and as of any day: the same files byte by byte, or the same problems."""
    assert edit_and_build(small(), seed, 30, tmp_path) > 15


@pytest.mark.parametrize("seed", [3, 6])
def test_a_warm_search_index_equals_a_cold_one(seed: int, tmp_path: Path) -> None:
    """So are the files of the search index, which are kept too."""
    records = small()
    records.settings["search"] = "true"
    assert edit_and_build(records, seed, 15, tmp_path) > 6
