"""The MkDocs plugin, and whole builds of a project, for which MkDocs is started only where its part is not kept.

For a preview ``preview`` starts it; that brings a server and is imported by whoever wants one. ``plugin`` and
``running`` import MkDocs, and nothing else here does.
"""

from typing import Any

from site_builder.mkdocs_plugin.building import Options, run

__all__ = ["Options", "StoriesPlugin", "run"]


def __getattr__(name: str) -> Any:
    """``StoriesPlugin``, which MkDocs asks for by its entry point: imported when it is."""
    if name == "StoriesPlugin":
        from site_builder.mkdocs_plugin.plugin import StoriesPlugin

        return StoriesPlugin
    raise AttributeError(name)
