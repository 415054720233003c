"""What every test can ask for, and two rules for all of them: no network, and nothing skipped."""

import os
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


def pytest_configure() -> None:
    """Before any test runs."""
    stay_on_this_machine()
    # Tests say themselves what is printed in CI, wherever they run.
    os.environ.pop("CI", None)


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
