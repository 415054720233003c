"""Random edits of the small project: what staff may do to their records, and a little more."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st

from tests.support import projects
from tests.support.pictures import quarters

STATES = ("draft", "review", "published", "published", "published", "withdrawn")
STANDINGS = ("proposed", "planned", "under-way", "met", "partly-met", "dropped", "ended")
NAMES = ("Water", "water", "WATER!", "Agua", "水", "…", "Ñandú", "a" * 90, "page", "12", "¿?", "Con")


@dataclass
class Records:
    """The records of a project as plain values, every scalar as text."""

    settings: dict[str, Any] = field(repr=False)
    stories: dict[str, dict[str, Any]] = field(repr=False)
    registers: dict[str, Any] = field(repr=False)
    done: list[str] = field(default_factory=list)

    def write(self, to: Path) -> Path:
        """Write them to a folder, with the hand-written pages of the site's languages and one small picture."""
        shutil.rmtree(to, ignore_errors=True)
        for locale in self.settings["locales"]:
            shutil.copytree(projects.SMALL / "content" / "pages" / locale, to / "content" / "pages" / locale)
        config = {
            "site_name": "Example Bridge",
            "site_url": projects.SMALL_URL,
            "docs_dir": "content/pages",
            "theme": {"name": "material"},
            "plugins": [{"stories": self.settings}],
        }
        _dump(to / "mkdocs.yml", config)
        for name, register in self.registers.items():
            _dump(to / "content" / f"{name}.yml", register)
        for folder, story in self.stories.items():
            _dump(to / "stories" / folder / "story.yml", story)
            for photo in story.get("photos", []):
                quarters((64, 48)).save(to / "stories" / folder / photo["file"])
        return to


def _dump(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10_000), encoding="utf-8")


def small() -> Records:
    """The small project's records; bodies stand in the records themselves."""

    def load(path: Path) -> Any:
        return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)

    settings = load(projects.SMALL / "mkdocs.yml")["plugins"][0]["stories"]
    # Search is another program's work and takes its time.
    settings["search"] = "false"
    stories = {}
    for path in sorted((projects.SMALL / "stories").glob("*/story.yml")):
        story = load(path)
        for text in sorted(path.parent.glob("text.*.md")):
            story.setdefault("body", {})[text.name.split(".")[1]] = text.read_text(encoding="utf-8")
        stories[path.parent.name] = story
    registers = {path.stem: load(path) for path in sorted((projects.SMALL / "content").glob("*.yml"))}
    return Records(settings, stories, registers)


_SMALL = small()
Draw = Callable[[Any], Any]
Edit = Callable[[Records, Draw], None]


def _story(records: Records, draw: Draw) -> dict[str, Any]:
    found: dict[str, Any] = records.stories[draw(st.sampled_from(sorted(records.stories)))]
    return found


def _forget_a_language(records: Records, draw: Draw) -> None:
    story = _story(records, draw)
    text = story[draw(st.sampled_from(("title", "summary", "body")))]
    if len(text) > 1:
        del text[draw(st.sampled_from(sorted(text)))]


def _change_state(records: Records, draw: Draw) -> None:
    _story(records, draw)["state"] = draw(st.sampled_from(STATES))


def _change_languages(records: Records, draw: Draw) -> None:
    records.settings["locales"] = draw(st.sampled_from((["en", "es"], ["es", "en"], ["en"], ["es"])))


def _change_missing(records: Records, draw: Draw) -> None:
    records.settings["missing_locale"] = draw(st.sampled_from(("notice", "leave-out", "leave-out", "block")))


def _copy_a_story(records: Records, draw: Draw) -> None:
    story = copy.deepcopy(_story(records, draw))
    folder = f"copy-{len(records.stories)}"
    for key in ("id", "slug", "formerly"):
        story.pop(key, None)
    records.stories[folder] = story


def _drop_a_story(records: Records, draw: Draw) -> None:
    if len(records.stories) > 1:
        del records.stories[draw(st.sampled_from(sorted(records.stories)))]


