"""A finished site is looked at before it is served: every link, every place on a page, every twin, every file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from site_builder.problems import Problem
from site_builder.problems.report import position
from site_builder.publish.links import LinkResolver, extract_quickly
from site_builder.publish.verification import FinishedSite, LinkIndex, page_links, verify

URL = "https://stories.example.org/path/"
HEAD = (
    '<!doctype html>\n<html lang="en">\n<head>\n<title>A</title>\n{head}</head>\n<body>\n<a href="#content">Skip</a>\n'
)
MAIN = '<main>\n<div id="content">\n<h1>Words</h1>\n{body}\n</div>\n</main>\n</body>\n</html>\n'


def page(body: str = "", *alternates: tuple[str, str], head: str = "") -> str:
    """A page as the templates print them."""
    named = "".join(f'<link rel="alternate" hreflang="{language}" href="{link}">\n' for language, link in alternates)
    return HEAD.format(head=named + head) + MAIN.format(body=body)


SITE = {
    "index.html": page(
        '<a href="./en/">English</a> <a href="es/">Español</a>', ("en", "./en/"), ("es", "./es/"), ("x-default", "./")
    ),
    "404.html": page('<a href="/path/en/">English</a>'),
    "en/index.html": page(
        '<a href="../en/story/#figures">Story</a>', ("en", "../en/"), ("es", "../es/"), ("x-default", "../")
    ),
    "es/index.html": page("", ("en", "../en/"), ("es", "../es/"), ("x-default", "../")),
    "en/story/index.html": page('<h2 id="figures">Figures</h2> <a href="../../en/">Home</a>'),
    "assets/picture.jpg": "picture",
}


def faults(
    folder: Path, changes: Mapping[str, str | None], *, written: Mapping[str, str] | None = None, processes: int = 1
) -> list[Problem]:
    """What is wrong with the site above after some of its files were changed; None takes one away."""
    files = {**SITE, **changes}
    for name, text in files.items():
        if text is not None:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(text.encode())
    contents = {name: text for name, text in files.items() if text is not None}
    site = FinishedSite(folder, URL, written or {})
    found = verify(site, contents.keys(), processes)
    # What was seen of pages while they were written tells the same as a look at all of them afterwards.
    assert verify(site, contents.keys(), processes, index_of(site, contents)) == found
    return found


def index_of(site: FinishedSite, contents: Mapping[str, str]) -> LinkIndex:
    """What is seen of pages while they are written; those by hand are read later."""
    index, resolver = LinkIndex(), LinkResolver(URL)
    for name, text in contents.items():
        if name.endswith(".html") and name not in site.written:
            index.add(name, page_links(name, extract_quickly(text.encode(), URL), resolver))
    return index


def test_a_whole_site_has_no_faults(tmp_path: Path) -> None:
    """A site whose links all lead somewhere may be served."""
    assert faults(tmp_path, {}) == []


FINE = [
    '<a href="#content">here</a>',
    '<a href="">this page</a>',
    '<a href="#">top</a> <a href="#top">top</a> <a href="#:~:text=words">words</a>',
    '<a href="../../en/story/index.html">file</a>',
    '<a href="./">folder</a> <a href="../story/">folder</a> <a href="..">up</a> <a href=".">here</a>',
    '<a href="../../en/story/?print=1#figures">with a question</a>',
    '<a href="../../%65n/story/">encoded</a>',
    '<a href="/path/en/">from the root</a> <a href="/elsewhere/">another site of the host</a>',
    f'<a href="{URL}en/">whole</a> <a href="{URL.rstrip("/")}">whole</a>',
    '<a href="https://example.org/nothing">out</a> <a href="//example.org/nothing">out</a>',
    '<a href="mailto:?subject=a&amp;body=b">mail</a> <a href="tel:+50322222222">call</a>',
    '<img src="../../assets/picture.jpg" srcset="../../assets/picture.jpg 480w, ../../assets/picture.jpg 960w">',
    '<code>&lt;a href="../../gone/"></code> talks about href="../../gone/" and id="x" and src="../../gone.jpg"',
    '<h2 id="años">Años</h2> <a href="#a%C3%B1os">encoded</a> <a href="#años">as it is</a>',
    '<h2 id="a&amp;b">A</h2> <a href="#a&amp;b">A</a>',
]


@pytest.mark.parametrize("hand", [False, True], ids=["template", "hand-written"])
@pytest.mark.parametrize("body", FINE)
def test_links_that_lead_somewhere(tmp_path: Path, body: str, hand: bool) -> None:
    """What browsers can follow is no fault, and neither is a text about a link."""
    written = {"en/x/index.html": "content/pages/en/x.md"} if hand else {}
    assert faults(tmp_path, {"en/x/index.html": page(body)}, written=written) == []


BROKEN = [
    ('<a href="../../en/gone/">x</a>', "site-link-broken"),
    ('<a href="../../en/story">x</a>', "site-link-broken"),
    ('<a href="../../../en/story/">out of the site</a>', "site-link-broken"),
    ('<a href="gone/">x</a>', "site-link-broken"),
    ('<a href="/path/gone/">x</a>', "site-link-broken"),
    (f'<a href="{URL}gone/">x</a>', "site-link-broken"),
    ('<script defer src="../../assets/gone.js"></script>', "site-link-broken"),
    (
        '<img src="../../assets/picture.jpg" srcset="../../assets/picture.jpg 480w, ../../gone.jpg 960w">',
        "site-link-broken",
    ),
    ('<a href="#gone">x</a>', "site-anchor-missing"),
    ('<a href="../../en/story/#gone">x</a>', "site-anchor-missing"),
    (f'<a href="{URL}en/story/#gone">x</a>', "site-anchor-missing"),
]


@pytest.mark.parametrize(("body", "rule"), BROKEN)
def test_links_that_lead_nowhere(tmp_path: Path, body: str, rule: str) -> None:
    """A link to a file or a place that is not there is one fault, at its page."""
    (found,) = faults(tmp_path, {"en/x/index.html": page(body)})
    assert (found.rule, position(found).file) == (rule, "en/x/index.html")


@pytest.mark.parametrize(
    "body",
    ["<a href='../gone/'>x</a>", "<A HREF=../gone/>x</A>", '<a\nhref = "../gone/">x</a>', "<video poster=../gone/>"],
)
def test_people_write_html_as_they_like(tmp_path: Path, body: str) -> None:
    """On a page that somebody wrote, links are found however they are written, and its source is named."""
    (found,) = faults(tmp_path, {"en/x/index.html": page(body)}, written={"en/x/index.html": "content/pages/en/x.md"})
    assert (found.rule, position(found).file) == ("site-link-broken", "content/pages/en/x.md")
    assert found.params == {"link": "../gone/", "page": "en/x/index.html"}


def test_pictures_for_previews_count(tmp_path: Path) -> None:
    """The picture that messengers show is looked up too."""
    head = '<meta property="og:image" content="{url}assets/{name}.jpg">\n'
    assert faults(tmp_path / "a", {"en/x/index.html": page(head=head.format(url=URL, name="picture"))}) == []
    (found,) = faults(tmp_path / "b", {"en/x/index.html": page(head=head.format(url=URL, name="gone"))})
    assert found.params["link"] == f"{URL}assets/gone.jpg"


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_the_same_broken_link_is_told_once(tmp_path: Path, processes: int) -> None:
    """A menu's broken link is one fault, with the first page that has it, however many processes look."""
    body = '<a href="../../en/gone/">x</a> <a href="../../en/story/#gone">y</a>'
    found = faults(tmp_path, {f"en/{name}/index.html": page(body) for name in "cabd"}, processes=processes)
    assert [(it.rule, it.params["page"]) for it in found] == [
        ("site-anchor-missing", "en/a/index.html"),
        ("site-link-broken", "en/a/index.html"),
    ]


