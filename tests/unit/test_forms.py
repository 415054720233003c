"""The forms of the editor in the browser, and records as editors with forms write them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest
import yaml
from pydantic import BaseModel

from site_builder.forms import configuration
from site_builder.forms.fields import PATTERNS
from site_builder.locales import Locale
from site_builder.locales.catalog import known_locales
from site_builder.outputs.editor import editor
from site_builder.problems import Place
from site_builder.reading.records import build
from site_builder.reading.yaml import load
from site_builder.records import Settings
from site_builder.records import fields as kinds
from site_builder.records.base import Record
from tests.support import forms, records
from tests.support.forms import MODELS

ON = {"host": "github", "repository": "example/stories"}
EMPTY = ("''", '""', "", "~", "null", "[]", "{}", "['']", "{en: '', es: ''}", "{en: {one: '', other: ''}}", "[{}]")
KINDS: dict[str, type[BaseModel]] = {}


def _gather(model: type[BaseModel]) -> None:
    KINDS[model.__name__.lower()] = model
    for _, hint in forms.fields_of(model):
        for inner in (hint, *get_args(hint)):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                _gather(inner)


for each in MODELS.values():
    _gather(each)

OPTIONAL = [
    (model, name)
    for model in KINDS.values()
    if issubclass(model, Record)
    for name, _ in forms.fields_of(model)
    if not model.model_fields[name].is_required()
]


def settings(**fields: Any) -> Settings:
    """A site with an editor."""
    return records.settings(editor={**ON, **fields})


def configured(locale: str = "en", **fields: Any) -> Any:
    """What the editor is given."""
    found = settings(**fields)
    assert found.editor
    return configuration(found, found.editor, Locale(locale))


def read(model: type[Any], text: str) -> Any:
    """A record out of YAML; there must be nothing wrong with it."""
    tree, problems = load("record.yml", text.encode())
    assert problems == []
    assert tree is not None
    found, problems = build(model, tree, Place("record.yml"))
    assert problems == []
    return forms.without_places(found)


@pytest.mark.parametrize(("model", "name"), OPTIONAL, ids=lambda it: it if isinstance(it, str) else it.__name__)
def test_what_a_form_leaves_empty_is_absent(model: type[Record], name: str) -> None:
    """An optional field that a form writes though nobody filled it in counts as not written."""
    full = forms.record(model)
    del full[name]
    without = read(model, yaml.safe_dump(full, allow_unicode=True))
    is_list = "tuple" in str(dict(forms.fields_of(model))[name])
    for empty in EMPTY:
        # A form for one value writes no list, and one for a list no single value.
        if is_list or "[" not in empty:
            text = yaml.safe_dump(full, allow_unicode=True) + f"{name}: {empty}\n"
            assert read(model, text) == without, empty


@pytest.mark.parametrize("style", [None, '"', "'"], ids=["plain", "double", "single"])
@pytest.mark.parametrize("variant", range(3))
@pytest.mark.parametrize("model", [model for model in KINDS.values() if issubclass(model, Record)])
def test_quotation_marks_make_no_difference(model: type[Record], variant: int, style: str | None) -> None:
    """Editors put every value into quotation marks, or none, and break no line: the record is the same."""
    tree = forms.record(model, variant)
    written = yaml.safe_dump(tree, allow_unicode=True, width=10_000, default_style=style, sort_keys=False)
    flow = yaml.safe_dump(tree, allow_unicode=True, width=10_000, default_flow_style=True, sort_keys=False)
    assert read(model, written) == read(model, flow)


def widgets(value: Any) -> Iterator[dict[str, Any]]:
    """Every field of a configuration."""
    if isinstance(value, dict):
        if "widget" in value:
            yield value
        for inner in value.values():
            yield from widgets(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from widgets(inner)


@pytest.mark.parametrize("locale", known_locales())
def test_every_field_is_labelled_and_explained(locale: Locale) -> None:
    """Each field of each record has words of its own in the form, in every language; so has each choice."""
    words = configured(locale)["cms"]
    collections = {collection["name"]: collection for collection in words["collections"]}
    found = {
        "story": collections["stories"]["fields"],
        **{file["name"]: file["fields"][0]["fields"] for file in collections["registers"]["files"]},
    }
    for name, model in MODELS.items():
        assert [field["name"] for field in found[name] if field["widget"] != "hidden"] == [
            field for field, _ in forms.fields_of(model)
        ]
    named = [field for field in widgets(words) if field["widget"] not in {"hidden", "list"} and "label" in field]
    assert len(named) > 150
    assert [field for field in named if not field["label"].strip() or "_" in field["label"]] == []
    for kind, model in KINDS.items():
        for name, hint in forms.fields_of(model):
            assert f"form.{kind}.{name}" in forms_words(locale), f"form.{kind}.{name}"
            for value in choices(hint):
                assert f"option.{name}.{value}" in forms_words(locale), f"option.{name}.{value}"


def forms_words(locale: Locale) -> set[str]:
    """The keys of a language's own catalog."""
    from tests.unit.test_catalogs import own

    return set(own(locale))


