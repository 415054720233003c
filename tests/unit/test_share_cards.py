"""Share cards: the picture that other sites show with a link, for each story in each language, and for the site."""

from __future__ import annotations

import contextlib
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from site_builder.mkdocs_plugin import Options, run
from site_builder.outputs.photos import photos_beside
from site_builder.outputs.share_cards import cards_by_path, make_cards
from site_builder.pages import share_cards
from site_builder.pages.localized_site import LocalizedSite
from site_builder.photos.derivatives import xmp_packet
from site_builder.photos.share_cards import MOST_BYTES, crop, draw
from site_builder.pictures.inspection import PictureInfo, inspect
from site_builder.pictures.plan import CardPhoto, ShareCard
from site_builder.rendering.layout import accent, contrast
from site_builder.store import Store
from tests.support import pictures, records
from tests.support.command_line import STORY, make_project, put

GROUND, INK = "#0b6a57", "#ffffff"
CARD = ShareCard("Ninety people finish their courses", "Fields and futures", GROUND)
URL = "https://stories.example.org/"
CONSENT = {"status": "given", "covers": ["web", "social"], "until": "2025-06-30"}


def opened(content: bytes) -> Image.Image:
    """A card as a site that shows it reads it."""
    return Image.open(BytesIO(content))


def with_photo(focus: tuple[float, float] = (0.5, 0.5), **fields: Any) -> ShareCard:
    """A card with a photo."""
    return ShareCard(CARD.headline, CARD.name, GROUND, photo=CardPhoto("any.jpg", focus), **fields)


def noise(size: tuple[int, int]) -> Image.Image:
    """A picture that no format makes small."""
    return Image.merge("RGB", [Image.effect_noise(size, 200) for _ in range(3)])


@pytest.mark.parametrize("kind", ["JPEG", "AVIF"])
def test_a_card_is_what_other_sites_ask_for(kind: str) -> None:
    """1200 by 630 pixels, JPEG or PNG, below the 300 kB that WhatsApp shows, even for the worst of photos."""
    plain = draw(CARD, GROUND, INK)
    photo = draw(with_photo(), GROUND, INK, pictures.file_of(noise((960, 700)), kind))
    told = [(opened(card).format, opened(card).size, len(card) < MOST_BYTES) for card in (plain, photo)]
    assert told == [("PNG", (1200, 630), True), ("JPEG", (1200, 630), True)]
    assert len(plain) < 20_000


@pytest.mark.parametrize("corner", pictures.CORNERS)
def test_the_focus_stays_on_the_card(corner: tuple[str, str]) -> None:
    """A picture much wider or much higher than its place on the card is cut so that its focus is in it."""
    place = {"top": 0.0, "left": 0.0, "bottom": 1.0, "right": 1.0}
    focus = (place[corner[1]], place[corner[0]])
    for size in ((4000, 700), (700, 4000)):
        card = opened(draw(with_photo(focus), GROUND, INK, pictures.file_of(pictures.quarters(size))))
        seen = card.getpixel((600 + 30 + round(focus[0] * 540), 30 + round(focus[1] * 570)))
        assert isinstance(seen, tuple)
        assert max(abs(one - other) for one, other in zip(seen, pictures.CORNERS[corner], strict=True)) < 40


def test_no_crop_leaves_the_picture() -> None:
    """Whatever the sizes and the focus, the part that is taken is inside the picture: not a hair's breadth beyond."""
    for width, height in ((500, 320), (1, 1), (7, 7999), (960, 641), (333, 1000), (8000, 3)):
        for focus in ((0.0, 1.0), (0.25, 0.9), (1.0, 0.0), (0.333333, 0.1)):
            left, top, right, bottom = crop((width, height), (600, 630), focus)
            assert 0 <= left < right <= width
            assert 0 <= top < bottom <= height


def test_words_stand_apart_from_the_edge_and_the_photo() -> None:
    """However long the headline is, nothing is written beside its column."""
    words = " ".join(["internacionalización"] * 40)
    sheet = opened(draw(ShareCard(words, words, GROUND), GROUND, INK)).convert("RGB")
    ground = Image.new("RGB", sheet.size, GROUND)
    for box in ((0, 0, 60, 630), (1140, 0, 1200, 630), (0, 0, 1200, 60), (0, 590, 1200, 630)):
        assert sheet.crop(box).tobytes() == ground.crop(box).tobytes(), box
    assert sheet.tobytes() != ground.tobytes()


def test_a_headline_that_cannot_be_set_leaves_the_name() -> None:
    """Letters that the font lacks make no boxes: the card then shows the programme's name, as the site's own does."""
    name = ShareCard(CARD.name, CARD.name, GROUND)
    assert draw(ShareCard("مياه للمدارس", CARD.name, GROUND), GROUND, INK) == draw(name, GROUND, INK)
    assert draw(ShareCard("مياه", "学校", GROUND), GROUND, INK) != draw(name, GROUND, INK)


