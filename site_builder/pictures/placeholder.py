"""What stands where a picture will be until it is there: few pixels of it, blurred, inside the page itself."""

from __future__ import annotations

import base64
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Placeholder:
    """``colour``: the picture's mean colour, three bytes of sRGB. ``image``: a WebP of some 20 pixels, whole."""

    colour: bytes
    image: bytes

    @property
    def tone(self) -> str:
        """The colour for CSS: shown where the image is not, for instance where a site forbids ``data:`` addresses."""
        return f"#{self.colour.hex()}"

    @property
    def address(self) -> str:
        """The image as a ``data:`` address. It holds no character that HTML or CSS would read as anything else."""
        return f"data:image/webp;base64,{base64.b64encode(self.image).decode('ascii')}"

    def packed(self) -> bytes:
        """The same as one small value."""
        return self.colour + self.image

    @classmethod
    def unpacked(cls, value: bytes) -> Placeholder:
        """The placeholder that ``packed`` gave."""
        return cls(value[:3], value[3:])
