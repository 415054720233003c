"""The catalogs: the same keys in every language, all of them used, none missing, every gap filled in."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterator
from importlib import resources
from pathlib import Path
from typing import get_args

import pytest

from site_builder.cleaning.files import KINDS
from site_builder.facts.ledger import STANDINGS, Cause
from site_builder.locales import Locale, system_errors
from site_builder.locales import catalog as module
from site_builder.locales.catalog import Wording, catalog, is_for_readers, known_locales, reader_keys
from site_builder.mkdocs_plugin import running
from site_builder.outputs import search
from site_builder.pages.figures import Reason
from site_builder.problems import RULES, Severity
from site_builder.problems.explanation import examples
from site_builder.records.story import Kind, Level, Status
from tests.support import catalog_keys

EN = Locale("en")
PLACEHOLDER = re.compile(r"\{(\w+)\}")
GRAINS = ("day", "month", "quarter", "year")
FAMILIES: dict[str, Collection[str]] = {
    "rule.": {*RULES, *(f"{rule}.hint" for rule in RULES), *(f"hidden-data.{kind}" for kind in KINDS)},
    "severity.": set(Severity),
    "help.grade.": set(Severity),
    "help.why.": {example.family for example in examples().values()},
    "standing.": set(STANDINGS),
    "status.": set(get_args(Status)),
    "level.": set(get_args(Level)),
    "kind.": set(get_args(Kind)),
    "total-reason.": {reason for reason in get_args(Reason) if reason},
    "cli.next.": set(get_args(Cause)),
    "search.ui.": {name.replace("_", "-") for name in search._NAMES},
    "system.": {*system_errors._REASONS, "not-installed", "silent", "other"},
    "mkdocs.": {*running._KNOWN, "other"},
    "quarter.": {"1", "2", "3", "4"},
    **{f"period.{kind}.": set(GRAINS) for kind in ("by", "from", "range", "end")},
}


def own(locale: str) -> dict[str, tuple[str, ...]]:
    """The words of a catalog's own file, without what it borrows from English."""
    source = resources.files("site_builder").joinpath("catalog", f"{locale}.po").read_text("utf-8")
    entries = re.findall(r'^msgid "(.+)"\n(?:msgid_plural .*\n)?((?:msgstr.*\n?|".*\n?)+)', source, re.MULTILINE)
    return {key: tuple(re.findall(r'^msgstr(?:\[\d\])? "(.*)"', words, re.MULTILINE)) for key, words in entries}


@pytest.mark.parametrize("locale", known_locales())
def test_catalogs_hold_the_same_keys(locale: Locale) -> None:
    """Whatever the interface says, it says in every language, with as many forms as that language needs."""
    mine, english = own(locale), own("en")
    assert mine.keys() ^ english.keys() == set()
    assert len(mine) > 700
    assert [key for key in mine if len(mine[key]) != len(english[key])] == []


@pytest.mark.parametrize("locale", known_locales())
def test_no_entry_is_empty_or_there_twice(locale: Locale) -> None:
    """No words are missing, and no key has two sets of words."""
    source = resources.files("site_builder").joinpath("catalog", f"{locale}.po").read_text("utf-8")
    keys = re.findall(r'^msgid "(.+)"$', source, re.MULTILINE)
    assert sorted(key for key in set(keys) if keys.count(key) > 1) == []
    assert [key for key, forms in catalog(locale).messages.items() if not all(form.strip() for form in forms)] == []
    assert sorted(set(keys) - catalog(locale).messages.keys()) == []


@pytest.mark.parametrize("locale", known_locales())
def test_every_language_fills_in_the_same(locale: Locale) -> None:
    """What English has to say of a record, the other languages say too."""
    english = catalog(EN).messages
    for key, forms in catalog(locale).messages.items():
        assert set(PLACEHOLDER.findall(forms[-1])) == set(PLACEHOLDER.findall(english[key][-1])), key
        assert set(PLACEHOLDER.findall(forms[0])) <= set(PLACEHOLDER.findall(forms[-1])), key


@pytest.mark.parametrize("locale", known_locales())
def test_no_message_has_a_space_too_many(locale: Locale) -> None:
    """Two spaces stand only where a line is indented, and every quotation that begins ends."""
    for key, forms in catalog(locale).messages.items():
        for form in forms if not key.endswith(".examples") else ():
            assert not re.search(r"[^\s}] {2,}\S", form), (key, form)
            assert form.count("“") == form.count("”"), (key, form)


def test_every_key_that_is_asked_for_is_there() -> None:
    """No page and no command asks for words that there are not, or leaves a gap in them."""
    messages = catalog(EN).messages
    asked = list(catalog_keys.calls())
    assert len(asked) > 200
    assert [call for call in asked if call.key not in messages] == []
    for call in asked:
        if call.given is not None:
            gaps = {name for form in messages[call.key] for name in PLACEHOLDER.findall(form)}
            assert gaps <= call.given, call


