"""What MkDocs says of a project, in the catalogs' words; what it says rarely stays in its English, and is marked so."""

from __future__ import annotations

import re

from site_builder.locales.catalog import Catalog
from site_builder.locales.system_errors import reason

_LINK = r"Doc file '(?P<file>.+?)' contains a link '(?P<link>.+?)', but the target.* is not found among documentation"
_KNOWN = {
    "link-near": rf"{_LINK} files\. Did you mean '(?P<near>.+)'\?",
    "link": rf"{_LINK} files\.",
    "setting-unknown": r"Config value '.+?': Unrecognised configuration name: (?P<name>.+)",
    "setting": r"Config value '(?P<name>.+?)': (?P<said>.+)",
    "page": r"Error (?:building|reading) page '(?P<file>.+?)':(?P<said>.*)",
    "strict": r"Aborted with (?P<number>\d+) (?:configuration )?warnings? in '?strict'? mode!",
    "stopped": r"Aborted with .*",
}
_REFUSED = re.compile(r"\[Errno (\d+)\]")
_PATTERNS = tuple((name, re.compile(pattern, re.DOTALL)) for name, pattern in _KNOWN.items())


def worded(remark: str, words: Catalog) -> str:
    """A remark of MkDocs in ``words``."""
    for name, pattern in _PATTERNS:
        if match := pattern.fullmatch(remark):
            said = {key: value.strip() for key, value in match.groupdict("").items()}
            if name == "page" and (refused := _REFUSED.match(said["said"])):
                return words.text(
                    "mkdocs.page-refused", file=said["file"], reason=reason(OSError(int(refused[1]), ""), words)
                )
            return words.text(f"mkdocs.{name}", **said)
    return words.text("mkdocs.other", said=remark)
