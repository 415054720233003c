"""Markdown in a story's body: one CommonMark parser, whose one reading serves both the checks and the pages.

Only bodies are Markdown. Titles, summaries, captions, names and every other text are plain and are escaped as they are.
"""

from site_builder.markdown.destinations import Destination, DestinationKind, classify
from site_builder.markdown.document import Document, Link, Prose, Token
from site_builder.markdown.html import render
from site_builder.markdown.parsing import MAX_DEPTH, parse
from site_builder.markdown.prose import html_offsets, links, plain, prose
from site_builder.markdown.quoting import quoted

__all__ = [
    "MAX_DEPTH",
    "Destination",
    "DestinationKind",
    "Document",
    "Link",
    "Prose",
    "Token",
    "classify",
    "html_offsets",
    "links",
    "parse",
    "plain",
    "prose",
    "quoted",
    "render",
]
