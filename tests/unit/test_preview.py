"""The preview's site, asked for page by page: what a build would write, as records are now, and no needless work."""

from __future__ import annotations

import contextlib
import errno
import re
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from threading import Event, Lock

import pytest
from PIL import Image

from site_builder.locales import Locale
from site_builder.mkdocs_plugin import Options, run
from site_builder.mkdocs_plugin.preview import Preview
from site_builder.mkdocs_plugin.server import Server
from site_builder.pages.page import Page
from site_builder.prepare import Prepared, open_store
from site_builder.preview.on_demand import Pictures, Search
from site_builder.preview.site import Workspace
from site_builder.rendering.renderer import Rendered, Renderer
from tests.support import documents, pictures
from tests.support.command_line import STORY, make_project, put

ADDRESS = "http://127.0.0.1:8000/"
PHOTO = """\
photos:
  - file: photo.jpg
    alt: {en: A field, es: Un campo}
    credit: {en: Somebody, es: Alguien}
    licence: CC BY 4.0
    people: none
"""
ONE, TWO = "en/stories/one/index.html", "en/stories/two/index.html"


class Shown:
    """A preview without its server. ``again``: set when it asks to be built anew by itself."""

    def __init__(self, project: Path, made: Path, again: Event) -> None:
        self.project, self.again = project, again
        self.problems: list[str] = []
        self.remarks: list[str] = []
        self.store = open_store(project)
        self.pictures = Pictures(project, made / "pictures", self.store, again.set)
        places = Workspace(made / "theme", self.pictures, Search(made / "search"), Lock())
        self.preview = Preview(project, ADDRESS, self.store, places, Locale("en"), self._told)
        self.preview.build()

    def after(self, file: str, text: str, name: str) -> str:
        """The page ``name`` after a file of the project was written."""
        put(self.project / file, text)
        self.preview.build()
        return self.page(name)

    def page(self, name: str) -> str:
        """A file of the site; empty where there is none."""
        return (self.preview.content(name) or b"").decode()

    def number(self, name: str) -> str:
        """What the banner of a page says."""
        found = re.search(r'<p class="frame-preview"><a href="[^"]*/preview/">([^<]*)</a>', self.page(name))
        assert found, name
        return found[1]

    def _told(self, prepared: Prepared, remarks: list[str]) -> None:
        self.problems, self.remarks = [problem.rule for problem in prepared.problems], remarks


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a story, a draft with a photo, and an address of its own that is the preview's."""
    project = make_project(tmp_path / "project", one=STORY, two=STORY.replace("published", "draft") + PHOTO)
    (project / "stories/two/photo.jpg").write_bytes(pictures.file_of(pictures.quarters((1300, 900))))
    settings = (project / "mkdocs.yml").read_text("utf-8")
    put(project / "mkdocs.yml", settings.replace("!ENV [SITE_URL, '']", ADDRESS))
    return project


@pytest.fixture
def shown(project: Path, tmp_path: Path) -> Iterator[Shown]:
    """A preview of the project."""
    found = Shown(project, tmp_path / "made", Event())
    with contextlib.closing(found.store), contextlib.closing(found.pictures):
        yield found


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses of the pages that are rendered, as they are."""
    addresses: list[str] = []
    render = Renderer.render

    def noted(self: Renderer, page: Page) -> Rendered:
        addresses.append(page.address)
        return render(self, page)

    monkeypatch.setattr(Renderer, "render", noted)
    return addresses


def test_it_is_the_site_that_a_build_writes(shown: Shown, project: Path, tmp_path: Path) -> None:
    """Every file of a build with drafts is there, byte for byte: pages, pictures, cards, search, feeds, the theme's."""
    options = run(project, tmp_path / "site", Options(preview=True))
    assert options.made is not None
    written = {
        file.relative_to(tmp_path / "site").as_posix(): file.read_bytes()
        for file in (tmp_path / "site").rglob("*")
        if file.is_file()
    }
    given = {name: shown.preview.content(name) for name in written}
    assert [name for name, content in written.items() if content != given[name]] == []
    kinds = {name.rpartition(".")[2] for name in written}
    assert len([name for name in written if name.startswith("assets/cards/")]) == 6
    assert kinds >= {"html", "avif", "jpg", "png", "css", "js", "xml", "txt", "pf_index"}


