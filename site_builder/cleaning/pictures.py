"""Cleans pictures that stand beside pages written by hand or inside documents, and names what was in them.

They are published as they are, but for what is no picture. Naming decides nothing: what is taken out is whatever is no
picture, known here or not.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from io import BytesIO

from PIL.ExifTags import IFD, Base
from PIL.Image import Image

from site_builder.brand.svg import rewritten
from site_builder.cleaning.files import STILL, Cleaned
from site_builder.photos.cleaning import cleaned, stripped
from site_builder.photos.pixels import decoder
from site_builder.pictures.inspection import MAX_FILE_BYTES, FileFault, PictureInfo, PictureKind, inspect, recognise

_REMARKS = frozenset({"remarks"})

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

# GIF (89a).
_EXTENSION, _IMAGE, _TRAILER = 0x21, 0x2C, 0x3B
_CONTROL, _APPLICATION = 0xF9, 0xFF
# How often it plays, and its colour profile. XMP stands in such a block as well.
_APPLICATIONS = frozenset({b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"})


def clean_picture(source: bytes) -> Cleaned | FileFault:
    """Clean a JPEG, PNG, WebP or AVIF; what it shows, its colours and the way up stay. Faults: those of ``cleaned``."""
    made, info = cleaned(source), inspect(source)
    if isinstance(made, FileFault):
        return made
    assert isinstance(info, PictureInfo)  # noqa: S101
    after = inspect(made)
    # An AVIF is encoded anew, and of a film in one only the first picture.
    is_still = info.animated and isinstance(after, PictureInfo) and not after.animated
    return Cleaned(made, hidden_kinds(source, made, info.kind) | ({STILL} if is_still else set()))


def clean_gif(source: bytes) -> Cleaned | FileFault:
    """Clean a GIF; its pictures stay. ``picture-broken`` where it has no end."""
    made = _strip_gif(source)
    if made is None:
        return FileFault("picture-broken")
    return Cleaned(made, _REMARKS if made != source else frozenset())


def clean_drawing(source: bytes) -> Cleaned | FileFault:
    """Write an SVG anew, and clean the pictures in it. Faults: those of ``rewritten``."""
    found: set[str] = set()

    def embedded(content: bytes) -> tuple[str, bytes] | None:
        inside = clean_inside(content)
        if inside is None or inside.content is None:
            return None
        found.update(inside.found)
        kind = recognise(content)
        return f"image/{kind.value if isinstance(kind, PictureKind) else 'gif'}", inside.content

    made = rewritten(source, embedded)
    if isinstance(made, FileFault):
        return made
    return Cleaned(made.content, frozenset({*found, *made.lost}))


def clean_inside(content: bytes) -> Cleaned | None:
    """Clean a picture that is part of another file, without decoding a pixel; None for what is of no known format, or
    cannot be cleaned that way."""
    if len(content) > MAX_FILE_BYTES:
        return None
    if content.startswith((b"GIF87a", b"GIF89a")):
        found = clean_gif(content)
        return found if isinstance(found, Cleaned) else None
    made, kind = stripped(content), recognise(content)
    if made is None or not isinstance(kind, PictureKind):
        return None
    return Cleaned(made, hidden_kinds(content, made, kind))


def hidden_kinds(source: bytes, made: bytes, kind: PictureKind) -> frozenset[str]:
    """Name what of ``files.KINDS`` the picture in ``source`` tells and ``made``, the cleaned one, does not.

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
    # An AVIF was encoded anew: how long it is says nothing.
    is_shorter = kind is not PictureKind.AVIF and len(source) - len(made) > _MUCH
    return frozenset(found or ({"remarks"} if is_shorter else ()))


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


def _strip_gif(source: bytes) -> bytes | None:
    """Copy a GIF without metadata; None where it cannot be followed to its end. No pixel is decoded."""
    try:
        return b"".join([*_kept(source), bytes((_TRAILER,))])
    except IndexError:
        return None


def _kept(source: bytes) -> Iterator[bytes]:
    """Give the parts that stay, in order. IndexError where the file ends before they do."""
    at = 13 + _colours(source[10])
    yield source[:at]
    while source[at] != _TRAILER:
        start = at
        if source[at] == _IMAGE:
            # Place and size, perhaps colours of its own, and a byte on how it is packed.
            at = _end(source, at + 11 + _colours(source[at + 9]))
            yield source[start:at]
        elif source[at] == _EXTENSION:
            at = _end(source, at + 2)
            label, name = source[start + 1], source[start + 3 : start + 14]
            if label == _CONTROL or (label == _APPLICATION and name in _APPLICATIONS):
                yield source[start:at]
        else:
            raise IndexError(at)


def _colours(flags: int) -> int:
    """Count the bytes of a table of colours."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _end(source: bytes, at: int) -> int:
    """Find where a row of blocks ends that begins at ``at``: behind the one of no length."""
    while source[at]:
        at += source[at] + 1
    return at + 1
