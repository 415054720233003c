"""What each of the handbook's pictures shows: which page, how wide, and what is done there before it is taken."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.support.desk import Desk
from tests.support.handbook_stage import PHONE, TALL, Scene, Stage

ENTRY = "stories/entries/evening-bakery/story"
PROMISES = "registers/entries/milestones"
_DRAWN = 800
"""Milliseconds in which the editor has drawn what came into sight."""


def _top(where: Locator, space: int = 70) -> None:
    """Have it near the upper edge."""
    where.evaluate(
        """(it, space) => {
          let box = it;
          while (box && !(box.scrollHeight > box.clientHeight + 1 && getComputedStyle(box).overflowY !== 'visible'))
            box = box.parentElement;
          it.scrollIntoView({block: 'start', behavior: 'instant'});
          (box ?? document.scrollingElement).scrollBy(0, -space);
        }""",
        space,
    )
    where.page.wait_for_timeout(_DRAWN)


def _sign_in_page(stage: Stage, page: Page) -> None:
    page.get_by_role("button", name=stage.press("sign_in_using_access_token")).wait_for()


def _signed_in(stage: Stage, page: Page) -> Desk:
    page.get_by_role("button", name=stage.press("sign_in_using_access_token")).click()
    page.get_by_role("textbox").first.fill("an-invented-token")
    page.keyboard.press("Enter")
    expect(page.get_by_role("grid").first).to_be_visible()
    return Desk(page)


def _token(stage: Stage, page: Page) -> None:
    page.get_by_role("button", name=stage.press("sign_in_using_access_token")).click()
    page.get_by_role("textbox").first.wait_for()


def _listed(stage: Stage, page: Page) -> None:
    _signed_in(stage, page)


def _form_of(where: str, field: str, *folded: tuple[str, str]) -> Callable[[Stage, Page], None]:
    """A form of a record that is there, at one of its fields. ``folded``: what is opened for it: a field, and
    which part of it, ``item-0-`` for the first entry of a list."""

    def act(stage: Stage, page: Page) -> None:
        desk = _signed_in(stage, page)
        desk.go(where)
        for path, part in folded:
            _top(desk.field(path), 110)
            button = desk.field(path).locator(f'[aria-controls*="{part}"][aria-expanded]').first
            # A list that has just been drawn takes no clicks yet.
            page.wait_for_timeout(_DRAWN)
            if button.get_attribute("aria-expanded") == "false":
                button.click()
            expect(button).to_have_attribute("aria-expanded", "true")
        _top(desk.field(field), 110)

    return act


def _new_story(stage: Stage, page: Page) -> None:
    desk = _signed_in(stage, page)
    desk.go("stories/new")
    desk.write("title.en", "Ninety people learn to bake in the evening")
    desk.write("title.es", "Noventa personas aprenden panadería por la noche")
    desk.write("summary.en", "An invented story. 90 people finished a course.")
    desk.write("summary.es", "Una historia inventada. 90 personas terminaron un curso.")
    _top(desk.field("title"), 90)


def _saved(stage: Stage, page: Page) -> None:
    desk = _signed_in(stage, page)
    desk.go("stories/entries/new-classroom/story")
    desk.write("title.en", "The first classroom opens")
    page.get_by_role("button", name=stage.press("save"), exact=True).click()
    page.wait_for_timeout(2 * _DRAWN)


def _sent(stage: Stage, page: Page) -> None:
    _saved(stage, page)
    page.get_by_role("button", name=stage.press("workflow.send_for_review")).click()
    page.wait_for_timeout(2 * _DRAWN)


def _board(stage: Stage, page: Page) -> None:
    _sent(stage, page)
    page.evaluate("location.hash = '#/workflow'")
    page.get_by_text(stage.press("status.ready"), exact=True).first.wait_for()
    page.wait_for_timeout(2 * _DRAWN)


def _ready(stage: Stage, page: Page) -> None:
    _sent(stage, page)
    Desk(page).go("stories/entries/new-classroom/story")
    page.wait_for_timeout(_DRAWN)
    page.get_by_role("button", name=stage.press("status.in_review")).click()
    page.get_by_role("menuitemradio", name=stage.press("status.ready")).click()
    page.get_by_role("button", name=stage.press("workflow.publish_entry")).wait_for()
    page.wait_for_timeout(2 * _DRAWN)


def _refused(stage: Stage, page: Page) -> None:
    desk = _signed_in(stage, page)
    desk.go("stories/new")
    desk.write("title.en", "Ninety people learn to bake in the evening")
    page.get_by_role("button", name=stage.press("save"), exact=True).click()
    _top(desk.field("date"), 160)


def _at(selector: str, space: int = 24) -> Callable[[Stage, Page], None]:
    """A page of the site, at one of its parts."""

    def act(stage: Stage, page: Page) -> None:
        _top(page.locator(selector).first, space)

    return act


_CONSENT = ("photos", "item-0-"), ("photos.0.consent", "-")
_UPDATE = ("entries", "item-1-"), ("entries.1.updates", "item-1-")
_ADMIN = {"en": "admin/", "es": "admin/"}
_STORY = {"en": "en/stories/evening-bakery/", "es": "es/historias/panaderia-por-la-noche/"}
_DRAFT = {"en": "en/stories/new-classroom/", "es": "es/historias/nueva-aula/"}
# What cannot be read has no address but its folder's name.
_BROKEN = {"en": "en/stories/new-classroom/", "es": "es/historias/new-classroom/"}
_PROMISES = {"en": "en/progress/", "es": "es/avances/"}

SCENES: tuple[Scene, ...] = (
    Scene("sign-in", _ADMIN, _sign_in_page),
    Scene("token", _ADMIN, _token),
    Scene("list", _ADMIN, _listed),
    Scene("new-story", _ADMIN, _new_story),
    Scene("result", _ADMIN, _form_of(ENTRY, "results.0.value", ("results", "item-0-"))),
    Scene("quotation", _ADMIN, _form_of(ENTRY, "quotes.0.speaker", ("quotes", "item-0-"))),
    Scene("photo", _ADMIN, _form_of(ENTRY, "photos.0.people", ("photos", "item-0-"))),
    Scene("consent", _ADMIN, _form_of(ENTRY, "photos.0.consent.reference", *_CONSENT)),
    Scene("saved", _ADMIN, _saved),
    Scene("board", _ADMIN, _board),
    Scene("ready", _ADMIN, _ready),
    Scene("refused", _ADMIN, _refused),
    Scene("promise", _ADMIN, _form_of(PROMISES, "entries.1.updates.1.on", *_UPDATE)),
    Scene("story", _STORY, size=TALL),
    Scene("story-phone", _STORY, size=PHONE),
    Scene("promises", _PROMISES, _at("main")),
    Scene("draft", _DRAFT, site="preview", size=TALL),
    Scene("problem", _BROKEN, site="broken"),
)
