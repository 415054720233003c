"""Publishing that is always whole: a site is made beside the old one, verified, flushed, and swapped in.

What is served is the old site or the new one, whatever happens in between. ``locked`` keeps others out; ``stage``
gives a folder to build in and puts in order what was left by a process that was killed; ``verify`` looks at every page;
``swap`` puts the site in its place and keeps the one that was there; ``roll_back`` brings an older one back.
"""

from site_builder.publish.gathering import gather, listed
from site_builder.publish.lock import HeldError, locked
from site_builder.publish.pruning import last_withdrawal
from site_builder.publish.releases import Kept, Release, kept, settle
from site_builder.publish.sight import Sight
from site_builder.publish.staging import Stage, discard, roll_back, stage, swap
from site_builder.publish.target import MARKS, unfit
from site_builder.publish.verification import Finished, verify

__all__ = [
    "MARKS",
    "Finished",
    "HeldError",
    "Kept",
    "Release",
    "Sight",
    "Stage",
    "discard",
    "gather",
    "kept",
    "last_withdrawal",
    "listed",
    "locked",
    "roll_back",
    "settle",
    "stage",
    "swap",
    "unfit",
    "verify",
]
