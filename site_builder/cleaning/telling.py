"""What a picture file tells beside the picture, in kinds that people understand. It decides nothing: what is taken out
is whatever is no picture, known here or not."""

from __future__ import annotations

import warnings
from io import BytesIO

from PIL.ExifTags import IFD, Base
from PIL.Image import Image

from site_builder.photos.pixels import decoder
from site_builder.pictures import PictureKind

_TAGS = {
    "device": {Base.Make, Base.Model, Base.BodySerialNumber, Base.LensMake, Base.LensModel, Base.LensSerialNumber},
    "people": {Base.Artist, Base.Copyright, Base.CameraOwnerName, Base.XPAuthor},
    "remarks": {
        *(Base.ImageDescription, Base.Software, Base.DateTime, Base.DateTimeOriginal, Base.DateTimeDigitized),
        *(Base.MakerNote, Base.UserComment, Base.XPTitle, Base.XPComment, Base.XPKeywords, Base.XPSubject),
        *(Base.HostComputer, Base.ImageUniqueID),
    },
}
# Of what Pillow tells of a file: what its pixels need.
_NEEDED = frozenset(
    {
        *("jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi", "adobe", "adobe_transform", "progressive"),
        *("progression", "icc_profile", "exif", "xmp", "gamma", "srgb", "chromaticity", "transparency", "aspect"),
        *("interlace", "loop", "background", "duration", "timestamp", "default_image", "blend", "disposal", "bbox"),
    }
)
_MUCH = 1000
"""Bytes. What makes a file smaller by more than that is worth being told, whatever it was."""


def told(source: bytes, made: bytes, kind: PictureKind) -> frozenset[str]:
    """Name what of ``result.KINDS`` the picture in ``source`` tells and ``made``, the cleaned one, does not.

    No exception for any bytes.
    """
    if source == made:
        return frozenset()
    try:
        with warnings.catch_warnings(action="ignore"), decoder(kind)(BytesIO(source)) as image:
            found = {*_of_exif(image), *_of_xmp(image.info.get("xmp", b""))}
            if image.info.keys() - _NEEDED:
                found.add("remarks")
    except Exception:
        # Foreign parsers over foreign bytes; the picture itself was read before.
        found = {"remarks"}
    return frozenset(found or ({"remarks"} if len(source) - len(made) > _MUCH else ()))


def _of_exif(image: Image) -> set[str]:
    exif = image.getexif()
    tags = {*exif, *exif.get_ifd(IFD.Exif)}
    found = {kind for kind, known in _TAGS.items() if tags & known}
    if exif.get_ifd(IFD.GPSInfo):
        found.add("position")
    if exif.get_ifd(IFD.IFD1):
        found.add("preview")
    return found


def _of_xmp(packet: bytes | str) -> set[str]:
    """Name what a packet of XMP tells, by the names that stand in it: it may be in any of several layouts."""
    text = packet if isinstance(packet, str) else packet.decode("utf-8", "replace")
    signs = {
        "position": ("GPSLatitude", "Location"),
        "device": ("SerialNumber", "tiff:Make", "tiff:Model"),
        "people": ("creator", "Creator<", "Person", "rights", "Credit", "Artist"),
    }
    found = {kind for kind, names in signs.items() if any(name in text for name in names)}
    return {*found, "remarks"} if text.strip() else found
