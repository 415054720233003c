"""However a file is broken, no message about it holds what stands in consent, in notes, in comments or in names."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.problems import Place
from site_builder.reading.records import build
from site_builder.reading.yaml import load
from site_builder.records import Story

SECRET = "Xochitl"
RECORD = f"""\
id: a-story
language: en
title:
  en: Ninety people  # {SECRET} told us
# {SECRET} is the source.
summary: {{en: b}}
note_source: {SECRET} said so
note_long: |
  {SECRET} said

  {SECRET} said more
date: 2022-12-08
countries: [SV, HN]
people:
  - name: {SECRET}
    consent:
      reference: {SECRET}
      status: {SECRET}
      until: {SECRET}
      covers: [{SECRET}, web]
  - {{name: {SECRET}, consent: {{reference: {SECRET}}}}}
quotes:
  - id: first
    speaker: Somebody
    note_who: "{SECRET} herself"
    role:
      en: farmer
    text:
      en: Words
    consent: {{reference: {SECRET}, status: given,
      until: {SECRET}}}
  - id: second
    consent:
      - {SECRET}
body:
  en: |
    One.
results:
  - id: one
    note_: [{SECRET}, {SECRET}]
    value: 90
"""
LINES = RECORD.splitlines(keepends=True)
TROUBLE = st.sampled_from(
    [
        ": ",
        ":",
        " #",
        " #4",
        "'",
        '"',
        "[",
        "]",
        "{",
        "}",
        ", ",
        "&",
        "*",
        "!",
        "|",
        "> ",
        "@",
        "%",
        "\t",
        "\\",
        "- ",
        "…",
        "\0",
    ]
)


@st.composite
def broken(draw: st.DrawFn) -> str:
    """The record with trouble where people make it: in values, at the ends of lines, in indentation. Keys stay."""
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 3))):
        number = draw(st.integers(0, len(lines) - 1))
        line = lines[number]
        value = line.find(": ") + 2 if ": " in line else len(line) - len(line.lstrip())
        match draw(st.sampled_from(["inside", "end", "indent", "blank", "twice", "paste"])):
            case "inside":
                at = draw(st.integers(value, max(value, len(line) - 1)))
                lines[number] = line[:at] + draw(TROUBLE) + line[at:]
            case "end":
                lines[number] = line.rstrip("\n") + draw(TROUBLE) + "\n"
            case "indent":
                lines[number] = draw(st.sampled_from(["", " ", "\t", "      "])) + line.lstrip(" ")
            case "blank":
                lines.insert(number, draw(st.sampled_from(["\n", "---\n", "...\n", "en\n", "- a\n"])))
            case "twice":
                lines.insert(number, line)
            case "paste":
                lines[number] = draw(TROUBLE) + line
    return "".join(lines)


@given(broken())
@settings(deadline=None, derandomize=True, database=None, max_examples=1_500)
def test_no_message_holds_a_secret(text: str) -> None:
    """No parameter of any problem repeats a private word, and no message ever shows more than parameters."""
    tree, problems = load("story.yml", text.encode())
    if tree is not None:
        _, problems = build(Story, tree, Place("story.yml"))
    shown = [str(value) for problem in problems for value in problem.params.values()]
    assert [value for value in shown if SECRET in value] == []


def test_the_control_finds_a_public_word() -> None:
    """A broken line that is public is shown corrected: the test above would see a secret."""
    _, problems = load("story.yml", RECORD.replace("Ninety people", "Ninety: people").encode())
    assert "Ninety: people" in str(problems[0].params["corrected"])
