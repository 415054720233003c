"""The page frame: what readers get around every page, and what must not be possible through it."""

from __future__ import annotations

import logging
import pickle
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.theme import Theme

from site_builder.locales import Locale, Passage
from site_builder.locales.catalog import catalog
from site_builder.pages.page import Page as SitePage
from site_builder.pages.page import ShareImage
from site_builder.pages.views import StoryView
from site_builder.problems import Position
from site_builder.reading.handwritten import HandwrittenPage, read_handwritten
from site_builder.rendering import layout, mkdocs_pages, page_head
from site_builder.rendering.layout import (
    CONTRAST,
    LayoutLocale,
    LayoutSettings,
    Links,
    NavItem,
    accent,
    contrast,
    split_at_slots,
)
from site_builder.rendering.site_layout import Office, SiteWords
from site_builder.rendering.theme import LayoutRenderer, prepare_config, prepare_environment

EN, ES = Locale("en"), Locale("es")
STORY: Mapping[Locale, str] = {EN: "en/stories/maize/", ES: "es/historias/maiz/"}
HOSTILE = "<script>alert(1)</script> & {{ 7*7 }} \"'"


def settings(**changes: Any) -> LayoutSettings:
    """A site in two languages with one word of everything; ``changes`` as for ``LayoutSettings``."""
    english = LayoutLocale(
        catalog(EN),
        "Harvests",
        menu=(NavItem("Home", "en/", "home"), NavItem("Stories", "en/stories/", "stories")),
        footer=(NavItem("About us", "en/about/", "about"),),
        search="en/search/",
        owner="Programme",
        contact="Press office",
    )
    spanish = LayoutLocale(
        catalog(ES),
        "Cosechas",
        menu=(NavItem("Inicio", "es/", "home"), NavItem("Historias", "es/historias/", "stories")),
        footer=(NavItem("Acerca de", "es/acerca-de/", "about"),),
        search="es/buscar/",
    )
    values: dict[str, Any] = {
        "locales": (english, spanish),
        "site_url": "https://example.org/sub/",
        "contact_email": "press@example.org",
    }
    return LayoutSettings(**(values | changes))


@pytest.fixture
def config(tmp_path: Path) -> MkDocsConfig:
    """MkDocs' configuration of an empty project, made ready for the shell."""
    (tmp_path / "pages").mkdir()
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Harvests\nsite_url: https://example.org/sub/\ndocs_dir: pages\ntheme: material\nplugins: []\n"
    )
    loaded = load_config(str(tmp_path / "mkdocs.yml"))
    prepare_config(loaded)
    return loaded


def page_of(title: str, address: str, alternates: Mapping[Locale, str] = {}, **rest: Any) -> SitePage:
    """A page without contents, in the language that its address begins with."""
    locale = Locale(address.partition("/")[0] or "en")
    return SitePage("written", locale, address, "none", Passage(title, locale), "", None, alternates, **rest)


def story_page(shell: LayoutRenderer, locale: Locale = ES, body: str = "<h1>Maíz</h1>", **rest: Any) -> str:
    """One story's page in ``locale``."""
    frame = shell.layout(locale, "stories", STORY[locale])
    return frame.fill(page_head.slots(page_of("Maíz", STORY[locale], STORY, **rest), frame, body))


def test_language(config: MkDocsConfig) -> None:
    """A page says which language it is in, and the frame's own words are in that language."""
    shell = LayoutRenderer(config, settings())
    spanish, english = story_page(shell, ES), story_page(shell, EN)
    assert '<html lang="es"' in spanish
    assert '<body dir="ltr"' in spanish
    assert "Ir al contenido" in spanish
    assert "Inicio" in spanish
    assert "Home" not in spanish
    assert '<html lang="en"' in english
    assert "Skip to content" in english


def test_language_does_not_leak(config: MkDocsConfig) -> None:
    """Making a Spanish frame leaves MkDocs' own configuration as it was."""
    story_page(LayoutRenderer(config, settings()), ES)
    assert config.site_name == "Harvests"
    assert config.theme["language"] == "en"


