"""The bodies as Markdown: words as they stand in the document, with figures, photos and quotations placed in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from site_builder.importing.draft import Draft
from site_builder.importing.proposals import Figure, Part, PictureKey, Piece, Quotation
from site_builder.locales import Locale

# Whatever CommonMark reads as more than itself, in a line or at its beginning.
_SIGNS = re.compile(r"[\\`*_\[\]<>]|&(?=#?\w+;)|!(?=\[)")
_BEGINS = re.compile(r"(?:[#>+=-]|\d{1,9}(?=[.)](?:\s|\Z)))")
_LOWEST, _HIGHEST = 6, 2


def bodies(draft: Draft) -> dict[Locale, str]:
    """The body of each language that there is."""
    return {locale: body(draft, part) for locale, part in draft.parts.items()}


def body(draft: Draft, part: Part) -> str:
    """The Markdown of one language, with a line feed at its end."""
    photos = {photo.key: photo.id for photo in draft.photos}
    # The first picture stands large on top where no text places it.
    lead = draft.photos[0].id if draft.photos else None
    linked: dict[int, list[tuple[Figure, str]]] = {}
    for result in draft.results:
        first = result.told.get(part.locale)
        for figure in (*([first] if first else ()), *result.again.get(part.locale, ())):
            linked.setdefault(figure.piece, []).append((figure, result.id))
    quotes = _quotes(draft, part)
    made: list[tuple[str, str]] = []
    for index, piece in enumerate(part.body):
        words = _piece(piece, linked.get(index, ()), photos, lead, quotes)
        if words:
            made.append((piece.form, words))
    return _laid_out(made)


def _laid_out(made: Iterable[tuple[str, str]]) -> str:
    lines, before = "", ""
    for form, words in made:
        lines += ("" if not lines else "\n" if form == before == "item" else "\n\n") + words
        before = form
    return f"{lines}\n" if lines else ""


def _quotes(draft: Draft, part: Part) -> Mapping[int, tuple[Quotation, str | None]]:
    """For each quotation of the part, by its number: itself and the id of its record, None where it has none."""
    ids = {id(told): quote.id for quote in draft.quotes if quote.is_whole for told in quote.told.values()}
    return {index: (told, ids.get(id(told))) for index, told in enumerate(part.quotes)}


def _piece(
    piece: Piece,
    linked: Iterable[tuple[Figure, str]],
    photos: Mapping[PictureKey, str],
    lead: str | None,
    quotes: Mapping[int, tuple[Quotation, str | None]],
) -> str:
    if piece.form == "picture":
        photo = photos.get(piece.picture) if piece.picture else None
        return f"![](photo:{photo})" if photo and photo != lead else ""
    if piece.form == "quote":
        # What no record can be made of is in the record's notes: in the text nobody could hold it back.
        name = quotes[piece.quote][1]
        return f"[](quote:{name})" if name else ""
    if piece.markdown is not None:
        return piece.markdown
    words = _with_links(piece.words, linked)
    if piece.form == "heading":
        return f"{'#' * min(max(piece.level, _HIGHEST), _LOWEST)} {words}"
    return f"- {words}" if piece.form == "item" else words


def _with_links(words: str, linked: Iterable[tuple[Figure, str]]) -> str:
    made, position = "", 0
    for figure, name in sorted(linked, key=lambda pair: pair[0].start):
        made += escaped(words[position : figure.start])
        made += f"[{escaped(words[figure.start : figure.end])}](#result-{name})"
        position = figure.end
    made += escaped(words[position:])
    if begins := _BEGINS.match(made):
        cut = begins.end() if begins[0][0].isdigit() else 0
        made = f"{made[:cut]}\\{made[cut:]}"
    return made


def escaped(words: str) -> str:
    """Plain words as Markdown that shows them."""
    return _SIGNS.sub(lambda found: f"\\{found[0]}", words)