def choices(hint: Any) -> Iterator[str]:
    """The words of a choice, wherever it stands in a field's kind."""
    if str(hint).startswith("typing.Literal"):
        yield from get_args(hint)
    elif not hasattr(hint, "__metadata__"):
        for inner in get_args(hint):
            if "LocaleName" not in str(hint) and not _is_language(hint):
                yield from choices(inner)


def _is_language(hint: Any) -> bool:
    return any(getattr(inner, "__metadata__", None) for inner in get_args(hint)) and "unknown" in str(hint)


@pytest.mark.parametrize(
    ("kind", "taken", "refused"),
    [
        (kinds.Id, "a-1 abc", "A a_b -a a- á"),
        (kinds.Reference, "a/b a-1/b-2", "a a/b/c /b A/b"),
        (kinds.Period, "2022 2022-12 2022-12-08 2024-Q1 2024-10/2029-10 ../2022-12-08 2022/..", "8/12/2022 22"),
        (kinds.When, "unstated 2022", "Unstated soon"),
        (kinds.Day, "2022-12-08", "2022-12 8.12.2022"),
        (kinds.DayOrMoment, "2022-12-20 2022-12-20T08:00-06:00 2022-12-20T08:00Z", "2022-12-20T08:00 tomorrow"),
        (kinds.Amount, "90 3700 -1 0.5", "3,700 1.0.0 ninety 1e9"),
        (kinds.Fraction, "0 0.33 1 1.0", "1.1 -0.1 50%"),
        (kinds.Url, "https://example.org/a http://example.org", "example.org ftp://example.org"),
        (kinds.Email, "office@example.org", "office example.org"),
        (kinds.LocaleName, "en es-SV kek unknown", "EN english_"),
    ],
)  # fmt: skip
def test_forms_take_what_records_take(kind: object, taken: str, refused: str) -> None:
    """What is not of a field's form is refused while somebody types it; an empty line is not."""
    pattern = next(pattern for each, pattern in PATTERNS if each == kind)
    assert all(re.search(pattern, value) for value in ("", *taken.split()))
    assert not any(re.search(pattern, value) for value in refused.split())


def test_required_fields_are_marked() -> None:
    """What a story, a figure and a photo cannot be published without is marked in the form."""
    story = configured()["cms"]["collections"][0]["fields"]

    def marked(fields: list[dict[str, Any]]) -> list[str]:
        return [field["name"] for field in fields if field.get("required", False)]

    inner = {field["name"]: field.get("fields", []) for field in story}
    assert marked(story) == ["title", "summary", "date", "countries", "body"]
    assert set(marked(inner["results"])) == {"id", "value", "what", "status", "when"}
    assert set(marked(inner["quotes"])) == {"id", "speaker", "speaker_kind", "role", "text"}
    assert set(marked(inner["photos"])) >= {"file", "alt", "credit", "licence", "people"}


def test_the_repository_is_where_the_settings_say() -> None:
    """GitHub, GitLab, a host of one's own; people sign in with a token unless the settings name something else."""
    assert configured()["cms"]["backend"] == {"name": "github", "repo": "example/stories", "auth_methods": ["token"]}
    assert configured(sign_in="https://sign-in.example.org/", branch="trunk")["cms"]["backend"] == {
        "name": "github",
        "repo": "example/stories",
        "branch": "trunk",
        "base_url": "https://sign-in.example.org",
        "auth_methods": ["oauth", "token"],
    }
    own = configured(host="gitlab", address="https://gitlab.example.org", app_id="abc")["cms"]["backend"]
    assert own == {
        "name": "gitlab",
        "repo": "example/stories",
        "base_url": "https://gitlab.example.org",
        "api_root": "https://gitlab.example.org/api/v4",
        "auth_type": "pkce",
        "app_id": "abc",
        "auth_methods": ["oauth", "token"],
    }
    assert configured()["cms"]["publish_mode"] == "editorial_workflow"


def test_nothing_of_any_record_is_in_the_configuration() -> None:
    """Anybody may read the editor's files, so what is chosen from is read in the repository, after signing in."""
    text = json.dumps(configured())
    for field in widgets(json.loads(text)):
        if field["name"] in {"themes", "partners", "programmes", "by", "source", "indicator", "programme"}:
            assert field["widget"] == "relation"
            assert "options" not in field
    assert "token" not in text.replace('"auth_methods": ["token"]', "")


@pytest.mark.parametrize("off", [{}, {"editor": "false"}])
def test_without_a_repository_there_is_no_editor(off: dict[str, str]) -> None:
    """A site whose settings name no repository, or say false, has nothing at admin/."""
    assert records.settings(**off).editor is None
    assert list(editor(records.settings(**off))) == []


@pytest.mark.parametrize("name", ["stories", "https://github.com/example/stories", "a b/c", "../x y"])
def test_a_repository_is_named_as_its_host_shows_it(name: str) -> None:
    """Anything but owner/name is refused before an editor is made with it."""
    with pytest.raises(ValueError, match="not of the expected form"):
        settings(repository=name)