def test_switch_leads_to_twin(config: MkDocsConfig) -> None:
    """The language switch leads to the same story in the other language and names that language in its own words."""
    page = story_page(LayoutRenderer(config, settings()), ES)
    link = re.search(r'<a class="frame-switch__link"[^>]*>[^<]*</a>', page)
    assert link
    assert 'href="../../../en/stories/maize/"' in link[0]
    assert 'hreflang="en" lang="en"' in link[0]
    assert 'target="_self"' in link[0]
    assert link[0].endswith(">English</a>")


def test_alternates_are_reciprocal(config: MkDocsConfig) -> None:
    """Both languages' pages list the same alternates, x-default among them, as full addresses."""
    shell = LayoutRenderer(config, settings())
    pattern = r'<link rel="alternate" hreflang="[^"]+" href="[^"]+">'
    found = re.findall(pattern, story_page(shell, ES))
    assert found == re.findall(pattern, story_page(shell, EN))
    assert found == [
        '<link rel="alternate" hreflang="en" href="https://example.org/sub/en/stories/maize/">',
        '<link rel="alternate" hreflang="es" href="https://example.org/sub/es/historias/maiz/">',
        '<link rel="alternate" hreflang="x-default" href="https://example.org/sub/en/stories/maize/">',
    ]


def test_canonical(config: MkDocsConfig) -> None:
    """A page names its public address; where the site's address is unknown it claims none."""
    assert '<link rel="canonical" href="https://example.org/sub/es/historias/maiz/">' in story_page(
        LayoutRenderer(config, settings())
    )
    assert "canonical" not in story_page(LayoutRenderer(config, settings(site_url=None)))


def test_unlisted_page(config: MkDocsConfig) -> None:
    """A page that search engines are not to list says so and names no canonical address."""
    page = story_page(LayoutRenderer(config, settings()), is_listed=False)
    assert '<meta name="robots" content="noindex">' in page
    assert "canonical" not in page


@pytest.mark.parametrize(
    ("address", "base"), [("", "./"), ("en/", "../"), ("en/stories/", "../../"), ("en/stories/x/", "../../../")]
)
def test_links_follow_depth(config: MkDocsConfig, address: str, base: str) -> None:
    """Menu, stylesheets and scripts are linked from where the page stands."""
    shell = LayoutRenderer(config, settings(assets=layout.SiteAssets(stylesheets=("assets/site.css",))))
    frame = shell.layout(EN, "stories", address)
    page = frame.fill(page_head.slots(page_of("T", address), frame, ""))
    assert frame.links.base == base
    assert f'href="{base}en/stories/" aria-current="true"' in page
    assert f'href="{base}assets/site.css"' in page
    assert all(link.startswith(base) for link in re.findall(r'(?:href|src)="((?!https?:|mailto:|#|data:)[^"]+)"', page))


def test_no_entry_is_marked_outside_sections(config: MkDocsConfig) -> None:
    """A page that belongs to no section marks no menu entry as the reader's place."""
    menu = (NavItem("Elsewhere", "https://example.org/"),)
    shell = LayoutRenderer(config, settings(locales=(LayoutLocale(catalog(EN), "S", menu=menu),)))
    frame = shell.layout(EN, "", "")
    assert "aria-current" not in frame.fill(page_head.slots(page_of("T", ""), frame, ""))


def test_not_found_links(config: MkDocsConfig) -> None:
    """404.html is shown at any address, so its links start at the site's root on the server."""
    page = LayoutRenderer(config, settings()).layout(EN, "", "404.html")
    assert 'href="/sub/en/stories/"' in "".join(page.parts)
    rootless = LayoutRenderer(config, settings(site_url=None)).layout(EN, "", "404.html")
    assert 'href="/en/stories/"' in "".join(rootless.parts)


def test_links_for_a_disk(config: MkDocsConfig) -> None:
    """A site made to be opened from a disk names index.html in every link to a page."""
    page = story_page(LayoutRenderer(config, settings(links="file")))
    assert 'href="../../../es/historias/index.html"' in page
    assert 'href="../../../en/stories/maize/index.html"' in page
    assert not re.search(r'href="(?!https?:)[^"]*/"', page)


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("en/", "../en/"),
        ("", "../"),
        ("es/año/#más", "../es/a%C3%B1o/#más"),
        ("https://example.org/a", "https://example.org/a"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("#notes", "#notes"),
    ],
)
def test_link(address: str, link: str) -> None:
    """Addresses of the site become relative links; whole URLs and places on the page stay what they are."""
    assert Links.at("en/").to(address) == link


