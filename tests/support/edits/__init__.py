"""Random edits of the small project: what staff may do to their records, and a little more.

An edit takes the records and a source of chance, changes the records, and gives what it did in words.
"""

from __future__ import annotations

import copy
from random import Random
from typing import Any

from hypothesis import strategies as st

from tests.support.edits.around import AROUND
from tests.support.edits.locks import change_a_lock
from tests.support.edits.records import Records, small
from tests.support.edits.stories import STORIES

__all__ = ["EDITS", "Records", "edit", "edited", "small"]

EDITS = (*STORIES, *AROUND, *[change_a_lock] * 4)

_SMALL = small()


def edit(records: Records, chance: Random) -> None:
    """One edit, of any kind."""
    done = chance.choice(EDITS)(records, chance)
    if done:
        records.done.append(done)


@st.composite
def edited(draw: Any) -> Records:
    """The small project after one to eight edits."""
    records = copy.deepcopy(_SMALL)
    chance = draw(st.randoms(use_true_random=False))
    for _ in range(draw(st.integers(1, 8))):
        edit(records, chance)
    return records
