"""Catalogs of a project: read as other people's text, said before the package's, and never trusted."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.locales import Locale, formats, po
from site_builder.locales.catalog import (
    Wording,
    catalog,
    catalog_for,
    known_locales,
    plural_index,
    plural_of,
    reader_keys,
    shipped,
)
from site_builder.locales.formats import autonym
from site_builder.locales.languages import priority
from site_builder.reading.catalogs import read_catalogs
from site_builder.reading.source import MAX_BYTES
from tests.support.command_line import Stories, make_project

EN, ES, AR, QUC = map(Locale, ("en", "es", "ar", "quc"))


def wording(locale: Locale, plural: str = "n != 1", **messages: str) -> Wording:
    """A catalog of a few words; ``_`` in a name stands for a point."""
    return Wording(locale, {key.replace("_", "."): (words,) for key, words in messages.items()}, plural)


def read(root: Path, text: str, locale: str = "es") -> tuple[Wording | None, list[str]]:
    """What a project's catalog gives, and the rules that it breaks."""
    file = root / "content" / "catalog" / f"{locale}.po"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    found, problems = read_catalogs(root, [locale])
    return found.get(Locale(locale)), [problem.rule for problem in problems]


def test_what_is_missing_is_said_in_the_next_language() -> None:
    """First a language's own words, then those of what it is a kind of, then the site's languages in order."""
    own = {Locale("pt"): wording(Locale("pt"), nav_home="Início"), QUC: wording(QUC, nav_home="Ja")}
    words = catalog_for(Locale("pt-BR"), ["es", "pt-BR"], own)
    assert (words.text("nav.home"), words.language_of("nav.home")) == ("Início", "pt-BR")
    assert (words.text("nav.stories"), words.language_of("nav.stories")) == ("Historias", "es")
    assert catalog_for(QUC, ["es", "quc"], own).text("nav.stories") == "Historias"
    assert catalog_for(QUC, ["en", "es", "quc"], own).text("nav.stories") == "Stories"
    assert catalog_for(QUC, ["quc"], own).text("nav.stories") == "Stories"
    assert priority(Locale("zh-Hant-TW"), ["es", "zh-Hant-TW"]) == ("zh-Hant-TW", "zh-Hant", "zh", "es", "en")


def test_a_project_changes_single_words() -> None:
    """Words of the package can be others in one project; all the rest stay as they are."""
    words = catalog_for(ES, ["en", "es"], {ES: wording(ES, nav_stories="Relatos")})
    assert words.text("nav.stories") == "Relatos"
    assert words.messages.keys() == catalog(ES).messages.keys()
    assert catalog(ES).text("nav.stories") == "Historias"


def test_words_that_stand_in_keep_their_own_plurals() -> None:
    """A number takes the form of the language that the words are in, not that of the page."""
    words = catalog_for(AR, ["ar", "en"], {AR: wording(AR, plural="n==0 ? 0 : n==1 ? 1 : 2", nav_home="الرئيسية")})
    assert [words.plural("count.stories", number, number=number) for number in (0, 1, 2)] == [
        "\u20680\u2069 stories",
        "\u20681\u2069 story",
        "\u20682\u2069 stories",
    ]


def test_names_stand_apart_where_reading_goes_the_other_way() -> None:
    """In Arabic sentences what is filled in is isolated; in English and Spanish nothing is added."""
    words = catalog_for(AR, own={AR: wording(AR, title_page="{title}، صفحة {number}")})
    assert words.text("title.page", title="USAID", number=2) == "\u2068USAID\u2069، صفحة \u20682\u2069"
    assert catalog(ES).text("title.page", title="USAID", number=2) == "USAID, página 2"


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    """A catalog has bounds like every other file."""
    assert read(tmp_path, 'msgid "nav.home"\nmsgstr "x"\n' + "#" * MAX_BYTES) == (None, ["file-too-large"])
    assert read(tmp_path, 'msgid "nav.home"\nmsgstr "\u202ex"\n')[1] == ["text-bidi"]


@pytest.mark.parametrize(
    "plural",
    ["n.__class__", "().__class__", "n if n else 0", "2**9999999", "[0][n]", "1/0", "n%0", "n/(n-100)-n", "-n", "9",
     "n" * 5000, "(" * 500, " " * 50_000 + ";x", "1;1", "lambda: 0", "__import__('os')"],
)  # fmt: skip
def test_no_plural_rule_runs_anything_or_leads_nowhere(plural: str, tmp_path: Path) -> None:
    """What is no expression of numbers, or gives a form that is not there, makes a catalog unusable and no error."""
    before = time.monotonic()
    found, rules = read(tmp_path, f'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural={plural};\\n"\n')
    assert rules in (["catalog-plural-rule"], ["catalog-unreadable"])
    assert (found is None) == (rules == ["catalog-plural-rule"])
    assert time.monotonic() - before < 5


