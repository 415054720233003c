"""A change to one record reaches every page that shows it, though all other pages come out of the store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from site_builder.pages.page import Page
from site_builder.rendering.renderer import Rendered, Renderer
from tests.support.changes import CHANGES, eventful
from tests.support.warm import built, short_pages, warm_and_cold


@pytest.fixture(scope="module", autouse=True)
def _short() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        short_pages(patch)
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store in which every page of the unchanged project is."""
    found = tmp_path_factory.mktemp("warm")
    warm, cold = warm_and_cold(eventful(), found)
    assert warm.files
    assert warm.differs(cold) == []
    return found


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_reaches_every_page(name: str, folder: Path) -> None:
    """With the store and without it: the same files byte by byte; and the change is one, and taken back again."""
    before = built(eventful().write(folder / "project"), folder / "site", eventful().as_of)
    records = eventful()
    CHANGES[name](records)
    warm, cold = warm_and_cold(records, folder, wholly=False)
    assert warm.differs(cold) == []
    assert before.differs(cold)


def test_what_was_read_anew_gives_the_keys_of_what_was_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second build prints what is printed each time and nothing else, though the first one read every file."""
    printed: list[str] = []
    render = Renderer.render

    def noted(self: Renderer, page: Page) -> Rendered:
        printed.append(page.address)
        return render(self, page)

    monkeypatch.setattr(Renderer, "render", noted)
    project = eventful().write(tmp_path / "project")
    counts = []
    for _ in range(3):
        printed.clear()
        assert built(project, tmp_path / "site", eventful().as_of).files
        counts.append(len(printed))
    first, second, third = counts
    assert first > second == third