@pytest.mark.parametrize("colour", ["#0b6a57", "#f2c14e", "#ffffff", "#000000", "#e07a5f"])
def test_words_can_be_read_on_any_accent(colour: str) -> None:
    """A pale accent becomes dark enough, as it does on pages: words have the contrast that WCAG asks for."""
    shades = accent(colour)
    sheet = opened(draw(CARD, shades.light, shades.on_light)).convert("RGB")
    shown = {"#{:02x}{:02x}{:02x}".format(*each) for _, each in sheet.getcolors() or ()}  # type: ignore[misc]
    assert {shades.light, shades.on_light} <= shown
    assert contrast(shades.light, shades.on_light) >= 4.5


def test_a_photo_brings_its_rights_and_nothing_else() -> None:
    """Credit and licence of the photo are in the card's file; no other metadata is."""
    rights = xmp_packet("Somebody", "CC BY 4.0")
    source = pictures.file_of(pictures.quarters((960, 700)), xmp=rights, comment=b"CANARY")
    card = draw(with_photo(), GROUND, INK, source)
    assert opened(card).info["xmp"] == rights
    assert b"CANARY" not in card
    assert b"Exif" not in card
    assert "icc_profile" not in opened(card).info


def test_a_card_is_named_by_all_that_is_on_it() -> None:
    """Whatever changes what a card shows changes its name, so that nobody is shown an old one."""
    others = [
        CARD,
        ShareCard("Another", CARD.name, GROUND),
        ShareCard(CARD.headline, "Another", GROUND),
        ShareCard(CARD.headline, CARD.name, "#123456"),
        ShareCard(CARD.headline, CARD.name, GROUND, "A line"),
        with_photo(),
        with_photo((0.4, 0.5)),
        ShareCard(CARD.headline, CARD.name, GROUND, photo=CardPhoto("other.jpg", (0.5, 0.5))),
    ]
    assert len({card.file for card in others}) == len(others)
    assert {card.file.rpartition(".")[2] for card in others} == {"jpg", "png"}


def test_the_same_card_has_the_same_bytes() -> None:
    """Drawing twice gives one file."""
    source = pictures.file_of(pictures.quarters((960, 700)))
    assert draw(CARD, GROUND, INK) == draw(CARD, GROUND, INK)
    assert draw(with_photo(), GROUND, INK, source) == draw(with_photo(), GROUND, INK, source)


def localized(
    count: int,
    locale: str = "en",
    as_of: str = "2025-01-01",
    consent: dict[str, Any] = CONSENT,
    **settings: Any,
) -> LocalizedSite:
    """A site of ``count`` stories without pictures, newest last, and one old story with a photo."""
    content = pictures.file_of(pictures.quarters((900, 700)))
    info = inspect(content)
    assert isinstance(info, PictureInfo)
    photo = records.photo(people="identifiable", minors="none", consent=consent)
    stories = [records.story("old", date="2001-01-01", photos=[photo])]
    stories += [
        records.story(
            f"s{number}", date=f"{2010 + number}-01-01", title={"en": f"Title {number}", "es": f"Título {number}"}
        )
        for number in range(count)
    ]
    told = records.settings(**{"site_url": URL, **settings})
    site = records.site(*stories, settings=told, pictures={"stories/old/field.jpg": info})
    return records.localized(locale, site, as_of)


def own(found: LocalizedSite) -> list[str]:
    """The stories that have a card of their own."""
    return [story.id for story in found.stories if share_cards.has_own_card(found, story)]


def test_pictures_and_the_newest_have_cards_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every story with a picture has its own card, and of many without the newest; with "all", every one."""
    monkeypatch.setattr(share_cards, "MOST", 3)
    monkeypatch.setattr(share_cards, "NEWEST", 2)
    assert own(localized(3)) == ["s2", "s1", "s0", "old"]
    assert own(localized(4)) == ["s3", "s2", "old"]
    assert own(localized(4, share_cards="all")) == ["s3", "s2", "s1", "s0", "old"]
    found = localized(4)
    shares = {story.id: share_cards.story_share(found, story) for story in found.stories}
    assert shares["s0"] == shares["s1"] == share_cards.site_share(found)
    assert len({str(share) for share in shares.values()}) == 4
    assert len(list(share_cards.share_cards(found))) == 4


def test_without_an_address_of_the_site_there_is_no_card() -> None:
    """Cards are found by whole addresses: where the site's is not known, none is made and no page names one."""
    found = localized(1, site_url="")
    assert list(share_cards.share_cards(found)) == []
    assert [share_cards.story_share(found, story) for story in found.stories] == [None, None]


