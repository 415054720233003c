"""The command line's words: every line that a person sees is the catalogs', in the language that they chose.

In the pseudo-locale every word of a catalog is in accents, so whatever is not was written into the program, or typed.
"""

from __future__ import annotations

import errno
import os
import re
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from site_builder.cli import build as build_verb
from site_builder.cli import editor as editor_verb
from site_builder.cli import photo, translations
from site_builder.cli.program import VERBS
from site_builder.locales import Locale, environment
from site_builder.locales.catalog import catalog
from site_builder.locales.environment import chosen_language
from site_builder.locales.pseudo import PSEUDO
from site_builder.mkdocs_plugin.running import worded
from site_builder.outputs.editor_program import EditorInstallError
from site_builder.problems import RULES
from site_builder.workers import WorkerError
from tests.support.command_line import STORY, Stories, make_project, put

EN, ES = Locale("en"), Locale("es")
SPANISH = ({"LANG": "es_SV.UTF-8"}, {"LC_ALL": "es_SV.UTF-8", "LANG": "en_US"}, {"LANGUAGE": "es:en", "LANG": "en_US"})
HELP = [(name, "--help") for name in sorted(VERBS)]
_VERBS = {*VERBS, *photo.VERBS, *translations.VERBS}
WRONG: tuple[tuple[str, ...], ...] = (
    (),
    ("--help",),
    ("photo", "add", "--help"),
    *(("translations", name, "--help") for name in ("accept", "record", "export", "import")),
    ("translations", "accept"),
    ("translations", "accept", "no-such-story", "--to", "es"),
    ("translations", "export", "--to", "xx"),
    ("translations", "import", "no-such-file.xlf"),
    ("translations", "--require"),
    ("words", "fr"),
    ("nonsense",),
    ("chekc",),
    ("check", "--bogus"),
    ("check", "--formt", "json"),
    ("check", "--format", "xml"),
    ("check", "--format"),
    ("check", "no-such-file"),
    ("check", "--as-of", "never"),
    ("check", "--project", "no-such-folder"),
    ("build", "--jobs", "99"),
    ("build", "--jobs", "many"),
    ("build", "--project", "stories"),
    ("new",),
    ("explain", "nothing-such"),
    ("preview", "no-such-story"),
    ("withdraw",),
    ("withdraw", "no-such-thing"),
    ("rollback",),
    ("rollback", "--to", "7"),
    ("consent",),
    ("photo", "ad"),
    ("photo", "add", "one", "no-such-file"),
    ("import", "no-such-file"),
    ("editor",),
    ("clean",),
    ("check",),
)

# What is typed, or stands in files, as it is: paths, options, words in an example's line, rules, quoted names.
_TYPED = re.compile(
    r"[\w.~-]*/[\w./~-]*|(?<!\w)--?[a-z][\w-]*(?:=\S*)?|\b[\w.-]+\.(?:yml|txt|md|lock|xlf)\b|\[[a-z-]+\]|“[^”]*”|\bv?\d[\w.]*"
)
_NAMES = {"stories", "MkDocs", "text", "json", "github", "directory", "file", "en", "es", "web", "social", "UTF"}
_PLAIN = re.compile(r"[A-Za-z]{2,}")
_OWN_LINES = {
    line.strip()
    for key, forms in catalog(EN).messages.items()
    if key.endswith(".examples")
    for line in forms[0].splitlines()
}


def plain(said: str, *typed: str) -> list[str]:
    """The lines that hold a word which no catalog gave."""
    found = []
    for line in said.splitlines():
        rest = _TYPED.sub(" ", "" if line.strip() in _OWN_LINES else line)
        rest = " ".join(word for word in rest.split() if word.rstrip("⟧") not in RULES)
        # A choice to type, such as none|crowd.
        rest = re.sub(r"\b\w+(?:\|\w+)+\b", " ", rest)
        words = set(_PLAIN.findall(rest)) - _NAMES - {word for one in typed for word in _PLAIN.findall(one)}
        if words - _VERBS:
            found.append(f"{sorted(words)} in: {line}")
    return found


