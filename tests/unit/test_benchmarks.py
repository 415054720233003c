"""The benchmark: what is measured is the same for everybody, and what is measured is told as it was."""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml

from benchmarks import eleventy, hugo, material, memory, photographs, project, rounds, synthetic
from benchmarks.case import Case, Command
from benchmarks.choice import choice
from benchmarks.keeping import Place, gather
from benchmarks.plot import plot
from benchmarks.process import CommandFailedError, Usage, measure
from benchmarks.project_cases import project_cases
from benchmarks.report import report
from benchmarks.results import (
    COLD,
    ELEVENTY,
    HUGO,
    HUGO_WEBP,
    MATERIAL,
    PHOTOGRAPHS,
    PROJECT,
    STORY,
    UNCHANGED,
    Key,
    Record,
    Results,
    from_json,
    to_json,
)
from benchmarks.synthetic import Story
from benchmarks.targets import TARGETS
from tests.support import parts, projects

CASES = parts.ROOT / "tests" / "cases" / "benchmarks"
SVG = "{http://www.w3.org/2000/svg}"
PEERS = (hugo.write_site, eleventy.write_site, material.write_site)


def some(count: int) -> tuple[Story, ...]:
    """The first synthetic stories."""
    return tuple(synthetic.stories(count))


def results() -> Results:
    """A small benchmark that somebody might have run."""
    return from_json((CASES / "results.json").read_text(encoding="utf-8"))


def test_a_story_is_the_same_among_any_number_of_stories(tmp_path: Path) -> None:
    """The records of the first two stories are the same bytes whether two are written or three."""
    project.write_project(tmp_path / "two", some(2))
    project.write_project(tmp_path / "three", some(3))
    two, three = projects.digests(tmp_path / "two"), projects.digests(tmp_path / "three")
    assert two.items() < three.items()
    assert sorted(three.keys() - two.keys()) == ["stories/synthetic-00002/story.yml"]


def test_nothing_is_wrong_with_the_synthetic_project(tmp_path: Path) -> None:
    """The checks find nothing, not even something to note."""
    project.write_project(tmp_path, some(2))
    assert projects.prepared(tmp_path).problems == ()


def test_the_synthetic_stories_are_as_long_as_the_benchmark_says() -> None:
    """Each has five paragraphs, four results and two quotes in each language, and says that it is synthetic."""
    for story in some(30):
        for locale, word in (("en", "ynthetic"), ("es", "intética")):
            assert len(story.body[locale].split("\n\n")) == 5
            assert word in story.title[locale]
        assert (len(story.figures), len(story.quotes)) == (4, 2)
        assert all(f"(#result-{figure.id})" in story.body["es"] for figure in story.figures)


@pytest.mark.parametrize("write_site", PEERS, ids=["hugo", "eleventy", "material"])
def test_every_peer_gets_the_same_words(tmp_path: Path, write_site: Callable[[Path, Sequence[Story]], None]) -> None:
    """A peer has each story in both languages, with its text, results and quotes."""
    stories = some(3)
    write_site(tmp_path, stories)
    for story in stories:
        for locale in ("en", "es"):
            (file,) = (path for path in tmp_path.rglob(f"{story.name}.md") if locale in path.parts)
            matter, body = re.fullmatch(r"---\n(.*?)---\n(.*)", file.read_text(encoding="utf-8"), re.DOTALL).groups()  # type: ignore[union-attr]
            found = yaml.safe_load(matter)
            assert body.strip() == story.body[locale]
            assert (found["title"], found["description"]) == (story.title[locale], story.summary[locale])
            assert [result["what"] for result in found["results"]] == [figure.what[locale] for figure in story.figures]
            assert [quote["text"] for quote in found["quotes"]] == [quote.text[locale] for quote in story.quotes]


def test_the_report_tells_every_number() -> None:
    """Ratios come first, with what is missed and by how much; a thing that ran less often says so."""
    assert report(results()) == (CASES / "report.md").read_text(encoding="utf-8")