@pytest.mark.parametrize("name", ["../project/mkdocs.yml", "pagefind/../pages", "en/stories/three/index.html", "x"])
def test_nothing_else_is_given(shown: Shown, name: str) -> None:
    """An address that the site does not have leads to nothing, least of all to a file beside it."""
    assert shown.preview.content("pagefind/pagefind-entry.json")
    assert shown.preview.content(name) is None


def test_an_edit_renders_what_is_looked_at(shown: Shown, rendered: list[str]) -> None:
    """After an edit no page is rendered but those that somebody asks for, each once."""
    assert "studies" in shown.after("stories/one/story.yml", STORY.replace("courses", "studies"), ONE)
    assert rendered == ["en/stories/one/"]


def test_a_search_renders_what_has_changed(shown: Shown, rendered: list[str]) -> None:
    """Who searches again after an edit finds the new words; only pages that show the edited story are made anew."""
    before = shown.page("pagefind/pagefind-entry.json")
    rendered.clear()
    put(shown.project / "stories/one/story.yml", STORY.replace("A text about courses", "A text about orchards"))
    shown.preview.build()
    assert shown.page("pagefind/pagefind-entry.json") != before
    assert rendered == ["en/stories/one/", "es/historias/one/"]


def test_the_number_of_problems_is_on_every_page(shown: Shown) -> None:
    """It is right at once on every kind of page and in every language, and leads to the list without scripts."""
    pages = [ONE, TWO, "en/index.html", "en/about/index.html", "404.html", "index.html"]
    assert len({shown.number(name) for name in pages}) == 1
    before = shown.number(ONE)
    shown.after("stories/three/story.yml", STORY.replace("2022-12-08", "8/12/2022"), ONE)
    assert len({shown.number(name) for name in pages}) == 1
    assert shown.number(ONE) != before
    assert shown.number("es/index.html") != shown.number("en/index.html")


def test_translations_stand_on_a_page_for_staff(shown: Shown) -> None:
    """It is in every language, leads to the passage and names its line; looking at it is what it takes to make it."""
    lock = "title es 00000000000000000000 human 2026-01-01\nbody es 00000000000000000000 human 2026-01-01\n"
    name = "en/preview/translations/index.html"
    page = shown.after("stories/one/translations.lock", lock, name)
    assert 'href="../../../es/historias/one/"><code>title</code></a> <code>stories/one/story.yml:3</code>' in page
    assert "stories/one/story.yml:12" in page
    assert ">two</a> (draft)" not in page, "it is complete"
    spanish = shown.page("es/preview/translations/index.html")
    assert "desactualizada: <a" in spanish
    assert 'lang="es"' in spanish
    assert '<a href="../../../en/preview/translations/">Translations</a>' in shown.page(ONE)
    assert "translations/" not in shown.page("sitemap.xml")
    draft = STORY.replace("published", "draft").replace("  es: Se lo", "  #")
    missing = shown.after("stories/two/story.yml", draft, name)
    assert ">two</a> (draft)" in missing
    assert "missing: <a" in missing
    broken = shown.after("stories/one/translations.lock", "<<<<<<< main\n" + lock, name)
    assert "cannot be read" in broken
    assert "stories/one/story.yml:12" not in broken


def test_stories_come_and_go(shown: Shown) -> None:
    """A new story is there, a renamed one is where it now belongs, a deleted one is nowhere, nor in any list."""
    stories = shown.project / "stories"
    assert "three" in shown.after("stories/three/story.yml", STORY, "en/stories/index.html")
    (stories / "one").rename(stories / "uno")
    shutil.rmtree(stories / "three")
    shown.preview.build()
    assert "en/stories/uno/" in shown.page("sitemap.xml")
    assert [name for name in ("one", "three", "uno") if shown.page(f"en/stories/{name}/index.html")] == ["uno"]
    assert "three" not in shown.page("en/stories/index.html")


