"""Edits of files in which people write: an item at the end of a list, words in a text, and nothing else changed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.reading.editing import append_item, item_text, replace_words
from site_builder.reading.yaml import load
from site_builder.reading.yaml_writing import Value

ITEM: dict[str, Value] = {
    "file": "b.jpg",
    "alt": {"en": 'A "field": green', "es": "Un campo"},
    "focus": ["0.5", "0.33"],
}
WRITTEN = """\
- file: b.jpg
  alt:
    en: "A \\"field\\": green"
    es: "Un campo"
  focus: [0.5, 0.33]
"""


def indented(columns: int, end: str = "\n") -> str:
    """The item as it must stand in the file, so far in."""
    return "".join(f"{' ' * columns}{line}{end}" for line in WRITTEN.splitlines())


@pytest.mark.parametrize(
    ("before", "after", "columns"),
    [
        ("title: A\nphotos:\n  - file: a.jpg\n", "", 2),
        ("title: A\nphotos:\n- file: a.jpg\n", "quotes:\n  - id: a\n", 0),
        ("photos:\n    -   file: a.jpg  # ours\n        alt: {en: A}\n", "\n# The end.\nbody: |\n  Text\n", 4),
        ("photos:\n  - file: a.jpg\n    # consent is on its way\n", "\n# quotes follow\nquotes: []\n", 2),
        (
            "photos:\n  - file: a.jpg\n    caption:\n      en: |\n        Long\n\n        text\n",
            "\n\nkind: case-study\n",
            2,
        ),
        ("photos:\n  - {file: a.jpg, alt: {en: A}}\n", "# end\n", 2),
        ("photos:\n  - file: a.jpg\n    note_x:\n", "kind: case-study\n", 2),
        ("photos:  # none yet\n", "kind: case-study\n", 2),
        ("\ufeffphotos:\n  - file: a.jpg\n", "kind: case-study\n", 2),
    ],
)
def test_the_item_is_the_last_and_nothing_else_changes(before: str, after: str, columns: int) -> None:
    """Whatever the layout, the lines of the item come behind the last item, before what belongs to the next field."""
    assert (
        append_item("story.yml", (before + after).encode(), "photos", ITEM)
        == (before + indented(columns) + after).encode()
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_they_did(end: str) -> None:
    """A file from Windows stays one."""
    before, after = f"photos:{end}  - file: a.jpg{end}", f"kind: case-study{end}"
    made = append_item("story.yml", (before + after).encode(), "photos", ITEM)
    assert made == (before + indented(2, end) + after).encode()


@pytest.mark.parametrize(
    ("before", "made"),
    [
        ("title: A", "title: A\nphotos:\n"),
        ("title: A\n# photos:\n#   - file:\n", "title: A\n# photos:\n#   - file:\nphotos:\n"),
        ("body: |\n  Text\n\n", "body: |\n  Text\n\nphotos:\n"),
        ("", "photos:\n"),
        ("photos: []", "photos:\n"),
        ("\ufeffphotos: []  # none\n", "\ufeffphotos:  # none\n"),
        ("photos:\n  - file: a.jpg", "photos:\n  - file: a.jpg\n"),
    ],
)
def test_a_list_is_begun_where_there_is_none(before: str, made: str) -> None:
    """Without a list the item begins one at the end; an empty one in brackets gives way to it."""
    assert append_item("story.yml", before.encode(), "photos", ITEM) == (made + indented(2)).encode()


@pytest.mark.parametrize(
    "text",
    [
        "photos: [{file: a.jpg}]\n",
        "photos: A\n",
        "photos: ''\n",
        "photos:\n  file: a.jpg\n",
        "title: [\n",
        "title: A\n---\nb: c\n",
        "title: A\n...\n",
        "{title: A}\n",
        "- a\n",
        "title: A\ntitle: B\n",
    ],
)
def test_what_would_change_more_is_left_to_people(text: str) -> None:
    """Where the item cannot be put in without changing other lines, nothing is made."""
    assert append_item("story.yml", text.encode(), "photos", ITEM) is None


def test_the_item_can_be_shown_to_copy_it() -> None:
    """For those who must put it in by hand it is written as it would stand there."""
    tree, problems = load("story.yml", b"photos:\n" + item_text(ITEM).encode())
    assert problems == []
    assert tree == {"photos": [ITEM]}


@pytest.mark.parametrize(
    ("file", "path", "before", "after"),
    [
        ("text.en.md", (), "\ufeff\r\nOne two\r\nthree\r\n", "\ufeff\r\nOne [two\r\nthree](#x)\r\n"),
        ("story.yml", ("body", "en"), "body:\n  en: One two three # a\n", "body:\n  en: One [two three](#x) # a\n"),
        ("story.yml", ("body", "en"), "body: {en: 'It''s two three'}\n", "body: {en: 'It''s [two three](#x)'}\n"),
        ("story.yml", ("body", "en"), "body:\n  en: >-\n    One two\n    three\n", None),
        ("story.yml", ("body", "es"), "body:\n  en: One two three\n", None),
        ("story.yml", ("body", "en"), "body: [\n", None),
    ],
)
def test_words_are_replaced_where_they_stand(file: str, path: tuple[str, ...], before: str, after: str | None) -> None:
    """Words give way to others in a text file and in a record; where they stand otherwise, a person must do it."""
    words = "One two\nthree" if not path else "It's two three" if "It''s" in before else "One two three"
    start = words.index("two")
    new = "[two\nthree](#x)" if not path else "[two three](#x)"
    made = replace_words(file, before.encode(), path, [(start, len(words), new)])
    assert made == (after.encode() if after is not None else None)


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1).map(str.strip).filter(bool))
@settings(deadline=None, derandomize=True, database=None, max_examples=300)
def test_any_words_are_read_back_or_nothing_is_written(words: str) -> None:
    """Whatever somebody types as a caption stands in the record to the letter, or the record is left alone."""
    data = b"photos:\n  - file: a.jpg\n"
    made = append_item("story.yml", data, "photos", {"file": "b.jpg", "caption": {"en": words}})
    if made is not None:
        tree, _ = load("story.yml", made)
        assert tree == {"photos": [{"file": "a.jpg"}, {"file": "b.jpg", "caption": {"en": words}}]}
