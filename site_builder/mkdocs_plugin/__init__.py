"""The MkDocs plugin, a thin face: hooks in, build out. With it, starting MkDocs for a build.

For a preview ``preview`` starts it; that brings a server and is imported by whoever wants one.
"""

from site_builder.mkdocs_plugin.options import Options
from site_builder.mkdocs_plugin.plugin import StoriesPlugin
from site_builder.mkdocs_plugin.running import run

__all__ = ["Options", "StoriesPlugin", "run"]
