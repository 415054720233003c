"""Which of the catalogs' words readers of a site see. The others are said to those who make it."""

from __future__ import annotations

from site_builder.locales.catalog import english

# Families of keys that only the command line, the editor, reports and previews speak of.
_MAKERS = frozenset(
    {
        "annotation",
        "cli",
        "editor",
        "field",
        "form",
        "handbook",
        "help",
        "import",
        "mkdocs",
        "option",
        "preview",
        "rule",
        "scaffold",
        "severity",
        "summary",
        "task",
    }
)


def is_for_readers(key: str) -> bool:
    """Whether the words under ``key`` stand on pages that readers see: a key's first part tells."""
    return key.partition(".")[0] not in _MAKERS


def reader_keys() -> tuple[str, ...]:
    """The keys that a language needs for its readers, in the order of the English catalog."""
    return tuple(filter(is_for_readers, english().messages))