def test_a_rule_that_divides_by_nothing_gives_the_first_form() -> None:
    """A number for which somebody's rule fails stops no build."""
    index = plural_index("1/(n-5000)")
    assert index
    assert index(5000) < 0
    odd = Wording(ES, {"count.stories": ("una", "{number}")}, "1/(n-5000)")
    assert catalog_for(ES, own={ES: odd}).plural("count.stories", 5000, number=5000) == "una"


@pytest.mark.parametrize("words", ["a\0b", "\x1b[31m", "a\x9bb", "\uffff"])
def test_what_is_no_text_is_not_said(words: str, tmp_path: Path) -> None:
    """A control character would make a feed that no program reads; its line is told."""
    found, rules = read(tmp_path, f'msgid "nav.home"\nmsgstr "{words}"\n')
    assert rules == ["catalog-unreadable"]
    assert found
    assert "nav.home" not in found.messages


def test_words_are_not_taken_away(tmp_path: Path) -> None:
    """A link without a word would be one that nobody sees: white space counts as not translated yet."""
    found, rules = read(tmp_path, 'msgid "nav.home"\nmsgstr " \\t"\n')
    assert rules == []
    assert found
    assert catalog_for(ES, own={ES: found}).text("nav.home") == "Inicio"


@pytest.mark.parametrize("word", ["avances", "manual"])
def test_an_address_of_the_package_is_taken(word: str, tmp_path: Path) -> None:
    """A word for an address that another part of the site has by itself would put two pages in one place."""
    assert read(tmp_path, f'msgid "address.stories"\nmsgstr "{word}"\n')[1] == ["catalog-address-twice"]
    swapped = 'msgid "address.stories"\nmsgstr "avances"\n\nmsgid "address.progress"\nmsgstr "historias"\n'
    assert read(tmp_path, swapped)[1] == []


def test_thousands_of_unknown_keys_take_no_time(tmp_path: Path) -> None:
    """What a key may have meant is looked for only where there are few that nobody knows."""
    before = time.monotonic()
    text = "".join(f'msgid "nav.homx{number}"\nmsgstr "x"\n' for number in range(20_000))
    assert len(read(tmp_path, text)[1]) == 20_000
    assert time.monotonic() - before < 10


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "{{ 7 * 7 }}", "%(x)s", "<@BASE@>"])
def test_words_are_text(words: str, tmp_path: Path) -> None:
    """Markup in a catalog is what readers read, not what browsers do."""
    found, rules = read(tmp_path, f'msgid "nav.home"\nmsgstr "{words}"\n')
    assert rules == []
    assert found
    assert catalog_for(ES, own={ES: found}).text("nav.home") == words


LINES = [
    *(
        'msgid ""',
        'msgid "a"',
        'msgid "nav.home"',
        'msgid_plural "a"',
        'msgctxt "x"',
        "nonsense",
        "#, fuzzy",
        "# words",
    ),
    *('msgstr "x"', 'msgstr[0] "x"', 'msgstr[9] "x"', '"more"', 'msgstr "\\"', '"\\\\"', ""),
    '"Plural-Forms: nplurals=9; plural=n;\\n"',
]


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(st.lists(st.sampled_from(LINES) | st.text(max_size=12)))
def test_whatever_is_read_is_an_entry_or_a_fault(lines: list[str]) -> None:
    """No text makes the reader fail, and every fault is a line that is there."""
    text = "\n".join(lines)
    found = po.parse(text)
    assert all(1 <= line <= text.count("\n") + 1 for line in found.faults)
    assert all(entry.key and entry.forms for entry in found.entries)


ENTRIES = [
    *LINES,
    'msgid "cut short',
    *(f'msgid "{key}"\nmsgstr "{words}"\n' for key in ("a", "nav.home", "") for words in ("x", "", "\\n")),
]


@settings(max_examples=500, deadline=None, derandomize=True, database=None)
@given(st.lists(st.sampled_from(ENTRIES) | st.text(max_size=4), max_size=12))
def test_usual_entries_are_read_like_all_others(lines: list[str]) -> None:
    """A note that says nothing has the whole text read line by line, and changes nothing of what is read."""
    text = "\n".join(lines)
    assert po.parse(text) == po.parse(f"{text}\n#, python-brace-format")


