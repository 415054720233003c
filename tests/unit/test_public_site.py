"""The PublicSite: what is held back is gone, and what is private has no place in it."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from site_builder.locales import Locale
from site_builder.pictures.inspection import PictureInfo, inspect
from site_builder.problems import Place, Problem
from site_builder.public.gate import mark_seen
from site_builder.public.publish import publish
from site_builder.public.records import PublicPhoto, PublicSite, PublicStory
from site_builder.site import Site
from tests.support import pictures, records

CONSENT = {"status": "given", "covers": ["web"], "reference": "CANARY-1"}
PRIVATE = {
    "consent", "people", "minors", "guardian", "reference", "covers", "until", "speaker_kind", "taken", "country",
    "department", "publish_on", "expires_on", "state",
}  # fmt: skip
NOW = records.instant("2024-06-01")


@pytest.fixture(name="info")
def _info() -> PictureInfo:
    found = inspect(pictures.handmade_png((1200, 800), 8, 0, bytes(1200)))
    assert isinstance(found, PictureInfo)
    return found


def fields(kind: object, seen: set[object]) -> Iterator[tuple[str, str]]:
    """Every type that can be reached from ``kind``, with the names of its fields."""
    for part in typing.get_args(kind):
        yield from fields(part, seen)
    if not isinstance(kind, type) or kind in seen:
        return
    seen.add(kind)
    if dataclasses.is_dataclass(kind) or issubclass(kind, BaseModel):
        for name, inner in typing.get_type_hints(kind).items():
            yield kind.__name__, name
            yield from fields(inner, seen)


def test_no_public_type_has_a_place_for_what_is_private() -> None:
    """Nothing that pages, feeds and files are made of could hold consent, who is in a picture, or an embargo."""
    found = set(fields(PublicSite, set()))
    assert {"PublicStory", "PublicQuote", "PublicPhoto", "Milestone", "Result", "Partner", "Settings"} <= {
        kind for kind, _ in found
    }
    assert {name for name in found if name[1] in PRIVATE or name[1].startswith("note")} == set()


def states() -> Site:
    """A site with a story in every state."""
    return records.site(
        records.story("draft", state="draft"),
        records.story("review", state="review"),
        records.story("public"),
        records.story("later", publish_on="2024-07-01"),
        records.story("gone", expires_on="2024-05-01"),
        records.story("withdrawn", state="withdrawn", slug={"es": "retirada"}),
        records.story("person", people=[{"name": "CANARY"}]),
    )


def test_only_published_stories_are_public() -> None:
    """Drafts, embargoed, expired and withdrawn stories are not there, and not by name either."""
    found = publish(states(), NOW)
    assert [story.id for story in found.stories] == ["public"]
    assert "CANARY" not in repr(found)


def test_a_preview_shows_what_is_being_written() -> None:
    """A preview shows drafts and stories under embargo, each marked, but nothing that was taken back or has ended."""
    found = publish(states(), NOW, preview=True)
    assert {story.id: story.draft for story in found.stories} == {
        "draft": "draft",
        "review": "review",
        "public": "",
        "later": "embargo",
        "person": "people",
    }
    assert "CANARY" not in repr(found)


def test_a_withdrawn_story_leaves_its_addresses() -> None:
    """The address of a story that was taken back answers in each language; nothing else of it is left."""
    assert publish(states(), NOW).withdrawn == {Locale("en"): ("withdrawn",), Locale("es"): ("retirada",)}


@pytest.mark.parametrize("preview", [False, True])
@pytest.mark.parametrize("state", ["published", "draft"])
def test_pictures_and_words_without_consent_are_in_no_preview(state: str, preview: bool, info: PictureInfo) -> None:
    """Whoever has not agreed is not shown and not quoted, in a preview either."""
    shown: dict[str, Any] = {"file": "field.png", "people": "identifiable", "minors": "none"}
    back = {**CONSENT, "status": "withdrawn"}
    story = records.story(
        state=state,
        photos=[
            records.photo("yes", **shown, consent=CONSENT),
            records.photo("no", **shown),
            records.photo("back", **shown, consent=back),
        ],
        quotes=[
            records.quote("yes", speaker_kind="participant", consent=CONSENT),
            records.quote("no", speaker_kind="participant"),
            records.quote("back", speaker_kind="participant", consent=back),
            records.quote("nobody"),
        ],
    )
    found = publish(records.site(story, pictures={"stories/alpha/field.png": info}), NOW, preview=preview)
    told = [([photo.id for photo in story.photos], [quote.id for quote in story.quotes]) for story in found.stories]
    assert told == ([(["yes"], ["yes"])] if preview or state == "published" else [])
    assert "CANARY" not in repr(found)


def one_photo(info: PictureInfo, **given: Any) -> PublicPhoto:
    """The only photo of a site with one story."""
    story = records.story(photos=[records.photo(file="field.png", **given)])
    return publish(records.site(story, pictures={"stories/alpha/field.png": info}), NOW).stories[0].photos[0]


def test_consent_for_the_web_is_not_consent_for_share_cards(info: PictureInfo) -> None:
    """A person who agreed to the web alone stands on the story's page and on no card for social networks."""
    people: dict[str, Any] = {"people": "identifiable", "minors": "none"}
    assert not one_photo(info, **people, consent=CONSENT).uses.social
    assert one_photo(info, **people, consent={**CONSENT, "covers": ["web", "social"]}).uses.social
    assert one_photo(info).uses.social


def test_decoration_has_no_words(info: PictureInfo) -> None:
    """A picture that is mere decoration is passed over by those who listen, whatever was written for it."""
    assert one_photo(info, decorative="true", alt={"en": "A field"}).alt is None


