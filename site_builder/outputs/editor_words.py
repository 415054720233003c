"""Words of the editor's program that are ours: what it says only in English, and what it says wrongly of our forms."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from site_builder.locales import Locale
from site_builder.locales.catalog import catalog, known_locales

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


def in_our_words(files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """The program's files with ours in its words. Those in English stand in the program itself too, and count there."""
    found = dict(files)
    for name, content in found.items():
        if name.startswith("locales/"):
            yield name, with_our_words(name, content)
        elif name == "cms.js" and _ENGLISH in found:
            yield name, _with_english(content, json.loads(found[_ENGLISH]))
        else:
            yield name, content


def with_our_words(name: str, content: bytes) -> bytes:
    """A file of the program's words, ``locales/es-CO.json``, with ours in it where we speak that language."""
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
    """Where the sentence of a key stands, which may be missing yet, and its name there."""
    *folders, last = key.split(".")
    for folder in folders:
        words = words.setdefault(folder, {})
    return words, last
