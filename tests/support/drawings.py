"""Drawings for the invented programme of the handbook: nobody is in them, and no pixel of them is anybody's."""

from __future__ import annotations

from PIL import Image, ImageDraw

SIZE = (1600, 1000)


def oven() -> Image.Image:
    """A baker before an oven, from behind."""
    picture, draw = _sheet("#e9d8bd")
    draw.rectangle((0, 760, *SIZE), fill="#8a6a4c")
    draw.pieslice((620, 140, 1480, 1000), 180, 360, fill="#a5563a")
    draw.rectangle((620, 560, 1480, 800), fill="#a5563a")
    draw.pieslice((840, 380, 1260, 800), 180, 360, fill="#2b1b16")
    draw.rectangle((840, 580, 1260, 740), fill="#2b1b16")
    draw.pieslice((900, 480, 1200, 800), 180, 360, fill="#f2a531")
    draw.pieslice((960, 560, 1140, 760), 180, 360, fill="#fbe08a")
    draw.polygon(((1010, 140), (1090, 140), (1090, 0), (1010, 0)), fill="#8c4730")
    # The baker: an apron, an arm with a peel, hair in a bun.
    draw.polygon(((300, 900), (340, 480), (520, 480), (560, 900)), fill="#2f5d73")
    draw.polygon(((380, 540), (480, 540), (520, 900), (340, 900)), fill="#f4efe4")
    draw.line((500, 560, 900, 700), fill="#6b4a33", width=28)
    draw.ellipse((355, 300, 505, 470), fill="#3a241b")
    draw.ellipse((395, 250, 465, 320), fill="#3a241b")
    for left in (100, 190, 1330, 1430):
        draw.ellipse((left, 800, left + 130, 870), fill="#d69a4a")
    return picture


def classroom() -> Image.Image:
    """A classroom with a roof and without windows."""
    picture, draw = _sheet("#cfe3ea")
    draw.rectangle((0, 720, *SIZE), fill="#93a86a")
    draw.polygon(((0, 720), (400, 470), (760, 720)), fill="#7d9a5b")
    draw.polygon(((900, 720), (1300, 420), (1600, 620), (1600, 720)), fill="#6f8d52")
    draw.rectangle((420, 460, 1180, 820), fill="#efe3cd")
    draw.polygon(((360, 480), (800, 240), (1240, 480)), fill="#b4532f")
    for left in (480, 960):
        draw.rectangle((left, 540, left + 150, 660), fill="#33424a")
    draw.rectangle((730, 560, 870, 820), fill="#5b3d28")
    return picture


def _sheet(ground: str) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("RGB", SIZE, ground)
    return picture, ImageDraw.Draw(picture)
