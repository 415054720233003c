"""Whatever is broken and wherever else it stands: what is withdrawn is gone, or whoever withdraws is told where it is.

The judge is a search written for this test alone, which reads what was published as readers' programs do
(``tests.support.withdrawn.search``); ``Trial`` lists the laws. ``WITHDRAWALS=300`` tries as many projects.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.cli import withdraw, withdraw_site
from tests.support.command_line import Stories
from tests.support.withdrawn.trial import Trial

SEEDS = range(int(os.environ.get("WITHDRAWALS", "10")))


@pytest.fixture
def trial(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Callable[[int], Trial]:
    """Runs the trial of a seed."""

    def run(seed: int) -> Trial:
        made = Trial(seed, tmp_path / str(seed), Stories(capsys))
        made.run()
        return made

    return run


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_withdrawn_is_gone_or_told(seed: int, trial: Callable[[int], Trial]) -> None:
    """Every law holds in a random project, before and after it is put right."""
    done = trial(seed)
    assert not done.broken_laws, "\n".join([*done.broken_laws, "", *done.told])


@pytest.mark.parametrize(
    ("module", "name", "law"),
    [
        pytest.param(withdraw_site, "audit", "1.", id="nothing is searched"),
        pytest.param(withdraw, "mark", "2.", id="nothing is marked"),
    ],
)
def test_the_judge_sees_what_goes_wrong(
    module: object, name: str, law: str, trial: Callable[[int], Trial], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A withdrawal that searches nothing says too soon that it is done; one that marks nothing does not last."""
    monkeypatch.setattr(module, name, lambda *given, **named: [])
    assert any(broken.startswith(law) for seed in SEEDS for broken in trial(seed).broken_laws)
