"""What the audit makes of words in addresses and in what programs keep for themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.reading.serialization import dumps
from site_builder.withdrawal.audit import SearchedFolder, SearchTerms, audit
from site_builder.withdrawal.phrases import Phrase
from tests.support.command_line import put

TITLE = Phrase("Invented farmers dig a well")
SLUG = "invented-farmers-dig-a-well"
PAGE = f"en/stories/{SLUG}/index.html"


def kinds(root: Path, file: str, sought: SearchTerms) -> list[str]:
    """Of the traces in one file."""
    return [trace.kind for trace in audit([SearchedFolder("site", root, [file])], sought)]


@pytest.mark.parametrize(
    ("words", "phrase", "found"),
    [
        (f'<link rel="canonical" href="https://stories.example.org/en/stories/{SLUG}/">', TITLE, []),
        (f'<p>See <a href="/en/stories/{SLUG}/">Invented farmers dig a well</a>.</p>', TITLE, ["words"]),
        ("<p>No longer published.</p>", Phrase("Invented Farmers", "name"), []),
        ("<p>Of invented-farmers.</p>", Phrase("Invented Farmers", "name"), ["name"]),
    ],
)
def test_a_story_is_called_by_its_title_in_addresses(
    tmp_path: Path, words: str, phrase: Phrase, found: list[str]
) -> None:
    """A whole story's address stays, and answers with a neutral page: there its title is not told, elsewhere it is."""
    put(tmp_path / PAGE, words)
    assert kinds(tmp_path, PAGE, SearchTerms(frozenset({phrase}), addresses=frozenset({SLUG}))) == found


@pytest.mark.parametrize("written", ["\\u00e1", "\\u00E1", "\\u{e1}", "\\xe1", "a\\u0301", "&#225;", "&aacute;"])
def test_a_letter_by_its_number(tmp_path: Path, written: str) -> None:
    """However programs write a letter, it ends where it ends, though letters that are digits too follow."""
    put(tmp_path / "data.json", f'{{"who": "D{written}face Inventada"}}')
    assert kinds(tmp_path, "data.json", SearchTerms(frozenset({Phrase("Dáface Inventada", "name")}))) == ["name"]


def test_what_the_store_keeps_of_an_address(tmp_path: Path) -> None:
    """It knows the addresses of stories that are gone, and is not emptied for that, whatever byte says how long."""
    slugs = [f"invented{'-farmers' * 20}"[: length - 1] + "s" for length in range(33, 127)]
    titles = frozenset(Phrase(slug.replace("-", " ")) for slug in slugs)
    (tmp_path / "pack").write_bytes(b"".join(dumps((slug, {"es": slug}, [slug])) for slug in slugs))
    assert kinds(tmp_path, "pack", SearchTerms(titles)) == ["unread", "words"]
    assert kinds(tmp_path, "pack", SearchTerms(titles, addresses=frozenset(slugs))) == ["unread"]


@pytest.mark.parametrize("length", [20, 48, 65, 97, 122, 255, 300])
@pytest.mark.parametrize("words", ["Invented words about a well", "Palabras inventadas sobre un pózo"])
def test_what_the_store_keeps(tmp_path: Path, length: int, words: str) -> None:
    """A text is found in it, whatever byte says how long it is, and whatever comes behind it."""
    text = f"{words}{'.' * (length - len(words.encode()))}"
    (tmp_path / "pack").write_bytes(dumps({"en": {"text": text}}) + dumps((text, text + ".", [text])))
    assert "words" in kinds(tmp_path, "pack", SearchTerms(frozenset({Phrase(words)})))
    assert kinds(tmp_path, "pack", SearchTerms(frozenset({Phrase(f"{words} now")}))) == ["unread"]
