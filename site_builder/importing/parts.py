"""The pieces of a story in one language: its title, summary and body, with quotations and captions taken out of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from site_builder.importing.captions import caption_of
from site_builder.importing.cleaning import folded
from site_builder.importing.languages import Placed
from site_builder.importing.paragraphs import ENDS, first_words, is_line, joined, lead
from site_builder.importing.proposals import Caption, Part, PictureKey, Piece, Quotation, Wording, where
from site_builder.importing.quotations import Speaker, attribution, is_quotation, said_by, unmarked
from site_builder.importing.vocabulary import KICKERS, vocabulary
from site_builder.locales import Locale

_TITLE_AMONG = 3


def part_of(locale: Locale, placed: Sequence[Placed]) -> Part:
    """The story in ``locale`` that these blocks tell."""
    made = _Making(locale, list(placed))
    made.headlines()
    made.walk()
    body = tuple(joined(made.body))
    return Part(
        locale,
        made.title or first_words(body),
        made.summary or lead(body),
        made.kind,
        body,
        tuple(made.quotes),
        tuple(made.captions),
        tuple(made.left),
    )


@dataclass
class _Making:
    locale: Locale
    placed: list[Placed]
    title: Wording | None = None
    summary: Wording | None = None
    kind: str | None = None
    body: list[Piece | None] = field(default_factory=list)
    """None where a page ended or something was taken out: a paragraph may go on behind it."""
    quotes: list[Quotation] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    left: list[tuple[str, str]] = field(default_factory=list)

    def headlines(self) -> None:
        """Take out the title, the summary, and the words that say what kind of story it is."""
        known = vocabulary(self.locale)
        for placed in list(self.placed):
            block = placed.block
            if kind := KICKERS.get(folded(block.words).strip(" :.-–—*_")):
                self._drop(placed, "kind")
                self.kind = self.kind or kind
            elif known and (label := known.title.match(block.words)) and self.title is None:
                self._take(placed, "title", block.words[label.end() :])
            elif known and (label := known.summary.match(block.words)) and self.summary is None:
                self._take(placed, "summary", block.words[label.end() :])
            elif block.style == "subtitle" and self.summary is None:
                self._take(placed, "summary", block.words)
        if self.title is None and (title := self._headline()):
            self._take(title, "title", title.block.words)

    def _headline(self) -> Placed | None:
        text = [placed for placed in self.placed if placed.block.words and placed.block.form != "picture"]
        for style in ("title", ""):
            for placed in text:
                if placed.block.style == "title" if style else placed.block.form == "heading":
                    return placed
        # A greeting may stand before it, and something to tell behind it.
        for placed in text[: min(_TITLE_AMONG, len(text) - 1)]:
            words = placed.block.words
            is_title = placed.block.form == "paragraph" and is_line(words) and placed.block.style != "caption"
            if is_title and not is_quotation(words) and caption_of(words, beside=False) is None:
                return placed
        return None

    def _take(self, placed: Placed, name: str, words: str) -> None:
        if words.strip():
            setattr(self, name, Wording(words.strip(), where(placed)))
            self.placed.remove(placed)

    def _drop(self, placed: Placed, kind: str) -> None:
        self.left.append((kind, placed.block.words))
        self.placed.remove(placed)

    def walk(self) -> None:
        """Go through what is left, from the first block to the last."""
        index = 0
        while index < len(self.placed):
            index += self._step(index)

    def _step(self, index: int) -> int:
        """Take in the block at ``index``, and those behind it that belong to it; how many these are."""
        placed = self.placed[index]
        block = placed.block
        if block.form == "break":
            self.body.append(None)
            return 1
        if block.form == "picture":
            return self._picture(placed)
        if block.form == "heading":
            self.body.append(Piece("heading", where(placed), block.words, level=block.level))
            return 1
        if is_quotation(block.words) or block.style == "quote":
            return self._quotation(index)
        if (caption := self._caption(index)) is not None:
            return caption
        return self._paragraph(placed)

    def _picture(self, placed: Placed) -> int:
        if placed.block.picture is not None:
            self.body.append(Piece("picture", where(placed), placed.block.words, picture=_key(placed)))
        return 1

    def _paragraph(self, placed: Placed) -> int:
        block = placed.block
        found = said_by(block.words, vocabulary(self.locale))
        if found and found[1]:
            self._quote(found[0], found[1], placed)
            return 1
        if found:
            self.quotes.append(Quotation(found[0], "", "", where(placed), in_text=True))
        form = "item" if block.form == "item" else "paragraph"
        self.body.append(Piece(form, where(placed), block.words, markdown=block.markdown))  # type: ignore[arg-type]
        return 1

    def _quote(self, words: str, speaker: Speaker | None, placed: Placed) -> None:
        quote = Quotation(
            unmarked(words), speaker.name if speaker else "", speaker.role if speaker else "", where(placed)
        )
        self.quotes.append(quote)
        self.body.extend([Piece("quote", where(placed), quote=len(self.quotes) - 1), None])

    def _quotation(self, index: int) -> int:
        """A quotation by itself; the next words may name who spoke, and go on with the story."""
        placed, known = self.placed[index], vocabulary(self.locale)
        behind = [at for at in range(index + 1, min(index + 3, len(self.placed))) if self.placed[at].block.words]
        speaker = attribution(self.placed[behind[0]].block.words, known) if behind else None
        self._quote(placed.block.words, speaker, placed)
        if speaker is None or not behind:
            return 1
        taken = self.placed[behind[0]]
        if not speaker.role and len(behind) > 1 and behind[1] == behind[0] + 1:
            role = self.placed[behind[1]].block.words
            if len(role) <= 100 and not ENDS.search(role):
                self.quotes[-1] = replace(self.quotes[-1], role=role)
                return behind[1] - index + 1
        if speaker.rest:
            self._paragraph(Placed(replace(taken.block, words=speaker.rest, markdown=None), taken.document))
        return behind[0] - index + 1

    def _caption(self, index: int) -> int | None:
        """The line as a caption or credit, put to its picture: how many blocks that took; None where it is none."""
        placed = self.placed[index]
        beside = placed.block.style == "caption" or (placed.is_next and is_line(placed.block.words))
        found = caption_of(placed.block.words, beside=beside)
        if found is None:
            return None
        words = found.words
        if not words and self.captions and not self.captions[-1].credit and self._is_last(self.captions[-1]):
            self.captions[-1] = replace(self.captions[-1], credit=found.credit)
            return 1
        if not words and (line := self._line_above()) is not None:
            # A credit stands below the line that says what is to be seen.
            words = line.words
            self.body = [piece for piece in self.body if piece is not line]
        self.captions.append(Caption(words, found.credit, where(placed), self._picture_near(index)))
        self.body.append(None)
        return 1

    def _line_above(self) -> Piece | None:
        last = next((piece for piece in reversed(self.body) if piece), None)
        return last if last and last.form == "paragraph" and is_line(last.words) else None

    def _is_last(self, caption: Caption) -> bool:
        return not self.body or self.body[-1] is None or caption.picture is not None

    def _picture_near(self, index: int) -> PictureKey | None:
        """The picture before the line that has no caption yet, else the one right behind it."""
        taken = {caption.picture for caption in self.captions}
        placed = self.placed[index]
        if placed.picture is not None and (placed.document, placed.picture) not in taken:
            return (placed.document, placed.picture)
        following = self.placed[index + 1] if index + 1 < len(self.placed) else None
        return _key(following) if following and following.block.form == "picture" else None


def _key(placed: Placed) -> PictureKey | None:
    return None if placed.block.picture is None else (placed.document, placed.block.picture)
