"""``_import.md``: what was not understood, word for word, so that nothing of a document is lost.

It stands in the story's folder under a name that begins with ``_``: reading takes no notice of such files.
"""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.importing.bodies import escaped
from site_builder.importing.draft import Draft
from site_builder.importing.telling import remark_words
from site_builder.locales.catalog import Catalog

FILE = "_import.md"


def notes(draft: Draft, words: Catalog) -> str:
    """The text of the file, in the language of ``words``."""
    return "\n".join([*_lines(draft, words), ""])


def _lines(draft: Draft, words: Catalog) -> Iterator[str]:
    yield f"# {words.text('import.notes.head')}"
    yield ""
    yield words.text("import.notes.documents", documents=", ".join(map(escaped, draft.documents)))
    if draft.remarks:
        yield f"\n## {words.text('import.notes.remarks')}\n"
        yield from (f"- {escaped(remark_words(remark, words))}" for remark in draft.remarks)
    kinds = dict.fromkeys(kind for kind, _ in draft.left)
    for kind in kinds:
        yield f"\n## {words.text(f'import.aside.{kind}')}\n"
        yield from (f"- {escaped(said)}" for found, said in draft.left if found == kind)
    if not kinds:
        yield f"\n{words.text('import.notes.nothing')}"