def test_site_name_is_text(config: MkDocsConfig) -> None:
    """Markup in the site's name, its menu, its owner or its contact shows as text everywhere."""
    item = NavItem(HOSTILE, 'en/"><script>alert(1)</script>/', "stories")
    here = LayoutLocale(catalog(EN), HOSTILE, (item,), (item,), "en/search/", HOSTILE, HOSTILE)
    hostile = settings(locales=(here, settings().locales[1]), contact_email='"><script>alert(1)</script>@example.org')
    page = story_page(LayoutRenderer(config, hostile), EN)
    assert "<script>alert" not in page
    assert '"><script>' not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt; &amp; {{ 7*7 }}") >= 6


def test_head_is_text(config: MkDocsConfig) -> None:
    """Markup in what a page says about itself cannot leave its attribute, element or JSON."""
    shell = LayoutRenderer(config, settings())
    frame = shell.layout(EN, "stories", STORY[EN])
    words = SiteWords(
        Passage(HOSTILE, EN),
        Office(Passage("", EN), "", ""),
        '"><script>alert(1)',
        catalog(EN),
        ShareImage('x"><script>alert(1)', HOSTILE, 1, 1),
    )
    view = object.__new__(StoryView)
    object.__setattr__(view, "body", Passage("", EN))
    head = (Passage(HOSTILE, EN), HOSTILE, view, STORY)
    told = SitePage("story", EN, STORY[EN], "stories", *head, published=HOSTILE)
    page = frame.fill(page_head.slots(told, frame, "", words))
    assert "<script>alert" not in page
    assert '"headline":"\\u003cscript\\u003ealert(1)\\u003c/script\\u003e' in page


def test_accent_must_be_a_colour(config: MkDocsConfig) -> None:
    """An accent that is no colour is refused before it reaches a style sheet."""
    with pytest.raises(ValueError, match="not a colour"):
        LayoutRenderer(config, settings(accent="red}</style><script>"))


@pytest.mark.parametrize("colour", ["#000000", "#ffffff", "#ffd700", "#0b6b5d", "#c8102e", "#002f6c", "#808080"])
def test_accent_contrast(colour: str) -> None:
    """Whatever colour a programme has, links in it can be read on light and on dark pages."""
    shades = accent(colour)
    assert contrast(shades.light, "#ffffff") >= CONTRAST
    assert contrast(shades.dark, "#1e2129") >= CONTRAST
    assert contrast(shades.on_light, shades.light) >= CONTRAST
    assert contrast(shades.on_dark, shades.dark) >= CONTRAST


def test_good_accent_stays() -> None:
    """A colour that has the contrast already is used as it is."""
    assert accent("#0B6B5D").light == "#0b6b5d"


def test_cut_once() -> None:
    """The frame is rendered once and split once, whatever is filled in later."""
    renderings: list[Mapping[str, str]] = []

    def render(texts: Mapping[str, str]) -> str:
        renderings.append(texts)
        return "<a>" + "|".join(texts.values()) + "|" + texts["title"] + "</a>"

    parts, slots = split_at_slots(render)
    assert len(renderings) == 1
    assert slots == (*layout.SLOTS, "title")
    assert parts == ("<a>", *["|"] * len(layout.SLOTS), "</a>")


def test_lost_slot() -> None:
    """Templates that lost the place for the body are found out at once, not in published pages."""
    with pytest.raises(RuntimeError, match="body"):
        split_at_slots(lambda texts: "".join(text for name, text in texts.items() if name != "body"))


def test_placeholders_in_a_story(monkeypatch: pytest.MonkeyPatch, config: MkDocsConfig) -> None:
    """A story that contains the very placeholders of this build prints them as its own words."""
    monkeypatch.setattr("secrets.token_hex", lambda size: "0" * 2 * size)
    placeholders = " ".join(f"slot-{name}-{'0' * 32}" for name in layout.SLOTS)
    page = story_page(LayoutRenderer(config, settings()), body=f"<p>{placeholders}</p>")
    assert f"<p>{placeholders}</p>" in page
    assert page.count("0" * 32) == len(layout.SLOTS)


