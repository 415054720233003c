"""Describes the number words of Spanish, and the contexts in which a number is not a figure."""

from __future__ import annotations

from site_builder.locales.numerals.vocabulary import (
    NumberWords,
    Vocabulary,
    alternatives,
    context,
    duration_words,
    listed,
    month_names,
    pattern,
    unaccented,
)
from site_builder.locales.text import Locale

_ES = Locale("es")
_SMALL = listed(
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
    "dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete "
    "veintiocho veintinueve"
)
_TENS = listed("treinta cuarenta cincuenta sesenta setenta ochenta noventa")
_HUNDREDS = listed("doscient trescient cuatrocient quinient seiscient setecient ochocient novecient")
_SCALES = {
    "mil": 10**3, "millon": 10**6, "millones": 10**6, "billon": 10**12, "billones": 10**12, "docena": 12, "docenas": 12,
}  # fmt: skip
_HALF_A = pattern(r"medi[oa](?= (?:millon|billon|docena)\b)")

WORDS = NumberWords(
    values={
        **{unaccented(word): n for n, word in enumerate(_SMALL)},
        **{word: 10 * n for n, word in enumerate(_TENS, 3)},
        **{f"{word}{ending}": 100 * n for n, word in enumerate(_HUNDREDS, 2) for ending in ("os", "as")},
        "un": 1,
        "una": 1,
        "veintiun": 21,
        "veintiuna": 21,
        "cien": 100,
        "ciento": 100,
    },
    scales=_SCALES,
    joiner="y",
    joins_tens=True,
    expressions={"medio": ("0.5", _HALF_A), "media": ("0.5", _HALF_A), "y": ("half", pattern(r"y medi[oa]\b"))},
    ones=frozenset({"un", "una", "uno"}),
    bare_scales=frozenset({"mil"}),
    ends=frozenset({"cien"}),
    not_after=pattern(r"\bpor \Z"),  # por ciento
)

_MONTH = alternatives(month_names(_ES) | {"septiembre", "setiembre"})
_STRETCHES = listed("semestre semestres bimestre bimestres quincenas lustros noches añitos")
_DURATION = (
    r" (?:(?:y medi[oa]|larg[oa]s|primer[oa]s|últim[oa]s|más|seguid[oa]s|consecutiv[oa]s|hábiles|naturales) )*"
    rf"(?:{alternatives(duration_words(_ES).union(_STRETCHES))})\b"
)
# After "cada" or "esta" such a word names nothing: "en cada fase 90 personas".
_NAMED = (
    r"(?<!cada\s)(?<!esta\s)(?<!este\s)(?<!por\s)"
    r"(?:páginas?|págs?\.|pp?\.|figuras?|gráficos?|cuadros?|tablas?|recuadro|anexo|sección|secciones|artículos?|arts?\.|"
    r"capítulos?|cap\.|volumen|vol\.|n\.º|n[º°]|núms?\.|nos?\.|número|fase|etapa|paso|objetivos?|ODS|meta|ruta|"
    r"carretera|kilómetro|km|grado|versión|resolución|decreto|ley|agenda|ISO|COP|líneas?|párrafos?|pregunta|módulo|"
    r"siglo|CA)(?: |-)?"
)
_PARTS = (
    r"tercios|tercer[ao]s? partes?|cuartos|cuart[ao]s? partes?|quintos|quint[ao]s? partes?|sextos|octavos|décim[ao]s"
)

_OF_THE_DAY = r" en punto| y (?:media|cuarto)| de la (?:mañana|tarde|noche)| del mediodía|\s*(?:[.,;)]|\Z)"

SPANISH = Vocabulary(
    words=WORDS,
    rules=(
        context("date", after=rf" (?:de )?(?:{_MONTH})(?!\w)", most=31),
        context("date", before=r"los años ", most=90),
        context("ordinal", after=r"\.?(?:[ºª°]|er\b|r[ao]s?\b|d[ao]\b|t[ao]\b|v[ao]\b|m[ao]\b|n[ao]\b)"),
        context("share", after=rf" (?:{_PARTS})\b| veces\b|\s?[x×](?!\w)"),
        context("duration", after=_DURATION),
        context("duration", before=r"(?:edad(?:es)? de|edad(?:es)? entre|mayores de|menores de|cumplió|cumplir) "),
        context("time", after=r"\s*(?:[ap]\.\s?m\.|[ap]m\b|hrs?\b|h\b)", most=24),
        context("time", before="a las? ", after=_OF_THE_DAY, most=24),
        context("label", before=_NAMED),
    ),
    percent=r"\s?(?:%|por\s+ciento\b|puntos\s+porcentuales\b)",
    between="a|al|y|e|o|u|hasta|ni|[yoa] (?:el|la|los|las)",
    out_of="de cada|de entre",
)
