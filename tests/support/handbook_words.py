"""The words that the handbook quotes from others' interfaces: the editor's own program, and the repository's hosts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from site_builder.outputs.editor import with_our_words
from site_builder.outputs.editor_program import PLACE

_FILES = {"en": "en-US.json", "es": "es-CO.json"}


@cache
def editor_words(language: str) -> Mapping[str, str]:
    """What the editor's program says, by its keys."""
    file = f"locales/{_FILES[language]}"
    return dict(_flat("", json.loads(with_our_words(file, (PLACE / file).read_bytes()))))


def _flat(before: str, words: Any) -> Iterator[tuple[str, str]]:
    for key, value in words.items():
        if isinstance(value, dict):
            yield from _flat(f"{before}{key}.", value)
        else:
            yield f"{before}{key}", str(value)


HOSTS = frozenset(
    word.strip()
    for word in """
    Access tokens|Actions|Add file|Add new token|Allow GitHub Actions to create and approve pull requests|Artifacts|
    Branches|Build|CI/CD|Changes|Close pull request|Commit changes|Commit directly to the main branch|Contents|
    Create blank project|Create pull request|Create repository|Deploy|Details|Developer settings|Environments|Everyone|
    Files changed|Fine-grained tokens|General|Generate new token|Generate token|GitHub Actions|Import|Merge|
    Merge pull request|Merge requests|New pipeline|New project|New repository|New schedule|Only select repositories|
    Operate|Pages|Permissions|Personal access tokens|Pipeline schedules|Pipelines|Preferences|Private|Propose changes|
    Protected branches|Publish|Pull requests|Reopen pull request|Repository|Resource owner|Run workflow|Settings|Source|
    Summary|Translations|
    Upload file|Upload files|Variables|View exposed artifact|Visibility, project features, permissions|Withdraw|
    +
    """.replace("\n", " ").split("|")
)
"""What GitHub and GitLab write on their pages, which they show in English alone or may be set to."""

WINDOWS = {"en": frozenset({"Extract All"}), "es": frozenset({"Extraer todo"})}
"""What Windows writes."""
