"""From the Site to the PublicSite: all that pages, feeds, indexes, pictures and data files ever see.

``gate`` holds every rule, ``records`` the types, ``publish`` makes the one from the other.
"""

from site_builder.public.instant import Instant, read_instant

__all__ = ["Instant", "read_instant"]
