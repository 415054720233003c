"""Embargoes, expiry and consent turn with the second, in every zone, through all of `publish` and a whole build."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from site_builder.pictures.inspection import PictureInfo, inspect
from site_builder.public import Instant, read_instant
from site_builder.public.publish import publish
from tests.support import cases, pictures, records
from tests.support.command_line import STORY, Stories, make_project, put

TURNS = cases.table("public/turns")
SECOND = timedelta(seconds=1)
# Long ago: as a build that makes old bytes again says it.
OLD = {"SOURCE_DATE_EPOCH": "1500000000"}


def instant(now: datetime, zone: str) -> Instant:
    """The instant of a build at this moment by the computer's clock."""
    found = read_instant(None, {}, now, zone)
    assert found is not None
    return found


def picture() -> PictureInfo:
    """What is known of a photo's file."""
    found = inspect(pictures.handmade_png((1200, 800), 8, 0, bytes(1200)))
    assert isinstance(found, PictureInfo)
    return found


def shown(now: datetime, zone: str, day: str) -> tuple[list[str], list[str], list[str]]:
    """The stories that are public, and the photos and quotations of the first, where each turns with ``day``."""
    until = (date.fromisoformat(day) - timedelta(days=1)).isoformat()
    consent = {"status": "given", "covers": ["web"], "until": until}
    people = {"file": "field.png", "people": "identifiable", "minors": "none"}
    always = records.story(
        "always",
        photos=[records.photo("shown", **people, consent=consent)],
        quotes=[records.quote("said", speaker_kind="participant", consent=consent)],
    )
    site = records.site(
        always,
        records.story("embargo", publish_on=day),
        records.story("expiry", expires_on=day),
        records.story("people", people=[{"name": "A. Person", "consent": consent}]),
        settings=records.settings(locales=("en", "es"), time_zone=zone),
        pictures={"stories/always/field.png": picture()},
    )
    public = publish(site, instant(now, zone))
    first = next(story for story in public.stories if story.id == "always")
    return (
        [story.id for story in public.stories],
        [photo.id for photo in first.photos],
        [quote.id for quote in first.quotes],
    )


@pytest.mark.parametrize(("zone", "day", "begins"), TURNS)
def test_a_second_before_and_after(zone: str, day: str, begins: str) -> None:
    """One second before the day an embargo holds and consent too; with its first second, and after it, neither does."""
    first = datetime.fromisoformat(begins)
    before = (["always", "expiry", "people"], ["shown"], ["said"])
    after: tuple[list[str], list[str], list[str]] = (["always", "embargo"], [], [])
    assert shown(first - SECOND, zone, day) == before
    assert shown(first, zone, day) == after
    assert shown(first + SECOND, zone, day) == after


@pytest.mark.parametrize(
    ("zone", "as_of", "is_public"),
    [
        ("Pacific/Kiritimati", "2024-06-30T09:59:59Z", False),
        ("Pacific/Kiritimati", "2024-06-30T10:00:00Z", True),
        ("Pacific/Pago_Pago", "2024-07-01T10:59:59Z", False),
        ("Pacific/Pago_Pago", "2024-07-01T11:00:00Z", True),
    ],
)
def test_a_whole_build_to_the_second(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, zone: str, as_of: str, is_public: bool
) -> None:
    """The site of one second has no trace of the story, that of the next one has its page."""
    stories = Stories(capsys)
    later = STORY.replace("Young people finish", "CANARY people finish") + "publish_on: 2024-07-01\n"
    made = make_project(tmp_path, one=STORY, later=later)
    settings = (made / "mkdocs.yml").read_text("utf-8")
    changed = "\n".join(
        f"{line.split('time_zone:')[0]}time_zone: {zone}" if "time_zone:" in line else line
        for line in settings.splitlines()
    )
    assert zone in changed
    put(made / "mkdocs.yml", f"{changed}\n")
    assert stories("build", "--project", made, "--as-of", as_of) == 0, stories.err
    assert (made / "site/en/stories/later/index.html").is_file() == is_public
    files = b"".join(path.read_bytes() for path in (made / "site").rglob("*") if path.is_file())
    assert (b"CANARY" in files) == is_public


def test_an_old_moment_revives_no_consent(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A build with an old SOURCE_DATE_EPOCH shows nobody whose consent has ended since, nor the story about them; who
    asks for the old day by its name gets it."""
    consent = "    consent: {reference: C-1, status: given, covers: [web], until: 2018-01-01}\n"
    ended = (
        "quotes:\n  - id: said\n    speaker: CANARY-1\n    speaker_kind: participant\n"
        "    role: {en: Farmer, es: Agricultora}\n"
        f"    text: {{en: CANARY-2, es: CANARY-2}}\n{consent}"
        "photos:\n  - file: a.png\n    alt: {en: CANARY-3, es: CANARY-3}\n    credit: AG\n    licence: CC BY 4.0\n"
        f"    people: identifiable\n    minors: none\n{consent}"
    )
    people = f"people:\n  - name: A. Person\n{consent}"
    old = STORY.replace("2022-12-08", "2017-01-01")
    made = make_project(tmp_path, one=old + ended, two=old.replace("Young", "CANARY-4") + people)
    (made / "stories/one/a.png").write_bytes(pictures.file_of(pictures.quarters(), "PNG"))
    stories = Stories(capsys, OLD)
    assert stories("build", "--project", made, "--site-dir", tmp_path / "again") == 0, stories.err
    assert found(tmp_path / "again") == set()
    assert stories("build", "--project", made, "--site-dir", tmp_path / "named", "--as-of", "2017-07-14") == 0
    assert found(tmp_path / "named") == {"CANARY-1", "CANARY-2", "CANARY-3", "CANARY-4"}


def found(site: Path) -> set[str]:
    """The canaries in any file of a site."""
    files = b"".join(path.read_bytes() for path in site.rglob("*") if path.is_file())
    return {name for name in ("CANARY-1", "CANARY-2", "CANARY-3", "CANARY-4") if name.encode() in files}


def test_the_clock_of_the_computer_decides_about_consent() -> None:
    """With an old moment for the build, consent is judged by the clock and the rest by that moment."""
    now = datetime(2024, 7, 1, tzinfo=UTC)
    moment = read_instant(None, OLD, now, "UTC")
    assert moment is not None
    consent = {"status": "given", "covers": ["web"], "until": "2024-06-30"}
    site = records.site(
        records.story("new", publish_on="2024-01-01"),
        records.story("people", people=[{"name": "A. Person", "consent": consent}]),
        records.story("plain"),
    )
    assert [story.id for story in publish(site, moment).stories] == ["plain"]
