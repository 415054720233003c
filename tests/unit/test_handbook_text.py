"""The handbook's text: the same in both languages, with pictures that are there and words that screens really show."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from site_builder.locales import Locale
from site_builder.locales.catalog import catalog
from site_builder.problems import RULES
from site_builder.reading.handwritten import HANDBOOK_LANGUAGES as LANGUAGES
from site_builder.reading.handwritten import read_handwritten
from site_builder.rendering.handbook import FOLDER, PACKAGE, PICTURES
from tests.support.handbook_pictures import targets
from tests.support.handbook_words import HOSTS, WINDOWS, editor_words

IMAGE = re.compile(r'!\[([^\]]*)\]\(\.\./images/(\w+)/([\w-]+)\.webp "([^"]+)"\)')
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
# What the forms say, what can be chosen in them, and how something stands.
SCREENS = ("form.", "option.", "standing.", "severity.")
# What a chapter calls itself by way of example.
SAMPLES = {"en": {"bold"}, "es": {"negrita"}}


def chapters(language: str) -> dict[str, str]:
    """The text of each chapter, by its file's name."""
    return {path.stem: path.read_text("utf-8") for path in sorted((PACKAGE / FOLDER / language).glob("*.md"))}


def screen_words(language: str) -> Iterator[str]:
    """Every word that a screen of ours may show."""
    for key, forms in catalog(Locale(language)).messages.items():
        if key.startswith(SCREENS) and not key.endswith(".help"):
            yield from (form.replace("{language}", name) for form in forms for name in names(language))


def names(language: str) -> tuple[str, ...]:
    """The languages' names, as a form writes them: by themselves, and within words."""
    return ("English", "Spanish") if language == "en" else ("Inglés", "Español", "inglés", "español")


def is_shown(words: str, language: str, known: set[str]) -> bool:
    """Whether a screen shows these words: as they are, or as a button of the editor that names what it adds."""
    if words in known:
        return True
    named = (it for it in editor_words(language).values() if it.count("{$name}") == 1)
    patterns = (re.escape(it).replace(re.escape("{$name}"), "(.+)") for it in named)
    return any((found := re.fullmatch(it, words)) and found[1] in known for it in patterns)


@pytest.mark.parametrize("language", LANGUAGES)
def test_bold_words_are_on_a_screen(language: str) -> None:
    """What stands in bold is a label, a choice or a button that people see, letter by letter."""
    known = {*screen_words(language), *editor_words(language).values(), *HOSTS, *WINDOWS[language], *SAMPLES[language]}
    wrong = [
        f"{name}: {words}"
        for name, text in chapters(language).items()
        for words in (" ".join(found.split()) for found in BOLD.findall(without_code(text)))
        if not is_shown(words, language, known)
    ]
    assert not wrong, "\n".join(wrong)


def without_code(text: str) -> str:
    """The text without blocks of code."""
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def test_every_host_word_is_quoted() -> None:
    """The list of others' words holds none that no chapter quotes."""
    quoted = {" ".join(it.split()) for text in chapters("en").values() for it in BOLD.findall(without_code(text))}
    assert HOSTS - quoted == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_is_made_and_named(language: str) -> None:
    """A chapter names only pictures that the script makes, in its own language, with other words for those who cannot
    see them; and every picture is in a chapter."""
    found = [image for text in chapters(language).values() for image in IMAGE.findall(text)]
    assert len(found) == sum(text.count("](../images/") for text in chapters(language).values())
    assert {folder for _, folder, _, _ in found} == {language}
    made = {name for name, its in targets() if its == language}
    assert sorted(name for _, _, name, _ in found) == sorted(made)
    assert {path.stem for path in (PACKAGE / PICTURES / language).iterdir()} == made
    assert [name for alt, _, name, caption in found if len(alt) < 20 or alt == caption] == []


def test_pictures_are_small() -> None:
    """No picture is above 60 kB, all together are below 1.5 MB, and each is as wide as a page or a phone."""
    sizes = {path: path.stat().st_size for path in targets().values()}
    assert [path.name for path, size in sizes.items() if size > 60_000] == []
    assert sum(sizes.values()) < 1_500_000
    for path in sizes:
        with Image.open(path) as picture:
            assert picture.width in {390, 1200}, path


def test_both_languages_have_the_same_parts() -> None:
    """Each chapter has the same headings, steps, tables and pictures, one after the other, in both languages."""
    shapes = [{name: shape(text) for name, text in chapters(language).items()} for language in LANGUAGES]
    assert shapes[0].keys() == shapes[1].keys()
    assert [name for name in shapes[0] if shapes[0][name] != shapes[1][name]] == []


def shape(text: str) -> list[str]:
    """What each line begins with, where that is no word; and the pictures."""
    marks = (re.match(r"#+ |\d+\. |- |\||```| +!\[|!\[| +- ", line) for line in text.partition("\n# ")[2].splitlines())
    return [found[0].strip() for found in marks if found] + [name for _, _, name, _ in IMAGE.findall(text)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_have_no_problem(language: str) -> None:
    """Titles, descriptions, addresses and order are as MkDocs and the menus need them."""
    pages, problems = read_handwritten(PACKAGE / FOLDER, FOLDER, [Locale(language)])
    # Each language is read by itself, so the other one counts as unused.
    assert {problem.rule for problem in problems} == {"page-language-unused"}
    assert [page.order for page in pages] == list(range(len(pages)))
    assert pages[0].name == "index"
    assert all(page.description for page in pages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rules_of_the_chapter_on_errors_are_there(language: str) -> None:
    """Each name in the table is a rule; ten rows, each with what to do."""
    rows = re.findall(r"^\| (`[a-z-]+`(?:, `[a-z-]+`)*) \| .+ \| .+ \|$", chapters(language)["errors"], re.MULTILINE)
    assert len(rows) == 10
    rules = [rule for row in rows for rule in re.findall(r"`([a-z-]+)`", row)]
    assert [rule for rule in rules if rule not in RULES] == []


def test_a_wheel_holds_it(project: Path, tmp_path: Path) -> None:
    """Whoever installs the software has every page and every picture."""
    from flit_core.wheel import make_wheel_in  # type: ignore[import-untyped]

    wheel = make_wheel_in(project / "pyproject.toml", tmp_path)
    with zipfile.ZipFile(wheel.file) as archive:
        held = set(archive.namelist())
    files = {path.relative_to(project).as_posix() for path in (PACKAGE / FOLDER).rglob("*") if path.is_file()}
    assert len(files) > 40
    assert files - held == set()
