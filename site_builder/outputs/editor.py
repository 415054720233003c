"""Publishes the editor in the browser, at ``admin/``: Sveltia CMS with this site's forms, if the settings ask for it.

It is a page of its own: nothing of it is on any page that readers see. It holds no token and nothing of any record;
both come from the host of the repository, once somebody has signed in there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from importlib import resources
from typing import Any

from site_builder.escaping import escaped
from site_builder.forms import configuration, hosts
from site_builder.locales import Locale
from site_builder.locales.catalog import catalog, known_locales
from site_builder.outputs.editor_program import program_files
from site_builder.records import Settings
from site_builder.records.settings import Editor
from site_builder.rendering.handbook import handbook_links

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

# What the program says only in English, and what it says wrongly of our forms.
_OURS = {
    # Also said where a form refuses what is not finished: then nothing has failed, and trying later is no help.
    "saving_entry.error.description": "editor.program.not-saved",
    "sign_in_using_access_token_workflow_note": "editor.program.token-requests",
    "save_conflict.title": "editor.program.conflict-title",
    "save_conflict.modified_by": "editor.program.conflict-by",
    "save_conflict.modified": "editor.program.conflict",
    "save_conflict.deleted": "editor.program.conflict-deleted",
    "save_conflict.overwrite_warning": "editor.program.conflict-lost",
    "save_conflict.recreate_warning": "editor.program.conflict-again",
    "save_conflict.save_anyway": "editor.program.conflict-save",
    "save_conflict.branch_moved": "editor.program.conflict-moved",
    "remote_change.reload_entry": "editor.program.reload",
    "remote_change.confirm_reloading_entry": "editor.program.reload-lost",
    "show_errors": "editor.program.show-errors",
    "status.deploying": "editor.program.publishing",
    # «None» also stands among our choices, where it is an answer.
    "unselected_option": "editor.program.not-chosen",
    "replace_image": "editor.program.replace-image",
    "remove_image": "editor.program.remove-image",
}
_FILLED_IN = {"name": "{$name}", "date": "{$date}"}
_ENGLISH = "locales/en-US.json"


def editor(settings: Settings) -> Iterator[tuple[str, bytes]]:
    """Give the editor's files, by their paths in the site; none where the settings name no repository.

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
    """Link to the staff's handbook, in each language that it is in."""
    links = handbook_links(settings)
    # In a tab of its own: what stands in a form and is not saved would be lost.
    written = (
        f'<a href="../{link.address}" lang="{locale}" target="_blank" rel="noopener">{escaped(link.title)}</a>'
        for locale, link in links.items()
    )
    return f'<nav class="handbook">{" ".join(written)}</nav>' if links else ""


def _policy(settings: Editor) -> str:
    """Write the page's content security policy: it may ask the site itself and the repository's host."""
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


def in_our_words(files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """Put our words into the program's files. Those in English stand in the program itself too, and count there."""
    found = dict(files)
    for name, content in found.items():
        if name.startswith("locales/"):
            yield name, with_our_words(name, content)
        elif name == "cms.js" and _ENGLISH in found:
            yield name, _with_english(content, json.loads(found[_ENGLISH]))
        else:
            yield name, content


def with_our_words(name: str, content: bytes) -> bytes:
    """Put our words into a file of the program's, ``locales/es-CO.json``, where we speak that language."""
    language = name.rpartition("/")[2].removesuffix(".json").partition("-")[0]
    if language not in known_locales():
        return content
    found = json.loads(content)
    for key, ours in _OURS.items():
        place, last = _place(found, key)
        place[last] = _said(ours, Locale(language))
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()


def _with_english(program: bytes, english: dict[str, Any]) -> bytes:
    for key, ours in _OURS.items():
        place, last = _place(english, key)
        said = _said(ours, Locale("en"))
        program = program.replace(f"{last}:`{place[last]}`".encode(), f"{last}:`{said}`".encode())
    return program


def _said(key: str, locale: Locale) -> str:
    return catalog(locale).text(key, **_FILLED_IN)


def _place(words: dict[str, Any], key: str) -> tuple[dict[str, Any], str]:
    """Find the place of a key's sentence, which may be missing yet, and its name there."""
    *folders, last = key.split(".")
    for folder in folders:
        words = words.setdefault(folder, {})
    return words, last
