"""Valid HTML."""

from pathlib import Path

from tests.support.nu import nu


def test_the_html_is_valid(built_site: Path) -> None:
    """The Nu HTML checker finds no error in any page."""
    faults = nu(built_site)
    assert not faults, "\n".join(faults)
