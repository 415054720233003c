"""The tools that judge the site see faults: each is shown a page with the fault, and a page without."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support.axe import axe
from tests.support.browser import Reader
from tests.support.lighthouse import CLASSES, lighthouse
from tests.support.nu import nu
from tests.support.server import serving

SOUND = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="A page to test tools with">
<link rel="icon" href="data:,">
<title>Sound</title>
</head>
<body><main><h1>Sound</h1><p>Words.</p>{}</main></body>
</html>
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one page that has no fault."""
    (tmp_path / "index.html").write_text(SOUND.format(""), encoding="utf-8")
    return tmp_path


@pytest.fixture
def visitor(browser: Browser, folder: Path) -> Iterator[Reader]:
    """A reader of the folder."""
    with serving(folder) as address:
        someone = Reader(browser, address)
        yield someone
        someone.close()


def put(folder: Path, body: str) -> None:
    """Put a page with this in its body in place of the folder's sound one."""
    (folder / "index.html").write_text(SOUND.format(body), encoding="utf-8")


def test_a_sound_page_passes_every_tool(visitor: Reader, folder: Path) -> None:
    """A page without faults gives no complaint from the browser, axe or the Nu checker."""
    assert axe(visitor.open("")) == []
    assert visitor.complaints == []
    assert nu(folder) == []


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("<script>console.error('broken')</script>", "console error: broken"),
        ("<script>console.warn('doubtful')</script>", "console warning: doubtful"),
        ("<script>missing()</script>", "script error: missing is not defined"),
        (
            '<img src="http://elsewhere.example/a.png" alt="">',
            "request to another host: http://elsewhere.example/a.png",
        ),
        ('<img src="missing.png" alt="">', "status 404"),
    ],
)
def test_the_browser_is_heard(visitor: Reader, folder: Path, body: str, complaint: str) -> None:
    """Console errors, script errors, requests to other hosts and missing files are complaints."""
    put(folder, body)
    visitor.open("")
    assert any(found.startswith(complaint) for found in visitor.complaints)


def test_a_page_opened_for_its_error_is_no_complaint(visitor: Reader, folder: Path) -> None:
    """A missing address shows the site's page for that, and is no complaint itself."""
    (folder / "404.html").write_text(SOUND.format("<p>There is no such page.</p>"), encoding="utf-8")
    assert visitor.open("no/such/page/").get_by_text("There is no such page.").is_visible()
    assert visitor.complaints == []


def test_axe_sees_what_readers_cannot(visitor: Reader, folder: Path) -> None:
    """Axe names the rule and the element of an accessibility fault."""
    put(folder, '<p id="faint" style="color: #ccc; background: #fff">Faint words</p>')
    (fault,) = axe(visitor.open(""))
    assert fault.startswith("color-contrast:")
    assert "#faint" in fault


def test_the_nu_checker_says_where(folder: Path) -> None:
    """The Nu checker gives file, line and words for an HTML error."""
    put(folder, "<p><div></div></p>")
    (fault,) = nu(folder)
    assert fault.startswith("index.html:10:")


def test_the_server_behaves_as_a_host(visitor: Reader, folder: Path) -> None:
    """A folder's address without its slash leads to the one with it; nothing outside the folder is served."""
    (folder / "inner").mkdir()
    (folder / "inner" / "index.html").write_text(SOUND.format(""), encoding="utf-8")
    assert visitor.open("inner").url == f"{visitor.site}inner/"
    answer = visitor.open("").request.get(f"{visitor.site}%2e%2e/%2e%2e/etc/hostname")
    assert answer.status == 404


def test_lighthouse_names_what_costs_points(folder: Path) -> None:
    """A page that does not say its language loses points for that in its class, and in no other."""
    page = folder / "index.html"
    page.write_text(page.read_text(encoding="utf-8").replace(' lang="en"', ""), encoding="utf-8")
    with serving(folder) as address:
        scores, costly = lighthouse(address)
    assert scores == {**dict.fromkeys(CLASSES, 100), "accessibility": scores["accessibility"]}
    assert scores["accessibility"] < 100
    assert [audit.partition(":")[0] for audit in costly] == ["html-has-lang"]
