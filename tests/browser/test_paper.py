"""Paper, as the browser would print it: nobody is on it who has not agreed to that."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from tests.support.command_line import STORY, Stories, make_project
from tests.support.pictures import file_of, quarters

PARTS = """\
photos:
  - file: lead.png
    alt: {en: A field, es: Un campo}
    credit: AG
    licence: CC BY 4.0
    people: none
  - file: farmer.png
    alt: {en: A farmer, es: Una agricultora}
    caption: {en: After the harvest, es: Tras la cosecha}
    credit: AG
    licence: CC BY 4.0
    people: identifiable
    minors: none
    consent: {status: given, covers: [web]}
quotes:
  - id: rosa
    speaker: Rosa
    speaker_name_changed: true
    speaker_kind: participant
    role: {en: Farmer, es: Agricultora}
    text: {en: We learned, es: Aprendimos}
    consent: {status: given, covers: [web]}
"""
PEOPLE: dict[str, Any] = {"people": [{"name": "A. Person", "consent": {"status": "given", "covers": ["web"]}}]}


def opened(browser: Browser, capsys: pytest.CaptureFixture[str], folder: Path, parts: str) -> Page:
    """A page with a story that has these parts."""
    made = make_project(folder, one=STORY + parts)
    for name in ("lead", "farmer"):
        (made / f"stories/one/{name}.png").write_bytes(file_of(quarters((600, 400)), "PNG"))
    stories = Stories(capsys)
    assert stories("build", "--project", made, "--links", "file", "--as-of", "2027-01-15") == 0, stories.err
    page = browser.new_page()
    page.goto((made / "site/en/stories/one/index.html").as_uri(), wait_until="load")
    return page


def test_who_has_not_agreed_to_print_is_not_on_paper(
    browser: Browser, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A photo with its caption and a quotation are on the screen and not on paper; what needs no consent is on both."""
    page = opened(browser, capsys, tmp_path, PARTS)
    kept = [page.locator("#photo-lead"), page.get_by_role("heading", level=1), page.locator(".s-body")]
    gone = [page.locator("#photo-farmer"), page.get_by_text("After the harvest"), page.locator("#quote-rosa")]
    for one in (*kept, *gone):
        expect(one).to_be_visible()
    expect(page.get_by_text("Name changed")).to_be_visible()
    page.emulate_media(media="print")
    for one in kept:
        expect(one).to_be_visible()
    for one in gone:
        expect(one).to_be_hidden()
    page.close()


def test_a_story_about_somebody_who_has_not_agreed_to_print(
    browser: Browser, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Paper holds one sentence in place of the story; on the screen that sentence is not to be seen."""
    page = opened(browser, capsys, tmp_path, PARTS + yaml.safe_dump(PEOPLE))
    sentence = page.get_by_text("may be read on the web but not printed")
    expect(page.locator(".s-body")).to_be_visible()
    expect(sentence).to_be_hidden()
    page.emulate_media(media="print")
    expect(sentence).to_be_visible()
    for hidden in (page.locator(".s-body"), page.get_by_role("heading", level=1), page.locator("#photo-lead")):
        expect(hidden).to_be_hidden()
    page.close()
