"""Changes to the small project, each of which reaches pages that are not the changed record's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from site_builder.translations.lock import digest
from tests.support.edits import Records, small

Change = Callable[[Records], None]

LOGO = "content/logo.svg"
MAP = "content/pages/en/map.svg"
NIGHT, WATER = "night-school", "water-points"
STALE = f"{'0' * 20} human"
SUMMARY = small().stories[WATER]["summary"]["en"]


def fields(*path: str | int, **values: Any) -> Change:
    """Give fields of a record other values; None takes one away. ``path`` leads to it from ``Records``."""

    def change(records: Records) -> None:
        found: Any = getattr(records, str(path[0]))
        for part in path[1:]:
            found = found[part]
        for name, value in values.items():
            if value is None:
                found.pop(name, None)
            else:
                found[name] = value

    return change


def as_of(moment: str) -> Change:
    """Another moment."""

    def change(records: Records) -> None:
        records.as_of = moment

    return change


def lock(folder: str, name: str, known: str) -> Change:
    """What is known of a translation. ``folder``: a story's, or empty; ``name``: the field and the locale."""

    def change(records: Records) -> None:
        records.locks.setdefault(folder, {})[name] = f"{known} 2025-01-01"

    return change


def picture(file: str, which: int) -> Change:
    """Another picture under the same name."""

    def change(records: Records) -> None:
        records.pictures[WATER, file] = which

    return change


def page(locale: str, name: str, text: str) -> Change:
    """A hand-written page."""

    def change(records: Records) -> None:
        records.pages[locale, name] = text

    return change


def logo(colour: str) -> Change:
    """A logo of this colour, under the same name."""

    def change(records: Records) -> None:
        records.settings["logo"] = LOGO
        shape = f'<rect width="40" height="10" fill="{colour}"/>'
        records.beside[LOGO] = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10">{shape}</svg>'

    return change


def drawing(words: str) -> Change:
    """A drawing beside the hand-written pages, with these words in it and as many that are not published."""

    def change(records: Records) -> None:
        inside = f"<!-- {words} --><text>{words}</text>"
        records.beside[MAP] = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10">{inside}</svg>'

    return change


def moved(folder: str, to: str) -> Change:
    """A story's folder with another name; its id stays."""

    def change(records: Records) -> None:
        story = {"id": folder, **records.stories.pop(folder)}
        records.stories[to] = story
        records.pictures.update({(to, file): which for (at, file), which in records.pictures.items() if at == folder})

    return change


def both(*changes: Change) -> Change:
    """One after the other."""

    def change(records: Records) -> None:
        for each in changes:
            each(records)

    return change


def eventful() -> Records:
    """The small project with what depends on the day, on other stories and on registers."""
    records = small()
    logo("#123456")(records)
    drawing("Wells")(records)
    water, night = records.stories[WATER], records.stories[NIGHT]
    water["photos"][0]["consent"] = {"status": "given", "covers": ["web", "social"], "until": "2025-06-30"}
    water["quotes"][1]["consent"] = {"status": "given", "covers": ["web"], "until": "2025-07-01"}
    night["body"] = {"en": "See [it](story&#58;water-points)."}
    night["results"][0] |= {"value": "1.0", "supersedes": "water-points/people-reached", "countries": ["BZ", "HN"]}
    records.stories["later"] = {**night, "publish_on": "2025-07-02", "date": "2025-02-01", "results": []}
    records.stories["one-thing"] = {**night, "date": "2024-06-01", "results": [{**night["results"][0], "value": "1"}]}
    # One more without a picture than have share cards of their own.
    records.stories["without-a-picture"] = {**night, "date": "2024-05-01", "results": []}
    # In a story that nothing else happens to, and with a photo that stays: a page that changes for one reason hides
    # that another is forgotten.
    records.stories["one-thing"] |= {
        "corrections": [{"on": "2025-07-01", "what": {"en": "To come.", "es": "Por venir."}}],
        "photos": [
            {"file": "a.png", "people": "none", "alt": {"en": "A field"}, "credit": "Nobody", "licence": "CC BY 4.0"}
        ],
    }
    return records


