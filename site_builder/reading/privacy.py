"""Which lines of a record may not be quoted in a message: consent, private notes, people's names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from site_builder.reading.source import Source
from site_builder.reading.values import NOTE_PREFIX

_PRIVATE = {"consent", "people"}
_KEY = re.compile(r"""[\s\-?{,]*["']?(?P<key>[\w-]+)["']?\s*:""")
_NAMED = re.compile(rf"""(?<![\w-])(?:consent|people|{NOTE_PREFIX}\w*)["']?\s*:""")


def is_private_key(key: object) -> bool:
    """Whether nothing under this key may ever be shown."""
    return isinstance(key, str) and (key in _PRIVATE or key.startswith(NOTE_PREFIX))


def is_private(source: Source, index: int, path: Iterable[str | int] = ()) -> bool:
    """Whether the line of ``index`` may hold private words.

    ``path`` is what is known of where it stands. A file that cannot be parsed says too little, so the keys of the less
    indented lines above it count as well, and whatever cannot be told apart from private words is private.
    """
    if any(is_private_key(part) for part in path):
        return True
    line = source.line_at(index)
    if _NAMED.search(line) or line.lstrip().startswith("#"):
        return True
    indent = _indent(line)
    for above in source.lines_before(index):
        if not above.strip():
            continue
        depth = _indent(above)
        if depth < indent or (depth == indent and _is_item(line) and not _is_item(above)):
            if _NAMED.search(above):
                return True
            indent = depth
            line = above
        if depth == 0 and _KEY.match(above) and not _is_item(above):
            break
    return False


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _is_item(line: str) -> bool:
    return line.lstrip().startswith("- ") or line.strip() == "-"
