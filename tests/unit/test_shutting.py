"""A site of which pages are shut, since no other can be made."""

from __future__ import annotations

from pathlib import Path

from site_builder.locales import Locale
from site_builder.locales.catalog import catalog
from site_builder.withdrawal.rescue import close_pages
from tests.support.command_line import put

SHARED = '<meta property="og:image" content="https://stories.example.org/assets/cards/{}.jpg">'
PHOTO = '<img src="../../../assets/pictures/{0}-480.jpg" srcset="../../../assets/pictures/{0}-960.avif 960w">'


def test_the_pictures_of_a_page_go_with_it(tmp_path: Path) -> None:
    """Photos in every size and the share card, whose address is whole, though nobody knows the site's; pages that show
    these photos are shut, and others stay, though they have a share card too."""
    served, made = tmp_path / "served", tmp_path / "made"
    put(served / "en/stories/well/index.html", SHARED.format("well") + PHOTO.format("well"))
    put(served / "en/stories/plain/index.html", SHARED.format("plain") + PHOTO.format("plain"))
    put(served / "en/stories/index.html", SHARED.format("well") + PHOTO.format("plain"))
    put(served / "en/index.html", SHARED.format("site") + PHOTO.format("well"))
    files = [f"assets/pictures/{name}-{size}" for name in ("well", "plain") for size in ("480.jpg", "960.avif")]
    files += [f"assets/cards/{name}.jpg" for name in ("well", "plain", "site")]
    for file in files:
        put(served / file, file)
    gone = {"assets/pictures/well-480.jpg", "assets/pictures/well-960.avif", "assets/cards/well.jpg"}
    pages = {f"en/{name}index.html" for name in ("", "stories/", "stories/well/", "stories/plain/")}
    assert close_pages(served, made, {"plain"}, {Locale("en"): catalog(Locale("en"))}, ()) == pages | ({*files} - gone)
    assert {file.relative_to(made).as_posix() for file in made.rglob("*.*")} == pages | ({*files} - gone)
    for page in ("en/stories/plain/index.html", "en/stories/index.html"):
        assert (made / page).read_bytes() == (served / page).read_bytes()
    for page in ("en/index.html", "en/stories/well/index.html"):
        assert "well" not in (made / page).read_text("utf-8")
