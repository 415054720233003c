"""The small site is what was agreed.

A change that is meant: ``python -m tests.support.golden``, and look at the difference.
"""

import difflib

from tests.support.built import BuiltSite
from tests.support.golden import expected, golden


def test_the_small_site_is_as_agreed(small_site: BuiltSite) -> None:
    """File by file, the small project's site and its problems are what was agreed."""
    found, agreed = golden(small_site), expected()
    differences: list[str] = []
    for name in sorted(found.keys() | agreed.keys()):
        texts = (agreed.get(name, "").splitlines(), found.get(name, "").splitlines())
        differences += difflib.unified_diff(*texts, f"agreed/{name}", f"found/{name}", lineterm="")
    assert not differences, "python -m tests.support.golden agrees to this:\n" + "\n".join(differences[:200])
