"""Whatever has become of the store, a build gives what it gives without one; and the store stays within its bounds."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from random import Random

import pytest

from site_builder.prepare import STORE
from site_builder.rendering import page_head
from site_builder.store import Store, software
from tests.support.changes import CHANGES, eventful
from tests.support.damage import DAMAGES, Damage, files, flipped
from tests.support.warm import Outcome, built, warm_and_cold


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a project whose store is full, and a copy of that store."""
    folder = tmp_path_factory.mktemp("filled")
    records = eventful()
    records.settings["search"] = "true"
    project = records.write(folder / "project")
    assert built(project, folder / "site", records.as_of).files
    shutil.copytree(project / STORE, folder / "store")
    return folder


@pytest.fixture(scope="module")
def cold(filled: Path) -> Outcome:
    """What the project gives without a store."""
    return built_with(filled, lambda store, chance: shutil.rmtree(store))


def built_with(folder: Path, damage: Damage, seed: int = 1) -> Outcome:
    """Build with the full store after it has been damaged."""
    project = folder / "project"
    restore(folder)
    damage(project / STORE, Random(seed))
    return built(project, folder / "site", eventful().as_of)


def restore(folder: Path) -> None:
    """Put the full store back."""
    cache = folder / "project" / STORE
    shutil.rmtree(cache.parent) if cache.parent.is_dir() else cache.parent.unlink()
    shutil.copytree(folder / "store", cache)


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_store(name: str, filled: Path, cold: Outcome) -> None:
    """A store that is damaged costs time and nothing else, in this build and in the next one."""
    assert built_with(filled, DAMAGES[name]).differs(cold) == []
    assert built(filled / "project", filled / "site", eventful().as_of).differs(cold) == []


@pytest.mark.parametrize("below", ["objects", "packs"])
@pytest.mark.parametrize("seed", range(6))
def test_one_bit(seed: int, below: str, filled: Path, cold: Outcome) -> None:
    """A single wrong bit anywhere is noticed."""
    assert built_with(filled, flipped(below), seed).differs(cold) == []


def test_a_store_of_other_software(filled: Path, cold: Outcome, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two versions of the program, which describe pages at another length, may use one store in turn: each makes its
    own."""
    restore(filled)
    project, site, aside = filled / "project", filled / "site", filled / "aside"
    with monkeypatch.context() as patch:
        patch.setattr(page_head, "_LONGEST_DESCRIPTION", 20)
        users = [name for name, module in sys.modules.items() if getattr(module, "software", None) is software]
        assert len(users) > 2
        for name in users:
            patch.setattr(sys.modules[name], "software", lambda: "another version")
        other = built(project, site, eventful().as_of)
        (project / STORE).rename(aside)
        assert other.differs(built(project, site, eventful().as_of)) == []
        assert other.differs(cold)
        shutil.rmtree(project / STORE)
        aside.rename(project / STORE)
    assert built(project, site, eventful().as_of).differs(cold) == []


def test_a_store_within_its_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However often records change, the store holds no more than it may, and what it lacks is made again."""
    # More than the small values that one build appends to its pack, and a fraction of what it keeps in all.
    limit = 100_000
    monkeypatch.setattr("site_builder.mkdocs_plugin.building.open_store", lambda root: Store(root / STORE, limit))
    for name in [*CHANGES][:12]:
        records = eventful()
        CHANGES[name](records)
        warm, without = warm_and_cold(records, tmp_path)
        assert warm.differs(without) == []
        held = files(tmp_path / "project" / STORE)
        assert sum(file.stat().st_size for file in held if file.name != "index") <= 2 * limit, name