@pytest.fixture
def stories(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stories:
    """The program, in a project with a story that has something to tell of."""
    make_project(tmp_path / "project", one=STORY.replace("2022-12-08", "2022-13-40"))
    monkeypatch.chdir(tmp_path / "project")
    return Stories(capsys)


@pytest.mark.parametrize("use", [*HELP, *WRONG], ids=" ".join)
def test_nothing_is_said_that_no_translator_has_seen(stories: Stories, use: tuple[str, ...]) -> None:
    """Help, wrong use and reports hold no word but the catalogs' and what is typed."""
    stories("--lang", PSEUDO, *use)
    assert stories.out + stories.err
    assert plain(stories.out + stories.err, *use) == []


def test_a_word_that_no_catalog_has_is_found() -> None:
    """The test above sees a line of help and a reason that are written into the program."""
    assert plain("⟦Ŵŕîîţéé⟧ stories check --help") == []
    assert len(plain("Usage: stories check")) == len(plain("⟦Ŵŕîîţéé⟧: Permission denied")) == 1


@pytest.mark.parametrize("environment", SPANISH, ids=" ".join)
@pytest.mark.parametrize("use", [*HELP, *WRONG], ids=" ".join)
def test_spanish_is_spanish_however_it_was_chosen(
    stories: Stories, use: tuple[str, ...], environment: dict[str, str]
) -> None:
    """By the environment or by --lang, every verb says the same, and no whole line of it is English."""
    stories("--lang", ES, *use)
    by_option = stories.out + stories.err
    stories.environment = environment
    stories(*use)
    assert stories.out + stories.err == by_option
    spanish = {form for forms in catalog(ES).messages.values() for form in forms}
    english = {form for forms in catalog(EN).messages.values() for form in forms} - spanish
    assert [line for line in by_option.splitlines() if line.strip() in english] == []


def _refused(number: int) -> Callable[..., Any]:
    def fail(*arguments: object, **named: object) -> None:
        raise OSError(number, os.strerror(number), "/home/somebody/site/index.html")

    return fail


@pytest.mark.parametrize(
    "number",
    [errno.EACCES, errno.ENOSPC, errno.EROFS, errno.ENOENT, errno.EMFILE, errno.EIO, errno.ENAMETOOLONG, errno.ENOTTY],
)
def test_what_the_computer_refuses_is_told_in_our_words(
    stories: Stories, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """A full disk, or no permission: the reason is no English line of the system's."""
    monkeypatch.setattr(build_verb, "stage", _refused(number))
    assert stories("build", "--lang", PSEUDO) == 1
    assert plain(stories.err, "index.html", errno.errorcode[number] if number == errno.ENOTTY else "") == []
    stories("build", "--lang", ES)
    assert os.strerror(number) not in stories.err


def test_a_worker_that_dies_is_told_in_the_language_that_was_asked_for(
    stories: Stories, monkeypatch: pytest.MonkeyPatch
) -> None:
    """--lang holds for what happens inside MkDocs too, whatever the environment says."""
    put(Path("stories/one/story.yml"), STORY)

    def died(*arguments: object, **named: object) -> None:
        raise WorkerError

    monkeypatch.setattr("site_builder.build.make", died)
    stories.environment = {"LANG": "en_US.UTF-8"}
    assert stories("build", "--lang", ES) == 1
    assert catalog(ES).text("cli.build.worker-died") in stories.err
    assert stories("build", "--lang", PSEUDO) == 1
    assert plain(stories.err) == []


def test_breaking_off_is_told_in_our_words(stories: Stories, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+C brings a line of ours."""

    def interrupted(*arguments: object, **named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(build_verb, "stage", interrupted)
    assert stories("build", "--lang", PSEUDO) == 1
    assert stories.err
    assert plain(stories.err) == []


def test_a_port_that_is_taken_is_told_in_our_words(stories: Stories) -> None:
    """Another program has the preview's port."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        assert stories("serve", "--port", str(other.getsockname()[1]), "--lang", PSEUDO) == 1
    assert stories.err
    assert plain(stories.err) == []


def test_no_network_is_told_in_our_words(stories: Stories, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the editor's program cannot be fetched, it is we who say so."""
    settings = Path("mkdocs.yml").read_text("utf-8")
    editor = "plugins:\n  - stories:\n      editor: {host: github, repository: a/b}\n"
    put(Path("mkdocs.yml"), settings.replace("plugins:\n  - stories:\n", editor))

    def cut_off() -> None:
        raise EditorInstallError from OSError(errno.ENETUNREACH, os.strerror(errno.ENETUNREACH))

    monkeypatch.setattr(editor_verb, "is_installed", lambda: False)
    monkeypatch.setattr(editor_verb, "install", cut_off)
    assert stories("editor", "--lang", PSEUDO) == 1
    assert stories.err
    assert plain(stories.err) == []


BROKEN = {
    "cut short": "site_name: [\n",
    "without the plugin": "site_name: A\nplugins: []\n",
    "without a name": "plugins:\n  - stories: {}\n",
    "with a misspelt setting": "site_name: A\nplugins:\n  - stories:\n      lokales: [en]\n",
    "in a time zone that there is not": "site_name: A\nplugins:\n  - stories: {time_zone: Nowhere}\n",
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_broken_settings_are_told_in_our_words(stories: Stories, text: str) -> None:
    """Neither YAML's nor MkDocs' own English comes through."""
    put(Path("mkdocs.yml"), text)
    assert stories("build", "--lang", PSEUDO) == 1
    assert plain(stories.out + stories.err, text) == []


REMARKS = (
    "Doc file 'en/about.md' contains a link 'x.md', but the target 'en/x.md' is not found among documentation files.",
    "Doc file 'a.md' contains a link 'x', but the target is not found among documentation files. Did you mean 'y.md'?",
    "Config value 'nonsense': Unrecognised configuration name: nonsense",
    "Aborted with 3 warnings in strict mode!",
    "Aborted with 1 configuration warnings in 'strict' mode!",
    "Aborted with a configuration error!",
)


@pytest.mark.parametrize("remark", REMARKS)
def test_what_mkdocs_says_often_is_told_in_our_words(remark: str) -> None:
    """A link that leads nowhere, a setting that there is not: told as we would tell it."""
    said = worded(remark, catalog(PSEUDO))
    assert plain(said) == []
    assert said != worded(REMARKS[-1], catalog(PSEUDO)) or remark == REMARKS[-1]


def test_what_mkdocs_says_rarely_is_marked_as_its_english() -> None:
    """What has no words of ours is not passed off as Spanish."""
    assert worded("Something odd.", catalog(ES)) == "MkDocs dice, en inglés: Something odd."


LANGUAGES = [
    ({"LANGUAGE": "es"}, "es"),
    ({"LANGUAGE": "fr:es:en", "LANG": "en_US"}, "es"),
    ({"LANGUAGE": "en", "LANG": "es_SV.UTF-8"}, "en"),
    ({"LANGUAGE": "fr", "LANG": "es_SV.UTF-8"}, None),
    ({"LANGUAGE": ":", "LANG": "es_SV.UTF-8"}, "es"),
    ({"LANGUAGE": "es", "LANG": "C"}, None),
    ({"LANGUAGE": "es", "LC_ALL": "C.UTF-8", "LANG": "es_SV"}, None),
    ({"LANG": "en_XA.UTF-8"}, "en-XA"),
]


@pytest.mark.parametrize(("environment", "spoken"), LANGUAGES)
def test_a_list_of_languages_comes_first(environment: dict[str, str], spoken: str | None) -> None:
    """LANGUAGE counts before the others, as gettext has it, unless no language is asked for."""
    assert chosen_language(environment) == spoken


@pytest.mark.parametrize(("number", "spoken"), [(0x440A, "es"), (0x0409, "en"), (0x040C, None), (0xFFFF, None)])
def test_windows_language_counts_where_no_variable_is_set(
    monkeypatch: pytest.MonkeyPatch, number: int, spoken: str | None
) -> None:
    """On Windows, which sets no variable, the program speaks as Windows does; a variable comes first all the same."""
    monkeypatch.setattr(environment, "_number_of_windows", lambda: number)
    assert chosen_language({}) == spoken
    assert chosen_language({"LANG": "es_SV"}) == "es"
    assert chosen_language({}, "en") == "en"
