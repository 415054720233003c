"""What decodes and encodes here: with the recipe and the source it decides every byte, so a cache's key holds it."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from PIL import features


def _heif() -> str:
    try:
        return version("pillow-heif")
    except PackageNotFoundError:
        return ""


ENCODERS = " ".join(
    (
        *(
            f"{name} {features.version(name)}"
            for name in ("pil", "avif", "libjpeg_turbo", "littlecms2", "webp", "zlib")
        ),
        f"heif {_heif()}",
    )
)
"""Names and versions, in one line."""
