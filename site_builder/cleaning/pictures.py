"""Pictures on pages that are written by hand: published as they are, but for what is no picture."""

from __future__ import annotations

from site_builder.brand import BrandFault
from site_builder.brand.svg import rewritten
from site_builder.cleaning import gif
from site_builder.cleaning.result import STILL, Cleaned, Refusal
from site_builder.cleaning.telling import told
from site_builder.photos.cleaning import cleaned, stripped
from site_builder.pictures import MAX_FILE_BYTES, PictureFault, PictureInfo, PictureKind, inspect
from site_builder.pictures.kinds import recognise

_REMARKS = frozenset({"remarks"})


def clean_picture(source: bytes) -> Cleaned | Refusal:
    """Clean a JPEG, PNG, WebP or AVIF; pixels, colours and the way up stay. Refusals: those of ``cleaned``."""
    made, info = cleaned(source), inspect(source)
    if isinstance(made, PictureFault):
        return Refusal(made.rule, made.params)
    assert isinstance(info, PictureInfo)  # noqa: S101
    after = inspect(made)
    # A film in an AVIF keeps things in more places than can be followed: of it the first picture is made anew.
    is_still = info.animated and isinstance(after, PictureInfo) and not after.animated
    return Cleaned(made, told(source, made, info.kind) | ({STILL} if is_still else set()))


def clean_gif(source: bytes) -> Cleaned | Refusal:
    """Clean a GIF; its pictures stay. ``picture-broken`` where it has no end."""
    made = gif.cleaned(source)
    if made is None:
        return Refusal("picture-broken")
    return Cleaned(made, _REMARKS if made != source else frozenset())


def clean_drawing(source: bytes) -> Cleaned | Refusal:
    """Write an SVG anew, and clean the pictures in it. Refusals: those of ``rewritten``."""
    found: set[str] = set()

    def embedded(content: bytes) -> tuple[str, bytes] | None:
        inside = clean_inside(content)
        if inside is None or inside.content is None:
            return None
        found.update(inside.found)
        kind = recognise(content)
        return f"image/{kind.value if isinstance(kind, PictureKind) else 'gif'}", inside.content

    made = rewritten(source, embedded)
    if isinstance(made, BrandFault):
        return Refusal(made.rule, made.params, made.line, made.column)
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
    return Cleaned(made, told(content, made, kind))
