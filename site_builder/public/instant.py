"""The instant of a build: read once, passed down as a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def elapsed(moment: datetime) -> timedelta:
    """Give the time since 1970, by which moments are ordered.

    Python compares two moments of one zone by the clock on the wall, which shows an hour twice when summer time ends.
    """
    return moment - _EPOCH


@dataclass(frozen=True, slots=True)
class Instant:
    """``build``: what the site is built as of. ``consent``: what consent is judged at. Both carry the site's zone."""

    build: datetime
    consent: datetime

    @property
    def today(self) -> date:
        """The day of the build in the site's zone."""
        return self.build.date()

    @property
    def consent_day(self) -> date:
        """The day on which consent must hold, in the site's zone."""
        return self.consent.date()

    def has_come(self, when: date | datetime) -> bool:
        """Tell whether ``when`` has begun; a day begins at midnight in the site's zone."""
        return elapsed(self.start_of(when)) <= elapsed(self.build)

    def start_of(self, when: date | datetime) -> datetime:
        """Give a moment as it is, a day as its midnight in the site's zone."""
        if isinstance(when, datetime):
            return when.astimezone(self.build.tzinfo)
        return datetime.combine(when, time(), self.build.tzinfo)


def read_instant(as_of: str | None, environment: Mapping[str, str], clock: datetime, zone: str) -> Instant | None:
    """Read the instant of a build: ``as_of``, else ``SOURCE_DATE_EPOCH``, else the clock; None if it cannot be read.

    ``as_of`` is a day or a moment with its zone. An old ``SOURCE_DATE_EPOCH`` makes the same bytes again but revives no
    consent: that is judged at the later of the two, unless ``as_of`` says otherwise.
    """
    place = ZoneInfo(zone)
    if as_of:
        try:
            given = datetime.fromisoformat(as_of)
            moment = given.replace(tzinfo=place) if given.tzinfo is None else given.astimezone(place)
        except (ValueError, OverflowError):
            return None
        return Instant(moment, moment)
    if epoch := environment.get("SOURCE_DATE_EPOCH"):
        try:
            moment = datetime.fromtimestamp(int(epoch), UTC).astimezone(place)
        except (ValueError, OverflowError, OSError):
            return None
        return Instant(moment, max(moment, clock.astimezone(place), key=elapsed))
    now = clock.astimezone(place)
    return Instant(now, now)
