"""HEIC, the format of iPhones: read where the optional library pillow-heif is installed (the extra ``heic``)."""

from __future__ import annotations

import warnings
from importlib.util import find_spec
from io import BytesIO

from site_builder.pictures.heads import Head


def is_readable() -> bool:
    """Whether the library is there."""
    return find_spec("pillow_heif") is not None


def head(source: bytes) -> Head | None:
    """The head of a HEIC (ISO/IEC 23008-12), read by libheif, of the picture that the file calls its primary one.

    libheif itself turns and mirrors what it decodes, as the file says; what EXIF says beside that is a copy and no
    orientation to apply (ISO/IEC 23008-12, annex A). So the size is the one that people see.
    """
    from pillow_heif import HeifImageFile

    try:
        with warnings.catch_warnings(action="ignore"), HeifImageFile(BytesIO(source)) as image:  # type: ignore[no-untyped-call]
            return Head(*image.size)
    except Exception:
        # A foreign parser over foreign bytes: whatever it says, the file is broken.
        return None
