"""When a build takes place, and when consent is judged."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from site_builder.public import read_instant
from tests.support import cases, records

CLOCK = datetime(2024, 6, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(("as_of", "epoch", "zone", "build", "consent"), cases.table("public/instants"))
def test_the_instant_of_a_build(as_of: str, epoch: str, zone: str, build: str, consent: str) -> None:
    """``--as-of`` decides, else ``SOURCE_DATE_EPOCH``, else the clock; only ``--as-of`` takes consent back in time."""
    environment = {} if epoch == "-" else {"SOURCE_DATE_EPOCH": epoch}
    found = read_instant(None if as_of == "-" else as_of, environment, CLOCK, zone)
    assert (found.build.isoformat() if found else "-") == build
    assert (found.consent.isoformat() if found else "-") == consent


def test_digits_without_end_are_refused() -> None:
    """A number too long for Python to read is no moment, and no traceback."""
    assert read_instant(None, {"SOURCE_DATE_EPOCH": "9" * 5000}, CLOCK, "UTC") is None
    assert read_instant("9" * 5000, {}, CLOCK, "UTC") is None


def test_an_empty_date_of_the_sources_is_none() -> None:
    """A variable that is set to nothing leaves the clock to decide."""
    found = read_instant(None, {"SOURCE_DATE_EPOCH": ""}, CLOCK, "UTC")
    assert found is not None
    assert found.build == CLOCK


def test_of_two_moments_in_the_hour_that_comes_twice_the_later_judges_consent() -> None:
    """When summer time ends, the clock on the wall does not make the earlier of two moments the later one."""
    source, clock = datetime(2024, 11, 3, 4, 50, tzinfo=UTC), datetime(2024, 11, 3, 5, 30, tzinfo=UTC)
    found = read_instant(None, {"SOURCE_DATE_EPOCH": str(int(source.timestamp()))}, clock, "America/Havana")
    assert found is not None
    assert found.consent.astimezone(UTC) == clock


def test_today_is_the_day_in_the_sites_zone() -> None:
    """At one moment it is Sunday in Kiritimati and Friday in Pago Pago."""
    moment = "2024-06-01T10:30+00:00"
    zones = ("Pacific/Kiritimati", "UTC", "Pacific/Pago_Pago")
    assert [records.instant(moment, zone).today for zone in zones] == [
        date(2024, 6, 2),
        date(2024, 6, 1),
        date(2024, 5, 31),
    ]
