"""Words of the editor's program that are ours: what it says only in English, and what it says wrongly of our forms."""

from __future__ import annotations

import json
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


def with_our_words(name: str, content: bytes) -> bytes:
    """A file of the program's words, ``locales/es-CO.json``, with ours in it where we speak that language."""
    language = name.rpartition("/")[2].removesuffix(".json").partition("-")[0]
    if language not in known_locales():
        return content
    words = catalog(Locale(language))
    found: dict[str, Any] = json.loads(content)
    for key, ours in _OURS.items():
        place = found
        *folders, last = key.split(".")
        for folder in folders:
            place = place.setdefault(folder, {})
        place[last] = words.text(ours, **_FILLED_IN)
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()
