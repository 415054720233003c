"""Material as MkDocs loads it: which of its parts the site uses, and its words and colours for one locale."""

from __future__ import annotations

import copy
import os
import re
from importlib import resources
from pathlib import Path
from types import MethodType

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.theme import Theme

from site_builder.locales import Locale
from site_builder.locales.languages import direction
from site_builder.rendering.shell.compiled import CompiledTemplates

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
        env.loader = _Loader(env.loader.searchpath, env.loader.encoding, env.loader.followlinks)
    return env


class _Loader(jinja2.FileSystemLoader):
    def list_templates(self) -> list[str]:
        """All files outside hidden folders: in one Material has 14,000 icons, and MkDocs takes nothing from there."""
        found: set[str] = set()
        for top in self.searchpath:
            for folder, folders, files in os.walk(top, followlinks=self.followlinks):
                folders[:] = [name for name in folders if not name.startswith(".")]
                found.update(Path(folder, name).relative_to(top).as_posix() for name in files)
        return sorted(found)


def localised(config: MkDocsConfig, locale: Locale, site_name: str) -> MkDocsConfig:
    """A copy of ``config`` in which the theme speaks ``locale``; the original is not touched."""
    theme = copy.deepcopy(config.theme)
    theme["language"] = theme_language(config, locale)
    theme["direction"] = direction(locale)
    copied = copy.copy(config)
    copied["theme"] = theme
    copied["site_name"] = site_name
    return copied


def theme_language(config: MkDocsConfig, locale: Locale) -> str:
    """The one of Material's languages that ``locale`` is shown with: its own, its base language's, else English."""
    for name in (str(locale), str(locale).partition("-")[0]):
        if any(Path(folder, "partials", "languages", f"{name}.html").is_file() for folder in config.theme.dirs):
            return name
    return "en"


def is_used(src_uri: str) -> bool:
    """Whether a file of the theme belongs into the site: Material's script, search and source maps do not.

    Nor does MkDocs' sitemap template, which is copied as it stands once it is no longer one of the static pages.
    """
    return not _UNUSED.match(src_uri)


def without_dead_controls(html: str) -> str:
    """A rendered page without the controls of Material's script."""
    return _DEAD.sub("", html)


def tidy(html: str) -> str:
    """A rendered frame as it is cut: without dead controls and without the templates' blank space.

    Only for the frame itself: in a page's text line breaks can carry meaning.
    """
    return re.sub(r"\s*\n\s*", "\n", without_dead_controls(html)).lstrip()
