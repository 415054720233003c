"""What every test can ask for, and two rules for all of them: no network, and nothing skipped."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import parts, projects
from tests.support.built import BuiltSite
from tests.support.isolation import stay_on_this_machine
from tests.support.server import serving

# The repository's own site is looked at as of one day, so that a consent that ends later changes no test,
# and as published below a path of a host.
REAL_AS_OF = "2026-11-23T12:00:00-06:00"
REAL_PATH = "/programme/"
REAL_URL = f"https://stories.example.org{REAL_PATH}"


IN_MEMORY = Path("/dev/shm")
"""Linux' file system in memory."""

RUN = "stories-tests-"
"""How the folder of a run begins; the number of its process follows."""

ROOM = 8 * 1024**3
"""Bytes that must be free there: a run takes up to 3 GiB, and browsers want theirs."""


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Before any test runs. Sites are built by the hundred, and a disk that others use too makes each wait: where there
    is room, temporary folders are in memory. Tests of full disks and of killed processes make file systems of their
    own, or kill at system calls, which are the same there."""
    stay_on_this_machine()
    # Tests say themselves what is printed in CI, wherever they run.
    os.environ.pop("CI", None)
    if config.option.basetemp is None and not hasattr(config, "workerinput") and _has_room():
        _forget_killed_runs()
        config.option.basetemp = tempfile.mkdtemp(prefix=f"{RUN}{os.getpid()}-", dir=IN_MEMORY)
        config.add_cleanup(lambda: shutil.rmtree(config.option.basetemp, ignore_errors=True))


def _forget_killed_runs() -> None:
    """Remove what runs have left in memory that were killed: their processes are no more."""
    for left in IN_MEMORY.glob(f"{RUN}*-*"):
        process = left.name.removeprefix(RUN).partition("-")[0]
        if process.isdecimal() and not Path("/proc", process).exists():
            shutil.rmtree(left, ignore_errors=True)


def _has_room() -> bool:
    try:
        return shutil.disk_usage(IN_MEMORY).free > ROOM and _free_memory() > ROOM
    except OSError:
        return False


def _free_memory() -> int:
    lines = Path("/proc/meminfo").read_text("ascii").splitlines()
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")), 0)


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
def real_site(project: Path, tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The repository's own site, built once a run."""
    folder = tmp_path_factory.mktemp("real") / "site"
    return BuiltSite(projects.build(project, folder, REAL_AS_OF, {"SITE_URL": REAL_URL}), REAL_URL)


@pytest.fixture(scope="session")
def served_site(real_site: BuiltSite) -> Iterator[str]:
    """The address of the repository's own site on this machine, with a slash at its end."""
    with serving(real_site.folder, REAL_PATH) as address:
        yield address


@pytest.fixture(scope="session")
def four_languages(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """A site in four languages, built once a run."""
    folder = tmp_path_factory.mktemp("four") / "site"
    built = projects.build(projects.FOUR, folder, projects.FOUR_AS_OF)
    return BuiltSite(built, projects.FOUR_URL, ("es", "en", "ar", "quc"))