def test_a_ratio_is_formed_within_a_round() -> None:
    """A round in which the machine was slow gives the same ratio; one without its other half gives none."""
    target = TARGETS[0]
    seconds = {target.over: (3.0, 9.0, 2.0), target.under: (10.0, 30.0)}
    records = tuple(
        Record(number, key, Usage(value, None, None))
        for key, all_ in seconds.items()
        for number, value in enumerate(all_)
    )
    found = replace(results(), records=records)
    assert target.ratios(found) == pytest.approx([0.3, 0.3])
    assert f"| {target.name} | 0.35 | 0.300 | 0.300 – 0.300 | 2 of 3 | reached |" in report(found)


def test_what_is_missed_is_never_told_as_nothing() -> None:
    """A ratio that is missed by less than a percent says by how much, too."""
    target = TARGETS[0]
    records = (Record(0, target.over, Usage(3.507, None, None)), Record(0, target.under, Usage(10.0, None, None)))
    assert "| 0.351 | 0.351 – 0.351 | 1 of 3 | **missed by 0.2 %** |" in report(replace(results(), records=records))


def test_the_report_says_how_memory_was_measured() -> None:
    """Where the system does not tell shares, the tables say so where the numbers are."""
    one, other = (report(replace(results(), memory=kind)) for kind in (memory.PROPORTIONAL, memory.RESIDENT))
    assert "| peak memory, MiB | runs |" in one
    assert "| peak memory, MiB, shared memory once for each process | runs |" in other


def test_a_run_that_ended_early_says_so() -> None:
    """The report of an unfinished run names how many rounds are whole."""
    assert "2 of 3 rounds are whole" in report(replace(results(), finished=2))
    assert "whole" not in report(results())


def test_results_survive_being_written_down() -> None:
    """The JSON holds every single run."""
    assert from_json(to_json(results())) == results()


def records(*rounds_: int) -> Iterator[Record]:
    """A record for each number of a round; it ends as a run does that somebody stops."""
    for round_ in rounds_:
        yield Record(round_, Key(PROJECT, COLD, False, 1), Usage(1.0, 1.0, 1))
    raise KeyboardInterrupt


def test_a_run_that_is_stopped_keeps_what_it_has(tmp_path: Path) -> None:
    """Each whole round is kept, and what there is of the one that was stopped; it can be drawn again from that."""
    place = Place(tmp_path / "results", tmp_path / "images" / "bench.svg")
    empty = replace(results(), finished=0, records=())
    with pytest.raises(KeyboardInterrupt):
        gather(records(0, 0, 1, 1, 2), empty, place.keep)
    kept = place.kept()
    assert (len(kept.records), kept.finished) == (5, 2)
    assert (place.folder / "latest.md").read_text(encoding="utf-8") == report(kept)
    assert place.picture.read_text(encoding="utf-8") == plot(kept)


def test_a_run_that_is_stopped_in_its_first_round_leaves_the_last_one_alone(tmp_path: Path) -> None:
    """Three minutes of measuring do not take the place of a whole run."""
    place = Place(tmp_path, tmp_path / "bench.svg")
    place.keep(results())
    with pytest.raises(KeyboardInterrupt):
        gather(records(0, 0), replace(results(), finished=0, records=()), place.keep)
    assert place.kept() == results()


def test_a_part_of_the_benchmark_can_be_chosen() -> None:
    """Names of subjects and of modes narrow what is run; a name that is none is told."""
    assert choice("project, hugo,story").has(HUGO, STORY)
    assert not choice("project,hugo,story").has(HUGO, COLD)
    assert not choice("project,hugo,story").has(ELEVENTY, STORY)
    assert choice("mkdocs").has(MATERIAL, COLD)
    assert choice("photographs").has(HUGO_WEBP, PHOTOGRAPHS)
    assert not choice("photographs").has_sites(PROJECT)
    assert not choice("cold").has_photographs()
    with pytest.raises(ValueError, match="jekyll"):
        choice("hugo,jekyll")