@pytest.mark.parametrize("locale", known_locales())
def test_the_packages_own_catalogs_are_whole(locale: Locale) -> None:
    """Every line of the package's catalogs can be read, and their readers' words are all there."""
    path = Path(po.__file__).parents[1] / "catalog" / f"{locale}.po"
    assert po.parse(path.read_text("utf-8")).faults == ()
    own = shipped(locale)
    assert own
    assert [key for key in reader_keys() if key not in own.messages] == []


@pytest.mark.parametrize(
    ("locale", "forms", "taken"),
    [("ar", 6, [0, 1, 2, 3, 4, 5]), ("pl", 4, [2, 0, 1, 1, 2, 2]), ("fr", 2, [0, 0, 1, 1, 1, 1]),
     ("es", 2, [1, 0, 1, 1, 1, 1]), ("quc", 1, [0] * 6), ("mam", 2, [1, 0, 1, 1, 1, 1])],
)  # fmt: skip
def test_new_catalogs_know_their_plurals(locale: str, forms: int, taken: list[int]) -> None:
    """The plural rule that a new catalog begins with is CLDR's, as gettext can read it."""
    count, plural = plural_of(Locale(locale))
    index = plural_index(plural)
    assert index
    assert (count, [index(number) for number in (0, 1, 2, 4, 11, 100)]) == (forms, taken)


@pytest.mark.parametrize(
    ("locale", "own", "name"),
    [("es", {}, "Español"), ("es-GT", {}, "Español"), ("ar", {}, "العربية"), ("quc", {}, "Kʼicheʼ"), ("mam", {}, "Mam"),
     ("mam", {"language_name": "Qyol mam"}, "Qyol mam")],
)  # fmt: skip
def test_a_language_is_called_as_it_calls_itself(locale: str, own: dict[str, str], name: str) -> None:
    """By CLDR, else by its own catalog, else by its code; never by the name of the language that stands in."""
    code = Locale(locale)
    assert autonym(catalog_for(code, ["es", locale], {code: wording(code, **own)})) == name


def test_what_cldr_lacks_is_taken_from_the_sites_languages() -> None:
    """K'iche' dates and countries are Spanish where Spanish comes first, and English where English does."""
    spanish, english = priority(QUC, ["es", "en", "quc"]), priority(QUC, ["en", "es", "quc"])
    assert [formats.country("SV", *order) for order in (spanish, english)] == ["El Salvador", "El Salvador"]
    assert [formats.country("DO", *order) for order in (spanish, english)] == [
        "República Dominicana",
        "Dominican Republic",
    ]
    assert formats.country_passage("DO", *spanish).language == "es"
    assert formats.language("en", *spanish) == "inglés"


def test_a_catalog_is_begun_and_filled_in(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The command writes what readers' pages lack, with the English words; later it adds, and touches nothing else."""
    stories = Stories(capsys)
    project = make_project(tmp_path / "project")
    file = project / "content" / "catalog" / "ar.po"
    assert stories("words", "ar", "--project", str(project)) == 0
    text = file.read_text("utf-8")
    assert '#. Stories\nmsgid "nav.stories"\nmsgstr ""' in text
    assert text.count("msgstr[5]") == text.count("msgid_plural") > 2
    assert 'msgid "rule.' not in text
    assert po.parse(text).faults == ()
    file.write_text(text.replace('msgid "nav.home"\nmsgstr ""', 'msgid "nav.home"\nmsgstr "الرئيسية"'), "utf-8")
    kept = file.read_text("utf-8")
    assert stories("words", "ar", "--project", str(project)) == 0
    assert file.read_text("utf-8") == kept
    file.write_text(kept.partition("#. Results")[0], "utf-8")
    assert stories("words", "ar", "--project", str(project)) == 0
    assert file.read_text("utf-8").startswith(kept.partition("#. Results")[0].rstrip())
    assert {entry.key for entry in po.parse(file.read_text("utf-8")).entries} == {*reader_keys()}


@pytest.mark.parametrize("wanted", ["../en", "EN", "arabic-words", "a"])
def test_what_is_no_language_gets_no_file(capsys: pytest.CaptureFixture[str], tmp_path: Path, wanted: str) -> None:
    """A slip of the keyboard writes nowhere."""
    project = make_project(tmp_path / "project")
    assert Stories(capsys)("words", wanted, "--project", str(project)) == 2
    assert not (project / "content" / "catalog").exists()
