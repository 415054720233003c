"""Valid HTML."""

from tests.support.built import BuiltSite
from tests.support.nu import nu


def test_the_html_is_valid(real_site: BuiltSite) -> None:
    """The Nu HTML checker finds no error in any page."""
    faults = nu(real_site.folder)
    assert not faults, "\n".join(faults)
