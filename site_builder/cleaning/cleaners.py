"""Each kind of file and what cleans it: everything that parses foreign bytes, to be imported by workers alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from site_builder.cleaning.kinds import PACKAGES, Kind
from site_builder.cleaning.packages import clean_package
from site_builder.cleaning.pdf import clean_pdf
from site_builder.cleaning.pictures import clean_drawing, clean_gif, clean_picture
from site_builder.cleaning.result import Cleaned, Refusal

_CLEANERS: Mapping[Kind, Callable[[bytes], Cleaned | Refusal]] = MappingProxyType(
    {
        Kind.PICTURE: clean_picture,
        Kind.GIF: clean_gif,
        Kind.SVG: clean_drawing,
        Kind.PDF: clean_pdf,
        Kind.PACKAGE: clean_package,
    }
)


def clean(kind: Kind, source: bytes, suffix: str) -> Cleaned | Refusal:
    """Take hidden data out of a file, or say why it is refused. ``suffix``: of its name, in lower case."""
    made = _CLEANERS[kind](source)
    if isinstance(made, Cleaned) and made.content is None and suffix in PACKAGES:
        # No name makes a document of an archive.
        return Refusal("document-broken")
    return made
