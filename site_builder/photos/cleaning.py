"""Takes everything out of a photo but the photo: location, device, dates, thumbnails, comments and hidden pictures.

What may stay decides what goes: pixels, colour profile, and which way up. Of a JPEG, PNG or WebP the parts that make
the picture are copied, so its pixels are the same to the bit; that they are is looked at before the result is used.
An AVIF, and any file that cannot be cleaned that way, is encoded anew from its pixels; of an animation in it only the
first picture stays.
"""

from __future__ import annotations

import hashlib
import re
import warnings
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO

from site_builder.photos.pixels import decoder, pixels
from site_builder.pictures.heads import orientation_block, png_chunks, webp_chunks
from site_builder.pictures.inspection import FileFault, PictureInfo, PictureKind, inspect

_ANEW: dict[PictureKind, dict[str, object]] = {
    PictureKind.JPEG: {"quality": 95, "subsampling": "4:4:4"},
    PictureKind.PNG: {},
    PictureKind.WEBP: {"lossless": True, "exact": True},
    PictureKind.AVIF: {"quality": 90, "subsampling": "4:4:4", "max_threads": 1},
}
# More parts than any camera or program writes.
_MOST_PARTS = 20_000

# JPEG (ITU T.81): frames, tables, restart intervals, number of lines: what a decoder needs.
_EOI, _SOS = 0xD9, 0xDA
_APP0, _APP1, _APP2, _APP14 = 0xE0, 0xE1, 0xE2, 0xEE
_NEEDED = frozenset({*range(0xC0, 0xD0), *range(0xDA, 0xE0)})
# In compressed data 0xFF 0x00 is a byte and 0xFF 0xD0 to 0xD7 a restart; anything else ends it.
_NEXT = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]", re.DOTALL)

# PNG (third edition): the chunks that make the colours of the pixels, and those of animations.
_COLOURS = frozenset(
    {b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"mDCV", b"cLLI", b"sBIT", b"bKGD", b"pHYs"}
)
_FRAMES = frozenset({b"acTL", b"fcTL", b"fdAT"})

# WebP (RFC 9649): the chunks that make the pixels and their colours.
_PIXELS = frozenset({b"ALPH", b"VP8 ", b"VP8L"})
_KEPT = _PIXELS | {b"ICCP", b"ANIM"}
_EXIF, _XMP = 0x08, 0x04
# Of a frame: its place, size, duration and flags, in front of its own chunks.
_FRAME_HEAD = 16


def cleaned(source: bytes) -> bytes | FileFault:
    """Give the picture as a file of the same format without metadata, HEIC as a JPEG; or why it is refused.

    ``picture-broken`` where the pixels cannot be decoded to the end. No exception for any bytes.
    """
    info = inspect(source)
    if isinstance(info, FileFault):
        return info
    if info.kind is PictureKind.HEIC:
        return _as_jpeg(source, info)
    before = _pixels(source, info)
    if before is None:
        return FileFault("picture-broken")
    made = _stripped(source, info)
    if made is None or _pixels(made, info) != before:
        made = _anew(source, info)
    return made if _is_same(made, info) else FileFault("picture-broken")


def stripped(source: bytes) -> bytes | None:
    """Clean a picture inside of a document: quickly, without decoding a pixel, unless it is an AVIF.

    None where that cannot be done, and for what is no JPEG, PNG, WebP or AVIF. No exception for any bytes.
    """
    info = inspect(source)
    if isinstance(info, FileFault):
        return None
    if info.kind is not PictureKind.AVIF:
        return _stripped(source, info)
    made = cleaned(source)
    return made if isinstance(made, bytes) else None


def _stripped(source: bytes, info: PictureInfo) -> bytes | None:
    stripper = _STRIPPERS.get(info.kind)
    try:
        made = stripper(source, info.orientation) if stripper else None
    except (IndexError, ValueError):
        return None
    return made if made is not None and _is_same(made, info) else None


def _is_same(made: bytes, info: PictureInfo) -> bool:
    """Check that it is a picture of the same kind, size and orientation."""
    found = inspect(made)
    if isinstance(found, FileFault):
        return False
    expected = (info.kind, info.width, info.height, info.orientation)
    return (found.kind, found.width, found.height, found.orientation) == expected


def _pixels(source: bytes, info: PictureInfo) -> bytes | None:
    """Digest every pixel and the colour profile; None where they cannot be decoded."""
    try:
        with warnings.catch_warnings(action="ignore"), decoder(info.kind)(BytesIO(source)) as image:
            image.load()
            said = hashlib.sha256(f"{image.mode} {image.size}".encode())
            said.update(image.info.get("icc_profile") or b"")
            said.update(image.tobytes())
            return said.digest()
    except Exception:
        # Foreign decoders over foreign bytes raise exceptions of every class.
        return None


