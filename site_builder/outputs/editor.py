"""The editor in the browser, at ``admin/``: Sveltia CMS with the forms of this site. There only where settings say so.

It is a page of its own: nothing of it is on any page that readers see. It holds no token and nothing of any record;
both come from the host of the repository, once somebody has signed in there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources

from site_builder.forms import configuration, hosts
from site_builder.locales import Locale
from site_builder.locales.catalog import catalog, known_locales
from site_builder.outputs.editor_program import program_files
from site_builder.outputs.editor_words import in_our_words
from site_builder.records import Settings
from site_builder.records.settings import Editor
from site_builder.rendering.handbook import handbook_links
from site_builder.rendering.html import escaped

FOLDER = "admin"

_PAGE = """<!doctype html>
<html lang="{language}" data-languages="{languages}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="editor.css">
<link rel="stylesheet" href="languages.css">
<script type="module" src="editor.js"></script>
</head>
<body>{handbook}<noscript>{without}</noscript></body>
</html>
"""

_BESIDE = """/* A text's languages, side by side where there is room. */
.item-list:has(> [data-key-path$=".{language}"]) {{
  display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr));
}}
"""


def editor(settings: Settings) -> Iterator[tuple[str, bytes]]:
    """The editor's files, by their paths in the site; none where the settings name no repository.

    Raises EditorMissingError where its program is not installed.
    """
    if settings.editor is None:
        return
    languages = [Locale(name) for name in settings.locales if name in known_locales()] or [Locale("en")]
    for name, content in in_our_words(program_files(settings.locales)):
        yield f"{FOLDER}/{name}", content
    yield f"{FOLDER}/languages.css", _BESIDE.format(language=settings.locales[0]).encode()
    for entry in sorted(resources.files("site_builder").joinpath("assets", "editor").iterdir(), key=lambda it: it.name):
        if entry.is_file():
            yield f"{FOLDER}/{entry.name}", entry.read_bytes()
    for locale in languages:
        made = json.dumps(configuration(settings, settings.editor, locale), ensure_ascii=False, separators=(",", ":"))
        yield f"{FOLDER}/config.{locale}.json", made.encode()
    yield f"{FOLDER}/index.html", _page(settings, settings.editor, languages).encode()


def _page(settings: Settings, editor: Editor, languages: list[Locale]) -> str:
    words = catalog(languages[0])
    return _PAGE.format(
        language=escaped(languages[0]),
        languages=escaped(" ".join(languages)),
        policy=escaped(_policy(editor)),
        title=escaped(words.text("editor.title")),
        without=escaped(words.text("editor.no-script")),
        handbook=_handbook(settings),
    )


def _handbook(settings: Settings) -> str:
    """The way to the staff's handbook, in each language that it is in."""
    links = handbook_links(settings)
    # In a tab of its own: what stands in a form and is not saved would be lost.
    written = (
        f'<a href="../{link.address}" lang="{locale}" target="_blank" rel="noopener">{escaped(link.title)}</a>'
        for locale, link in links.items()
    )
    return f'<nav class="handbook">{" ".join(written)}</nav>' if links else ""


def _policy(settings: Editor) -> str:
    """Whom the page may ask: the site itself and the repository's host."""
    allowed = hosts(settings)
    # GitHub keeps the pictures of its people elsewhere.
    pictures = allowed if settings.host == "gitlab" or settings.address else ["https://avatars.githubusercontent.com"]
    rules = {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        # The program styles its parts as it makes them.
        "style-src": ["'self'", "'unsafe-inline'"],
        "font-src": ["'self'", "data:"],
        "img-src": ["'self'", "blob:", "data:", *pictures],
        "media-src": ["'self'", "blob:"],
        "worker-src": ["'self'", "blob:"],
        "connect-src": ["'self'", "blob:", "data:", *allowed],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return "; ".join(" ".join((name, *values)) for name, values in rules.items())
