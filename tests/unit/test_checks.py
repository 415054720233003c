"""The checks over a whole site: each rule where it belongs, and quiet where nothing is wrong."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path
from types import FrameType

import pytest

from site_builder import checks
from site_builder.checks import check
from site_builder.checks.references import Targets
from site_builder.locales import Locale
from site_builder.locales.catalog import catalog, known_locales
from site_builder.problems import RULES, Place, Problem
from site_builder.problems.report import as_annotation, as_json, as_text, hint, message
from site_builder.site import Site
from tests.support import projects, site_cases

FILES = sorted(site_cases.CASES.glob("*/*.txt"))
EN, ES = Locale("en"), Locale("es")


def problems_of(case: str, root: Path) -> tuple[Problem, ...]:
    """The problems of one case."""
    site_cases.write(root, site_cases.read_case(site_cases.CASES / f"{case}.txt").files)
    return site_cases.problems(root)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_project_gives_these_problems_and_no_others(path: Path, tmp_path: Path) -> None:
    """A project gives exactly the problems that its case names, each at its line and column."""
    case = site_cases.read_case(path)
    site_cases.write(tmp_path, case.files)
    found = [site_cases.line(problem) for problem in site_cases.problems(tmp_path)]
    assert sorted(found) == sorted(case.expected), case.behaviour


@pytest.mark.parametrize("locale", known_locales())
def test_every_rule_has_words(locale: Locale) -> None:
    """Every rule says what is wrong and what to do about it, in every language, each in its own words."""
    words, english = catalog(locale).messages, catalog(EN).messages
    keys = [key for rule in RULES for key in (f"rule.{rule}", f"rule.{rule}.hint")]
    assert [key for key in keys if key not in words] == []
    assert locale == EN or [key for key in keys if words[key] == english[key]] == []


def test_every_rule_of_the_site_has_a_case() -> None:
    """No rule of these checks is without a case that breaks it."""
    folder = Path(checks.__file__).parent
    source = "\n".join(path.read_text("utf-8") for path in folder.glob("*.py") if not path.name.startswith("figure"))
    named = {rule for rule in RULES if f'"{rule}"' in source}
    kinds = {rule for rule in RULES if re.match(r"(?:story|quote|photo)-consent-", rule)}
    known = {rule for rule in RULES if re.match(r"(?:reference|story|result|placed)-(?:unknown|misspelt)\Z", rule)}
    cases = "\n".join(path.read_text("utf-8") for path in FILES)
    assert len(named) > 60
    assert [rule for rule in sorted(named | kinds | known) if f" {rule}\n" not in cases] == []


def test_no_problem_names_a_rule_that_there_is_not() -> None:
    """Wherever the package makes a problem, its rule is one that has a grade and words."""
    made = re.compile(
        r"""(?:Problem|Fault|CustomError)\(\s*  # what is made
        (?:[\w.]+(?:\([^()]*\))?\s*,\s*)?     # perhaps its place
        "([a-z]+(?:-[a-z0-9]+)+)\"""",
        re.VERBOSE,
    )
    package = Path(checks.__file__).parent.parent
    named = {rule for path in package.rglob("*.py") for rule in made.findall(path.read_text("utf-8"))}
    assert len(named) > 100
    assert named - RULES.keys() == set()


@pytest.mark.parametrize("locale", known_locales())
@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_problem_can_be_told(path: Path, locale: Locale, tmp_path: Path) -> None:
    """Every problem has the parameters that its words ask for: no message keeps a brace."""
    site_cases.write(tmp_path, site_cases.read_case(path).files)
    for problem in site_cases.problems(tmp_path):
        # Where it is about what a catalog fills in, that is named as it is written there.
        given = re.compile("|".join(re.escape(str(value)) for value in problem.params.values()) or r"\Z")
        assert not re.search(r"[{}]", given.sub("", message(problem, locale) + hint(problem, locale)))


@pytest.mark.parametrize("case", ["quotes", "photos", "people", "ends", "before-story", "fields"])
def test_consent_is_told_by_its_state_alone(case: str, tmp_path: Path) -> None:
    """Logs are read by many: no name, no reference and no date of a consent is in any form of report."""
    found = problems_of(f"consent/{case}", tmp_path)
    told = [as_json(found, EN), as_json(found, ES)]
    told += [form(problem, locale) for problem in found for form in (as_text, as_annotation) for locale in (EN, ES)]
    assert found
    assert re.findall(r"(?i)canary|20\d\d", "".join(told)) == []


def test_unused_pictures_are_counted_and_not_named(tmp_path: Path) -> None:
    """The name of a file may be the name of who is in it."""
    (found,) = problems_of("pictures/unused", tmp_path)
    told = as_text(found, EN)
    assert "not listed under “photos”: 2" in told
    assert "Canary" not in told