def test_wrong_slots(config: MkDocsConfig) -> None:
    """Filling a frame with a slot too few or too many is a bug that shows itself."""
    frame = LayoutRenderer(config, settings()).layout(EN, "", "en/")
    with pytest.raises(KeyError):
        frame.fill({"body": ""})
    with pytest.raises(KeyError):
        frame.fill(dict.fromkeys((*layout.SLOTS, "extra"), ""))


def test_frame_travels(config: MkDocsConfig) -> None:
    """A frame can be sent to another process and gives the same pages there."""
    frame = LayoutRenderer(config, settings()).layout(EN, "stories", STORY[EN])
    copy = pickle.loads(pickle.dumps(frame))
    texts = dict.fromkeys(layout.SLOTS, "x")
    assert copy == frame
    assert copy.fill(texts) == frame.fill(texts)


def test_same_depth_same_frame(config: MkDocsConfig) -> None:
    """Pages of one language, section and depth share a frame."""
    shell = LayoutRenderer(config, settings())
    assert shell.layout(EN, "stories", "en/stories/a/") is shell.layout(EN, "stories", "en/stories/b/")
    assert shell.layout(EN, "stories", "en/stories/") is not shell.layout(EN, "stories", "en/stories/a/")


def test_no_other_host(config: MkDocsConfig) -> None:
    """Nothing that the browser loads by itself comes from another host, and Material's script is not loaded."""
    page = story_page(LayoutRenderer(config, settings(site_url=None)))
    assert not re.search(r'(?:src|<link[^>]*href)="(?:https?:)?//', page)
    assert "bundle." not in page
    assert "fonts.g" not in page


def test_usable_without_scripts(config: MkDocsConfig) -> None:
    """Without scripts the search button is a link, the menu opens by itself, and no dead switch is shown."""
    page = story_page(LayoutRenderer(config, settings()))
    assert re.search(r'<a class="[^"]*frame-search" href="../../../es/buscar/"', page)
    assert "<details" in page
    assert re.search(r'<button[^>]*data-frame="scheme" hidden>', page)
    assert "md-toggle" not in page


def test_no_file_of_the_theme_is_missed(config: MkDocsConfig, tmp_path: Path) -> None:
    """The theme's thousands of icons are not listed at each build; of the files that MkDocs takes none is lost."""
    config.theme.dirs.insert(0, str(tmp_path / "mine"))
    for name in (".hidden/a.css", "b/.hidden/c.css", "b/d.css", "assets/e.js"):
        (tmp_path / "mine" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "mine" / name).write_text("")
    here, mkdocs = config.theme.get_env(), Theme.get_env(config.theme)
    found = [Files([]), Files([])]
    for files, env in zip(found, (here, mkdocs), strict=True):
        files.add_files_from_theme(env, config)
    ours, theirs = ([(file.src_uri, file.src_dir) for file in files] for files in found)
    assert ours == theirs
    assert {"b/d.css", "assets/e.js", "assets/javascripts/lunr/tinyseg.js"} < {name for name, _ in ours}
    assert [name for name in here.list_templates() if "/." in f"/{name}"] == []


class _Plugin(BasePlugin):  # type: ignore[type-arg]
    """The hooks as the real plugin calls them."""

    def __init__(self, shell: LayoutRenderer, pages: tuple[HandwrittenPage, ...]) -> None:
        super().__init__()
        self.shell, self.pages = shell, {page.source: page for page in pages}

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        return mkdocs_pages.place_files(files, self.pages.values(), config, self.shell)

    def on_env(self, env: Any, **_: Any) -> Any:
        return prepare_environment(env)

    def on_page_context(self, context: Any, *, page: Page, **_: Any) -> Any:
        return mkdocs_pages.page_context(context, page, self.pages[page.file.src_uri], self.shell)

    def on_post_page(self, output: str, **_: Any) -> str:
        return mkdocs_pages.finished_page(output)


