"""Detects the language of each piece of a document, by headings, columns of a table, or its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeAlias

from site_builder.importing.document import DocumentBlock, Location, SourceDocument
from site_builder.importing.draft import PictureKey
from site_builder.importing.text import folded
from site_builder.locales import Locale

Columns: TypeAlias = "tuple[Locale | None, ...]"


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _any(words: str) -> str:
    return "|".join(re.escape(word) for word in sorted(words.split("|"), key=len, reverse=True))


@dataclass(frozen=True)
class DocumentVocabulary:
    """The words by which the pieces of a document are recognised in a language. All are folded.

    ``common``: words of every sentence. ``names``: headings that name the language. ``planned``, ``done``, ``open``:
    what says so of a clause; ``open`` takes the certainty from both. ``said``: verbs between a quotation and its
    speaker. ``stop`` and ``ends``: words that cannot belong to the noun behind a number; ``heads``: nouns that end it.
    ``places``: prepositions before a country in which something happens. ``breaks``: what separates clauses.
    """

    common: frozenset[str]
    names: frozenset[str]
    title: re.Pattern[str]
    summary: re.Pattern[str]
    planned: re.Pattern[str]
    done: re.Pattern[str]
    open: re.Pattern[str]
    said: str
    stop: frozenset[str]
    ends: re.Pattern[str]
    heads: frozenset[str]
    places: str
    breaks: re.Pattern[str]

    def tells(self, word: str) -> bool:
        """Whether a folded word is known to be one of the language."""
        return word in self.common or word in self.heads or bool(self.ends.match(word))


_ENGLISH = DocumentVocabulary(
    common=_set(
        "the of and to in is that for with was were are has have had been by on from at as it its this which who their "
        "they will be an or not but more than also other about into during after we our"
    ),
    names=_set("english ingles") | {"english version", "version en ingles", "in english", "en ingles"},
    title=re.compile(r"(?:title|headline)\s*:\s*", re.IGNORECASE),
    summary=re.compile(r"(?:summary|abstract|in brief|lead)\s*:\s*", re.IGNORECASE),
    planned=re.compile(
        r"\b(?:will|shall|plans? to|planned|planning to|intends? to|is expected to|are expected to|aims? to|going to|"
        r"is scheduled to|are scheduled to|next year|by the end of)\b"
    ),
    done=re.compile(
        r"\b(?:(?:has|have|had) (?:already |now |since )?(?:been )?(?!been\b)(?:\w+ed|built|found|won|taken|begun|"
        r"given|made|got|gotten|left|sent|grown|put|set|met|held)|"
        r"(?:was|were) (?:\w+ed|built|given|made|held|taught|sent)|"
        r"graduated|completed|received|participated|attended|finished|obtained|secured|trained|built|planted|"
        r"installed|delivered|opened|reached|benefited|gained|earned|sold|learned|improved|created|distributed|"
        r"constructed|rehabilitated|enrolled|returned|launched|established)\b"
    ),
    open=re.compile(
        r"\b(?:not|no|never|could|may|might|would|should|hopes?|if|until|about to|target|goal|being|"
        r"are \w+ing|is \w+ing)\b"
    ),
    said=_any(
        "said|says|explained|explains|added|adds|noted|notes|recalled|recalls|told us|commented|remarked|stated|"
        "affirmed|shared|shares|concluded|pointed out|according to"
    ),
    stop=_set(
        "in from by of who that which to with for on at as have has had are is was were will would can could may might "
        "shall do did does already now were then than across through during under between among out into per after "
        "before since while when where because so more not also got found won took went made built this these those "
        "each every their its our the a an receive take participate work attend live still or"
    ),
    ends=re.compile(r"\w{3,}ed\Z"),
    heads=_set(
        "people persons participants beneficiaries women men girls boys children youth youths students pupils farmers "
        "families households producers graduates teachers volunteers workers entrepreneurs schools communities "
        "municipalities hectares acres trees jobs businesses workshops courses grants loans dollars tons tonnes "
        "kilometers kilometres liters litres homes leaders migrants returnees"
    ),
    places=r"in|from|across|throughout|within|into|between",
    breaks=re.compile(r";|,\s+(?:while|and|but|whereas)\b|\s+while\b|,\s+of (?:whom|which)\b"),
)

_SPANISH = DocumentVocabulary(
    common=_set(
        "el la los las de del y en que un una por para con se su sus es son fue fueron ha han al lo como mas pero no "
        "este esta estos estas entre sobre tambien ya desde hasta cuando donde durante sin nos muy otros otras unos "
        "unas"
    ),
    names=_set("espanol castellano spanish") | {"version en espanol", "spanish version", "en espanol", "in spanish"},
    title=re.compile(r"(?:t[ií]tulo|titular)\s*:\s*", re.IGNORECASE),
    summary=re.compile(r"(?:resumen|en breve|entradilla|sumario)\s*:\s*", re.IGNORECASE),
    planned=re.compile(
        r"\b(?:se espera|se preve|se planea|planean?|preve[ns]?|esta previsto|estan previstos|proyectan?|van? a|"
        r"el proximo ano|tienen? previsto|\w{3,}(?:ara|aran|era|eran|ira|iran)(?<!para)(?<!fuera)(?<!fueran))\b"
    ),
    done=re.compile(
        r"\b(?:(?:ha|han|habia|habian) (?:\w+[ai]d[oa]s?|hecho|visto|puesto|abierto|escrito)|"
        r"(?:fue|fueron) \w+[ai]d[oa]s?|"
        r"\w{3,}(?:aron|ieron)|consiguio|recibio|termino|completo su|completo el|completo la|obtuvo|obtuvieron|"
        r"construyo|construyeron|logro|logro que|participo|entrego|inauguro|beneficio a|capacito|sembro|instalo)\b"
    ),
    open=re.compile(
        r"\b(?:no|nunca|sin|podria|podrian|puede|pueden|quiza|tal vez|si|hasta que|meta|objetivo|seria|serian|"
        r"estan? \w+ndo|siguen? \w+ndo)\b"
    ),
    said=_any(
        "dijo|dice|explicó|explica|añadió|agregó|agrega|señaló|señala|recordó|recuerda|contó|cuenta|comentó|comenta|"
        "afirmó|afirma|expresó|expresa|indicó|indica|manifestó|concluyó|relató|relata|según"
    ),
    stop=_set(
        "en de que con se por para y a al del han ha fueron fue son es estan esta seran sera ya desde hasta entre como "
        "cuando donde quienes las los el la un una su sus o no tambien durante sobre sin tras ante recibieron "
        "reciben participan participaron"
    ),
    ends=re.compile(r"\w{3,}(?:aron|ieron|ara|aran|eran|iran)\Z"),
    heads=_set(
        "personas participantes beneficiarios beneficiarias mujeres hombres ninas ninos jovenes estudiantes alumnos "
        "agricultores agricultoras familias hogares productores productoras graduados graduadas docentes maestros "
        "maestras voluntarios voluntarias trabajadores emprendedores emprendedoras escuelas comunidades municipios "
        "hectareas manzanas arboles empleos empresas negocios talleres cursos dolares toneladas kilometros litros "
        "viviendas lideres lideresas migrantes quintales"
    ),
    places=r"en|desde|por todo",
    breaks=re.compile(r";|,\s+(?:mientras|pero|y|e|de (?:las|los) (?:que|cuales))\b|\s+mientras\b"),
)

_KNOWN = {"en": _ENGLISH, "es": _SPANISH}

STORY_KINDS = {
    "success story": "success-story",
    "historia de exito": "success-story",
    "caso de exito": "success-story",
    "case study": "case-study",
    "estudio de caso": "case-study",
    "photo story": "photo-story",
    "historia en fotos": "photo-story",
    "before and after": "before-and-after",
    "antes y despues": "before-and-after",
    "first person": "first-person",
    "en primera persona": "first-person",
}
"""Headings that say what kind of story it is, and nothing else."""


def vocabulary(locale: Locale) -> DocumentVocabulary | None:
    """Return the vocabulary of a language; None where there is none."""
    return _KNOWN.get(locale.partition("-")[0])


def _named_language(words: str, locales: tuple[Locale, ...]) -> Locale | None:
    """Return the language that a heading names, where it says nothing else."""
    said = folded(words).strip(" :-–—[]()*_#/").strip()
    for locale in locales:
        known = vocabulary(locale)
        if (known and said in known.names) or said == locale:
            return locale
    return None


def _detected(words: str, locales: tuple[Locale, ...]) -> Locale | None:
    """Return the language of a text by its most common words; None where they do not decide."""
    said = re.findall(r"[^\W\d_]+", folded(words))
    scores = [(sum(map(known.tells, said)), locale) for locale in locales if (known := vocabulary(locale))]
    scores.sort(key=lambda score: -score[0])
    if not scores or scores[0][0] == 0 or (len(scores) > 1 and scores[0][0] <= scores[1][0] * 1.2):
        return None
    return scores[0][1]


@dataclass(frozen=True, slots=True)
class LocatedBlock:
    """A block and its document, which is counted from 0.

    ``picture``: the one right before it (``is_next``), or before a line that stands between, in whatever language.
    """

    block: DocumentBlock
    document: int = 0
    picture: int | str | None = None
    is_next: bool = False

    @property
    def location(self) -> Location:
        """The location of the block."""
        return replace(self.block.location, document=self.document)

    @property
    def key(self) -> PictureKey | None:
        """The picture that the block is; None where it is none."""
        return None if self.block.picture is None else (self.document, self.block.picture)


def by_language(
    documents: Sequence[SourceDocument], locales: tuple[Locale, ...]
) -> tuple[dict[Locale, list[LocatedBlock]], list[LocatedBlock]]:
    """Return the blocks of each language in order, and those that only name a language.

    A picture has the language of the text before it.
    """
    parts: dict[Locale, list[LocatedBlock]] = {locale: [] for locale in locales}
    labels: list[LocatedBlock] = []
    for number, document in enumerate(documents):
        # The language of most of the words; the site's first where nothing tells.
        words = (each.words for block in document.blocks for each in (block, *chain.from_iterable(block.cells)))
        now, is_named = _detected(" ".join(words), locales) or locales[0], False
        columns: Columns = ()
        near: list[int | str | None] = [None, None]
        for block in document.blocks:
            placed = LocatedBlock(block, number, near[-2] if near[-1] is None else near[-1], near[-1] is not None)
            near.append(block.picture)
            if block.form == "row":
                now, columns = _row(placed, locales, parts, labels, (now, columns))
                continue
            columns = ()
            if block.form != "break" and (name := _named_language(block.words, locales)) and len(block.words) < 40:
                now, is_named = name, True
                labels.append(placed)
            else:
                if not is_named and block.form not in {"picture", "break"}:
                    now = _detected(block.words, locales) or now
                parts[now].append(placed)
    return parts, labels


def _row(
    row: LocatedBlock,
    locales: tuple[Locale, ...],
    parts: dict[Locale, list[LocatedBlock]],
    labels: list[LocatedBlock],
    before: tuple[Locale, Columns],
) -> tuple[Locale, Columns]:
    """Share out a row's cells: columns in two languages to these, others one after another.

    ``before`` and the result: the language, and that of each column where a row above has named them.
    """
    (now, columns), cells = before, row.block.cells
    texts = [" ".join(block.words for block in cell) for cell in cells]
    heads = tuple(_named_language(words, locales) for words in texts)
    if any(heads):
        labels.extend(LocatedBlock(block, row.document) for cell in cells for block in cell)
        return next(head for head in heads if head), heads
    found = [_detected(words, locales) for words in texts]
    if len(columns) == len(cells) and all(columns):
        found = list(columns)
    known = [language for language in found if language]
    if len(known) == 1 and len(cells) == 2 and len(locales) == 2:
        # The other column holds too few words to tell.
        other = next(locale for locale in locales if locale != known[0])
        found = [language or other for language in found]
    for cell, language in zip(cells, found, strict=True):
        parts[language or now].extend(LocatedBlock(block, row.document) for block in cell)
    return now, tuple(found) if len(set(known)) > 1 else columns
