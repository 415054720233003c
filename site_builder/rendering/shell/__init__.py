"""The theme's page frame: Material's page rendered once per locale, section and depth, then filled by joining strings.

Why not a rendering of the theme for every page: on thousands of stories Material's templates are nearly all of the
build's time and memory, and what they give differs in a handful of places. ``Frame`` keeps those places open.

What of Material is in the page: its templates, words, stylesheets, icons and typography. What is not: its script. The
bundle is 35 kB on the wire, more than all the rest of the frame together; most of it is search, instant navigation,
code copying and version menus that this site does not have; it rewrites language links after asking for sitemap.xml,
and parts of it ask other hosts. What readers need of it (the choice of light or dark, closing the menu, the headline
in the header) is a script of the site's own, below 1 kB. The menu is a ``details`` element and the language links are
plain links, so both work by keyboard and with scripts off.

Escaping: MkDocs makes its template environment without it. Here it is on, for Material's own templates too, so a site
name or a menu entry is text whatever it holds; only what the shell itself marks as markup is markup.

Only this package and the plugin know MkDocs and Material; of this package only ``documents``, ``shell`` and ``theme``,
which are imported where MkDocs runs, so that a build that has the frames already starts without them.
"""

from site_builder.rendering.shell.frame import SLOTS, Frame, FrameKey
from site_builder.rendering.shell.head import Feed, PageHead, ShareImage, slots
from site_builder.rendering.shell.links import Links, LinkStyle, absolute_url
from site_builder.rendering.shell.settings import Logo, NavItem, ShellLocale, ShellSettings
from site_builder.rendering.shell.static import static_files

__all__ = [
    "SLOTS",
    "Feed",
    "Frame",
    "FrameKey",
    "LinkStyle",
    "Links",
    "Logo",
    "NavItem",
    "PageHead",
    "ShareImage",
    "ShellLocale",
    "ShellSettings",
    "absolute_url",
    "slots",
    "static_files",
]
