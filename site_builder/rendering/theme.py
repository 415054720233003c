"""Renders the page layout with MkDocs' theme, Material."""

from __future__ import annotations

import copy
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from types import MethodType
from typing import Any
from urllib.parse import quote

import jinja2
import material
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.ext import Extension, InternationalizationExtension
from jinja2.filters import FILTERS
from jinja2.tests import TESTS
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.theme import Theme
from mkdocs.utils.templates import script_tag_filter, url_filter

from site_builder.locales import Locale
from site_builder.locales.formats import autonym
from site_builder.locales.languages import direction
from site_builder.rendering.lang_attributes import LanguageMarkup
from site_builder.rendering.layout import Layout, LayoutKey, LayoutLocale, LayoutSettings, Links, accent, split_at_slots
from site_builder.store import key, software
from site_builder.store.keys import PACKAGE, load_cached, save_cached

OVERRIDES = Path(str(resources.files("site_builder"))) / "templates" / "overrides"

_UNUSED = re.compile(
    r"assets/(?:javascripts/(?:bundle\.|lunr/|workers/)|images/favicon\.png\Z)|.*\.map\Z|sitemap\.xml\Z"
)

# Controls of Material's own script, which is not loaded. Without it they are dead, and as HTML they are not valid.
_DEAD = re.compile(
    r'<input class="md-toggle"[^>]*>|<label class="md-overlay"[^>]*></label>'
    r'|<div data-md-component="(?:skip|announce)">\s*</div>'
    r'|<div class="md-dialog" data-md-component="dialog">\s*<div class="md-dialog__inner md-typeset"></div>\s*</div>'
)


def prepare_config(config: MkDocsConfig) -> None:
    """Make the configuration's theme the one that the shell is written for. Call it in ``on_config``.

    The package's overrides come before Material's templates (and after a project's own ``custom_dir``); fonts from
    another host, MkDocs' own 404 and sitemap, and Material's default features are off.
    """
    theme = config.theme
    overrides = str(OVERRIDES)
    if overrides not in theme.dirs:
        theme.dirs.insert(1 if theme.custom_dir else 0, overrides)
    # It has no other place at which to say how files of a theme are found.
    vars(theme)["get_env"] = MethodType(_environment, theme)
    theme.static_templates.clear()
    theme["font"] = False
    theme["features"] = ["navigation.tabs"]
    theme["palette"] = {"scheme": "default", "primary": "custom", "accent": "custom"}


def prepare_environment(env: jinja2.Environment) -> jinja2.Environment:
    """Turn on escaping, which MkDocs leaves off: a value is text unless it says that it is markup. For ``on_env``."""
    env.autoescape = True
    env.bytecode_cache = CompiledTemplates()
    return env


def _environment(theme: Theme) -> jinja2.Environment:
    """As MkDocs makes it, but with a quicker way to list the theme's files."""
    env = type(theme).get_env(theme)
    if type(env.loader) is jinja2.FileSystemLoader:
        env.loader = _ThemeLoader(env.loader.searchpath, env.loader.encoding, env.loader.followlinks)
    return env


class _ThemeLoader(jinja2.FileSystemLoader):
    def list_templates(self) -> list[str]:
        """Return all files outside hidden folders: in one Material has 14,000 icons, and MkDocs takes nothing from
        there."""
        found: set[str] = set()
        for top in self.searchpath:
            for folder, folders, files in os.walk(top, followlinks=self.followlinks):
                folders[:] = [name for name in folders if not name.startswith(".")]
                found.update(Path(folder, name).relative_to(top).as_posix() for name in files)
        return sorted(found)


def localized_config(config: MkDocsConfig, locale: Locale, site_name: str) -> MkDocsConfig:
    """Return a copy of ``config`` in which the theme speaks ``locale``; the original is not touched."""
    theme = copy.deepcopy(config.theme)
    theme["language"] = theme_language(config, locale)
    theme["direction"] = direction(locale)
    copied = copy.copy(config)
    copied["theme"] = theme
    copied["site_name"] = site_name
    return copied


def theme_language(config: MkDocsConfig, locale: Locale) -> str:
    """Return the one of Material's languages that ``locale`` is shown with: its own, its base language's, else
    English."""
    for name in (str(locale), str(locale).partition("-")[0]):
        if any(Path(folder, "partials", "languages", f"{name}.html").is_file() for folder in config.theme.dirs):
            return name
    return "en"


def is_used(src_uri: str) -> bool:
    """Return whether a file of the theme belongs into the site: Material's script, search and source maps do not.

    Nor does MkDocs' sitemap template, which is copied as it stands once it is no longer one of the static pages.
    """
    return not _UNUSED.match(src_uri)


def without_dead_controls(html: str) -> str:
    """Return a rendered page without the controls of Material's script."""
    return _DEAD.sub("", html)


def tidy(html: str) -> str:
    """Return a rendered layout as it is cut: without dead controls and without the templates' blank space.

    Only for the layout itself: in a page's text line breaks can carry meaning.
    """
    return re.sub(r"\s*\n\s*", "\n", without_dead_controls(html)).lstrip()


_INSTALLED = tuple(f"{folder}/" for folder in (PACKAGE, *material.__path__))
# What finds templates, and what they are given when they run.
_OF_NO_ACCOUNT = {"auto_reload", "bytecode_cache", "cache", "globals", "loader"}
_KNOWN = (*FILTERS.values(), *TESTS.values(), script_tag_filter, url_filter)
_NAMES = {
    id(known): f"{known.__module__}.{known.__qualname__}"
    for known in (*_KNOWN, InternationalizationExtension, jinja2.Undefined)
}