def test_the_frame_follows(shown: Shown) -> None:
    """Pages written by hand, their menu entries, registers and settings show at once, on pages of stories too."""
    assert "Our orchards" in shown.after("content/pages/en/orchards.md", "# Our orchards\n\nApples.\n", ONE)
    name = "en/orchards/index.html"
    assert "Apples" in shown.page(name)
    assert "Pears" in shown.after("content/pages/en/orchards.md", "# Our orchards\n\nPears.\n", name)
    (shown.project / "content/pages/en/orchards.md").unlink()
    shown.preview.build()
    assert shown.page(name) == ""
    assert "Our orchards" not in shown.page(ONE)
    settings = (shown.project / "mkdocs.yml").read_text("utf-8")
    assert "Well water" in shown.after("mkdocs.yml", settings.replace("Water for schools", "Well water"), ONE)
    broken = shown.after("mkdocs.yml", f"{settings}\n  - [", "index.html")
    assert "mkdocs.yml:" in broken
    assert shown.page(ONE) == ""
    assert "Water for schools" in shown.after("mkdocs.yml", settings, ONE)


def test_what_mkdocs_has_against_it_is_said_until_it_is_mended(shown: Shown) -> None:
    """A setting that only MkDocs can judge takes the site's place; a warning of its is told after every edit."""
    settings = (shown.project / "mkdocs.yml").read_text("utf-8")
    assert "nosuchextension" in shown.after(
        "mkdocs.yml", f"{settings}\nmarkdown_extensions: [nosuchextension]\n", "index.html"
    )
    shown.after("mkdocs.yml", settings, ONE)
    shown.after("content/pages/en/about.md", "# About\n\n[Nowhere](nowhere.md)\n", ONE)
    told = shown.remarks
    assert any("nowhere.md" in remark for remark in told)
    shown.after("stories/one/story.yml", STORY.replace("courses", "studies"), ONE)
    assert shown.remarks == told


