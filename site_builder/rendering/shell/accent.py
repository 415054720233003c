"""The programme's accent colour, in a shade that can be read on light and one that can be read on dark pages."""

from __future__ import annotations

import colorsys
import re
from dataclasses import dataclass

CONTRAST = 4.5
"""WCAG 2.2, 1.4.3: the least contrast of text with what is behind it."""

# The tinted panels, not the plain page: what holds there holds on the page too.
_LIGHT_PANEL = "#f0ede6"
_DARK_PANEL = "#2a2e38"

_HEX = re.compile(r"#[0-9a-fA-F]{6}\Z")


@dataclass(frozen=True, slots=True)
class Accent:
    """``light`` and ``dark``: the accent as text on light and dark pages; ``on_…``: text upon a field of it."""

    light: str
    dark: str
    on_light: str
    on_dark: str


def accent(colour: str) -> Accent:
    """The shades nearest to ``colour`` (``#rrggbb``) that reach the contrast; anything else raises ValueError."""
    if not _HEX.match(colour):
        raise ValueError(f"not a colour: {colour!r}")
    light, dark = _shade(colour, _LIGHT_PANEL, -0.01), _shade(colour, _DARK_PANEL, 0.01)
    return Accent(light, dark, _ink(light), _ink(dark))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (WCAG 2.2), 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _shade(colour: str, ground: str, step: float) -> str:
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    shade = colour.lower()
    while contrast(shade, ground) < CONTRAST:
        lightness = min(1.0, max(0.0, lightness + step))
        rgb = colorsys.hls_to_rgb(hue, lightness, saturation)
        shade = "#" + "".join(f"{round(channel * 255):02x}" for channel in rgb)
    return shade


def _ink(ground: str) -> str:
    return max("#ffffff", "#14161a", key=lambda ink: contrast(ink, ground))


def _luminance(colour: str) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> tuple[float, float, float]:
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255
