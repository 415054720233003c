"""What search engines are told: every page once, with its alternates, and where to find the list."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from site_builder.locales import Locale
from site_builder.outputs.sitemap import SitemapEntry, sitemap

EN, ES = Locale("en"), Locale("es")
URL = "https://stories.example.org/bridge/"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
TWINS = {EN: "en/stories/a/", ES: "es/historias/a/"}


def files(*entries: SitemapEntry, url: str = URL) -> dict[str, bytes]:
    """The files by name."""
    return dict(sitemap(entries, url))


def locations(content: bytes) -> list[str]:
    """The addresses that a file lists."""
    return [found.text or "" for found in ET.fromstring(content).iter(f"{MAP}loc")]


def test_pages_are_listed_with_their_twins() -> None:
    """Each page has its whole address, the day of its story and its address in every language."""
    (url,) = ET.fromstring(files(SitemapEntry("en/stories/a/", TWINS, "2022-12-08"))["sitemap.xml"])
    assert url.findtext(f"{MAP}loc") == f"{URL}en/stories/a/"
    assert url.findtext(f"{MAP}lastmod") == "2022-12-08"
    links = url.findall("{http://www.w3.org/1999/xhtml}link")
    assert [(link.get("rel"), link.get("hreflang"), link.get("href")) for link in links] == [
        ("alternate", "en", f"{URL}en/stories/a/"),
        ("alternate", "es", f"{URL}es/historias/a/"),
    ]


def test_a_page_without_a_day_has_none() -> None:
    """Where no day is known, none is made up."""
    (url,) = ET.fromstring(files(SitemapEntry("en/", {}))["sitemap.xml"])
    assert [child.tag for child in url] == [f"{MAP}loc"]


def test_what_search_engines_may_not_know_is_not_listed() -> None:
    """Redirects, withdrawn stories and drafts stand in no list."""
    found = files(SitemapEntry("en/a/", {}), SitemapEntry("en/b/", {}, is_listed=False))["sitemap.xml"]
    assert locations(found) == [f"{URL}en/a/"]


def test_signs_of_markup_are_escaped() -> None:
    """Whatever an address holds, the list is XML and leads there."""
    address = "en/stories/a&b<c>\"d' ñ/"
    found = files(SitemapEntry(address, {EN: address}), url="https://stories.example.org/?a=1&b=2")["sitemap.xml"]
    (url,) = ET.fromstring(found)
    (link,) = url.findall("{http://www.w3.org/1999/xhtml}link")
    expected = "https://stories.example.org/?a=1&b=2/en/stories/a&b%3Cc%3E%22d%27%20%C3%B1/"
    assert url.findtext(f"{MAP}loc") == link.get("href") == expected


def test_the_order_of_pages_decides_nothing() -> None:
    """The same pages give the same bytes, whoever made them first."""
    entries = [SitemapEntry(f"en/{name}/", {}) for name in "cab"]
    assert files(*entries) == files(*entries[::-1])
    assert locations(files(*entries)["sitemap.xml"]) == [f"{URL}en/{name}/" for name in "abc"]


@pytest.mark.parametrize(("count", "parts"), [(45_000, 1), (45_001, 2), (90_001, 3)])
def test_a_large_site_has_several_lists(count: int, parts: int) -> None:
    """No list is longer than search engines read; an index leads to all of them, and no page is lost."""
    found = files(*(SitemapEntry(f"en/{number:05}/", {}) for number in range(count)))
    lists = [name for name in found if name.startswith("sitemap-")]
    if parts == 1:
        assert lists == []
        assert len(locations(found["sitemap.xml"])) == count
        return
    assert locations(found["sitemap.xml"]) == [f"{URL}sitemap-{number}.xml" for number in range(1, parts + 1)]
    assert ET.fromstring(found["sitemap.xml"]).tag == f"{MAP}sitemapindex"
    listed = [address for name in lists for address in locations(found[name])]
    assert len(lists) == parts
    assert len(set(listed)) == len(listed) == count
    assert all(len(found[name]) < 50_000_000 for name in lists)


def test_robots_are_told_where_the_list_is() -> None:
    """Robots may read everything; a site with an address says where its list of pages is."""
    assert files()["robots.txt"] == f"User-agent: *\nAllow: /\nSitemap: {URL}sitemap.xml\n".encode()
    assert files(url="") == {"robots.txt": b"User-agent: *\nAllow: /\n"}


def test_a_site_without_pages_has_an_empty_list() -> None:
    """No pages, no addresses, and still a list."""
    assert locations(files()["sitemap.xml"]) == []
