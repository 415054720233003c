"""Parses and renders the Markdown of a story's body: one CommonMark parser for checks and pages.

Only bodies are Markdown. Titles, summaries, captions, names and every other text are plain and are escaped as they are.
"""

from site_builder.markdown.destinations import Destination, DestinationKind, classify
from site_builder.markdown.document import MAX_DEPTH, Document, Target, Token, parse
from site_builder.markdown.html import render
from site_builder.markdown.prose import MarkdownLink, Prose, html_offsets, links, plain, prose, quoted

__all__ = [
    "MAX_DEPTH",
    "Destination",
    "DestinationKind",
    "Document",
    "MarkdownLink",
    "Prose",
    "Target",
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