def built_pages(config: MkDocsConfig, files: Mapping[str, str], **changes: Any) -> Path:
    """Build ``files`` (below the pages' folder) with MkDocs; returns the site's folder."""
    for name, text in files.items():
        path = Path(config.docs_dir, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    pages, problems = read_handwritten(Path(config.docs_dir), "content/pages", (EN, ES))
    assert problems == ()
    config.plugins["shell"] = _Plugin(LayoutRenderer(config, settings(**changes)), pages)
    config.strict = True
    build(config)
    return Path(config.site_dir)


PAGES = {
    "en/about.md": "# About & more\n\nSee [contact](contact.md).\n\n```\na\n\n    b\n```\n",
    "en/contact.md": '---\ntitle: Contact <us>\ndescription: How to "write"\n---\nWrite.\n',
    "es/about.md": "---\nslug: acerca-de\n---\n# Acerca de\n\nVea [contacto](contact.md).\n",
    "es/contact.md": "---\nslug: contacto\n---\n# Contacto\n",
}


def test_handwritten_pages(config: MkDocsConfig) -> None:
    """MkDocs renders hand-written pages at their addresses, in their language, with links between them."""
    site = built_pages(config, PAGES)
    spanish = (site / "es/acerca-de/index.html").read_text(encoding="utf-8")
    assert '<html lang="es"' in spanish
    assert 'href="../contacto/"' in spanish
    assert 'href="../../en/about/" hreflang="en"' in spanish
    assert '<link rel="canonical" href="https://example.org/sub/es/acerca-de/">' in spanish
    english = (site / "en/about/index.html").read_text(encoding="utf-8")
    assert "<title>About &amp; more · Harvests</title>" in english
    assert "a\n\n    b\n" in english
    contact = (site / "en/contact/index.html").read_text(encoding="utf-8")
    assert "<h1>Contact &lt;us&gt;</h1>" in contact
    assert '<meta name="description" content="How to &#34;write&#34;">' in contact


def test_handwritten_pages_have_the_frame(config: MkDocsConfig) -> None:
    """Header and footer of a hand-written page are those of every other page at that depth."""
    site = built_pages(config, PAGES)
    page = re.sub(r"\s+", " ", (site / "en/about/index.html").read_text(encoding="utf-8"))
    frame = LayoutRenderer(config, settings()).layout(EN, "about", "en/about/")
    head = page_of("About & more", "en/about/", {EN: "en/about/", ES: "es/acerca-de/"})
    other = re.sub(r"\s+", " ", frame.fill(page_head.slots(head, frame, "")))
    for element in ("head", "header", "footer"):
        pattern = rf"<{element}[ >].*</{element}>"
        found, expected = re.search(pattern, page), re.search(pattern, other)
        assert found
        assert expected
        assert found[0] == expected[0]


def test_handwritten_pages_for_a_disk(config: MkDocsConfig) -> None:
    """In a site for a disk, links between hand-written pages name index.html too; the files stay where they are."""
    site = built_pages(config, PAGES, links="file")
    assert 'href="../contacto/index.html"' in (site / "es/acerca-de/index.html").read_text(encoding="utf-8")


def test_published_theme_files(config: MkDocsConfig) -> None:
    """Of the theme only what pages use is published: no script bundle, no search, no source maps."""
    site = built_pages(config, PAGES)
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert {re.sub(r"\.\w{8}\.min", "", name) for name in files} == {
        "assets/javascripts/frame.js",
        "assets/stylesheets/frame.css",
        "assets/stylesheets/main.css",
        "assets/stylesheets/palette.css",
        "en/about/index.html",
        "en/contact/index.html",
        "es/acerca-de/index.html",
        "es/contacto/index.html",
    }


def test_build_is_quiet(config: MkDocsConfig, caplog: pytest.LogCaptureFixture) -> None:
    """MkDocs has nothing to say about the hand-written pages, neither missing menu entries nor broken links."""
    with caplog.at_level(logging.WARNING, logger="mkdocs"):
        built_pages(config, PAGES)
    assert caplog.records == []


@pytest.mark.parametrize(
    ("name", "text", "rule"),
    [
        ("about.md", "# A", "page-language"),
        ("fr/about.md", "# A", "page-language-unused"),
        ("images/about.md", "# A", "page-language"),
        ("en/about.md", "---\nslug: ../../etc\n---\n", "page-slug"),
        ("en/about.md", "---\nslug: Acerca de\n---\n", "page-slug"),
        ("en/about.md", "---\nslug: ''\n---\n", "page-slug"),
        ("en/about.md", "---\n- a\n---\n", "page-front-matter"),
        ("en/about.md", "---\norder: first\n---\n", "page-front-matter"),
        ("en/about.md", "---\na: [\n---\n", "page-front-matter"),
        ("en/about.md", "---\na: 2026-02-30\n---\n", "page-front-matter"),
        ("en/about.md", f"---\na: {'[' * 100_000}\n---\n", "page-front-matter"),
        ("en/about.md", f"---\ntitle: {'[' * 2000}{']' * 2000}\n---\n", "page-front-matter"),
    ],
)
def test_broken_page(tmp_path: Path, name: str, text: str, rule: str) -> None:
    """A page that cannot be published gives one problem and no page; there is no traceback."""
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    pages, problems = read_handwritten(tmp_path, "content/pages", (EN, ES))
    assert pages == ()
    assert [(problem.at.file, problem.rule) for problem in problems] == [(f"content/pages/{name}", rule)]


@pytest.mark.parametrize(
    ("matter", "line"),
    [
        ("title: About\norder: first", 3),
        ("title: About\nslug: [a]\norder: 1", 3),
        ('title: About\ndescription: "open\norder: 1', 3),
        ("title: About\ndescription: a: b\norder: 1", 3),
        ("title: About\n\ndescription\norder: 1", 4),
        ("title: About\nslug: {a\norder: 1", 3),
        ("- title", 2),
    ],
)
def test_the_broken_line_of_a_page_is_pointed_at(tmp_path: Path, matter: str, line: int) -> None:
    """A problem of the lines at the top of a page stands at the line that cannot be read."""
    path = tmp_path / "en" / "about.md"
    path.parent.mkdir()
    path.write_text(f"---\n{matter}\n---\n# About\n", encoding="utf-8")
    _, (problem,) = read_handwritten(tmp_path, "content/pages", (EN,))
    assert isinstance(problem.at, Position)
    assert (problem.rule, problem.at.line) == ("page-front-matter", line)


def test_a_broken_page_is_no_missing_twin(tmp_path: Path) -> None:
    """The twin of a page that cannot be read is not told to have none."""
    for language, text in (("en", "# About"), ("es", "---\n- a\n---\n# Acerca de")):
        (tmp_path / language).mkdir()
        (tmp_path / language / "about.md").write_text(text, encoding="utf-8")
    pages, problems = read_handwritten(tmp_path, "content/pages", (EN, ES))
    assert [page.source for page in pages] == ["en/about.md"]
    assert [problem.rule for problem in problems] == ["page-front-matter"]


def test_taken_address(tmp_path: Path) -> None:
    """Two pages with one address: the first stays, the second is a problem that names the first."""
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "about.md").write_text("# A")
    (tmp_path / "en" / "more.md").write_text("---\nslug: about\n---\n# B")
    pages, problems = read_handwritten(tmp_path, "content/pages", (EN,))
    assert [page.title for page in pages] == ["A"]
    assert [(problem.rule, problem.params["other"]) for problem in problems] == [
        ("page-address-taken", "content/pages/en/about.md")
    ]


