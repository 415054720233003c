"""The sites that the tests of this folder look at, each built once a run."""

import pytest

from tests.support import projects
from tests.support.built import BuiltSite


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
