"""Lists the files beside hand-written pages that MkDocs copies into a site, without asking MkDocs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from site_builder.reading.files import links_out

# Files for translators contain drafts too; saved beside the pages, they are not meant to be published.
_STAFFS_OWN = (".xlf", ".xliff", ".po", ".lock")
_MARKDOWN = (".markdown", ".mdown", ".mkdn", ".mkd", ".md")
_TEMPLATES = "templates"


def static_files(folder: Path, excluded: str = "") -> tuple[str, ...]:
    """List the files below ``folder`` that are copied into the site as they are: their paths in it, in order.

    ``excluded``: what ``mkdocs.yml`` says of ``exclude_docs``. Links to other folders are not followed.
    """
    outside = tuple(links_out(folder))
    names = (path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if not path.is_dir())
    return tuple(
        name
        for name in _not_excluded(names, excluded)
        if not (name.endswith(_MARKDOWN) or is_staffs_own(name) or is_below(name, outside))
    )


def is_staffs_own(name: str) -> bool:
    """Return whether a file is for the staff alone, wherever it stands."""
    return name.lower().endswith(_STAFFS_OWN)


def is_below(name: str, links: Iterable[str]) -> bool:
    """Return whether a path leads through one of these, or is one of them."""
    return any(name == link or name.startswith(f"{link}/") for link in links)


def _not_excluded(names: Iterable[str], excluded: str) -> Iterable[str]:
    """Leave out what MkDocs leaves out: by itself that is what is hidden, and a folder of templates."""
    if not excluded:
        parts = ((name, PurePosixPath(name).parts) for name in names)
        return [name for name, path in parts if path[0] != _TEMPLATES and not any(each[0] == "." for each in path)]
    from pathspec.gitignore import GitIgnoreSpec

    try:
        patterns = GitIgnoreSpec.from_lines([".*", f"/{_TEMPLATES}/", *excluded.splitlines()])
    except ValueError:
        # MkDocs itself says that it cannot read this.
        return _not_excluded(names, "")
    return [name for name in names if not patterns.match_file(name)]
