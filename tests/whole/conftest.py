"""The sites that the tests of this folder look at, each built once a run."""

from pathlib import Path

import pytest

from tests.support import projects
from tests.support.built import BuiltSite

REAL_AS_OF = "2026-11-23T12:00:00-06:00"
REAL_URL = "https://stories.example.org/programme/"


@pytest.fixture(scope="session")
def real_site(project: Path, tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The repository's own site as it is published: below a path of a host."""
    folder = tmp_path_factory.mktemp("real") / "site"
    return BuiltSite(projects.build(project, folder, REAL_AS_OF, {"SITE_URL": REAL_URL}), REAL_URL)


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The small project's site."""
    folder = tmp_path_factory.mktemp("small") / "site"
    return BuiltSite(projects.build(projects.SMALL, folder), projects.SMALL_URL)


@pytest.fixture(params=["real_site", "small_site"])
def site(request: pytest.FixtureRequest) -> BuiltSite:
    """Each of the two."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, BuiltSite)
    return found