def case(site: Path, subject: str, seconds: float, indexing: float, *, mode: str = COLD, shows: str = "") -> Case:
    """A build of one story that takes so long by a clock of its own, and an index after it."""
    build, index = (Command((str(value),), site) for value in (seconds, indexing))
    return Case(subject, mode, False, lambda _: None, build, site, index, (lambda _: shows) if shows else None)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site of one story. Commands are not run here: they take as many seconds as they say."""
    for page in ("en/stories/synthetic-00000", "es/historias/sintetica-00000"):
        (tmp_path / page).mkdir(parents=True)
        (tmp_path / page / "index.html").write_text("Alpha", encoding="utf-8")
    monkeypatch.setattr(rounds, "measured", lambda command: Usage(float(command.words[0]), None, None))
    return tmp_path


def test_what_takes_too_long_is_run_once(site: Path) -> None:
    """A build within the patience is repeated, without its index if the two together are not."""
    cases = [case(site, ELEVENTY, 25, 22), case(site, HUGO, 45, 22), case(site, MATERIAL, 80, 22, mode=UNCHANGED)]
    found = [(record.key.subject, record.key.search) for record in rounds.run([(1, [cases])], 3, 60)]
    assert [found.count((subject, False)) for subject in (ELEVENTY, HUGO, MATERIAL)] == [3, 3, 1]
    assert [found.count((subject, True)) for subject in (ELEVENTY, HUGO, MATERIAL)] == [3, 1, 1]


def test_what_a_ratio_is_made_of_runs_in_every_round(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However long it takes."""
    compared = Key(HUGO, COLD, True, 1)
    monkeypatch.setattr(rounds, "COMPARED", {compared})
    found = [record.key for record in rounds.run([(1, [[case(site, HUGO, 45, 22)]])], 3, 60)]
    assert found.count(compared) == 3


def test_a_site_without_what_was_changed_is_no_measurement(site: Path) -> None:
    """A build that takes the last one's pages for its own ends the benchmark, and so does one that omits a page."""
    assert list(rounds.run([(1, [[case(site, HUGO, 1, 1, mode=STORY, shows="Alpha")]])], 1, 60))
    with pytest.raises(rounds.WrongSiteError, match="Hugo, one story changed: the first story does not show “Beta”"):
        list(rounds.run([(1, [[case(site, HUGO, 1, 1, mode=STORY, shows="Beta")]])], 1, 60))
    with pytest.raises(rounds.WrongSiteError, match="Hugo, cold: 2 pages of stories instead of 4"):
        list(rounds.run([(2, [[case(site, HUGO, 1, 1)]])], 1, 60))


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[list[Case], list[Path]]]:
    """What is measured of this project with two stories and small photographs, and where it was built meanwhile."""
    monkeypatch.setattr(photographs, "WIDTH", 1200)
    monkeypatch.setattr(photographs, "HEIGHT", 900)
    photographs._layers.cache_clear()
    folders: list[Path] = []

    def build(command: Command) -> Usage:
        folders.append(command.folder)
        (command.folder / "site").mkdir(exist_ok=True)
        return Usage(1.0, 1.0, 1)

    monkeypatch.setattr("benchmarks.project_cases.measured", build)
    yield project_cases(tmp_path, some(2)), folders
    photographs._layers.cache_clear()


Built = tuple[list[Case], list[Path]]


def test_a_cold_build_finds_nothing_of_an_earlier_one(built: Built) -> None:
    """Neither the site, nor the store, nor older releases, which no first build has to remove."""
    cold = [one for one in built[0] if one.mode == COLD]
    for one in cold:
        folder = one.site.parent
        written = projects.digests(folder)
        for made in ("site", ".cache/store", ".site-releases/1/site"):
            (folder / made).mkdir(parents=True)
            (folder / made / "index.html").write_text("old", encoding="utf-8")
        one.ready(1)
        assert projects.digests(folder) == written
    assert sorted(one.search for one in cold) == [False, True]
    assert len({one.site for one in cold}) == 2


def test_a_changed_project_has_been_built_as_often_as_its_users_have(built: Built) -> None:
    """With the same settings, until there are as many older releases as are kept and one more; then never again."""
    cases, folders = built
    for round_ in range(2):
        for one in cases:
            if one.mode != COLD:
                one.ready(round_)
    assert [folders.count(folder) for folder in dict.fromkeys(folders)] == [5, 5]
    assert {one.site.parent for one in cases if one.mode != COLD} == set(folders)


