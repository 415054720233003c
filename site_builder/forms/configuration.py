"""Configure Sveltia CMS: which files there are, the form of each, and where the repository is.

Nothing of any record is in it: what people choose from (themes, partners …) the editor reads in the repository, for
which they sign in. https://sveltiacms.app/en/docs has every option.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from site_builder.forms.fields import Form, form_of, list_summary
from site_builder.forms.words import FormWords
from site_builder.locales import Locale
from site_builder.locales.catalog import catalog
from site_builder.locales.pseudo import PSEUDO
from site_builder.records import REGISTERS, Milestone, Settings, Story
from site_builder.records.settings import Editor
from site_builder.records.story import body_file

FINISHED = ("review", "published")
"""States of a story in which nothing may be missing. A draft may be saved unfinished: people write bit by bit."""

_ORIGIN = "_origin"
"""The field with the text that an entry was read from, so that its comments are kept when it is written."""

_ORIGIN_FIELD: Mapping[str, Any] = {"name": _ORIGIN, "widget": "hidden"}


def configuration(settings: Settings, editor: Editor, locale: Locale) -> dict[str, Any]:
    """Make the configuration of ``assets/editor/editor.js``: ``cms`` for Sveltia CMS with labels in ``locale``,
    ``records`` (shapes by the names of formats), ``locales``, the names of ``languages`` and ``states``, and its own
    ``words``."""
    words = FormWords(catalog(locale), [Locale(name) for name in settings.locales if name != PSEUDO])
    story = form_of(Story, words)
    lists = {name: form_of(model, words) for name, model in REGISTERS.items()}
    milestones = form_of(Milestone, words)
    records = {
        "story": story.shape,
        "milestones": {"is": "list", "of": milestones.shape},
        **{name: {"is": "register", "of": form.shape} for name, form in lists.items()},
    }
    return {
        "cms": {
            "load_config_file": False,
            "backend": _backend(editor),
            "publish_mode": "editorial_workflow",
            "app_title": words.words.text("editor.title"),
            # Pictures go beside their story; this is for those that belong to none.
            "media_folder": "stories",
            "public_folder": "/stories",
            # Pictures of other people's lives have no place here.
            "media_libraries": {"stock_assets": {"providers": []}},
            # What it would show is not the site's page; the site's own preview is.
            "editor": {"preview": False},
            "show_preview_links": False,
            "slug": {"encoding": "ascii", "clean_accents": True, "maxlength": 60, "timezone": "local"},
            "collections": [_stories(story, words), *_texts(words), _programme(lists, milestones, words)],
        },
        "records": records,
        "locales": list(words.locales),
        "languages": {locale: words.language(locale) for locale in words.locales},
        "states": {state: words.option("state", state) for state in FINISHED},
        "hosts": hosts(editor),
        "origin": _ORIGIN,
        # The editor fills in what it names.
        "words": {
            "unfinished": words.words.text("editor.unfinished", state="{state}", fields="{fields}"),
            "needed": words.words.text("editor.needed", field="{field}"),
            "twice": words.words.text("editor.twice", id="{id}"),
            "nameless": words.words.text("editor.nameless"),
            "unreadable": words.words.text("editor.unreadable"),
        },
    }


def hosts(editor: Editor) -> list[str]:
    """List the addresses that the editor asks for records and pictures: the repository's host."""
    if editor.host == "github" and not editor.address:
        return ["https://api.github.com"]
    parts = urlsplit(editor.address or "https://gitlab.com")
    return [f"{parts.scheme}://{parts.netloc}"]


def _backend(editor: Editor) -> dict[str, Any]:
    backend: dict[str, Any] = {"name": editor.host, "repo": editor.repository, "auth_methods": ["token"]}
    if editor.branch:
        backend["branch"] = editor.branch
    if editor.address:
        address = editor.address.rstrip("/")
        backend["api_root"] = f"{address}/api/{'v3' if editor.host == 'github' else 'v4'}"
        if editor.host == "gitlab":
            backend["base_url"] = address
    if editor.host == "github" and editor.sign_in:
        backend.update(base_url=editor.sign_in.rstrip("/"), auth_methods=["oauth", "token"])
    if editor.host == "gitlab" and editor.app_id:
        backend.update(auth_type="pkce", app_id=editor.app_id, auth_methods=["oauth", "token"])
    return backend


def _stories(form: Form, words: FormWords) -> dict[str, Any]:
    title = f"{{{{title.{words.shown_in}}}}}"
    return {
        "name": "stories",
        "label": words.words.text("form.stories"),
        "label_singular": words.words.text("form.stories.one"),
        "description": words.words.text("form.stories.help"),
        "icon": "article",
        "folder": "stories",
        "path": "{{slug}}/story",
        "extension": "yml",
        "format": "story",
        "identifier_field": f"title.{words.shown_in}",
        "summary": f"{title} ({{{{state}}}})",
        "slug": {"template": title, "editable": ["create"], "pattern": ["^[a-z0-9]+(-[a-z0-9]+)*$", words.mismatch]},
        "sortable_fields": {"fields": ["date"], "default": {"field": "date", "direction": "descending"}},
        "media_folder": "",
        "public_folder": "",
        "fields": [*form.fields, _ORIGIN_FIELD],
    }


def _texts(words: FormWords) -> list[dict[str, Any]]:
    """List the bodies that stand in files of their own: they are edited here, and not created."""
    return [
        {
            "name": f"texts-{locale}",
            "label": words.words.text("form.texts", language=words.language(locale, begins=False)),
            "description": words.words.text("form.texts.help"),
            "icon": "notes",
            "folder": "stories",
            "path": f"{{{{slug}}}}/{body_file(locale).removesuffix('.md')}",
            "extension": "md",
            "format": "raw",
            "identifier_field": "body",
            "summary": "{{slug}}",
            "create": False,
            "delete": False,
            "media_folder": "",
            "public_folder": "",
            "fields": [
                {"name": "body", "label": words.label("story", "body"), "widget": "text", "required": True},
            ],
        }
        for locale in words.locales
    ]


def _programme(lists: Mapping[str, Form], milestones: Form, words: FormWords) -> dict[str, Any]:
    return {
        "name": "registers",
        "label": words.words.text("form.registers"),
        "icon": "folder_open",
        "files": [
            _file("milestones", milestones, words),
            *(_file(name, form, words) for name, form in lists.items()),
        ],
    }


def _file(name: str, form: Form, words: FormWords) -> dict[str, Any]:
    label = words.words.text(f"form.registers.{name}")
    entries = {
        "name": "entries",
        "label": label,
        "label_singular": words.words.text(f"form.registers.{name}.one"),
        "widget": "list",
        "required": False,
        "collapsed": True,
        **list_summary(form, words),
        "fields": form.fields,
    }
    return {
        "name": name,
        "label": label,
        "file": f"content/{name}.yml",
        "format": name,
        "fields": [entries, _ORIGIN_FIELD],
    }