class CompiledTemplates(BytecodeCache):
    """The code of installed templates. A project's own are compiled each time; and all of them in an environment which
    holds something that is neither Jinja's nor MkDocs'."""

    def get_bucket(self, environment: jinja2.Environment, name: str, filename: str | None, source: str) -> Bucket:
        """Return the place for a template's code, with the code where it is known."""
        mark = _mark(environment) if filename and filename.startswith(_INSTALLED) else None
        if mark is None:
            return Bucket(environment, "", "")
        place = f"templates/{key('template', str(filename))}"
        bucket = Bucket(environment, place, key("template", software(), mark, name, str(filename), source))
        bucket.code = load_cached(bucket.key, bucket.checksum)
        return bucket

    def set_bucket(self, bucket: Bucket) -> None:
        """Keep the code that was made."""
        if bucket.key:
            save_cached(bucket.key, bucket.checksum, bucket.code)


def _mark(environment: jinja2.Environment) -> str | None:
    """Return all in an environment that code may depend on; None where that is not known by name and version."""
    if type(environment) is not jinja2.Environment:
        return None
    return _named({name: value for name, value in vars(environment).items() if name not in _OF_NO_ACCOUNT})


def _named(value: Any) -> str | None:
    if value is None or isinstance(value, str | bool | int):
        return repr(value)
    if isinstance(value, Mapping):
        named = {str(name): _named(part) for name, part in value.items()}
        return None if None in named.values() else repr(sorted(named.items()))
    if isinstance(value, MethodType):
        # What an extension adds to the environment.
        value = value.__self__
    return _NAMES.get(id(type(value) if isinstance(value, Extension) else value))


@dataclass(frozen=True, slots=True)
class _View:
    """What the overrides read as ``shell``. ``words``: for attributes; ``said``: the same for text, and ``lang`` the
    attributes of an element in a language, as pages have them."""

    site: LayoutSettings
    here: LayoutLocale
    section: str
    links: Links
    words: Any
    said: Any
    lang: Any
    style: str
    icon: str
    slots: Mapping[str, str]


class LayoutRenderer:
    """Gives layouts. Made once a build, in the process that runs MkDocs; what it gives can go to any process."""

    def __init__(self, config: MkDocsConfig, settings: LayoutSettings) -> None:
        """``config`` has been through ``prepare_config``; an accent that is no colour raises ValueError."""
        self.settings = settings
        self._env: jinja2.Environment = prepare_environment(config.theme.get_env())
        self._configs = {
            here.locale: localized_config(config, here.locale, here.site_name) for here in settings.locales
        }
        self._languages = tuple((here.locale, autonym(here.words)) for here in settings.locales)
        self._style, self._icon = _style(settings.accent), _icon(settings.accent)
        self._layouts: dict[LayoutKey, Layout] = {}

    def layout(self, locale: Locale, section: str, address: str) -> Layout:
        """Return the layout for a page at ``address`` in ``section``; made at the first call for its key, then kept."""
        return self.layout_for(self.settings.layout_key(locale, section, address))

    def context(self, locale: Locale, section: str, links: Links, slots: Mapping[str, str]) -> dict[str, Any]:
        """Return what Material's templates and the overrides need. ``slots``: HTML by slot.

        There is no ``page`` in it: Material then links from the site's root, so a layout depends on depth alone.
        """
        here = self.settings.by_locale[locale]
        config = self._configs[locale]
        said = LanguageMarkup(here.words)
        words = (here.words.text, said.text, said.lang)
        view = _View(self.settings, here, section, links, *words, self._style, self._icon, slots)
        return {"config": config, "page": None, "nav": None, "base_url": links.base.rstrip("/") or "/", "shell": view}

    def layout_for(self, key: LayoutKey) -> Layout:
        """Return the layout of this key; made at the first call, then kept."""
        if key not in self._layouts:
            locale, section, links = key
            template = self._env.get_template("main.html")
            parts, slots = split_at_slots(
                lambda texts: tidy(template.render(self.context(locale, section, links, texts)))
            )
            here = self.settings.by_locale[locale]
            self._layouts[key] = Layout(
                parts, slots, locale, here.site_name, self.settings.site_url, links, self._languages
            )
        return self._layouts[key]


def _style(colour: str) -> str:
    shades = accent(colour)
    return (
        f":root{{--site-accent:{shades.light};--site-on-accent:{shades.on_light};"
        f"--site-accent-dark:{shades.dark};--site-on-accent-dark:{shades.on_dark}}}"
        "[data-md-color-scheme=slate]{--site-accent:var(--site-accent-dark);--site-on-accent:var(--site-on-accent-dark)}"
    )


def _icon(colour: str) -> str:
    # Without any icon browsers ask the server's root for favicon.ico, which is an error in every visitor's console.
    shades = accent(colour)
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
        f'<rect width="32" height="32" rx="6" fill="{shades.light}"/>'
        f'<path d="M8 8h16v4H8zm0 6h16v4H8zm0 6h10v4H8z" fill="{shades.on_light}"/></svg>'
    )
    return "data:image/svg+xml," + quote(svg, safe="=/:")