def test_no_key_is_unused() -> None:
    """Every entry is said somewhere: translators translate nothing in vain."""
    names, patterns = catalog_keys.mentioned()
    keys = catalog(EN).messages.keys()
    assert [key for key in keys if key not in names and not any(found.match(key) for found in patterns)] == []


def test_spanish_opens_what_it_closes() -> None:
    """Every Spanish question and exclamation begins with its sign."""
    for key, forms in catalog(Locale("es")).messages.items():
        for form in forms:
            # Signs of regular expressions, of code and of what is quoted are no Spanish.
            words = re.sub(r"“[^”]*”|\"[^\"]*\"|https?://\S+|!ENV|!=|\{\w+\}", "x", form)
            closed = re.findall(r"(?<=[\w)])[?!]", words)
            assert (words.count("¿"), words.count("¡")) == (closed.count("?"), closed.count("!")), key


def test_readers_words_are_told_from_the_makers() -> None:
    """What pages say is for readers, and what only commands, reports and forms say is not: a key's first part tells."""
    asked = {name.partition(".")[0] for name in catalog_keys.families(catalog_keys.of_pages)}
    others = {name.partition(".")[0] for name in catalog_keys.families(catalog_keys.of_tools)}
    families = {key.partition(".")[0] for key in catalog(EN).messages}
    readers = {family for family in families if is_for_readers(f"{family}.x")}
    assert readers == families & asked
    assert families - readers == (families & others) - asked
    assert len(reader_keys()) > 150


@pytest.mark.parametrize("prefix", FAMILIES)
def test_every_choice_has_its_words(prefix: str) -> None:
    """Each value of a choice has words, and no words are left of one that is gone."""
    names, _ = catalog_keys.mentioned()
    keys = {key for key in catalog(EN).messages if key.startswith(prefix)}
    expected = {f"{prefix}{value}" for value in FAMILIES[prefix]}
    assert expected - keys == set()
    assert keys - expected - names == set()


_HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
_ENGLISH = """
msgid "a"
msgstr "one"

msgid "b"
msgstr "two"
"""
_POLISH = """"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

msgid "a"
msgstr "jeden"

msgid "b"
msgstr ""

msgid "n"
msgid_plural "n"
msgstr[0] "{number} plik"
msgstr[1] "{number} pliki"
msgstr[2] "{number} plików"
"""


@pytest.fixture(name="translated")
def _translated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package whose catalogs are these: English, and a Polish that has little."""
    folder = tmp_path / "catalog"
    folder.mkdir()
    (folder / "en.po").write_text(_HEAD + _ENGLISH, "utf-8")
    (folder / "pl.po").write_text(_HEAD + _POLISH, "utf-8")
    monkeypatch.setattr(module, "_FOLDER", folder)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    for kept in (module.catalog, module.shipped):
        kept.cache_clear()
    yield folder
    for kept in (module.catalog, module.shipped):
        kept.cache_clear()


def test_what_a_language_lacks_is_said_in_english(translated: Path) -> None:
    """A new language can be begun with a few words; the others speak English until they are there."""
    polish = catalog(Locale("pl"))
    assert [polish.text(key) for key in ("a", "b")] == ["jeden", "two"]
    assert catalog(Locale("fr")).text("a") == "one"
    assert known_locales() == ["en", "pl"]


def test_a_language_has_its_own_plurals(translated: Path) -> None:
    """Numbers take the form that their language asks for; fractions take the last."""
    polish = catalog(Locale("pl"))
    assert [polish.plural("n", number, number=number) for number in (1, 3, 5, 22, 1.5)] == [
        "1 plik",
        "3 pliki",
        "5 plików",
        "22 pliki",
        "1.5 plików",
    ]


@pytest.mark.parametrize("words", ["{0}", "{a.b}", "{a:>10}", "{a!r}", "{}", "{{a}}", "{a", "%(a)s", "{__class__}"])
def test_what_is_filled_in_is_plain_text(words: str) -> None:
    """Braces in somebody's title are that title's braces and nothing else."""
    assert catalog(EN).text("title.page", title=words, number=2).count(words) == 1


def test_braces_of_a_catalog_reach_into_nothing() -> None:
    """What looks like a format specification in a catalog stays as it is written."""
    words = module.Catalog((EN,), (Wording(EN, {"k": ("{a.b} {a:>10} {a!r} {} {a}",)}),))
    assert words.text("k", a="x") == "{a.b} {a:>10} {a!r} {} x"


@pytest.mark.parametrize(
    ("locale", "number", "words"),
    [("en", 0, "0 stories"), ("en", 1, "1 story"), ("en", 2, "2 stories"), ("es", 0, "0 historias"),
     ("es", 1, "1 historia"), ("es", 2, "2 historias")],
)  # fmt: skip
def test_numbers_take_their_form(locale: str, number: int, words: str) -> None:
    """One story, two stories, and none."""
    assert catalog(Locale(locale)).plural("count.stories", number, number=number) == words
