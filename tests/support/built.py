"""A built site as its readers' host has it: files, pages as trees, addresses, and where links lead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from tests.support.dom import Element, parse

LOADING = {"a": ("href",), "link": ("href",), "script": ("src",), "img": ("src", "srcset"), "source": ("srcset",)}


@dataclass(frozen=True)
class BuiltPage:
    """A page. ``address``: below the site's own, without a first slash (``en/stories/``, ``404.html``, empty)."""

    address: str
    html: str = field(repr=False)

    @cached_property
    def tree(self) -> Element:
        """The page's elements."""
        return parse(self.html)

    @cached_property
    def ids(self) -> list[str]:
        """Every id, in the order of the page."""
        return [found.attributes["id"] for found in self.tree.walk() if "id" in found.attributes]

    @property
    def file(self) -> str:
        """The file that it is."""
        return f"{self.address}index.html" if self.address.endswith("/") or not self.address else self.address

    @property
    def locale(self) -> str:
        """The language that the address names; empty for the pages that speak all of them."""
        first, slash, _ = self.address.partition("/")
        return first if slash else ""

    @property
    def main(self) -> Element:
        """What is the page's own."""
        return self.tree.all("main")[0]

    @property
    def is_listed(self) -> bool:
        """Whether search engines may list it."""
        return not self.tree.all("meta", name="robots", content="noindex")

    @property
    def head_title(self) -> str:
        """What the browser's tab says."""
        return " ".join(found.text for found in self.tree.all("title"))

    @property
    def description(self) -> str:
        """What search engines show under the title."""
        return " ".join(found.attributes.get("content", "") for found in self.tree.all("meta", name="description"))

    @property
    def alternates(self) -> dict[str, str]:
        """The URL of this page in each language, and for readers of any other (``x-default``)."""
        links = self.tree.all("link", rel="alternate")
        return {it.attributes["hreflang"]: it.attributes["href"] for it in links if "hreflang" in it.attributes}

    def links(self) -> Iterator[tuple[Element, str]]:
        """Every element that leads to or loads something, with the link as it is written."""
        for element in self.tree.walk():
            for name in LOADING.get(element.tag, ()):
                written = element.attributes.get(name)
                if written is None:
                    continue
                parts = [part.split()[0] for part in written.split(",")] if name == "srcset" else [written]
                yield from ((element, part) for part in parts)


@dataclass(frozen=True)
class BuiltSite:
    """A folder with a built site. ``url``: its public address, with a slash at the end."""

    folder: Path
    url: str
    locales: tuple[str, ...] = ("en", "es")

    @cached_property
    def files(self) -> tuple[str, ...]:
        """Every file, relative, in order."""
        return tuple(
            sorted(file.relative_to(self.folder).as_posix() for file in self.folder.rglob("*") if file.is_file())
        )

    @cached_property
    def pages(self) -> Mapping[str, BuiltPage]:
        """Every page by address."""
        found = {}
        for file in self.files:
            if file.endswith(".html") and not file.startswith("pagefind/"):
                address = file.removesuffix("index.html") if file.endswith("index.html") else file
                found[address] = BuiltPage(address, (self.folder / file).read_text(encoding="utf-8"))
        return found

    def page(self, address: str) -> BuiltPage:
        """The page at an address."""
        return self.pages[address]

    def in_language(self, locale: str) -> list[BuiltPage]:
        """The pages of a language."""
        return [page for page in self.pages.values() if page.locale == locale]

    def leads_to(self, page: BuiltPage, written: str) -> tuple[str, str] | None:
        """The address and the place on it that a link of ``page`` leads to; None where it leaves the site."""
        target = urlsplit(urljoin(self.url + page.address, written))
        home = urlsplit(self.url)
        if (target.scheme, target.netloc) != (home.scheme, home.netloc):
            return None
        path = unquote(target.path)
        if not path.startswith(home.path):
            return f"outside:{path}", ""
        return path.removeprefix(home.path), unquote(target.fragment)

    def has(self, address: str) -> bool:
        """Whether a host finds a file at that address."""
        return address in self.pages or address in self.files
