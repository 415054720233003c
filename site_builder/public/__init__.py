"""From the Site to the PublicSite: the only thing that pages, feeds, indexes, pictures and data files ever see."""

from site_builder.public.instant import Instant, read_instant
from site_builder.public.publish import publish
from site_builder.public.records import EVERY_USE, PublicPhoto, PublicQuote, PublicSite, PublicStory, Uses

__all__ = [
    "EVERY_USE",
    "Instant",
    "PublicPhoto",
    "PublicQuote",
    "PublicSite",
    "PublicStory",
    "Uses",
    "publish",
    "read_instant",
]