def test_a_text_about_a_link_hides_no_link(tmp_path: Path) -> None:
    """Where one page talks about a link and another one has it, the second is found."""
    about = '<code>&lt;a href="../../gone/"></code>'
    (found,) = faults(
        tmp_path, {"en/a/index.html": page(about), "en/b/index.html": page('<a href="../../gone/">x</a>')}
    )
    assert found.params["page"] == "en/b/index.html"


@pytest.mark.parametrize(
    "changes",
    [
        {"es/index.html": page("", ("es", "../es/"))},
        {"es/index.html": page("")},
        {"es/index.html": page("", ("en", "../en/"), ("fr", "../es/"), ("x-default", "../"))},
    ],
    ids=["not named back", "no alternates", "another language"],
)
def test_twins_name_each_other(tmp_path: Path, changes: dict[str, str]) -> None:
    """A page whose twin does not name it back, or says another language of itself, is a fault."""
    found = [it for it in faults(tmp_path, changes) if it.params.get("page") == "en/index.html"]
    assert [(it.rule, it.params["twin"]) for it in found] == [("site-twin-one-sided", "es/index.html")]


def test_lists_may_be_longer_in_one_language(tmp_path: Path) -> None:
    """Page 3 of a list may lead to the last page of a shorter one, which leads to its own number."""

    def numbered(english: int, spanish: int) -> str:
        root = "../../../../"
        return page("", ("en", f"{root}en/stories/page/{english}/"), ("es", f"{root}es/historias/pagina/{spanish}/"))

    pages = {
        "en/stories/page/2/index.html": numbered(2, 2),
        "en/stories/page/3/index.html": numbered(3, 2),
        "es/historias/pagina/2/index.html": numbered(2, 2),
    }
    assert faults(tmp_path, pages) == []


def test_a_page_without_words(tmp_path: Path) -> None:
    """A page whose main part has no words is a fault, words around it or not; so is an empty file."""
    empty = HEAD.format(head="") + "<main>\n<div id='content'>\n<p> </p></div>\n</main>\n<p>Foot</p></body>"
    found = faults(tmp_path, {"en/x/index.html": empty.replace("'", '"'), "en/y/index.html": ""})
    assert [(it.rule, it.params["page"]) for it in found] == [
        ("site-page-empty", "en/x/index.html"),
        ("site-page-empty", "en/y/index.html"),
    ]


def test_only_what_was_planned(tmp_path: Path) -> None:
    """A file that nobody planned is a fault, a link to elsewhere too, and so is a planned file that is missing."""
    assert faults(tmp_path, {}) == []
    (tmp_path / "en/notes.txt").write_text("private")
    (tmp_path / "en/link.html").symlink_to(tmp_path / "index.html")
    found = verify(FinishedSite(tmp_path, URL, {}), {*SITE, "gone.css"})
    assert [(it.rule, position(it).file) for it in found] == [
        ("site-file-unplanned", "en/link.html@"),
        ("site-file-unplanned", "en/notes.txt"),
        ("site-file-missing", "gone.css"),
    ]
