"""Checks of one story ask for no other story, and checks of the site read no more of a story than they must."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from site_builder.checks import check, check_site, check_story
from site_builder.checks.links import means_story, with_summaries
from site_builder.locales import Text
from site_builder.problems import Problem
from site_builder.public import Instant
from site_builder.reading.story import summarize
from site_builder.records import Story
from site_builder.site import Site
from tests.support import projects, site_cases

UNREADABLE = re.compile(r"mkdocs\.yml:\S+ error (?:yaml|settings|site-name|time-zone|font-names)-")
CASES = {path: site_cases.read_case(path) for path in sorted(site_cases.CASES.glob("*/*.txt"))}
READABLE = [path for path, case in CASES.items() if not any(map(UNREADABLE.match, case.expected))]
READ_WHOLE = {"body", "results", "quotes"}


class Sealed(Story):
    """A story of which nothing may be read that is loaded only when asked for."""

    def __getattribute__(self, name: str) -> object:
        """The attribute; an error for those that are read whole."""
        assert name not in READ_WHOLE, f"{name} was read"
        return super().__getattribute__(name)


def project(path: Path, root: Path) -> tuple[Site, Instant]:
    """The site of a case with the instant that cases are checked at."""
    site_cases.write(root, CASES[path].files)
    site, _ = projects.read(root)
    return site, site_cases.instant(site)


def told(problems: list[Problem]) -> list[str]:
    """Problems in an order of their own."""
    return sorted(map(repr, problems))


@pytest.mark.parametrize("path", READABLE, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_story_is_checked_without_the_others(path: Path, tmp_path: Path) -> None:
    """Where a story alone is at hand, and of files those of its own folder, the same problems are found in it."""
    site, instant = project(path, tmp_path)
    apart = list(check_site(site, instant))
    for story in site.stories:
        folder = f"stories/{story.folder}/"
        own = replace(
            site,
            stories=(),
            summaries={},
            broken=frozenset(),
            files={story.folder: site.files[story.folder]},
            absent=frozenset(file for file in site.absent if file.startswith(folder)),
            pictures={file: info for file, info in site.pictures.items() if file.startswith(folder)},
            drafts=site.drafts & {story.folder},
        )
        apart += check_story(story, own, instant)
    assert told(apart) == told(check(site, instant))


@pytest.mark.parametrize("path", READABLE, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_site_is_checked_from_summaries(path: Path, tmp_path: Path) -> None:
    """Only stories in which the checks of the site have something to tell are read whole."""
    site, instant = project(path, tmp_path)
    summaries = with_summaries(site).summaries
    problems = check_site(site, instant)
    named = {problem.at.file.split("/")[1] for problem in problems if problem.at.file.startswith("stories/")}
    pointed = {folder for folder, each in summaries.items() if each.supersedes}
    promised = {
        reference.partition("/")[0]
        for milestone in site.milestones
        for reference in (milestone.result, *(update.actual for update in milestone.updates))
        if reference
    }
    sealed = [
        story
        if story.folder in named | pointed or story.id in promised
        else Sealed.model_construct(**{name: getattr(story, name) for name in Story.model_fields})
        for story in site.stories
    ]
    known = replace(site, stories=tuple(sealed), summaries=summaries)
    assert told(check_site(known, instant)) == told(problems)


def test_who_pastes_a_page_is_told_twenty_times(tmp_path: Path) -> None:
    """Of a text with a thousand links that were meant for stories the first twenty are told."""
    site, instant = project(site_cases.CASES / "good" / "story.txt", tmp_path)
    body = Text({"en": "[a](historia:maize) [b](story:maize) " * 500, "es": "Nada."})
    stories = tuple(story.model_copy(update={"body": body}) for story in site.stories[:1])
    found = [problem.rule for problem in check(replace(site, stories=stories), instant)]
    assert found.count("link-begins-otherwise") == found.count("story-unknown") == 10


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A story: nothing, and [words](https://example.org/story).", ((), False)),
        ("[a](story:maize) and <story:coffee>", (("coffee", "maize"), False)),
        ("[a][x]\n\n[x]: story:maize", (("maize",), False)),
        ("[a](&#115;tory:maize) [b](story\\:coffee)", (("coffee", "maize"), False)),
        ("`[a](story:maize)`", ((), False)),
        ("[a](Historia:maize)", ((), True)),
        ("[a] (story:maize)", ((), True)),
        ("[a](st*o*ry:the maize)", ((), True)),
    ],
)
def test_what_a_text_names_is_known(text: str, expected: tuple[tuple[str, ...], bool]) -> None:
    """However a link to a story is written, the story that it names, or that it is meant for one, is known."""
    words = {"en": "A story", "es": "Una historia"}
    story = Story.model_validate(
        {
            "id": "alpha",
            "title": words,
            "summary": words,
            "date": "2023-05-04",
            "countries": ["SV"],
            "body": {"es": "Nada.", "en": text},
            "language": "en",
        }
    )
    assert (summarize(story).links_to, means_story(story)) == expected
