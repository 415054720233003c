"""What a picture file is, and which files it becomes: from its head alone, never from its pixels."""

from site_builder.pictures.inspection import (
    MAX_FILE_BYTES,
    MAX_MEGAPIXELS,
    MAX_SIDE,
    PictureFault,
    PictureInfo,
    inspect,
    remarks,
)
from site_builder.pictures.kinds import ACCEPTED_EXTENSIONS, PictureKind
from site_builder.pictures.licence import licence_address
from site_builder.pictures.recipe import OutputFormat, PhotoSet, Planned, Recipe, plan

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
    "Planned",
    "Recipe",
    "inspect",
    "licence_address",
    "plan",
    "remarks",
]
