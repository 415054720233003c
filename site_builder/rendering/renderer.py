"""Renders pages as HTML: each template's body inside the layout of its language, section and depth."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from markupsafe import Markup

from site_builder import markdown
from site_builder.locales import Locale
from site_builder.pages.page import Page, Picture, PlannedPage
from site_builder.pages.views import BeforeAfter, Quotation, StoryView
from site_builder.pictures.plan import Placeholder
from site_builder.rendering.layout import Layout, Links, LinkStyle, absolute_url
from site_builder.rendering.page_head import slots
from site_builder.rendering.site_layout import SiteWords
from site_builder.rendering.templates import Templates, site_templates, with_base

Layouts = Callable[[Locale, str, str], Layout]
"""A layout for a page by its locale, section and address."""


class Rendered(NamedTuple):
    """A page as HTML, and the slots of its layout that it filled: all that is the page's own."""

    html: bytes
    slots: Mapping[str, str]


class Renderer:
    """Renders pages one by one, for a build and for a preview. It keeps what pages of one language have in common.

    ``placeholders``: what stands in for pictures until they are there, by stem; to be filled before they are rendered.
    """

    def __init__(self, words: Mapping[Locale, SiteWords], layouts: Layouts) -> None:
        self.placeholders: dict[str, Placeholder] = {}
        self._words = words
        self._layouts = layouts
        self._environments: dict[tuple[Locale, LinkStyle], Templates] = {}

    def warm(self, style: LinkStyle = "directory") -> None:
        """Load every template in every language, for pages whose links are of that ``style``. Before a fork."""
        for locale in self._words:
            self._templates(locale, style).warm()

    def layout(self, page: Page | PlannedPage) -> Layout:
        """Return the layout of a page that is made, or is still to be made."""
        return self._layouts(page.locale, page.section, page.address)

    def render(self, page: Page) -> Rendered:
        """Return a page inside its layout."""
        layout = self.layout(page)
        filled = slots(page, layout, self._body(page, layout), self._words[page.locale])
        return Rendered(layout.fill(filled).encode(), filled)

    def _body(self, page: Page, layout: Layout) -> str:
        templates = self._templates(page.locale, layout.links.style)
        context: dict[str, object] = {
            "page": page,
            "view": page.view,
            "page_url": absolute_url(layout.site_url, page.address) if layout.site_url else "",
        }
        if isinstance(page.view, StoryView):
            context["body_html"] = _story_body(page, page.view, templates, layout.links)
        return with_base(layout.links.base, templates.get_template(f"pages/{page.kind}.html").render(context))

    def _templates(self, locale: Locale, style: LinkStyle) -> Templates:
        key = (locale, style)
        if key not in self._environments:
            found = site_templates(locale, style, self._words[locale])
            found.globals["placeholder"] = self.placeholders.get
            self._environments[key] = found
        return self._environments[key]


def _story_body(page: Page, view: StoryView, templates: Templates, links: Links) -> Markup:
    """Return the story's text with the pictures and quotations that it places itself."""
    shown: dict[str, tuple[str, Picture | BeforeAfter | Quotation]] = {
        **{f"photo:{found.id}": ("picture", found) for found in view.pictures},
        **{name: ("pair", found) for name, found in view.arrangement.placed_pairs.items()},
        **{f"quote:{found.id}": ("quotation", found) for found in view.quotations},
    }
    template = templates.get_template("partials/placed.html")
    return markdown.render(
        view.document,
        stories={name: links.to(address) for name, address in view.story_links.items()},
        placed={
            key: template.render(kind=shown[key][0], item=shown[key][1], around=view.body.language)
            for key in view.placed
            if key in shown
        },
        language=view.body.language,
    )
