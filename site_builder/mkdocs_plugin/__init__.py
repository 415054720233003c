"""The MkDocs plugin, a thin face: hooks in, build out. With it, starting MkDocs for a build and for a preview."""

from site_builder.mkdocs_plugin.plugin import Options, StoriesPlugin
from site_builder.mkdocs_plugin.preview import serve
from site_builder.mkdocs_plugin.running import run

__all__ = ["Options", "StoriesPlugin", "run", "serve"]
