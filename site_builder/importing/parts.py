"""Splits a story in one language into its title, summary and body, with quotations and captions taken out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from site_builder.importing.document import Location
from site_builder.importing.draft import Caption, Excerpt, FoundQuotation, PictureKey, Piece, StoryText
from site_builder.importing.languages import STORY_KINDS, DocumentVocabulary, LocatedBlock, vocabulary
from site_builder.importing.text import first_sentences, folded, sentences
from site_builder.locales import Locale
from site_builder.markdown import quoted

_ENDS = re.compile(r"[.!?…:;][\"”»’)\]]*\Z")
_LONGEST_LINE = 250
_LONGEST_SUMMARY = 320
_SHORTEST_TORN = 40
_TITLE_AMONG = 3

_CREDIT = re.compile(
    r"[(\[]?\s*(?:©\s*(?:(?:photos?|fotos?|fotograf[ií]as?|image|imagen)\s*(?:by|por|de|:)?\s*)?"
    r"|(?:photos?|fotos?|fotograf[ií]as?|image|imagen)\s+(?:credits?\s*:?|by|por|cortes[ií]a de|courtesy of)\s*:?\s*"
    r"|(?:photo )?credits?\s*:\s*|cr[eé]ditos?(?: de la foto(?:graf[ií]a)?)?\s*:\s*)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"[(\[]?(?:photo|foto|fotograf[ií]a|picture|image|imagen|figure|figura|caption|pie de foto|leyenda)"
    r"\s*\d{0,3}\s*[:.–—-]\s*",
    re.IGNORECASE,
)
_LONGEST_CAPTION = 400
_LONGEST_CREDIT = 160
_FEW_WORDS = 7

_NAME_WORD = r"[^\W\d_a-zà-öø-ÿ][\w'’.-]*"
_NAME = rf"{_NAME_WORD}(?:\s+(?:(?:de|del|la|las|los|y|e|da|dos|van|von)\s+)*{_NAME_WORD}){{1,4}}"
_ATTRIBUTION = re.compile(rf"\s*(?:[—–―-]+\s*)?(?P<speaker>{_NAME})(?:\s*[,(–—:|]\s*(?P<role>.+))?\Z", re.DOTALL)
_DASH = re.compile(r"\s*[—–―-]+\s*")
_RELATIVE = re.compile(r"(?:who|whose|which|that|quien|quienes|que|cuyo|cuya)\b", re.IGNORECASE)
_LONGEST_ATTRIBUTION = 260
_LONGEST_NAME = 60
_FEWEST_WORDS = 5
_MARKS = '"“”„«»‘’ '


class _Speaker(NamedTuple):
    """A speaker; ``rest``: words that go on with the story."""

    name: str
    role: str
    rest: str = ""


def part_of(locale: Locale, placed: Sequence[LocatedBlock]) -> StoryText:
    """Split the story that these blocks hold in ``locale``."""
    made = _Builder(vocabulary(locale), list(placed))
    made.take_headlines()
    index = 0
    while index < len(made.placed):
        index += made.take(index)
    body = _joined(made.body)
    # Where a document has no title or summary, its first sentences stand in.
    first = next((piece for piece in body if piece.form == "paragraph"), None)
    title, summary = made.title, made.summary
    if first and title is None:
        words = first_sentences(first.words, 100).rstrip(".")
        cut = words if len(words) <= 120 else f"{words[:110].rsplit(' ', 1)[0]} …"
        title = Excerpt(cut, first.at, stands_in=True)
    if first and summary is None:
        summary = Excerpt(first_sentences(first.words, _LONGEST_SUMMARY), first.at, stands_in=True)
    quotes, captions, left = tuple(made.quotes), tuple(made.captions), tuple(made.left)
    return StoryText(locale, title, summary, made.kind, tuple(body), quotes, captions, left)


@dataclass
class _Builder:
    known: DocumentVocabulary | None
    placed: list[LocatedBlock]
    title: Excerpt | None = None
    summary: Excerpt | None = None
    kind: str | None = None
    body: list[Piece | None] = field(default_factory=list)
    """None where a page ended or something was taken out: a paragraph may go on behind it."""
    quotes: list[FoundQuotation] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    left: list[tuple[str, str]] = field(default_factory=list)

    def take_headlines(self) -> None:
        """Take out the title, the summary, and the words that say what kind of story it is."""
        known = self.known
        for placed in list(self.placed):
            block = placed.block
            if kind := STORY_KINDS.get(folded(block.words).strip(" :.-–—*_")):
                self.left.append(("kind", block.words))
                self.placed.remove(placed)
                self.kind = self.kind or kind
            elif known and (label := known.title.match(block.words)) and self.title is None:
                self.title = self._excerpt(placed, block.words[label.end() :])
            elif known and (label := known.summary.match(block.words)) and self.summary is None:
                self.summary = self._excerpt(placed, block.words[label.end() :])
            elif block.style == "subtitle" and self.summary is None:
                self.summary = self._excerpt(placed, block.words)
        if self.title is None and (title := self._headline()):
            self.title = self._excerpt(title, title.block.words)

    def _headline(self) -> LocatedBlock | None:
        text = [placed for placed in self.placed if placed.block.words and placed.block.form != "picture"]
        titles = [placed for placed in text if placed.block.style == "title"]
        if titles := titles or [placed for placed in text if placed.block.form == "heading"]:
            return titles[0]
        # A greeting may stand before it, and something to tell behind it.
        for placed in text[: min(_TITLE_AMONG, len(text) - 1)]:
            block = placed.block
            could_be = block.form == "paragraph" and _is_line(block.words) and block.style != "caption"
            if could_be and not _is_quotation(block.words) and _caption_of(block.words, beside=False) is None:
                return placed
        return None

    def _excerpt(self, placed: LocatedBlock, words: str) -> Excerpt | None:
        if not words.strip():
            return None
        self.placed.remove(placed)
        return Excerpt(words.strip(), placed.location)

    def take(self, index: int) -> int:
        """Take the block at ``index`` and those behind it that belong to it; return how many these are."""
        placed = self.placed[index]
        block = placed.block
        if block.form == "break":
            self.body.append(None)
        elif block.form == "picture":
            if block.picture is not None:
                self.body.append(Piece("picture", placed.location, block.words, picture=placed.key))
        elif block.form == "heading":
            self.body.append(Piece("heading", placed.location, block.words, level=block.level))
        elif _is_quotation(block.words) or block.style == "quote":
            return self._quotation(index)
        elif not self._caption(index):
            self._paragraph(placed)
        return 1

    def _paragraph(self, placed: LocatedBlock) -> None:
        block = placed.block
        words, speaker = _quoted_in(block.words, self.known)
        if words and speaker:
            self._quote(words, speaker, placed.location)
            return
        if words:
            self.quotes.append(FoundQuotation(words, "", "", placed.location, in_text=True))
        form: Literal["item", "paragraph"] = "item" if block.form == "item" else "paragraph"
        self.body.append(Piece(form, placed.location, block.words, markdown=block.markdown))

    def _quote(self, words: str, speaker: _Speaker | None, at: Location) -> None:
        name, role = (speaker.name, speaker.role) if speaker else ("", "")
        self.quotes.append(FoundQuotation(_unmarked(words), name, role, at))
        self.body.extend([Piece("quote", at, quote=len(self.quotes) - 1), None])

    def _quotation(self, index: int) -> int:
        """Take a quotation by itself; the next words may name the speaker, and go on with the story."""
        placed = self.placed[index]
        behind = [at for at in range(index + 1, min(index + 3, len(self.placed))) if self.placed[at].block.words]
        speaker = _attribution(self.placed[behind[0]].block.words, self.known) if behind else None
        self._quote(placed.block.words, speaker, placed.location)
        if speaker is None:
            return 1
        if not speaker.role and len(behind) > 1 and behind[1] == behind[0] + 1:
            role = self.placed[behind[1]].block.words
            if len(role) <= 100 and not _ENDS.search(role):
                self.quotes[-1] = replace(self.quotes[-1], role=role)
                return behind[1] - index + 1
        if speaker.rest:
            taken = self.placed[behind[0]]
            self._paragraph(LocatedBlock(replace(taken.block, words=speaker.rest, markdown=None), taken.document))
        return behind[0] - index + 1

    def _caption(self, index: int) -> bool:
        """Take the line as a caption or credit of its picture; return whether it is one."""
        placed = self.placed[index]
        beside = placed.block.style == "caption" or (placed.is_next and _is_line(placed.block.words))
        found = _caption_of(placed.block.words, beside=beside)
        if found is None:
            return False
        words, credit = found
        last = self.captions[-1] if self.captions else None
        if not words and last and not last.credit and (not self.body or self.body[-1] is None or last.picture):
            self.captions[-1] = replace(last, credit=credit)
            return True
        above = next((piece for piece in reversed(self.body) if piece), None)
        if not words and above and above.form == "paragraph" and _is_line(above.words):
            # A credit stands below the line that says what the picture shows.
            words = above.words
            self.body = [piece for piece in self.body if piece is not above]
        self.captions.append(Caption(words, credit, placed.location, self._picture_near(index)))
        self.body.append(None)
        return True

    def _picture_near(self, index: int) -> PictureKey | None:
        """Return the picture before the line that has no caption yet, else the one right behind it."""
        taken = {caption.picture for caption in self.captions}
        placed = self.placed[index]
        if placed.picture is not None and (placed.document, placed.picture) not in taken:
            return (placed.document, placed.picture)
        following = self.placed[index + 1] if index + 1 < len(self.placed) else None
        return following.key if following and following.block.form == "picture" else None


def _is_line(words: str) -> bool:
    """Whether it is a line such as a title or a caption, and not a sentence."""
    return len(words) <= _LONGEST_LINE and not _ENDS.search(words)


def _joined(pieces: Sequence[Piece | None]) -> list[Piece]:
    """Join paragraphs that the end of a page or a quotation tore apart."""
    made: list[Piece] = []
    torn = False
    for piece in pieces:
        if piece is None:
            torn = True
            continue
        before = next((at for at in range(len(made) - 1, -1, -1) if made[at].form == "paragraph"), None)
        if torn and before is not None and piece.form == "paragraph" and _is_torn(made[before], made[before + 1 :]):
            made[before] = replace(made[before], words=f"{made[before].words} {piece.words}", markdown=None)
            continue
        if piece.form not in {"quote", "picture"}:
            torn = False
        made.append(piece)
    return made


def _is_torn(piece: Piece, between: Sequence[Piece]) -> bool:
    is_open = len(piece.words) >= _SHORTEST_TORN and not _ENDS.search(piece.words)
    return is_open and all(one.form in {"quote", "picture"} for one in between)


def _caption_of(words: str, *, beside: bool) -> tuple[str, str] | None:
    """Read a line as a caption and a credit, one of which may be empty; None where it is neither.

    ``beside``: it stands right behind a picture or has the style of captions, so that it needs no label.
    """
    if len(words) > _LONGEST_CAPTION:
        return None
    label = _LABEL.match(words)
    credit = _CREDIT.search(words)
    if credit and len(words) - credit.end() <= _LONGEST_CREDIT and (credit.start() == 0 or label or beside):
        before = words[: credit.start()]
        before = before[label.end() :] if label and label.end() <= credit.start() else before
        owner = words[credit.end() :].strip(" )].,:")
        # "Alliance (ARCO" has lost its end with the brackets around the credit.
        return before.strip(" (["), f"{owner})" if owner.count("(") > owner.count(")") else owner
    if label:
        rest = words[label.end() :].strip(" )]")
        # "Foto: ARCO" is a credit, "Foto: Una agricultora en su parcela" a caption.
        longer = [word for word in re.findall(r"[^\W\d_]+", rest) if len(word) > 3]
        is_name = bool(longer) and all(word[0].isupper() for word in longer)
        is_credit = len(rest.split()) < _FEW_WORDS and not rest.endswith(".") and is_name
        return ("", rest) if is_credit else (rest, "")
    return (words, "") if beside else None


def _is_quotation(words: str) -> bool:
    """Whether a paragraph is a quotation from its first sign to its last."""
    spans = quoted(words)
    return bool(spans) and spans[0][0] == 0 and spans[-1][1] >= len(words.rstrip(" .,;")) and _is_long(words)


def _unmarked(words: str) -> str:
    """Return the words without the quotation marks around them."""
    return words.strip().strip(_MARKS).strip().rstrip(",")


def _is_long(words: str) -> bool:
    return len(words.split()) >= _FEWEST_WORDS


def _attribution(words: str, known: DocumentVocabulary | None) -> _Speaker | None:
    """Return the speaker whom a paragraph behind a quotation names, with the rest of that paragraph."""
    spans = sentences(words)
    if not spans:
        return None
    first = words[: spans[0][1]]
    rest = words[spans[0][1] :].strip()
    if len(first) > _LONGEST_ATTRIBUTION:
        return None
    found = _ATTRIBUTION.match(first.strip().rstrip(".;"))
    if found is None or found["speaker"].isupper():
        return None
    role = (found["role"] or "").strip(" ).,")
    if not role and (rest or len(first) > _LONGEST_NAME or not (_DASH.match(first) or len(first.split()) <= 4)):
        return None
    return None if role and not _is_role(role, known) else _Speaker(found["speaker"].strip(), role, rest)


def _is_role(role: str, known: DocumentVocabulary | None) -> bool:
    """Whether the words say what somebody is, and do not go on to tell what they did."""
    said = folded(role)
    if _RELATIVE.match(role) or len(role.split()) > 30:
        return False
    return not (known and (known.planned.search(said) or known.done.search(said)))


def _quoted_in(words: str, known: DocumentVocabulary | None) -> tuple[str, _Speaker | None]:
    """Return the quotation in a paragraph, empty where there is none, and its speaker: “…,” said Ana Paz, a teacher.

    No speaker where the paragraph says more than that.
    """
    spans = [(start, end) for start, end in quoted(words) if _is_long(words[start:end])]
    if not spans or known is None:
        return "", None
    quotation = " ".join(_unmarked(words[start:end]) for start, end in spans)
    ends = zip([0, *(end for _, end in spans)], [*(start for start, _ in spans), len(words)], strict=True)
    outside = " ".join(filter(None, (words[start:end].strip() for start, end in ends)))
    if len(outside) > _LONGEST_ATTRIBUTION:
        return quotation, None
    verb = rf"(?:{known.said})"
    for pattern in (
        rf"[,\s]*{verb}\s+(?P<who>{_NAME})(?:,\s*(?P<role>[^.]+?))?[\s.,]*\Z",
        rf"[,\s]*(?P<who>{_NAME})(?:,\s*(?P<role>[^.]+?))?,?\s+{verb}[\s.,:]*\Z",
        rf"{verb}\s+(?P<who>{_NAME}),\s*(?P<role>[^.]+?)[\s.,:]*\Z",
    ):
        if found := re.match(pattern, outside):
            role = (found["role"] or "").strip(" ,")
            if not role or _is_role(role, known):
                return quotation, _Speaker(found["who"], role)
    return quotation, None
