"""What a picture file is, and which files it becomes: from its head alone, never from its pixels."""

from site_builder.pictures.inspection import (
    MAX_FILE_BYTES,
    MAX_MEGAPIXELS,
    MAX_SIDE,
    PictureFault,
    PictureInfo,
    inspect,
    named,
    remarks,
)
from site_builder.pictures.kinds import ACCEPTED_EXTENSIONS, PictureKind
from site_builder.pictures.licence import is_public_domain, licence_address
from site_builder.pictures.placeholder import Placeholder
from site_builder.pictures.recipe import OutputFormat, PhotoSet, Planned, Recipe, plan, stem_of

__all__ = [
    "ACCEPTED_EXTENSIONS",
    "MAX_FILE_BYTES",
    "MAX_MEGAPIXELS",
    "MAX_SIDE",
    "OutputFormat",
    "PhotoSet",
    "PictureFault",
    "PictureInfo",
    "PictureKind",
    "Placeholder",
    "Planned",
    "Recipe",
    "inspect",
    "is_public_domain",
    "licence_address",
    "named",
    "plan",
    "remarks",
    "stem_of",
]