def test_a_folder_without_settings_is_told(tmp_path: Path) -> None:
    """Where there is no mkdocs.yml there is one problem and no site."""
    (found,) = site_cases.problems(tmp_path)
    assert site_cases.line(found) == "mkdocs.yml:1:1 error settings-missing"


def test_a_missing_text_names_the_file_to_write(tmp_path: Path) -> None:
    """Who has not written the text yet is told the name of the file that it goes into, in the story's own language."""
    told = {hint(found, ES) for found in problems_of("files/new-story", tmp_path) if found.rule == "body-missing"}
    assert [line.partition(",")[0] for line in sorted(told)] == ["Escríbalo en text.en.md", "Escríbalo en text.es.md"]


def test_a_name_is_looked_up_in_its_register(tmp_path: Path) -> None:
    """Who writes a theme's or a partner's name, or its acronym, is told its id."""
    told = [hint(found, EN) for found in problems_of("references/by-name", tmp_path)]
    assert "Write it like this: by: [alliance, ministry]" in told
    assert "Write it like this: themes: [workforce]" in told
    assert "Write it like this: workforce" in told
    assert any(line.startswith("Did you mean “alliance”?") for line in told)
    assert any(line.startswith("Its ids are: seeds.") for line in told)


def test_a_suggestion_is_made(tmp_path: Path) -> None:
    """Who mistypes an id is asked whether another was meant."""
    found = problems_of("references/registers-misspelt", tmp_path)
    assert "Did you mean “work”?" in hint(found[0], EN)
    assert "¿Quiso escribir “alliance”?" in hint(found[1], ES)


def test_a_folder_is_not_an_id(tmp_path: Path) -> None:
    """Who gives a story's folder where its id is asked for is told that id."""
    found = {problem.at.file: problem for problem in problems_of("references/story-unknown", tmp_path)}
    assert "the-second" in hint(found["content/milestones.yml"], EN)


def test_what_is_missing_in_a_language_is_listed_once(tmp_path: Path) -> None:
    """One problem lists the fields of a record that lack a language, the first of them by name."""
    site_cases.write(tmp_path, site_cases.read_case(site_cases.CASES / "good" / "story.txt").files)
    results = "".join(
        f"  - {{id: r{n}, value: {n}, unit: cows, what: {{en: ate}}, countries: [SV], status: achieved, when: 2023}}\n"
        for n in range(1, 10)
    )
    with (tmp_path / "stories" / "alpha" / "story.yml").open("a", encoding="utf-8") as stream:
        stream.write(f"source: note\nresults:\n{results}")
    (found,) = site_cases.problems(tmp_path)
    assert message(found, EN) == (
        "Missing in “es”: results/r1/what, results/r2/what, results/r3/what, results/r4/what, results/r5/what, "
        "results/r6/what (+3)."
    )


def test_a_suggestion_is_found_among_thousands() -> None:
    """In a large site a name is still found by its beginning or its end."""
    names = [f"{word}-story-{number}" for number in range(2000) for word in ("maize", "coffee")] + ["women-of-the-lake"]
    known = Targets("story", frozenset(names), names)
    assert known.nearest("women-of-teh-lake") == "women-of-the-lake"
    assert known.nearest("wemen-of-the-lake") == "women-of-the-lake"
    assert [problem.rule for problem in known.missing("q", Place("x"))] == ["story-unknown"]


def test_checks_are_linear_in_the_number_of_stories(tmp_path: Path) -> None:
    """Twice the stories take at most twice the steps, even where every one of them has something wrong."""
    for case in ("bodies/placed", "references/unpublished", "results/apart", "languages/missing"):
        site_cases.write(tmp_path, site_cases.read_case(site_cases.CASES / f"{case}.txt").files)
    site, _ = projects.read(tmp_path)
    small, large = (steps(enlarged(site, number)) for number in (60, 120))
    assert large < 2.2 * small


def enlarged(site: Site, times: int) -> Site:
    """The site with each story that many times over, under other ids, and each with a link that leads nowhere."""
    stories = []
    for story in site.stories:
        for number in range(times):
            name = f"{story.id}-{number}"
            update = {"id": name, "folder": name, "themes": (f"work-{number}",), "source": f"{number}-note"}
            stories.append(story.model_copy(update=update))
    return replace(site, stories=tuple(stories), files={story.folder: frozenset() for story in stories})


def steps(site: Site) -> int:
    """How many calls the checks take."""
    count = 0

    def counted(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += 1

    instant = site_cases.instant(site)
    check(site, instant)
    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        check(site, instant)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("case", ["names", "ages", "places"])
def test_what_could_lead_to_a_child_is_not_repeated(case: str, tmp_path: Path) -> None:
    """A name, an age or a village beside a minor's picture is pointed at and not said again."""
    found = problems_of(f"minors/{case}", tmp_path)
    told = [form(problem, locale) for problem in found for form in (as_text, as_annotation) for locale in (EN, ES)]
    assert found
    assert re.findall(r"(?i)canary|nine|perquín|rosario", "".join([*told, as_json(found, EN)])) == []
