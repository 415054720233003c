"""The small project's site as it is agreed to be, file by file. After a change that is meant:

    python -m tests.support.golden

writes ``tests/sites/small/expected/`` anew; the difference then shows a reviewer what readers will notice. Kept are:

- ``files.txt``: the name of every file. Digests in names are ``*``, so that a change of style renames nothing here, and
  search, whose files are named by their content, is one line. Placeholders of pictures are ``…``.
- ``frame.html`` of each language: one whole page, with ``⟨main⟩`` in place of its main part.
- each other page's own parts, under its own name: what its head says of it, where its language switch leads, and its
  main part, to the letter.
- sitemap, feeds and robots.txt to the letter.
- ``problems.en.txt`` and ``problems.es.txt``: what ``stories check`` says of the project.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from site_builder.locales import Locale
from site_builder.problems.report import as_text
from tests.support import projects
from tests.support.built import BuiltPage, BuiltSite

EXPECTED = projects.SITES / "small" / "expected"
FRAMES = {"en": "en/about/", "es": "es/acerca-de/"}

_DIGEST = re.compile(r"(assets/(?:[\w-]+/)*)([\w-]+)\.[0-9a-f]{8,12}\.((?:min\.)?[a-z]+)\b")
_PICTURE = re.compile(r"assets/(pictures|cards)/[0-9a-f]{16}(?=[-.])")
_PLACEHOLDER = re.compile(r"data:image/webp;base64,[\w+/=]+")
_MAIN = re.compile(r"<main\b.*?</main>", re.DOTALL)
_OWN = re.compile(
    r'<title>.*?</title>|<meta (?:name="(?:description|robots)"|property=)[^>]*>'
    r'|<link rel="(?:canonical|alternate)"[^>]*>|<script type="application/ld\+json">.*?</script>'
    r'|<div class="frame-switch">.*?</div>|<main\b.*?</main>',
    re.DOTALL,
)


def golden(site: BuiltSite) -> dict[str, str]:
    """What is compared: file name and text."""
    found = {"files.txt": "".join(f"{name}\n" for name in sorted({_masked_name(file) for file in site.files}))}
    for locale, address in FRAMES.items():
        found[f"frame.{locale}.html"] = _frame(site.page(address))
    for page in site.pages.values():
        found[f"{page.address}index.html" if page.address.endswith("/") or not page.address else page.address] = _own(
            page
        )
    for file in site.files:
        if "/" not in file.removeprefix("en/").removeprefix("es/") and file.endswith((".xml", ".txt", ".json")):
            found[file] = (site.folder / file).read_text(encoding="utf-8")
    for locale in site.locales:
        found[f"problems.{locale}.txt"] = "".join(_problems(Locale(locale)))
    return found


def _masked_name(file: str) -> str:
    return "pagefind/…" if file.startswith("pagefind/") else _masked(file)


def _masked(text: str) -> str:
    return _DIGEST.sub(r"\1\2.*.\3", _PICTURE.sub(r"assets/\1/*", _PLACEHOLDER.sub("data:…", text)))


def _frame(page: BuiltPage) -> str:
    return _masked(_MAIN.sub("⟨main⟩", page.html, count=1))


def _own(page: BuiltPage) -> str:
    return "".join(f"{_masked(part)}\n" for part in _OWN.findall(page.html))


def _problems(locale: Locale) -> Iterator[str]:
    for problem in projects.prepared(projects.SMALL).problems:
        yield f"{as_text(problem, locale)}\n"


def expected() -> dict[str, str]:
    """What was agreed."""
    return {
        file.relative_to(EXPECTED).as_posix(): file.read_text(encoding="utf-8")
        for file in sorted(EXPECTED.rglob("*"))
        if file.is_file()
    }


def renew() -> None:
    """Build the small project and write down what came out as what is agreed."""
    with tempfile.TemporaryDirectory() as folder:
        site = BuiltSite(projects.build(projects.SMALL, Path(folder) / "site"), projects.SMALL_URL)
        found = golden(site)
    shutil.rmtree(EXPECTED, ignore_errors=True)
    for name, text in found.items():
        path = EXPECTED / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    renew()
