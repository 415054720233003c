"""When the site next changes without anybody touching it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from site_builder.facts.ledger import next_change
from site_builder.public import read_instant
from tests.support import cases, records


@pytest.mark.parametrize("case", cases.records("facts/changes"), ids=lambda case: case["behaviour"])
def test_the_next_change_is_told(case: dict[str, Any]) -> None:
    """Staff are told the first moment at which the site will be another, and why; nothing where there is none."""
    zone = case.get("zone", "UTC")
    stories = [records.story(f"s{number}", **fields) for number, fields in enumerate(case.get("stories", []))]
    promises = [records.milestone(f"m{number}", **fields) for number, fields in enumerate(case.get("milestones", []))]
    site = records.site(*stories, settings=records.settings(time_zone=zone), milestones=tuple(promises))
    found = next_change(site, records.instant(case.get("now", "2024-06-01"), zone))
    assert (f"{found.at.isoformat()} {found.cause}" if found else None) == case.get("change")


def test_an_old_date_of_the_sources_revives_no_consent() -> None:
    """A build as of last year tells of no consent that has run out since then: it is not shown to begin with."""
    person = {"name": "A. Person", "consent": {"status": "given", "covers": ["web"], "until": "2024-03-01"}}
    environment = {"SOURCE_DATE_EPOCH": str(int(datetime(2024, 1, 1, tzinfo=UTC).timestamp()))}
    instant = read_instant(None, environment, datetime(2024, 6, 1, tzinfo=UTC), "UTC")
    assert instant is not None
    assert next_change(records.site(records.story(people=[person])), instant) is None
