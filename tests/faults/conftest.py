"""What the fault tests share. They use strace, which is Linux's."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from tests.support import faults

if sys.platform != "linux":
    collect_ignore_glob = ["test_*.py"]


@pytest.fixture(scope="session")
def driver() -> Iterator[faults.Driver]:
    """Something that forks processes to be killed."""
    with faults.driver() as started:
        yield started
