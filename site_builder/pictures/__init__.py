"""What a picture file is: its format, size, orientation and digest, from its head and never from its pixels."""

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

__all__ = [
    "ACCEPTED_EXTENSIONS",
    "MAX_FILE_BYTES",
    "MAX_MEGAPIXELS",
    "MAX_SIDE",
    "PictureFault",
    "PictureInfo",
    "PictureKind",
    "inspect",
    "remarks",
]