def _drop_a_part(records: Records, draw: Draw) -> None:
    story = _story(records, draw)
    parts = [key for key in ("results", "quotes", "photos", "themes", "partners", "programmes") if story.get(key)]
    if parts:
        part = story[draw(st.sampled_from(parts))]
        del part[draw(st.integers(0, len(part) - 1))]


def _change_a_date(records: Records, draw: Draw) -> None:
    _story(records, draw)["date"] = draw(st.dates()).isoformat()


def _embargo(records: Records, draw: Draw) -> None:
    _story(records, draw)[draw(st.sampled_from(("publish_on", "expires_on")))] = draw(st.dates()).isoformat()


def _add_a_result(records: Records, draw: Draw) -> None:
    results = _story(records, draw).setdefault("results", [])
    others = [result["id"] for result in results]
    result: dict[str, Any] = {
        "id": draw(st.sampled_from(("one", "two", "three", "people-reached"))),
        "value": str(draw(st.decimals(-10_000, 10**9, places=2))),
        "what": {"en": "were counted", "es": "se contaron"},
        "unit": draw(st.sampled_from(({"en": "things", "es": "cosas"}, "km²"))),
        "countries": draw(st.lists(st.sampled_from(("GT", "BZ")), unique=True)),
        "status": draw(st.sampled_from(("achieved", "under-way", "planned", "unclear"))),
        "when": draw(st.sampled_from(("unstated", "2024", "../2024-05", "2024-Q2", "2023/2024", "2024-02/.."))),
        "reading": {"en": "As it stands.", "es": "Tal como está."},
    }
    if others:
        result[draw(st.sampled_from(("part_of", "may_be_part_of")))] = draw(st.sampled_from(others))
    results.append(result)


def _change_consent(records: Records, draw: Draw) -> None:
    story = _story(records, draw)
    held = [item for key in ("photos", "quotes", "people") for item in story.get(key, []) if "consent" in item]
    if held:
        held[0]["consent"] = draw(
            st.sampled_from(({"status": "withdrawn"}, {"status": "given", "covers": ["print"]}, {"status": "unknown"}))
        )


def _change_a_promise(records: Records, draw: Draw) -> None:
    milestones = records.registers["milestones"]
    milestone = milestones[draw(st.integers(0, len(milestones) - 1))]
    what = draw(st.sampled_from(("due", "status", "countries", "updates")))
    if what == "due":
        milestone["due"] = draw(st.sampled_from(("2020", "2025-06-30", "2025-Q3", "9999", "../2025-06", "2024/..")))
    elif what == "status" and milestone["updates"]:
        milestone["updates"][-1]["status"] = draw(st.sampled_from(STANDINGS))
    else:
        milestone[what] = []


def _rename(records: Records, draw: Draw) -> None:
    register = records.registers[draw(st.sampled_from(("themes", "partners", "programmes")))]
    entry = register[draw(st.sampled_from(sorted(register)))]
    entry["name"] = draw(st.sampled_from(NAMES))
    entry.pop("acronym", None)


def _reword(records: Records, draw: Draw) -> None:
    story = _story(records, draw)
    text = story[draw(st.sampled_from(("title", "summary", "body")))]
    words = draw(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=60))
    text[draw(st.sampled_from(sorted(text)))] = f"x{words}"


EDITS: tuple[Edit, ...] = (
    _forget_a_language,
    _change_state,
    _change_languages,
    _change_missing,
    _copy_a_story,
    _drop_a_story,
    _drop_a_part,
    _change_a_date,
    _embargo,
    _add_a_result,
    _change_consent,
    _change_a_promise,
    _rename,
    _reword,
)


@st.composite
def edited(draw: Draw) -> Records:
    """The small project after one to eight edits."""
    records = copy.deepcopy(_SMALL)
    for edit in draw(st.lists(st.sampled_from(EDITS), min_size=1, max_size=8)):
        edit(records, draw)
        records.done.append(edit.__name__.strip("_").replace("_", " "))
    return records