def _as_jpeg(source: bytes, info: PictureInfo) -> bytes | FileFault:
    """Make a file that every program opens out of one that few do."""
    image = pixels(source, info, (info.width, info.height))
    if isinstance(image, FileFault):
        return image
    stream = BytesIO()
    image.info.clear()
    image.save(stream, "JPEG", **_ANEW[PictureKind.JPEG])
    return stream.getvalue()


def _anew(source: bytes, info: PictureInfo) -> bytes:
    stream = BytesIO()
    with warnings.catch_warnings(action="ignore"), decoder(info.kind)(BytesIO(source)) as image:
        image.load()
        profile = image.info.get("icc_profile")
        image.info.clear()
        turned = b"Exif\0\0" + orientation_block(info.orientation)
        image.save(stream, info.kind.label, exif=turned, icc_profile=profile, **_ANEW[info.kind])
    return stream.getvalue()


def strip_jpeg(source: bytes, orientation: int) -> bytes | None:
    """Copy a JPEG without metadata, but for its ``orientation``; None where it cannot be followed to its end."""
    jfif: list[bytes] = []
    rest: list[bytes] = []
    for marker, whole in _segments(source):
        if marker == _APP0 and whole[4:9] == b"JFIF\0" and not jfif:
            # The thumbnail that may follow is left out.
            jfif.append(_segment(_APP0, whole[4:16] + b"\0\0"))
        elif marker == _EOI:
            turned = _segment(_APP1, b"Exif\0\0" + orientation_block(orientation)) if orientation != 1 else b""
            return b"".join([b"\xff\xd8", *jfif, turned, *rest, b"\xff\xd9"])
        elif marker == _APP2 and whole[4:16] == b"ICC_PROFILE\0":
            rest.append(whole)
        elif marker == _APP14 and whole[4:9] == b"Adobe":
            rest.append(_segment(_APP14, whole[4:16]))
        elif marker in _NEEDED:
            rest.append(whole)
    return None


def _segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body


def _segments(source: bytes) -> Iterator[tuple[int, bytes]]:
    """Give each segment with its marker; a scan with the compressed data behind its header."""
    at = 2
    for _ in range(_MOST_PARTS):
        while source[at : at + 2] == b"\xff\xff":
            at += 1
        if source[at] != 0xFF:
            return
        marker = source[at + 1]
        if marker == _EOI:
            yield marker, b""
            return
        end = at + 2 + int.from_bytes(source[at + 2 : at + 4], "big")
        if marker == _SOS:
            found = _NEXT.search(source, end)
            if found is None:
                return
            end = found.start()
        yield marker, source[at:end]
        at = end


def strip_png(source: bytes, orientation: int) -> bytes | None:
    """Copy a PNG without metadata, but for its ``orientation``; None where it cannot be followed to its end."""
    made = [source[:8]]
    for name, chunk in png_chunks(source):
        # A capital letter first: without such a chunk nothing can be decoded.
        if name[:1].isupper() or name in _COLOURS or name in _FRAMES:
            made.append(bytes(chunk))
        if name == b"IHDR" and orientation != 1:
            made.append(_png_chunk(b"eXIf", orientation_block(orientation)))
        if name == b"IEND":
            return b"".join(made)
    return None


def _png_chunk(name: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + name + body + zlib.crc32(body, zlib.crc32(name)).to_bytes(4, "big")


def strip_webp(source: bytes, orientation: int) -> bytes | None:
    """Copy a WebP without metadata, but for its ``orientation``; None where it has no room for that."""
    made: list[bytes] = []
    is_extended = False
    for name, body in webp_chunks(memoryview(source)[12 : 8 + int.from_bytes(source[4:8], "little")]):
        if name == b"VP8X":
            is_extended = True
            flags = body[0] & ~(_EXIF | _XMP) | (_EXIF if orientation != 1 else 0)
            made.append(_webp_chunk(name, bytes((flags,)) + body[1:10]))
        elif name == b"ANMF":
            frame = (_webp_chunk(*part) for part in webp_chunks(body[_FRAME_HEAD:]) if part[0] in _PIXELS)
            made.append(_webp_chunk(name, bytes(body[:_FRAME_HEAD]) + b"".join(frame)))
        elif name in _KEPT:
            made.append(_webp_chunk(name, body))
    if orientation != 1:
        if not is_extended:
            return None
        made.append(_webp_chunk(b"EXIF", orientation_block(orientation)))
    content = b"WEBP" + b"".join(made)
    return b"RIFF" + len(content).to_bytes(4, "little") + content


def _webp_chunk(name: bytes, body: bytes | memoryview) -> bytes:
    return name + len(body).to_bytes(4, "little") + bytes(body) + b"\0" * (len(body) & 1)


_STRIPPERS: dict[PictureKind, Callable[[bytes, int], bytes | None]] = {
    PictureKind.JPEG: strip_jpeg,
    PictureKind.PNG: strip_png,
    PictureKind.WEBP: strip_webp,
}
