"""The shell: Material's page frame in every locale, from MkDocs' configuration and the site's settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import jinja2
from mkdocs.config.defaults import MkDocsConfig

from site_builder.locales import Locale
from site_builder.locales.formats import autonym
from site_builder.rendering.shell.accent import accent
from site_builder.rendering.shell.frame import Frame, FrameKey, cut
from site_builder.rendering.shell.links import Links
from site_builder.rendering.shell.settings import ShellLocale, ShellSettings
from site_builder.rendering.shell.theme import localised, prepare_environment, tidy
from site_builder.rendering.tongues import Tongues


@dataclass(frozen=True, slots=True)
class _View:
    """What the overrides read as ``shell``. ``words``: for attributes; ``said``: the same for text, and ``tongue`` the
    attributes of an element in a language, as pages have them."""

    site: ShellSettings
    here: ShellLocale
    section: str
    links: Links
    words: Any
    said: Any
    tongue: Any
    style: str
    icon: str
    slots: Mapping[str, str]


class Shell:
    """Gives frames. Made once a build, in the process that runs MkDocs; what it gives can go to any process."""

    def __init__(self, config: MkDocsConfig, settings: ShellSettings) -> None:
        """``config`` has been through ``prepare_config``; an accent that is no colour raises ValueError."""
        self.settings = settings
        self._env: jinja2.Environment = prepare_environment(config.theme.get_env())
        self._configs = {here.locale: localised(config, here.locale, here.site_name) for here in settings.locales}
        self._languages = tuple((here.locale, autonym(here.words)) for here in settings.locales)
        self._style, self._icon = _style(settings.accent), _icon(settings.accent)
        self._frames: dict[FrameKey, Frame] = {}

    def frame(self, locale: Locale, section: str, address: str) -> Frame:
        """The frame for a page at ``address`` in ``section``; made at the first call for its key, then kept."""
        return self.frame_of(self.settings.frame_key(locale, section, address))

    def context(self, locale: Locale, section: str, links: Links, slots: Mapping[str, str]) -> dict[str, Any]:
        """What Material's templates and the overrides need. ``slots``: HTML by slot.

        There is no ``page`` in it: Material then links from the site's root, so a frame depends on depth alone.
        """
        here = self.settings.by_locale[locale]
        config = self._configs[locale]
        said = Tongues(here.words)
        words = (here.words.text, said.text, said.tongue)
        view = _View(self.settings, here, section, links, *words, self._style, self._icon, slots)
        return {"config": config, "page": None, "nav": None, "base_url": links.base.rstrip("/") or "/", "shell": view}

    def frame_of(self, key: FrameKey) -> Frame:
        """The frame of this key; made at the first call, then kept."""
        if key not in self._frames:
            locale, section, links = key
            template = self._env.get_template("main.html")
            parts, slots = cut(lambda texts: tidy(template.render(self.context(locale, section, links, texts))))
            here = self.settings.by_locale[locale]
            self._frames[key] = Frame(
                parts, slots, locale, here.site_name, self.settings.site_url, links, self._languages
            )
        return self._frames[key]


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
