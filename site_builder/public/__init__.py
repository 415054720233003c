"""From the Site to the PublicSite: the only thing that pages, feeds, indexes, pictures and data files ever see."""

from site_builder.public.instant import Instant, read_instant
from site_builder.public.publish import publish
from site_builder.public.records import PublicPhoto, PublicQuote, PublicSite, PublicStory

__all__ = ["Instant", "PublicPhoto", "PublicQuote", "PublicSite", "PublicStory", "publish", "read_instant"]
