"""A page as HTML: its template's body, filled into the frame of its language, section and depth."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from site_builder import markdown
from site_builder.locales import Locale
from site_builder.locales.catalog import catalog
from site_builder.pages import Page, Picture
from site_builder.pages.views import Quotation, StoryView
from site_builder.rendering.chrome import SiteWords
from site_builder.rendering.environment import environment
from site_builder.rendering.head import page_head
from site_builder.rendering.shell import Frame, absolute_url, slots

Frames = Callable[[Locale, str, str], Frame]
"""A frame for a page by its locale, section and address."""


def render(page: Page, frames: Frames, words: Mapping[Locale, SiteWords]) -> str:
    """The whole HTML document of ``page``."""
    frame = frames(page.locale, page.section, page.address)
    return frame.fill(slots(page_head(page), frame, _body(page, frame, words[page.locale])))


def _body(page: Page, frame: Frame, words: SiteWords) -> str:
    texts = catalog(page.locale)
    context: dict[str, Any] = {
        "page": page,
        "view": page.view,
        "site": words,
        "built": words.built,
        "t": texts.text,
        "tn": texts.plural,
        "href": frame.links.to,
        "page_url": absolute_url(frame.site_url, page.address) if frame.site_url else "",
    }
    if isinstance(page.view, StoryView):
        context["body_html"] = _story_body(page.view, context)
    return environment().get_template(f"pages/{page.kind}.html").render(context)


def _story_body(view: StoryView, context: Mapping[str, Any]) -> Markup:
    """The story's text with the pictures and quotations that it places itself."""
    shown: dict[str, tuple[str, Picture | Quotation]] = {
        **{f"photo:{found.id}": ("picture", found) for found in view.pictures},
        **{f"quote:{found.id}": ("quotation", found) for found in view.quotations},
    }
    href = context["href"]
    return markdown.render(
        view.document,
        stories={name: href(address) for name, address in view.story_links.items()},
        placed={key: _placed(*shown[key], context) for key in view.placed if key in shown},
    )


def _placed(kind: str, item: object, context: Mapping[str, Any]) -> Markup:
    template = environment().get_template("partials/placed.html")
    return Markup(template.render({**context, "kind": kind, "item": item}))  # noqa: S704 - the template escapes
