"""A page as HTML: its template's body, filled into the frame of its language, section and depth."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import jinja2
from markupsafe import Markup

from site_builder import markdown
from site_builder.locales import Locale
from site_builder.pages import Page, Picture
from site_builder.pages.views import Quotation, StoryView
from site_builder.rendering.chrome import SiteWords
from site_builder.rendering.environment import environment
from site_builder.rendering.head import page_head
from site_builder.rendering.shell import Frame, Links, absolute_url, slots

Frames = Callable[[Locale, str, str], Frame]
"""A frame for a page by its locale, section and address."""


class Renderer:
    """Renders pages one by one. It keeps what pages of one language and depth have in common, and nothing of a page."""

    def __init__(self, frames: Frames, words: Mapping[Locale, SiteWords]) -> None:
        self._frames = frames
        self._words = words
        self._environments: dict[tuple[Locale, Links], jinja2.Environment] = {}

    def render(self, page: Page) -> str:
        """The whole HTML document of ``page``."""
        frame = self._frames(page.locale, page.section, page.address)
        words = self._words[page.locale]
        return frame.fill(slots(page_head(page, words), frame, self._body(page, frame)))

    def _body(self, page: Page, frame: Frame) -> str:
        environment = self._environment(page.locale, frame.links)
        context: dict[str, object] = {
            "page": page,
            "view": page.view,
            "page_url": absolute_url(frame.site_url, page.address) if frame.site_url else "",
        }
        if isinstance(page.view, StoryView):
            context["body_html"] = _story_body(page, page.view, environment, frame.links)
        return environment.get_template(f"pages/{page.kind}.html").render(context)

    def _environment(self, locale: Locale, links: Links) -> jinja2.Environment:
        key = (locale, links)
        if key not in self._environments:
            self._environments[key] = environment(locale, links, self._words[locale])
        return self._environments[key]


def _story_body(page: Page, view: StoryView, environment: jinja2.Environment, links: Links) -> Markup:
    """The story's text with the pictures and quotations that it places itself."""
    shown: dict[str, tuple[str, Picture | Quotation]] = {
        **{f"photo:{found.id}": ("picture", found) for found in view.pictures},
        **{f"quote:{found.id}": ("quotation", found) for found in view.quotations},
    }
    template = environment.get_template("partials/placed.html")
    return markdown.render(
        view.document,
        stories={name: links.to(address) for name, address in view.story_links.items()},
        placed={
            key: template.render(page=page, kind=shown[key][0], item=shown[key][1])
            for key in view.placed
            if key in shown
        },
    )