def test_a_photo_without_its_file_is_left_out() -> None:
    """A photo whose file is not there leaves the story without it."""
    assert publish(records.site(records.story(photos=[records.photo()])), NOW).stories[0].photos == ()


def test_promises_point_to_nothing_that_is_not_public() -> None:
    """The id of a draft is a secret too: promises keep the figures and evidence that readers can see, and no others."""
    stories = [
        records.story("seen", results=[records.result("plan")]),
        records.story("secret", state="draft", results=[records.result("plan"), records.result("actual")]),
    ]
    updates = [
        {"on": "2023", "status": "met", "evidence": ["seen", "secret"], "actual": "secret/actual"},
        {"on": "2024", "status": "met", "evidence": ["seen"], "actual": "seen/plan"},
    ]
    promises = (
        records.milestone("one", result="secret/plan", updates=updates),
        records.milestone("two", result="seen/plan", by=["nobody"], programme="none"),
    )
    one, two = publish(records.site(*stories, milestones=promises), NOW).milestones
    assert [(update.evidence, update.actual) for update in one.updates] == [(("seen",), None), (("seen",), "seen/plan")]
    assert (one.result, two.result, two.by, two.programme) == (None, "seen/plan", (), None)


def test_figures_replace_nothing_that_is_not_public() -> None:
    """A figure that replaces one of a draft does not tell that draft's id."""
    secret = records.story("secret", state="draft", results=[records.result()])
    public = records.story("seen", results=[records.result(supersedes="secret/figure")])
    found = publish(records.site(secret, public), NOW)
    assert [result.supersedes for story in found.stories for result in story.results] == [None]
    assert "secret" not in repr(found)


def test_the_front_page_chooses_among_what_is_public() -> None:
    """A draft chosen for the front page stays unknown until it is published."""
    chosen = records.settings(featured=["secret", "seen"])
    site = records.site(records.story("secret", state="draft"), records.story("seen"), settings=chosen)
    assert publish(site, NOW).settings.featured == ("seen",)


def test_a_story_changes_with_its_corrections() -> None:
    """The newest correction that has come dates a story; one of the future does not."""
    what = {"en": "A figure"}
    corrections = [{"on": "2023-02-01", "what": what}, {"on": "2023-01-10", "what": what}]
    assert str(_published(corrections=corrections).changed) == "2023-02-01"
    assert str(_published(corrections=[{"on": "2024-06-02", "what": what}]).changed) == "2022-12-08"


def _published(**given: Any) -> PublicStory:
    (found,) = publish(records.site(records.story(**given)), NOW).stories
    return found


def test_the_newest_story_comes_first() -> None:
    """Stories come by their day, newest first, and those of one day by their ids, whatever the order of files."""
    days = {"b": "2023-01-01", "a": "2023-01-01", "c": "2024-01-01", "d": "2022-01-01"}
    site = records.site(*(records.story(name, date=day) for name, day in days.items()))
    assert [story.id for story in publish(site, NOW).stories] == ["c", "a", "b", "d"]


def test_every_address_of_a_story_taken_back_is_told() -> None:
    """Its former addresses too, a story's of which a person took consent back, and none that another story has now."""
    gone = records.story("gone", state="withdrawn", formerly=["before", "taken"])
    person = records.story("of-a-person", people=[{"name": "A. Name", "consent": {"status": "withdrawn"}}])
    never = records.story("never-out", people=[{"name": "A. Name", "consent": {"status": "unknown"}}])
    site = records.site(gone, person, never, records.story("taken"))
    assert publish(site, NOW).withdrawn[Locale("en")] == ("before", "gone", "of-a-person")


def test_what_is_public_today_is_in_a_storys_marks() -> None:
    """Pages are kept under marks: these change with the day on which consent ends, a correction comes, or a figure that
    another replaces is published, though no file does."""
    ending = {"status": "given", "covers": ["web"], "until": "2024-06-10"}
    story = records.story(
        quotes=[records.quote(speaker_kind="participant", consent=ending)],
        corrections=[{"on": "2024-06-21", "what": {"en": "A figure", "es": "Una cifra"}}],
        results=[records.result(supersedes="later/figure")],
    )
    site = records.site(story, records.story("later", publish_on="2024-07-01", results=[records.result()]))
    days = ("2024-06-01", "2024-06-10", "2024-06-11", "2024-06-20", "2024-06-21", "2024-06-30", "2024-07-01")
    found = [publish(site, records.instant(day)).stories[0] for day in days]
    assert {each.id for each in found} == {"alpha"}
    marks = [each.hashes.whole for each in found]
    assert [marks.index(mark) for mark in marks] == [0, 0, 2, 2, 4, 4, 6]


@pytest.mark.parametrize("state", ["published", "review"])
def test_what_readers_see_is_told_from_what_is_held_back(state: str) -> None:
    """Everybody may be told of a problem word for word only where readers see what it is about: in a story that is
    published, and there in no photo, quotation or person that is held back or named for staff alone."""
    story = records.story(
        state=state,
        photos=[records.photo("shown"), records.photo("held", people="identifiable", minors="none")],
        quotes=[records.quote("said", speaker_kind="official"), records.quote("kept", speaker_kind="participant")],
        people=[{"name": "A. Person", "consent": CONSENT}],
    )
    paths = [("title",), *((part, index, "text") for part in ("photos", "quotes", "people") for index in (0, 1))]
    places = [Place("stories/alpha/story.yml", path) for path in paths]
    problems = mark_seen([Problem(place, "yaml-broken") for place in places], [story], NOW)
    is_published = state == "published"
    expected = [is_published, is_published, False, is_published, False, False, False]
    assert [problem.is_public for problem in problems] == expected
    assert [each.is_public for each in mark_seen([Problem(Place("mkdocs.yml"), "yaml-broken")], [], NOW)] == [True]
