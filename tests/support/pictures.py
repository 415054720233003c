"""Pictures made by code: coloured quarters, any format, handmade PNGs and ICC profiles."""

import math
import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image, ImageChops, ImageStat

RED, GREEN, BLUE, YELLOW = (220, 20, 20), (20, 180, 20), (20, 20, 220), (230, 220, 20)
# Seen upright: top left, top right, bottom left, bottom right.
CORNERS = {("top", "left"): RED, ("top", "right"): GREEN, ("bottom", "left"): BLUE, ("bottom", "right"): YELLOW}
_OPPOSITE = {"top": "bottom", "bottom": "top", "left": "right", "right": "left"}
# EXIF 2.32, tag 274: which side of the scene the stored first row and the stored first column are.
_FIRST_ROW_AND_COLUMN = {
    1: ("top", "left"),
    2: ("top", "right"),
    3: ("bottom", "right"),
    4: ("bottom", "left"),
    5: ("left", "top"),
    6: ("right", "top"),
    7: ("right", "bottom"),
    8: ("left", "bottom"),
}
SAVING: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 95, "subsampling": "4:4:4"},
    "PNG": {},
    "WEBP": {"lossless": True},
    "AVIF": {"quality": 95, "subsampling": "4:4:4", "speed": 10},
}


def quarters(size: tuple[int, int] = (640, 480), orientation: int = 1) -> Image.Image:
    """Four coloured quarters, stored as a camera held in this ``orientation`` stores them; ``size`` is upright."""
    row, column = _FIRST_ROW_AND_COLUMN[orientation]
    width, height = size if orientation < 5 else size[::-1]
    image = Image.new("RGB", (width, height))
    for x, side_x in ((0, column), (width // 2, _OPPOSITE[column])):
        for y, side_y in ((0, row), (height // 2, _OPPOSITE[row])):
            corner = (side_y, side_x) if side_y in ("top", "bottom") else (side_x, side_y)
            image.paste(CORNERS[corner], (x, y, x + width - width // 2, y + height - height // 2))
    return image


def file_of(image: Image.Image, kind: str = "JPEG", orientation: int = 1, **options: Any) -> bytes:
    """The picture as a file of this format, with its EXIF orientation."""
    stream = BytesIO()
    exif = Image.Exif()
    exif[274] = orientation
    image.save(stream, kind, **{**SAVING.get(kind, {}), "exif": exif, **options})
    return stream.getvalue()


def look_the_same(one: bytes, other: bytes) -> bool:
    """Whether nobody would see a difference."""
    with Image.open(BytesIO(one)) as first, Image.open(BytesIO(other)) as second:
        differences = ImageChops.difference(first.convert("RGB"), second.convert("RGB"))
    return first.size == second.size and max(ImageStat.Stat(differences).mean) < 2


def chunk(name: bytes, body: bytes) -> bytes:
    """One part of a PNG, with its checksum."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def handmade_png(size: tuple[int, int], depth: int, colour_type: int, row: bytes, *extra: bytes) -> bytes:
    """A PNG of identical rows; ``extra`` chunks stand before the pixels."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", *size, depth, colour_type, 0, 0, 0))
    packer = zlib.compressobj(1)
    data = b"".join(packer.compress(b"\0" + row) for _ in range(size[1])) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(extra) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def icc(space: bytes, tags: dict[bytes, bytes], connection: bytes = b"XYZ ") -> bytes:
    """An ICC profile (ICC.1:2001-04) with these tags."""
    tags = {b"desc": _description(b"made by a test"), b"cprt": b"text\0\0\0\0none\0", b"wtpt": _xyz(*_WHITE), **tags}
    table, body, start = struct.pack(">I", len(tags)), b"", 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        table += name + struct.pack(">II", start + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    kind = b"prtr" if space == b"CMYK" else b"mntr"
    head = struct.pack(">I4sI4s4s4s12s4s", start + len(body), b"\0" * 4, 0x02400000, kind, space, connection,
                       struct.pack(">6H", 2020, 1, 1, 0, 0, 0), b"acsp")  # fmt: skip
    return head.ljust(68, b"\0") + struct.pack(">3i", *_fixed(_WHITE)) + b"\0" * 48 + table + body


def display_p3() -> bytes:
    """Display P3: wider than sRGB, with the same curve; primaries adapted to D50."""
    colours = {b"r": (0.51512, 0.24120, -0.00105), b"g": (0.29198, 0.69225, 0.04189), b"b": (0.15710, 0.06657, 0.78407)}
    curve = _curve(
        [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in (i / 1023 for i in range(1024))]
    )
    tags = {name + b"XYZ": _xyz(*colour) for name, colour in colours.items()}
    return icc(b"RGB ", tags | {name + b"TRC": curve for name in colours})


def adobe_rgb() -> bytes:
    """Adobe RGB (1998): greener than sRGB, with a gamma of 2.2; primaries adapted to D50."""
    colours = {b"r": (0.60974, 0.31111, 0.01947), b"g": (0.20528, 0.62567, 0.06087), b"b": (0.14919, 0.06322, 0.74457)}
    curve = _curve([(i / 1023) ** (563 / 256) for i in range(1024)])
    tags = {name + b"XYZ": _xyz(*colour) for name, colour in colours.items()}
    return icc(b"RGB ", tags | {name + b"TRC": curve for name in colours})


def linear_grey() -> bytes:
    """Grey whose numbers are proportional to light: half of it looks far brighter than sRGB's 128."""
    return icc(b"GRAY", {b"kTRC": _curve([i / 255 for i in range(256)])})


def odd_ink() -> bytes:
    """Four inks of which the first prints red: nobody can get its colour right without reading the profile."""
    same = bytes(range(256))
    paper, red = (255, 128, 128), (136, 208, 195)
    grid = b"".join(bytes(red if index & 0b1000 else paper) for index in range(16))
    matrix = struct.pack(">9i", *(65536, 0, 0, 0, 65536, 0, 0, 0, 65536))
    table = b"mft1\0\0\0\0" + bytes((4, 3, 2, 0)) + matrix + same * 4 + grid + same * 3
    return icc(b"CMYK", {b"A2B0": table, b"A2B1": table}, b"Lab ")


_WHITE = (0.9642, 1.0, 0.8249)


def _fixed(values: tuple[float, ...]) -> list[int]:
    return [math.floor(value * 65536 + 0.5) for value in values]


def _xyz(*values: float) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *_fixed(values))


def _curve(points: list[float]) -> bytes:
    return b"curv\0\0\0\0" + struct.pack(f">I{len(points)}H", len(points), *(round(point * 65535) for point in points))


def _description(words: bytes) -> bytes:
    return b"desc\0\0\0\0" + struct.pack(">I", len(words) + 1) + words + b"\0" + b"\0" * 78
