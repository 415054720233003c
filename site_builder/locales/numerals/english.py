"""Describes the number words of English, and the contexts in which a number is not a figure."""

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
)
from site_builder.locales.text import Locale

_EN = Locale("en")
_SMALL = listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = listed("twenty thirty forty fifty sixty seventy eighty ninety")
_SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "millions": 10**6, "billion": 10**9, "dozen": 12}
_BEFORE_SCALE = r"(?=[\s-]+(?:hundred|thousand|million|billion|dozen)\b)"
_A = pattern(rf"an?{_BEFORE_SCALE}")

WORDS = NumberWords(
    values={**{word: n for n, word in enumerate(_SMALL)}, **{word: 10 * n for n, word in enumerate(_TENS, 2)}},
    scales=_SCALES,
    joiner="and",
    joins_tens=False,
    expressions={
        "a": ("1", _A),
        "an": ("1", _A),
        "half": ("0.5", pattern(rf"half an?{_BEFORE_SCALE}")),
        "and": ("half", pattern(r"and a half\b")),
    },
    ones=frozenset({"one"}),
)

# "May" and "March" are verbs without their capital.
_MONTH = rf"(?-i:{alternatives(month_names(_EN) | {'Sept'})})\.?"
_STRETCHES = listed("fortnight fortnights semester semesters night nights weekend weekends term terms")
_DURATION = (
    r"[\s-]+(?:(?:and a half|full|long|short|more|consecutive|working|business|calendar|whole|further)[\s-]+)*"
    rf"(?:{alternatives(duration_words(_EN).union(_STRETCHES))})\b"
)
# After "each" or "the" such a word names nothing: "on the line 90 people waited".
_NAMED = (
    r"(?<!each\s)(?<!this\s)(?<!every\s)(?<!per\s)(?<!that\s)(?<!the\s)"
    r"(?:pages?|pp?\.|fig(?:ures?|s?\.)|tables?|box|annex|appendix|sections?|articles?|arts?\.|chapters?|volume|vol\.|"
    r"nos?\.|phase|stage|step|goals?|SDGs?|objectives?|route|highway|km|grades?|version|resolution|decree|law|act|"
    r"agenda|ISO|COP|lines?|paragraphs?|question|module|CA)(?: |-)?"
)
_FRACTIONS = listed("halves thirds quarters fourths fifths sixths sevenths eighths ninths tenths hundredths")
_ORDINALS = listed(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth thirtieth hundredth thousandth millionth"
)

ENGLISH = Vocabulary(
    words=WORDS,
    rules=(
        context("date", after=rf"(?:st|nd|rd|th)? (?:of )?{_MONTH}(?!\w)", most=31),
        context("date", before=rf"{_MONTH} (?:the )?", most=31),
        context("date", before="(?:19|20)", after="s"),
        context("date", after=r"s\b"),
        context("ordinal", after=rf"(?:st|nd|rd|th)\b|[\s-]+(?:and )?(?:{'|'.join(_ORDINALS)})\b"),
        context("share", after=rf"[\s-]+(?:{'|'.join(_FRACTIONS)})\b|[\s-]+(?:times|fold)\b|fold\b|\s?[x×](?!\w)"),
        context("duration", after=_DURATION),
        context("duration", before=r"(?:aged?|ages|age of|aged between|ages between|ages of|aged from)(?: |-)"),
        context("time", after=r"\s*(?:[ap]\.m\.|[ap]m\b|o[’']clock|hrs?\b|GMT\b|UTC\b)", most=24),
        context("label", before=_NAMED),
    ),
    percent=r"[\s-]?(?:%|percent\b|per\s+cent\b|pct\b|percentage\s+points?\b)",
    between="to|and|or|through|until|and the",
    out_of="in|in every|out of|out of every|of every|of each",
    magnitudes={"k": 10**3, "K": 10**3, "M": 10**6, "bn": 10**9},
)
