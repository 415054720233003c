"""What every test can ask for, and two rules for all of them: no network, and nothing skipped."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import parts
from tests.support.isolation import stay_on_this_machine
from tests.support.server import serving

# The repository's own site is looked at as of one day, so that a consent that ends later changes no test.
AS_OF = "2026-11-23T12:00:00-06:00"


def pytest_configure() -> None:
    """Before any test runs."""
    stay_on_this_machine()


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A skipped test has shown nothing: the run does not pass."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and reporter.stats.get("skipped") and exitstatus == pytest.ExitCode.OK:
        reporter.write_line("Tests were skipped: the run does not count as passed.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def project() -> Path:
    """The repository's own project."""
    return parts.ROOT


@pytest.fixture(scope="session")
def built_site(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the repository's own site, built once a run as of AS_OF."""
    folder = tmp_path_factory.mktemp("built") / "site"
    command = [str(parts.STORIES), "build", "--project", str(project), "--site-dir", str(folder), "--as-of", AS_OF]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="session")
def served_site(built_site: Path) -> Iterator[str]:
    """The address of the repository's own site, without a slash at its end."""
    with serving(built_site) as address:
        yield address