def test_a_picture_that_turns_out_broken_is_a_problem(shown: Shown) -> None:
    """One that cannot be decoded to its end is told when it is first wanted, in its story's place."""
    photo = shown.project / "stories/two/photo.webp"
    whole = pictures.file_of(pictures.quarters((1300, 900)), "WEBP")
    photo.write_bytes(whole[: len(whole) // 2] + bytes(len(whole) - len(whole) // 2))
    draft = STORY.replace("published", "draft") + PHOTO.replace(".jpg", ".webp")
    page = shown.after("stories/two/story.yml", draft, TWO)
    assert "--few" not in page
    wanted = re.findall(r"assets/pictures/[\w./-]+", page)
    assert "picture-broken" not in shown.problems
    assert shown.preview.content(wanted[0]) is None
    assert shown.again.is_set()
    shown.preview.build()
    assert "stories/two/photo.webp" in shown.page(TWO)
    assert "picture-broken" in shown.problems
    photo.write_bytes(whole)
    shown.preview.build()
    assert "picture-broken" not in shown.problems
    assert shown.preview.content(re.findall(r"assets/pictures/[\w./-]+", shown.page(TWO))[0])


def test_a_file_beside_the_pages_is_shown_without_what_it_hides(shown: Shown) -> None:
    """A photo that is put there, one that takes its place, and one that is broken: none is shown with its position."""
    file = shown.project / "content/pages/en/team.jpg"
    for colour in ((40, 120, 60), (60, 40, 120)):
        file.write_bytes(documents.photo(colour))
        shown.preview.build()
        content = shown.preview.content("en/team.jpg") or b""
        assert b"SECRET" not in content
        with Image.open(BytesIO(content)) as image, Image.open(file) as original:
            assert image.tobytes() == original.tobytes()
        assert "hidden-data" in shown.problems
    file.write_bytes(documents.photo()[:-600])
    shown.preview.build()
    assert shown.preview.content("en/team.jpg") is None
    assert "picture-broken" in shown.problems


def test_a_page_has_its_pictures_placeholders(shown: Shown) -> None:
    """What stands in for a picture is in the page that a browser gets first, before any picture was asked for."""
    assert re.search(r'<picture [^>]*style="--tone:#[0-9a-f]{6};[^"]*--few:url\(data:image/webp;', shown.page(TWO))


def test_a_search_makes_no_picture(shown: Shown) -> None:
    """Who searches does not wait for pictures, though every page is looked through; pages show them all the same."""
    before = set((shown.project / ".cache/store/objects").rglob("*"))
    assert shown.page("pagefind/pagefind-entry.json")
    assert set((shown.project / ".cache/store/objects").rglob("*")) == before
    assert "--few:url(data:" in shown.page(TWO)


def test_the_press_is_offered_what_people_agreed_to(shown: Shown) -> None:
    """The link under the picture and among the credits, and its file, are there until consent for the press ends."""
    link = r'<a class="s-press" href="[./]*(assets/pictures/[0-9a-f]{16}-press\.jpg)"[^>]*>([^<]*)</a>'
    pages = (TWO, "es/historias/two/index.html", "en/photo-credits/index.html")
    found = [match for name in pages for match in re.findall(link, shown.page(name))]
    english, spanish = "Download for press use (1300 × 900 px)", "Descargar para la prensa (1300 × 900 px)"
    assert [words for _, words in found] == [english, spanish, english]
    (file,) = {file for file, _ in found}
    assert shown.preview.content(file)
    consent = "people: identifiable\n    minors: none\n    consent: {status: given, covers: [web, social]}"
    record = STORY.replace("published", "draft") + PHOTO.replace("people: none", consent)
    page = shown.after("stories/two/story.yml", record, TWO)
    assert "assets/pictures/" in page
    assert not any("press.jpg" in shown.page(name) for name in pages)
    assert shown.preview.content(file) is None


@pytest.mark.parametrize(("language", "right"), [("en", "Right"), ("es", "Correcto")])
def test_a_problem_leads_to_what_its_rule_means(shown: Shown, language: str, right: str) -> None:
    """From the list of problems a link leads to a page with a wrong and a right example, which leads back."""
    told = shown.after("stories/one/story.yml", STORY.replace("date:", "dat:"), f"{language}/preview/index.html")
    assert f'<a href="../../{language}/preview/field-misspelt/">' in told
    page = shown.page(f"{language}/preview/field-misspelt/index.html").partition("<main")[2]
    assert f"<h2>{right}</h2>" in page
    assert f'<a href="../../../{language}/preview/">' in page
    assert shown.page(f"{language}/preview/yaml-tag/index.html") == ""


def test_a_page_follows_edits_and_the_editor_keeps_what_is_being_written() -> None:
    """Pages reload themselves after an edit; the editor's does not, since half a form would be lost with it."""
    site = {"index.html": b"<body></body>", "admin/index.html": b"<body></body>"}
    server = Server(lambda: None, site.get, "127.0.0.1", 0)
    server.own_names = {"here"}

    def page(path: str) -> bytes:
        environ = {"HTTP_HOST": "here", "PATH_INFO": path, "REQUEST_METHOD": "GET"}
        return b"".join(server.serve_request(environ, lambda status, headers: None))

    assert b"livereload" in page("/")
    assert page("/admin/") == b"<body></body>"
    server.server_close()


def test_what_cannot_be_made_is_told_once_and_the_browser_is_answered() -> None:
    """Whatever goes wrong with a page, on a full disk perhaps, the preview says so and goes on."""
    failed: list[Exception] = []
    server = Server(lambda: None, _full, "127.0.0.1", 0, failed.append)
    server.own_names = {"here"}
    statuses: list[str] = []
    environ = {"HTTP_HOST": "here", "PATH_INFO": "/pagefind/pagefind.js", "REQUEST_METHOD": "GET"}
    server.serve_request(environ, lambda status, headers: statuses.append(status))
    server.server_close()
    assert statuses == ["500 Internal Server Error"]
    assert [error.errno for error in failed if isinstance(error, OSError)] == [errno.ENOSPC]


def _full(name: str) -> bytes | None:
    if name.startswith("pagefind/"):
        raise OSError(errno.ENOSPC, "", name)
    return None


def test_an_edit_that_cannot_be_taken_in_ends_nothing(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes wrong after an edit is told, the page stays as it was, and the next edit is taken in."""
    failed: list[Exception] = []
    monkeypatch.setattr(shown.preview, "_failed", failed.append)
    before = shown.page("en/stories/one/index.html")
    with monkeypatch.context() as refusing:
        refusing.setattr("site_builder.mkdocs_plugin.preview.prepare", _full_for_all)
        shown.preview.rebuild()
    assert [type(error) for error in failed] == [OSError]
    assert shown.page("en/stories/one/index.html") == before
    shown.preview.rebuild()
    assert len(failed) == 1


def _full_for_all(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "")
