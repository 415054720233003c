"""What was read is kept as bytes and comes back the same; bytes that somebody else made run nothing."""

from __future__ import annotations

import os
import pickle
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pydantic import ValidationError

from site_builder import records
from site_builder.problems import Problem, Task
from site_builder.reading.files import folders
from site_builder.reading.serialization import DeserializationError, dumps, loads
from site_builder.reading.settings import read_settings
from site_builder.reading.story import read_record, story_files, with_pictures
from site_builder.records import Milestone, Story
from site_builder.records.base import Part, restored
from site_builder.records.settings import Editor, FontFile, Fonts
from site_builder.site import Site, StoryFolder
from tests.support import parts, projects

PROJECTS = [projects.SMALL, projects.SITES / "markup", parts.ROOT]
CASES = parts.ROOT / "tests" / "cases" / "reading"


def read(root: Path) -> tuple[Site, list[Problem]]:
    """The records of a project and its problems."""
    return projects.read(root)


def everything(site: Site) -> list[object]:
    """Every record of a site, and what is known of its pictures."""
    registers = (site.themes, site.partners, site.programmes, site.indicators, site.sources)
    entries = [entry for register in registers for entry in register.values()]
    return [site.settings, *site.stories, *site.milestones, *entries, *site.pictures.values()]


