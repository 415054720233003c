"""The gate: what is held back, and why."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from site_builder.public import Instant
from site_builder.public.gate import Hold, consent_hold, people_hold, photo_hold, quote_hold, story_hold
from site_builder.records import Consent, Use
from tests.support import cases, records

CASES = cases.records("public/holds")


def hold(case: dict[str, Any], instant: Instant) -> Hold | None:
    """Why the record of a case is held back."""
    if "story" in case:
        return story_hold(records.story(**case["story"]), instant)
    use = case.get("use", "web")
    if "people" in case:
        return people_hold(records.story(people=case["people"]), instant, use)
    if "quote" in case:
        return quote_hold(records.quote(**case["quote"]), instant, use)
    without = {case["without"]: None} if "without" in case else {}
    return photo_hold(records.photo(**case.get("photo", {}), **without), instant, use)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["behaviour"])
def test_what_is_held_back_and_why(case: dict[str, Any]) -> None:
    """A record is public or held back for the reason that its case names, at that instant and in that zone."""
    found = hold(case, records.instant(case.get("now", "2024-06-01"), case.get("zone", "UTC")))
    assert found == case.get("hold")


def test_every_hold_has_a_case() -> None:
    """No reason for holding something back is untried."""
    assert {case["hold"] for case in CASES if "hold" in case} == set(get_args(Hold))


@pytest.mark.parametrize("use", get_args(Use))
def test_consent_for_one_use_is_for_no_other(use: Use) -> None:
    """Who agreed to one use of a picture agreed to that one."""
    consent = Consent.model_validate({"status": "given", "covers": [use]})
    instant = records.instant("2024-06-01")
    assert [other for other in get_args(Use) if consent_hold(consent, instant, other) is None] == [use]


@pytest.mark.parametrize("use", get_args(Use))
@pytest.mark.parametrize("state", ["unknown", "withdrawn", "ended"])
def test_without_consent_there_is_no_use_at_all(use: Use, state: str) -> None:
    """Consent that is unknown, withdrawn or has run out allows nothing, whatever it once covered."""
    ended = {"status": "given", "until": "2024-05-31"}
    given = {**(ended if state == "ended" else {"status": state}), "covers": list(get_args(Use)), "guardian": "yes"}
    instant = records.instant("2024-06-01")
    assert people_hold(records.story(people=[{"name": "A. Person", "consent": given}]), instant, use)
    assert quote_hold(records.quote(speaker_kind="participant", consent=given), instant, use)
    for people, minors in (("identifiable", "none"), ("identifiable", "yes"), ("crowd", "possible"), ("crowd", "yes")):
        assert photo_hold(records.photo(people=people, minors=minors, consent=given), instant, use)