def test_consent_that_ends_takes_the_photo_off_the_card() -> None:
    """As long as consent covers it the card has the photo, in both languages; the day after, it is a plain one."""
    before, after = localized(0, as_of="2025-06-30"), localized(0, as_of="2025-07-01")
    cards = [share_cards.story_card(found, found.stories[0]) for found in (before, after)]
    assert [card.photo is not None for card in cards] == [True, False]
    assert cards[0].file not in {card.file for _, card in share_cards.share_cards(after)}


def test_consent_for_the_web_alone_puts_no_photo_on_the_card() -> None:
    """Whoever agreed to the site and not to social networks is on no card, though the story's page shows them."""
    found = localized(0, consent={**CONSENT, "covers": ["web"]})
    (story,) = found.stories
    assert story.photos
    assert {card.photo for _, card in share_cards.share_cards(found)} == {None}


def test_what_draws_a_card_is_in_its_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """After another version of Pillow, of the font or of the code that draws, no card comes out of the store."""
    before = {file.key for file in cards_by_path([localized(2)]).values()}
    monkeypatch.setattr("site_builder.outputs.share_cards._drawn_by", lambda: "another version")
    assert before.isdisjoint(file.key for file in cards_by_path([localized(2)]).values())


@pytest.mark.parametrize("processes", [1, 2])
def test_cards_come_out_of_the_store(tmp_path: Path, processes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A card is drawn once: the next build takes it from the store, the same to the byte."""
    found = localized(2)
    photo = tmp_path / "stories/old/field.jpg"
    photo.parent.mkdir(parents=True)
    photo.write_bytes(pictures.file_of(pictures.quarters((900, 700))))
    cards = cards_by_path([found]).values()

    def built(site: str) -> dict[str, bytes]:
        target = tmp_path / site
        with contextlib.closing(Store(tmp_path / "store")) as store:
            with photos_beside(tmp_path, found.public, target, store, processes) as finish:
                paths = finish().files
            paths += make_cards(cards, target, store, processes)
            return {path: (target / path).read_bytes() for path in paths}

    first = built("one")
    assert sorted(path.rpartition(".")[2] for path in first if path.startswith("assets/cards/")) == [
        *["jpg"],
        *["png"] * 3,
    ]
    monkeypatch.setattr("site_builder.photos.share_cards.draw", None)
    assert built("two") == first


def test_pages_name_their_card(tmp_path: Path) -> None:
    """Every page names a card that is there, with its size and its words in the page's language, as X asks for it."""
    photo = "photos:\n  - {file: a.jpg, people: none, credit: A, licence: CC0, alt: {en: A field, es: Un campo}}\n"
    project = make_project(tmp_path / "project", one=STORY + photo, two=STORY)
    (project / "stories/one/a.jpg").write_bytes(pictures.file_of(pictures.quarters((960, 700))))
    settings = (project / "mkdocs.yml").read_text("utf-8")
    put(project / "mkdocs.yml", settings.replace("!ENV [SITE_URL, '']", URL))
    assert run(project, tmp_path / "site", Options(as_of="2024-01-01")).made
    site = tmp_path / "site"
    seen = {}
    for page in site.rglob("*.html"):
        html = page.read_text("utf-8")
        image = re.search(rf'<meta property="og:image" content="{URL}([^"]*)">', html)
        assert image, page
        assert opened((site / image[1]).read_bytes()).size == (1200, 630)
        assert '<meta property="og:image:width" content="1200">' in html
        assert '<meta property="og:image:height" content="630">' in html
        assert '<meta name="twitter:card" content="summary_large_image">' in html
        alt = re.search(r'<meta property="og:image:alt" content="([^"]*)">', html)
        assert alt
        seen[page.relative_to(site).as_posix()] = (image[1], alt[1])
    english, spanish = seen["en/stories/one/index.html"], seen["es/historias/one/index.html"]
    assert english[1] == "Young people finish technical courses – A field"
    assert spanish[1] == "Jóvenes terminan cursos técnicos – Un campo"
    assert seen["en/stories/two/index.html"][1] == "Young people finish technical courses"
    assert seen["en/index.html"] == seen["en/about/index.html"] == seen["en/results/index.html"]
    assert len({name for name, _ in seen.values()}) == len(list((site / "assets/cards").iterdir()))


def test_no_font_reaches_readers(tmp_path: Path) -> None:
    """The font that cards are set in is on no page and in no folder of the site."""
    assert run(make_project(tmp_path / "project", one=STORY), tmp_path / "site", Options(as_of="2024-01-01")).made
    names = {path.suffix for path in (tmp_path / "site").rglob("*") if path.is_file()}
    assert names.isdisjoint({".ttf", ".otf", ".woff", ".woff2"})
