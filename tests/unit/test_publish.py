"""Stage and swap: what is served is the old site or the new one, whole."""

from pathlib import Path

import pytest

from site_builder.publish import discard, locked, stage, swap


def site(folder: Path, words: str) -> Path:
    """A folder that holds a page with these words."""
    folder.mkdir(exist_ok=True)
    (folder / "index.html").write_text(words)
    return folder


def test_the_new_site_takes_the_old_ones_place(tmp_path: Path) -> None:
    """After a swap there is the new site and nothing else."""
    target = site(tmp_path / "site", "old")
    made = stage(target)
    site(made, "new")
    swap(made, target)
    assert (target / "index.html").read_text() == "new"
    assert [entry.name for entry in tmp_path.iterdir()] == ["site"]


def test_a_stage_that_was_given_up_leaves_nothing(tmp_path: Path) -> None:
    """A build that fails leaves the old site and no trace of itself."""
    target = site(tmp_path / "site", "old")
    discard(stage(target))
    assert [entry.name for entry in tmp_path.iterdir()] == ["site"]


def test_stages_of_killed_builds_are_cleared(tmp_path: Path) -> None:
    """The next build needs no cleaning by hand; other sites' stages are none of its business."""
    target = tmp_path / "site"
    left, other = stage(target), stage(tmp_path / "other")
    made = stage(target)
    assert (left.exists(), other.exists(), made.exists()) == (False, True, True)


def test_killed_in_the_middle_of_a_swap(tmp_path: Path) -> None:
    """Where only the old site under its other name is left, the next start brings it back."""
    target = site(tmp_path / "site", "old")
    made = stage(target)
    target.rename(tmp_path / made.name.replace("-stage-", "-old-"))
    stage(target)
    assert (target / "index.html").read_text() == "old"


def test_killed_after_a_swap(tmp_path: Path) -> None:
    """Where the new site stands and the old one was not cleared yet, it is cleared."""
    target = site(tmp_path / "site", "new")
    old = site(tmp_path / ".site-old-x", "old")
    stage(target)
    assert not old.exists()
    assert (target / "index.html").read_text() == "new"


class WaitedError(Exception):
    """Told instead of waiting."""


def test_two_builds_at_once(tmp_path: Path) -> None:
    """While one build holds the site another waits, and knows for which process; afterwards the way is free."""
    target = tmp_path / "site"

    def waiting(process: str) -> None:
        raise WaitedError(process)

    with locked(target, waiting), pytest.raises(WaitedError, match=r"\d+"), locked(target, waiting):
        pass
    with locked(target, waiting):
        pass
    assert list(tmp_path.iterdir()) == []
