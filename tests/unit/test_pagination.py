"""Long lists: what stands on which page, and how readers get from one page to another."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.pages.pagination import last_page, page_numbers, split_pages
from tests.support import cases


@pytest.mark.parametrize(("number", "last", "links"), cases.table("pages/numbering"))
def test_the_links_below_a_list(number: str, last: str, links: str) -> None:
    """The first page, the last and those near are linked; the page itself is not, and a gap hides more than one."""
    found = page_numbers(int(number), int(last), lambda other: f"p{other}/")
    told = [f"[{name}]" if name and not address else name or "…" for name, address in found.pages]
    assert " ".join(told) == links
    assert [address for name, address in found.pages if address and address != f"p{name}/"] == []


@settings(deadline=None, derandomize=True, database=None)
@given(st.integers(1, 500), st.data())
def test_every_page_can_be_left(last: int, data: st.DataObject) -> None:
    """Each page but the first leads back, each but the last leads on, and few links stand below any."""
    number = data.draw(st.integers(1, last))
    found = page_numbers(number, last, str)
    assert found.previous == (str(number - 1) if number > 1 else "")
    assert found.following == (str(number + 1) if number < last else "")
    assert len(found.pages) <= 9


@pytest.mark.parametrize(
    ("count", "pages"), [(0, [0]), (1, [1]), (24, [24]), (25, [24, 1]), (48, [24, 24]), (49, [24, 24, 1])]
)
def test_what_stands_on_which_page(count: int, pages: list[int]) -> None:
    """Nothing is left out, nothing stands twice, and an empty list has a page that says so."""
    found = list(split_pages(range(count), 24))
    assert [number for number, _ in found] == list(range(1, last_page(count, 24) + 1))
    assert [len(items) for _, items in found] == pages
    assert [item for _, items in found for item in items] == list(range(count))