CHANGES: dict[str, Change] = {
    "consent for a photo ends, a correction comes": as_of("2025-07-01"),
    "consent for a quotation ends, an embargo lifts": as_of("2025-07-02"),
    "a promise falls due": as_of("2026-04-01"),
    "midnight in the site's zone": both(as_of("2025-07-01T02:00Z"), fields("settings", time_zone="UTC")),
    "a linked story is withdrawn": fields("stories", WATER, state="withdrawn"),
    "a linked story moves": moved(WATER, "elsewhere"),
    "a linked story's address changes": fields("stories", WATER, slug={"en": "new-way", "es": "camino"}),
    "a linked story has another id": fields("stories", NIGHT, body={"en": "See [it](story:one-thing)."}),
    "evidence has another title": fields("stories", NIGHT, "title", en="Another title"),
    "a promised figure has another value": fields("stories", WATER, "results", 1, value="2999"),
    "a promise has other words, a figure that counts overleaf another value": both(
        fields("registers", "milestones", 1, "commitment", en="Drill other invented wells"),
        fields("stories", NIGHT, "results", 0, value="2"),
    ),
    "a reached figure is counted elsewhere": fields("stories", WATER, "results", 0, countries=["BZ"]),
    "figures do not add up any more": fields("registers", "indicators", "people-with-water", adds_up="false"),
    "an indicator counts something else": fields("registers", "indicators", "people-with-water", unit="households"),
    "a story is next to others in time": fields("stories", NIGHT, date="2023-01-01"),
    "a year has stories in one language alone": fields("settings", missing_locale="leave-out"),
    "a photo is another one": picture("canary-original-name.png", 2),
    "a photo is somebody else's": fields("stories", WATER, "photos", 0, credit="Another Photographer"),
    "a photo is cut elsewhere": fields("stories", WATER, "photos", 0, focus=["0.9", "0.1"]),
    "every story has a card": fields("settings", share_cards="all"),
    "a photo may not stand on cards": fields("stories", WATER, "photos", 0, "consent", covers=["web"]),
    "a partner's acronym is its address": fields("registers", "partners", "example-agency", acronym="XYZ"),
    "two partners have one name": fields("registers", "partners", "example-council", name="EXA"),
    "a programme has fewer partners": fields("registers", "programmes", "example-bridge", partners=["example-council"]),
    "a source has another title": fields("registers", "sources", "invented-report", title="Another report"),
    "a theme is gone that a story has": fields("registers", "themes", schools=None),
    "a theme comes that a story's problem may mean": both(
        fields("stories", NIGHT, themes=["Night Work"]), fields("registers", "themes", nights={"name": "Night Work"})
    ),
    "a translated title is stale": lock(WATER, "title es", STALE),
    "a machine translated a summary": lock(WATER, "summary es", f"{digest(SUMMARY)} machine"),
    "a translated figure is stale": lock(WATER, "results.people-reached.what es", STALE),
    "a machine translated a figure long ago": lock(WATER, "results.pipe.what es", STALE.replace("human", "machine")),
    "a quotation's translation is stale": lock(WATER, "quotes.engineer.text en", STALE),
    "a caption's translation is stale": lock(WATER, "photos.valley.caption es", STALE),
    "nobody can read what is known of a story": lock(WATER, "broken", "by hand"),
    "a promise's translation is stale": lock("", "milestones:second-wells.commitment es", STALE),
    "a theme's translation is stale": lock("", "themes:water.name es", STALE),
    "an indicator's unit is stale": lock("", "indicators:pipe-laid.unit es", STALE),
    "the introduction's translation is stale": lock("", "mkdocs:introduction es", STALE),
    "nobody can read what is known of the rest": lock("", "broken", "by hand"),
    "the languages' order": fields("settings", locales=["es", "en"]),
    "one language less": fields("settings", locales=["en"]),
    "another office": fields("settings", "contact", office="Another office"),
    "another address of the site": fields("config", site_url="https://other.example.org/"),
    "the logo is another one": logo("#654321"),
    "a drawing beside the pages is another one": drawing("Springs"),
    "other fonts": fields("settings", fonts={"headlines": "Georgia, Cambria"}),
    "another colour": fields("settings", accent="#123456"),
    "a stylesheet of the project's own": fields("config", extra_css=["own.css"]),
    "a page in every footer": page("en", "more.md", "---\ntitle: More\n---\n\n# More\n\nWords.\n"),
}