def test_every_round_changes_something_else(built: Built) -> None:
    """A change touches one file, and never makes what an earlier round made: the store has nothing of it."""
    files = {"one story changed": "story.yml", "one label changed": "themes.yml", "one picture changed": ".jpg"}
    seen: set[tuple[Path, str]] = set()
    for one in built[0]:
        before = projects.digests(one.site.parent)
        for round_ in range(10 if one.mode in files else 0):
            one.ready(round_)
            after = projects.digests(one.site.parent)
            (changed,) = after.items() - before.items()
            assert changed[0].endswith(files[one.mode])
            assert (one.site, changed[1]) not in seen
            seen.add((one.site, changed[1]))
            before = after
    assert len(seen) == 40


def test_nothing_is_wrong_with_a_changed_project(built: Built) -> None:
    """A story with a word more and a photograph, and a theme with another name, are as sound as before."""
    for one in built[0]:
        one.ready(3)
    assert [projects.prepared(one.site.parent).problems for one in built[0]] == [()] * len(built[0])


def test_the_plot_shows_each_subject_within_its_frame() -> None:
    """Time and memory have a line for each subject that was measured, and every mark is inside the picture."""
    picture = ET.fromstring(plot(results()))
    _, _, width, height = map(float, picture.attrib["viewBox"].split())
    lines = [line.attrib["points"].split() for line in picture.iter(f"{SVG}polyline")]
    # MkDocs' memory is not known in this run.
    assert len(lines) == 5 + 4
    for points in lines:
        for point in points:
            x, y = map(float, point.split(","))
            assert 0 < x < width
            assert 0 < y < height
    words = [text.text for text in picture.iter(f"{SVG}text")]
    assert {"this project, cold", "Hugo, cold", "10,000"} <= set(words)


def test_the_plot_can_be_read_on_dark_ground() -> None:
    """The picture follows the reader's colour scheme."""
    assert "prefers-color-scheme:dark" in plot(results())


def test_the_memory_of_child_processes_counts(tmp_path: Path) -> None:
    """What a command starts is measured with it; where the system has no /proc, only time is measured."""
    child = "print(sum(b'x' * 100_000_000))"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}], check=True)"
    usage = measure([sys.executable, "-c", parent], tmp_path, {})
    assert usage.seconds > 0
    if Path("/proc/self/status").exists():
        assert usage.memory is not None
        assert usage.memory > 100_000_000


def test_memory_that_processes_share_counts_once(tmp_path: Path) -> None:
    """A process that forks three times is no larger for it, where the system tells what is shared."""
    forks = """
import os, sys
block = bytearray(100_000_000)
for place in range(0, len(block), 4096):
    block[place] = 1
ends = [os.pipe() for _ in range(3)]
for number, (_, end) in enumerate(ends):
    if os.fork() == 0:
        print(sum(block[:20_000_000]), file=open(end, "w"))
        os._exit(0)
for end, _ in ends:
    open(end).read(1)
"""
    usage = measure([sys.executable, "-c", forks], tmp_path, {})
    if memory.kind() == memory.PROPORTIONAL:
        assert usage.memory is not None
        assert 100_000_000 < usage.memory < 200_000_000


def test_a_measured_command_that_fails_says_why(tmp_path: Path) -> None:
    """A failed command is no measurement: its last words are reported."""
    with pytest.raises(CommandFailedError, match=r"exit status 3\nout of paper"):
        measure([sys.executable, "-c", "print('out of paper'); raise SystemExit(3)"], tmp_path, {})


def test_peers_share_the_tools_that_the_project_uses() -> None:
    """A package in both locks has the same version, so that no peer is measured with another."""
    pin = re.compile(r"^([a-z0-9-]+)(?:\[[a-z,]+\])?==(\S+)", re.MULTILINE)
    locks = [(parts.ROOT / "requirements" / name).read_text(encoding="utf-8") for name in ("bench.txt", "test.txt")]
    bench, test = (set(pin.findall(lock)) for lock in locks)
    names = {name for name, _ in bench} & {name for name, _ in test}
    assert {"mkdocs", "mkdocs-material", "pagefind"} <= names
    assert {entry for entry in bench if entry[0] in names} <= test
