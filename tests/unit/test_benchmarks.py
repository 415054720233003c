"""The benchmark: what is measured is the same for everybody, and what is measured is told as it was."""

import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml

from benchmarks import eleventy, hugo, material, project, synthetic
from benchmarks.plot import plot
from benchmarks.process import CommandFailedError, measure
from benchmarks.report import report
from benchmarks.results import Results, from_json, to_json
from benchmarks.synthetic import Story
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


def test_results_survive_being_written_down() -> None:
    """The JSON holds every single run."""
    assert from_json(to_json(results())) == results()


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
