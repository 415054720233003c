"""What goes to a translator and comes back is what it was, and a record takes words in without another byte changed."""

from __future__ import annotations

import re

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from site_builder.exchange import po, xliff
from site_builder.exchange.model import Segment, TranslationUnit, unit_id
from site_builder.exchange.segmentation import coded, split, uncoded
from site_builder.locales import Locale
from site_builder.locales.catalog import catalog
from site_builder.reading.editing import Words, set_texts
from site_builder.reading.yaml_nodes import RecordPath

# The same examples in every run; how busy the machine is decides nothing.
QUIET = settings(deadline=None, derandomize=True, database=None, max_examples=300)
WORDS = catalog(Locale("en"))

PIECES = st.one_of(
    st.sampled_from(["[90 people](#result-graduates)", "![](photo:cover)", "[](quote:farmer)", "[a *b*](story:x)"]),
    st.sampled_from(
        ["[![alt](photo:x)](https://b.org 'Title')", "<https://c.org>", "[ref][r]", "\n\n[r]: https://d.org\n\n"]
    ),
    st.sampled_from(["## ", "> ", "- ", "1. ", "    code\n", "  \n", "\\\n", "\n", "\n\n", "`a]`", "<div>", "&amp;"]),
    st.sampled_from(["**", *"*[]()\\", "Seeds for", " ñandú ", "maíz", " ", "\U0001f33d", '"', "{a}", "::2"]),
)
MARKDOWN = st.lists(PIECES, max_size=14).map("".join)


@QUIET
@given(MARKDOWN)
@example("- one\n  two\n  - three\n\n> a\n> \\*b\n")
@example("[[x](y)]")
def test_a_body_in_stretches_is_the_body(text: str) -> None:
    """Put together again, the stretches of a body are the body, and the codes of each are its Markdown."""
    found = split(text)
    assert found.joined(found.flat) == text
    for words in found.flat:
        first = coded(words)
        assert uncoded(first.parts, first.codes) == words
        same = coded(words, 1, first.codes, "t")
        assert (same.parts, same.codes) == (first.parts, first.codes)


@QUIET
@given(MARKDOWN)
def test_a_line_break_that_means_nothing_is_a_space(text: str) -> None:
    """A body of one-line stretches says what the body says: it has the same stretches."""
    found = split(text)
    joined = found.gaps[0] + "".join(f"{words}{gap}" for words, gap in zip(found.flat, found.gaps[1:], strict=True))
    assert split(joined).flat == found.flat


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")) | st.sampled_from('\n\t"\\<>&]%'), min_size=1
)


@QUIET
@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=4), st.sampled_from(["missing", "stale", "machine", "ok"]))
def test_both_formats_bring_back_what_they_took_along(pairs: list[tuple[str, str]], state: str) -> None:
    """Source and translation come out of a file as they went into it, whatever signs they hold."""
    unit = TranslationUnit("a:b", "a", "b", False, 0, state, "0" * 20, tuple(Segment(*pair) for pair in pairs))  # type: ignore[arg-type]
    for form in (xliff, po):
        (back,) = form.load(form.dump([unit], "en", "es", WORDS)).units
        assert (back.id, back.was) == (unit.id, unit.was)
        assert [("".join(map(str, each.source)), "".join(map(str, each.target))) for each in back.segments] == pairs


@QUIET
@given(
    st.text(min_size=1, max_size=20).filter(lambda name: "/" not in name), st.from_regex(r"\A[a-z0-9]+[a-z0-9._-]*\Z")
)
@example("Ñandú & más_5f_", "results.x.unit.one")
def test_an_id_is_a_name_token_and_leads_back(folder: str, name: str) -> None:
    """Any folder and field have an id that XML takes, and no other has the same."""
    for document in (folder, f"content/{folder}.yml"):
        found = unit_id(document, name)
        assert re.fullmatch(r"[A-Za-z0-9._:-]+", found)
        where, _, end = found.rpartition(":")
        back = re.sub(r"_([0-9a-f]+)_", lambda code: chr(int(code[1], 16)), where.replace(":", "/"))
        assert (back, end) == (document, name)


RECORD = """\
# kept
title: # why
  en: {0}
  es: {1}   # checked by M.
note_x: "don't touch"

results:
-   id: a
    what:
        es: {1}
        en: {0}
    # between
-   id: b
    what:
        en: {0}
    unit:
        en:
            one: seed
            other: seeds
        # below
    source_at: {{en: here, es: {2}}}
    reading:
        en: >-
            folded
            text

        es: |+
            old

            words
last: 1
"""
SCALARS = st.sampled_from(["plain words", "'it''s'", '"a \\"b\\""', "", "~", "''"])
NEW = (
    st.text(
        st.sampled_from(list("abz ñ\n\n#:-'\"{}[],&*!|>%@`?\\<~=. 0"))
        | st.characters(codec="utf-8", categories=("L", "P")),
        min_size=1,
        max_size=160,
    )
    .map(lambda words: words.replace("\u0085", "").strip())
    .filter(bool)
)


@QUIET
@given(
    st.tuples(SCALARS, SCALARS, SCALARS),
    st.lists(NEW, min_size=6, max_size=6),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
@example(("a", "b", "c"), ["null", "1", "- x", "a: b", "x\n\n y", "#"], "\n", False)
def test_words_come_in_and_nothing_else_changes(
    old: tuple[str, str, str], new: list[str], end: str, has_mark: bool
) -> None:
    """A record reads back as wanted; outside of the lines that hold its new words every byte is the same."""
    source = ("\ufeff" if has_mark else "") + RECORD.format(*old).replace("\n", end)
    unit = {"one": new[3], "other": new[4]}
    changes: list[tuple[RecordPath, Words]] = [
        (("title", "es"), new[0]),
        (("results", 0, "what", "es"), new[1]),
        (("results", 1, "what", "es"), new[2]),
        (("results", 1, "unit", "es"), unit),
        (("results", 1, "source_at", "es"), new[4]),
        (("results", 1, "reading", "es"), new[5]),
    ]
    made = set_texts("story.yml", source.encode(), changes)
    assert made is not None
    text = made.decode()
    tree = yaml.load(text.removeprefix("\ufeff"), yaml.CBaseLoader)
    first, second = tree["results"]
    assert tree["title"]["es"].strip() == new[0]
    assert [first["what"]["es"].strip(), second["what"]["es"].strip(), second["unit"]["es"]] == [new[1], new[2], unit]
    assert [second["source_at"]["es"], second["reading"]["es"].strip()] == [new[4], new[5]]
    kept = [line for line in source.splitlines(keepends=True) if not re.match(r"\s+(es:|old|words|source_at)", line)]
    position = 0
    for line in kept:
        if line.strip():
            position = text.index(line, position) + len(line)
    assert text.startswith("\ufeff") == has_mark
    assert text.count("\n") == text.count(end)
    assert "# checked by M." in text
