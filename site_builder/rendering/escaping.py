"""Text as HTML. On a large site it is asked for millions of times, and MarkupSafe's own makes an object each time."""

from __future__ import annotations

from markupsafe import Markup


def escaped(value: object) -> str:
    """A value as HTML: escaped as MarkupSafe does it, unless it says that it is markup; a plain string all the same."""
    if type(value) is not str:
        if isinstance(value, Markup):
            return value
        value = str(value)
    if "&" in value:
        value = value.replace("&", "&amp;")
    if "<" in value:
        value = value.replace("<", "&lt;")
    if ">" in value:
        value = value.replace(">", "&gt;")
    if '"' in value:
        value = value.replace('"', "&#34;")
    if "'" in value:
        value = value.replace("'", "&#39;")
    return value
