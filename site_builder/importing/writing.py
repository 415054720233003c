"""Writes a draft as a story's folder: whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from site_builder.importing.document import ImportFaultError
from site_builder.importing.draft import Draft, FoundFigure, Piece, StoryText
from site_builder.importing.messages import remark_words
from site_builder.importing.record import record
from site_builder.locales.catalog import Catalog
from site_builder.records.story import body_file

NOTES = "_import.md"
"""What was not understood, word for word. Reading ignores files of a story whose name begins with ``_``."""

STAGE = ".cache/import"
"""Where a folder is put together, on the same disk as ``stories``."""

_ABANDONED = 3600
"""Seconds after which the process that put a folder together is taken for killed."""

# Whatever CommonMark reads as more than itself, in a line or at its beginning.
_SIGNS = re.compile(r"[\\`*_\[\]<>]|&(?=#?\w+;)|!(?=\[)")
_BEGINS = re.compile(r"(?:[#>+=-]|\d{1,9}(?=[.)](?:\s|\Z)))")
_LOWEST, _HIGHEST = 6, 2


def files(draft: Draft, words: Catalog, *, for_forms: bool = False) -> dict[str, bytes]:
    """Return the files of the draft's folder by name: the record, a text for each language, notes, and photos.

    ``for_forms``: the texts stand in the record, which is all that a form shows.
    """
    texts = {locale: _body(draft, part) for locale, part in draft.parts.items()}
    made = {
        "story.yml": record(draft, words, texts if for_forms else None),
        NOTES: "".join(f"{line}\n" for line in _notes(draft, words)),
    }
    if not for_forms:
        made |= {body_file(locale): texts.get(locale, "") for locale in draft.locales}
    return {name: text.encode() for name, text in made.items()} | {photo.file: photo.content for photo in draft.photos}


def write(root: Path, folder: str, content: Mapping[str, bytes]) -> None:
    """Write the files as ``stories/<folder>`` of the project in ``root``.

    Raises ImportFaultError ``exists`` where there is such a folder, OSError where the disk refuses; then nothing is
    written.
    """
    target = root / "stories" / folder
    if os.path.lexists(target):
        raise ImportFaultError("exists", folder=f"stories/{folder}")
    (root / STAGE).mkdir(parents=True, exist_ok=True)
    for left in (root / STAGE).iterdir():
        if time.time() - left.stat().st_mtime > _ABANDONED:
            shutil.rmtree(left, ignore_errors=True)
    target.parent.mkdir(exist_ok=True)
    stage = Path(tempfile.mkdtemp(dir=root / STAGE))
    try:
        made = stage / folder
        # Not the temporary folder itself, which only its owner can read.
        made.mkdir()
        for name, data in content.items():
            (made / name).write_bytes(data)
        made.rename(target)
    except OSError as error:
        if error.errno in {errno.EEXIST, errno.ENOTEMPTY}:
            raise ImportFaultError("exists", folder=f"stories/{folder}") from None
        raise
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _notes(draft: Draft, words: Catalog) -> Iterator[str]:
    yield f"# {words.text('import.notes.head')}"
    yield ""
    yield words.text("import.notes.documents", documents=", ".join(map(_escaped, draft.documents)))
    if draft.remarks:
        yield f"\n## {words.text('import.notes.remarks')}\n"
        yield from (f"- {_escaped(remark_words(remark, words))}" for remark in draft.remarks)
    for kind in dict.fromkeys(kind for kind, _ in draft.left):
        yield f"\n## {words.text(f'import.aside.{kind}')}\n"
        yield from (f"- {_escaped(said)}" for found, said in draft.left if found == kind)
    if not draft.left:
        yield f"\n{words.text('import.notes.nothing')}"


def _body(draft: Draft, part: StoryText) -> str:
    """Return a body as Markdown: the words of the document, with figures, photos and quotations placed in them."""
    linked: dict[int, list[tuple[FoundFigure, str]]] = {}
    for result in draft.results:
        for figure in (result.by_locale.get(part.locale), *result.again.get(part.locale, ())):
            if figure:
                linked.setdefault(figure.piece, []).append((figure, result.id))
    text, before = "", ""
    for index, piece in enumerate(part.body):
        if words := _markdown(piece, draft, part, linked.get(index, ())):
            text += ("" if not text else "\n" if piece.form == before == "item" else "\n\n") + words
            before = piece.form
    return f"{text}\n" if text else ""


def _markdown(piece: Piece, draft: Draft, part: StoryText, linked: Iterable[tuple[FoundFigure, str]]) -> str:
    if piece.form == "picture":
        # The first picture stands large on top where no text places it.
        ids = {photo.key: photo.id for photo in draft.photos[1:]}
        return f"![](photo:{ids[piece.picture]})" if piece.picture in ids else ""
    if piece.form == "quote":
        # A quotation without a record is in the record's notes: in the text nobody could hold it back.
        told = part.quotes[piece.quote]
        whole = (quote.id for quote in draft.quotes if quote.is_whole and quote.by_locale.get(part.locale) is told)
        return next((f"[](quote:{name})" for name in whole), "")
    if piece.markdown is not None:
        return piece.markdown
    words = _with_links(piece.words, linked)
    if piece.form == "heading":
        return f"{'#' * min(max(piece.level, _HIGHEST), _LOWEST)} {words}"
    return f"- {words}" if piece.form == "item" else words


def _with_links(words: str, linked: Iterable[tuple[FoundFigure, str]]) -> str:
    made, position = "", 0
    for figure, name in sorted(linked, key=lambda pair: pair[0].start):
        made += _escaped(words[position : figure.start])
        made += f"[{_escaped(words[figure.start : figure.end])}](#result-{name})"
        position = figure.end
    made += _escaped(words[position:])
    if begins := _BEGINS.match(made):
        cut = begins.end() if begins[0][0].isdigit() else 0
        made = f"{made[:cut]}\\{made[cut:]}"
    return made


def _escaped(words: str) -> str:
    """Return plain words as Markdown that shows them."""
    return _SIGNS.sub(lambda found: f"\\{found[0]}", words)
