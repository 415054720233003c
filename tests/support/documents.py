"""The HTML files of a built site, as a reader without scripts has them: language, links, anchors."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

Attributes = dict[str, str]

LINKING = {"a": "href", "link": "href", "script": "src", "img": "src", "source": "srcset", "form": "action"}


@dataclass
class Document:
    """One HTML file. `address`: as a browser asks for it, with its first slash."""

    address: str
    language: str = ""
    elements: list[tuple[str, Attributes]] = field(default_factory=list)

    def find(self, tag: str, **attributes: str) -> list[Attributes]:
        """The attributes of the elements with this tag and these values."""
        return [has for name, has in self.elements if name == tag and attributes.items() <= has.items()]

    @property
    def anchors(self) -> set[str]:
        """The names that links to parts of this page can use."""
        return {has["id"] for _, has in self.elements if "id" in has}

    @property
    def is_redirect(self) -> bool:
        """Whether the page only leads to another."""
        return bool(self.find("meta", **{"http-equiv": "refresh"}))

    @property
    def twins(self) -> dict[str, str]:
        """The whole URL of this page in each language, and for x-default."""
        return {has["hreflang"]: has["href"] for has in self.find("link", rel="alternate") if "hreflang" in has}

    def links(self) -> Iterator[tuple[str, str]]:
        """Every link to this site's own files, as it is written and as the address that it leads to."""
        for tag, has in self.elements:
            written = has.get(LINKING.get(tag, ""), "")
            places = [part.split()[0] for part in written.split(",")] if tag == "source" and written else [written]
            for place in places:
                leads = urlsplit(urljoin(f"http://site{self.address}", place))
                if place and leads.netloc == "site" and "://" not in place:
                    yield place, leads.path + (f"#{leads.fragment}" if leads.fragment else "")


class _Reader(HTMLParser):
    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.document.language = attributes.get("lang", "")
        self.document.elements.append((tag, attributes))


def read(folder: Path, address: str) -> Document:
    """The page at an address of a built site."""
    document = Document(address)
    reader = _Reader(document)
    reader.feed(file_at(folder, address).read_text(encoding="utf-8"))
    reader.close()
    return document


def file_at(folder: Path, address: str) -> Path:
    """The file that a host sends for an address."""
    file = folder / unquote(address.partition("#")[0]).lstrip("/")
    return file / "index.html" if address.partition("#")[0].endswith("/") else file


@cache
def documents(folder: Path) -> tuple[Document, ...]:
    """Every page of a built site in the order of addresses: pages that are folders, and 404.html."""
    files = (file.relative_to(folder).as_posix() for file in folder.rglob("*.html"))
    addresses = sorted(f"/{file.removesuffix('index.html')}" for file in files if not file.startswith("pagefind/"))
    return tuple(read(folder, address) for address in addresses)


@cache
def kinds(folder: Path, locale: str) -> tuple[str, ...]:
    """One address of each kind of page in a language: pages of a kind stand at the same depth of the same section."""
    found: dict[tuple[str, int], str] = {}
    for document in documents(folder):
        parts = document.address.strip("/").split("/")
        if parts[0] == locale and not document.is_redirect:
            found.setdefault((parts[1] if len(parts) > 1 else "", len(parts)), document.address)
    return tuple(found.values())
