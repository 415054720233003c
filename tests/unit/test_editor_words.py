"""The words of the editor's program: those that it lacks in Spanish, and that nothing of its own is lost."""

from __future__ import annotations

import json

import pytest

from site_builder.outputs.editor import in_our_words, with_our_words
from site_builder.outputs.editor_program import program_files


def flat(words: object, before: str = "") -> dict[str, str]:
    """What is said, by dotted keys."""
    if not isinstance(words, dict):
        return {before: str(words)}
    return {key: said for name, it in words.items() for key, said in flat(it, f"{before}.{name}".strip(".")).items()}


@pytest.mark.parametrize("language", ["en", "es"])
def test_ours_take_the_place_of_theirs(language: str) -> None:
    """Each sentence of ours stands where the program looks for one, with the same parts to fill in, and in Spanish none
    of them is English; all others stay as they were."""
    files = {name: content for name, content in program_files(["en", "es"]) if name.startswith("locales/")}
    english = flat(json.loads(files["locales/en-US.json"]))
    name = {"en": "locales/en-US.json", "es": "locales/es-CO.json"}[language]
    before, after = flat(json.loads(files[name])), flat(json.loads(with_our_words(name, files[name])))
    ours = {key for key in after if before.get(key) != after[key]}
    assert {"saving_entry.error.description", "unselected_option"} <= ours
    for key in ours:
        for part in ("{$name}", "{$date}"):
            assert (part in english[key]) == (part in after[key]), key
        assert language == "en" or english[key] != after[key]
    assert {key: said for key, said in before.items() if key not in ours}.items() <= after.items()


def test_other_languages_stay_as_they_are() -> None:
    """A language that we do not speak is left to the program."""
    assert with_our_words("locales/fr.json", b'{"save":"Enregistrer"}') == b'{"save":"Enregistrer"}'


def test_english_stands_in_the_program_itself() -> None:
    """The program says its English words without asking for a file of them: ours are in it, once each, and nothing in
    them ends a string of the program."""
    files = dict(in_our_words(program_files(["en", "es"])))
    before = dict(program_files(["en", "es"]))
    english, theirs = (flat(json.loads(found["locales/en-US.json"])) for found in (files, before))
    program = files["cms.js"].decode()
    changed = {key for key in english if english[key] != theirs[key]}
    assert len(changed) > 10
    for key in changed:
        assert program.count(f"{key.rpartition('.')[2]}:`{english[key]}`") == 1, key
        assert not {"`", "\\"} & set(english[key])
        assert "${" not in english[key]