def test_page_outside(tmp_path: Path) -> None:
    """A link to a file outside the pages' folder is refused and its text is not read."""
    (tmp_path / "pages" / "en").mkdir(parents=True)
    (tmp_path / "secret.md").write_text("# Secret")
    (tmp_path / "pages" / "en" / "about.md").symlink_to(tmp_path / "secret.md")
    pages, problems = read_handwritten(tmp_path / "pages", "content/pages", (EN,))
    assert pages == ()
    assert [problem.rule for problem in problems] == ["path-outside"]


def test_missing_twin(tmp_path: Path) -> None:
    """A page without a translation is published with a warning that names the file to write."""
    (tmp_path / "es").mkdir()
    (tmp_path / "es" / "about.md").write_text("# Acerca de", encoding="utf-8")
    pages, problems = read_handwritten(tmp_path, "content/pages", (EN, ES))
    assert [page.alternates for page in pages] == [{ES: "es/about/"}]
    assert [(problem.rule, problem.params["expected"]) for problem in problems] == [
        ("page-without-twin", "content/pages/en/about.md")
    ]


def test_menu_order(tmp_path: Path) -> None:
    """Pages come in the order that their front matter asks for, then by name."""
    (tmp_path / "en").mkdir()
    for name, order in (("about", 2), ("contact", 1), ("privacy", 1)):
        (tmp_path / "en" / f"{name}.md").write_text(f"---\norder: {order}\n---\n# {name}")
    pages, _ = read_handwritten(tmp_path, "content/pages", (EN,))
    assert [page.name for page in pages] == ["contact", "privacy", "about"]