def parts_of(value: object) -> Iterator[type]:
    """The kinds of record that a value is made of."""
    if isinstance(value, Part):
        yield type(value)
        for inner in value.__dict__.values():
            yield from parts_of(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from parts_of(inner)


def signed(pickled: bytes) -> bytes:
    """Bytes whose sum is right, as somebody would make them who means harm."""
    return zlib.crc32(pickled).to_bytes(4, "big") + pickled


@pytest.mark.parametrize("root", PROJECTS, ids=lambda root: root.name)
def test_every_record_comes_back_the_same(root: Path) -> None:
    """A record that was kept equals the one that was read, in everything that can be seen of it."""
    site, problems = read(root)
    for value in (*everything(site), *problems, problems):
        back = loads(dumps(value))
        assert type(back) is type(value)
        assert back == value
        assert repr(back) == repr(value)


def test_no_kind_of_record_is_left_untried() -> None:
    """The projects of the tests hold every kind of record there is."""
    kinds = {kind for root in PROJECTS for value in everything(read(root)[0]) for kind in parts_of(value)}
    named = [getattr(records, name) for name in records.__all__]
    assert kinds == {kind for kind in named if isinstance(kind, type) and issubclass(kind, Part)}


SETTINGS = """
site_name: Water
plugins:
  - stories:
      contact: {office: {en: Office}, email: office@example.org}
      editor: {host: github, repository: water/stories}
      fonts:
        headlines: Serif
        files: [{name: Serif, regular: content/serif.woff2}]
"""


def test_settings_with_all_that_few_projects_have_come_back_the_same(tmp_path: Path) -> None:
    """The editor and fonts of a project's own come back from what was kept."""
    (tmp_path / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    settings, problems = read_settings(tmp_path)
    assert problems == []
    assert {Editor, FontFile, Fonts} < {*parts_of(settings)}
    assert loads(dumps(settings)) == settings


@pytest.mark.parametrize("root", PROJECTS, ids=lambda root: root.name)
def test_what_a_storys_folder_holds_comes_back_the_same(root: Path) -> None:
    """A story's folder comes back with its story, pictures, files and problems."""
    settings = read(root)[0].settings
    for folder in folders(root, "stories"):
        found = with_pictures(root, read_record(story_files(root, folder, settings.locales), settings))
        assert loads(dumps(found)) == found


def broken(root: Path) -> Iterator[StoryFolder]:
    """What is read of the broken files of the reading's cases, each as the record of a story."""
    settings = read(projects.SMALL)[0].settings
    for file in sorted(CASES.glob("*.yml")):
        folder = root / "stories" / "broken"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "story.yml").write_bytes(file.read_bytes())
        yield with_pictures(root, read_record(story_files(root, "broken", settings.locales), settings))


def test_problems_of_every_kind_come_back_the_same(tmp_path: Path) -> None:
    """Whatever is wrong with a record can be kept and told again."""
    found = list(broken(tmp_path))
    assert sum(len(folder.problems) for folder in found) > 50
    assert loads(dumps(found)) == found
    told = Problem(found[0].problems[0].at, "field-missing", {"tasks": (Task("a", 2, "en"),)}, eased=True)
    assert loads(dumps(told)) == told


def test_a_record_that_came_back_is_a_record() -> None:
    """It cannot be changed, copies of it can differ, and it says where it stands."""
    story = read(projects.SMALL)[0].stories[0]
    back: Story = loads(dumps(story))
    with pytest.raises(ValidationError):
        back.state = "draft"  # type: ignore[misc]
    assert back.model_copy(update={"folder": "other"}) == story.model_copy(update={"folder": "other"})
    assert back.model_copy() == story
    assert (back.at("title"), back.required_texts) == (story.at("title"), story.required_texts)
    consent = records.Consent(reference="A-1", covers=("web",))
    assert hash(loads(dumps(consent))) == hash(consent)


def test_moments_keep_their_zone() -> None:
    """A day, and a moment in whatever zone, are the same after they were kept."""
    zone = datetime.fromisoformat("2022-12-20T08:00-06:00")
    for value in (date(2022, 12, 8), datetime(2022, 12, 8, 9, tzinfo=UTC), zone):
        assert repr(loads(dumps(value))) == repr(value)


class Command:
    """A value whose pickle calls something when it is loaded."""

    def __init__(self, called: Callable[..., object], *arguments: object) -> None:
        self.called = called
        self.arguments = arguments

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return self.called, self.arguments


@pytest.mark.parametrize("called", [os.system, eval, exec, getattr, __import__, pickle.loads, os.remove, Path])
def test_bytes_that_name_a_function_run_nothing(called: Callable[..., object], tmp_path: Path) -> None:
    """A file of the store that somebody changed runs no code, even where its sum is right."""
    trace = tmp_path / "trace"
    with pytest.raises(DeserializationError):
        loads(signed(pickle.dumps(Command(called, f"touch {trace}"))))
    assert not trace.exists()


@pytest.mark.parametrize(
    "name", [b"os\nsystem", b"builtins\neval", b"site_builder.reading.serialization\npickle.loads"]
)
def test_old_ways_of_naming_a_function_are_refused_too(name: bytes) -> None:
    """So are names in pickle's first protocol, and names that lead through a module of ours."""
    with pytest.raises(DeserializationError):
        loads(signed(b"c" + name + b"\n."))


@pytest.mark.parametrize(
    "pickled",
    [
        b"",
        b".",
        b"(",
        b"\x80\xff.",
        b"nonsense",
        pickle.dumps(Command(restored, date, ())),
        pickle.dumps(Command(restored, Story, ("too", "few"))),
        pickle.dumps(Command(date, "no day")),
        pickle.dumps(Command(date, 2022, 13, 1)),
        b"cdatetime\ndate\n}(X\x01\x00\x00\x00aNub.",
    ],
)
def test_bytes_that_lead_nowhere_give_the_one_error(pickled: bytes) -> None:
    """Whatever unpickling stumbles over, a caller has one error to expect."""
    with pytest.raises(DeserializationError):
        loads(signed(pickled))


def test_damaged_bytes_give_the_one_error() -> None:
    """A file that was cut short, or in which a byte changed, is told from a good one."""
    good = dumps(read(projects.SMALL)[0].milestones[0])
    assert isinstance(loads(good), Milestone)
    damaged = [good[:end] for end in range(len(good))]
    damaged += [good[:at] + bytes([good[at] ^ 0x41]) + good[at + 1 :] for at in range(len(good))]
    for data in (*damaged, good + b".", b""):
        with pytest.raises(DeserializationError):
            loads(data)


def test_the_names_of_fields_are_not_kept() -> None:
    """What is kept of a story is its words and little else: names would be a quarter of it."""
    kept = dumps(read(projects.SMALL)[0].stories)
    assert not [name for name in (b"country_basis", b"speaker_kind", b"by_locale", b"on_key") if name in kept]
