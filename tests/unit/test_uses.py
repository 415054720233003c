"""What consent allows beside the web: paper, share pictures, copies that others keep."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.command_line import STORY, Stories, make_project, put
from tests.support.pictures import file_of, quarters

ALL = ("web", "social", "print", "archive")
NO_ARCHIVE = '<meta name="robots" content="noarchive">'
UNPRINTED = re.compile(r'<(?:figure|article|picture|li) class="[^"]*\bs-unprinted\b[^"]*"')


def consent(*covers: str) -> dict[str, Any]:
    """Consent for these uses."""
    return {"status": "given", "covers": list(covers)}


def photo(name: str, *covers: str) -> dict[str, Any]:
    """A photo of somebody who agreed to these uses."""
    words = {"en": f"The photo {name}", "es": f"La foto {name}"}
    who = {"people": "identifiable", "minors": "none", "consent": consent(*covers)}
    return {"file": f"{name}.png", "alt": words, "caption": dict(words), "credit": "AG", "licence": "CC BY 4.0", **who}


def quote(name: str, *covers: str) -> dict[str, Any]:
    """A participant's words, who agreed to these uses."""
    said = {"role": {"en": "Farmer", "es": "Agricultora"}, "text": {"en": f"Words {name}", "es": f"Palabras {name}"}}
    return {"id": name, "speaker": "A. Speaker", "speaker_kind": "participant", "consent": consent(*covers), **said}


def built(folder: Path, stories: Stories, **parts: Any) -> dict[str, str]:
    """The pages of a site with one story that has these parts, by path."""
    project = make_project(folder, alpha=STORY + "".join(map(_written, parts.items())))
    for number, each in enumerate(parts.get("photos", ())):
        size = (640, 480 + number)
        (project / "stories/alpha" / each["file"]).write_bytes(file_of(quarters(size), "PNG"))
    settings = (project / "mkdocs.yml").read_text("utf-8")
    put(project / "mkdocs.yml", re.sub("(?m)^site_url:.*", "site_url: https://stories.example.org/", settings))
    assert stories("build", "--project", project, "--as-of", "2027-01-15") == 0, stories.err
    return {
        path.relative_to(project / "site").as_posix(): path.read_text("utf-8")
        for path in (project / "site").rglob("*.html")
    }


def _written(part: tuple[str, Any]) -> str:
    return yaml.safe_dump(dict([part]), allow_unicode=True, sort_keys=False)


@pytest.fixture
def stories(capsys: pytest.CaptureFixture[str]) -> Stories:
    """The command, in English."""
    return Stories(capsys)


def test_paper_shows_only_what_may_be_printed(stories: Stories, tmp_path: Path) -> None:
    """Paper leaves out the photos and words whose people did not agree to print, captions too, and no others."""
    photos = [photo("lead", *ALL), photo("paper", *ALL), photo("web-only", "web", "archive")]
    pages = built(tmp_path, stories, photos=photos, quotes=[quote("on-paper", *ALL), quote("on-screen", "web")])
    for path in ("en/stories/alpha/index.html", "es/historias/alpha/index.html"):
        page = pages[path]
        marked = dict(_figures(page))
        assert {name for name, is_marked in marked.items() if is_marked} == {"photo-web-only", "quote-on-screen"}
        assert {name for name, is_marked in marked.items() if not is_marked} == {
            "photo-lead",
            "photo-paper",
            "quote-on-paper",
        }
    assert not UNPRINTED.search(pages["en/index.html"])
    rights = next(page for path, page in pages.items() if path.startswith("en/") and "s-credits" in page)
    assert rights.count('<li class="s-unprinted">') == 1


def _figures(page: str) -> list[tuple[str, bool]]:
    """Each photo and quotation of a page by its id, and whether paper leaves it out."""
    found = re.findall(r'<figure class="([^"]*)" id="((?:photo|quote)-[^"]*)"', page)
    return [(name, "s-unprinted" in classes.split()) for classes, name in found]


def _share_words(page: str) -> str:
    """What the picture says that other sites show with a link to the page."""
    return "".join(re.findall(r'property="og:image:alt" content="([^"]*)"', page))


def test_lists_leave_a_picture_that_is_not_for_paper_out_of_it(stories: Stories, tmp_path: Path) -> None:
    """A card's picture is left out of print as on the story's own page."""
    pages = built(tmp_path, stories, photos=[photo("lead", "web")])
    for path in ("en/index.html", "en/stories/index.html", "index.html"):
        assert UNPRINTED.search(pages[path]), path
    assert _figures(pages["en/stories/alpha/index.html"]) == [("photo-lead", True)]


def test_a_text_that_is_not_for_paper_prints_a_sentence(stories: Stories, tmp_path: Path) -> None:
    """Where somebody in the text did not agree to print, paper holds a sentence in place of the story and no card."""
    pages = built(tmp_path, stories, people=[{"name": "A. Person", "consent": consent("web", "archive")}])
    assert "s-story--unprinted" in pages["en/stories/alpha/index.html"]
    assert "may be read on the web but not printed" in pages["en/stories/alpha/index.html"]
    assert "se puede leer en la web, pero no imprimir" in pages["es/historias/alpha/index.html"]
    assert UNPRINTED.search(pages["en/stories/index.html"])
    assert "A. Person" not in "".join(pages.values())


@pytest.mark.parametrize(
    ("parts", "kept"),
    [
        ({"photos": [photo("lead", *ALL)], "quotes": [quote("a", *ALL)]}, True),
        ({}, True),
        ({"quotes": [quote("a", "web")]}, False),
        ({"photos": [photo("lead", "web", "print")]}, False),
        ({"people": [{"name": "A. Person", "consent": consent("web", "print")}]}, False),
    ],
    ids=["everybody", "nobody", "quote", "photo", "person"],
)
def test_archives_are_asked_to_keep_no_copy(
    stories: Stories, tmp_path: Path, parts: dict[str, Any], kept: bool
) -> None:
    """A story's page asks that no copy be kept exactly where somebody on it did not agree to archives."""
    pages = built(tmp_path, stories, **parts)
    told = {NO_ARCHIVE in pages[path] for path in ("en/stories/alpha/index.html", "es/historias/alpha/index.html")}
    assert told == {not kept}
    # Lists show the picture and the words of a story, not its quotations.
    lists = {NO_ARCHIVE in pages[path] for path in ("en/index.html", "en/stories/index.html")}
    assert lists == {not kept and "quotes" not in parts}
    assert NO_ARCHIVE not in pages["en/progress/index.html"]


def test_a_share_picture_needs_consent_of_its_people_and_of_the_texts(stories: Stories, tmp_path: Path) -> None:
    """The first photo whose people agreed to social networks is shared, unless somebody in the text did not."""
    photos = [photo("lead", "web"), photo("second", "web", "social")]
    page = built(tmp_path / "a", stories, photos=photos)["en/stories/alpha/index.html"]
    assert _share_words(page).endswith("The photo second")
    people = [{"name": "A. Person", "consent": consent("web")}]
    page = built(tmp_path / "b", stories, photos=photos, people=people)["en/stories/alpha/index.html"]
    assert _share_words(page) == _share_words(built(tmp_path / "c", stories)["en/progress/index.html"])
