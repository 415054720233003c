"""Publishing that is always whole: a site is made beside the old one, verified, flushed, and swapped in.

What is served is the old site or the new one, whatever happens in between. ``locked`` keeps others out; ``stage``
gives a folder to build in and puts in order what was left by a process that was killed; ``verify`` looks at every page;
``swap`` puts the site in its place and keeps the one that was there; ``roll_back`` brings an older one back.
"""

from site_builder.publish.releases import Kept, Release, kept, last_withdrawal, settle
from site_builder.publish.staging import Stage, discard, gather, listed, roll_back, stage, swap
from site_builder.publish.target import MARKS, HeldError, locked, unfit
from site_builder.publish.verification import FinishedSite, LinkIndex, verify

__all__ = [
    "MARKS",
    "FinishedSite",
    "HeldError",
    "Kept",
    "LinkIndex",
    "Release",
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
