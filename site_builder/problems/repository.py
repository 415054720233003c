"""Where the project's repository is on the web, as CI tells it, so that reports can link into it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from site_builder.locales import Locale
from site_builder.problems.problem import Position
from site_builder.problems.rule_pages import FOLDER, page_file

_SERVER = re.compile(r"https?://[A-Za-z0-9.:-]+\Z")
_NAME = re.compile(r"[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+\Z")
_PROJECT = re.compile(r"https?://[A-Za-z0-9.:-]+(?:/[A-Za-z0-9_.-]+){2,}\Z")
_COMMIT = re.compile(r"[0-9a-f]{7,64}\Z")


@dataclass(frozen=True, slots=True)
class Repository:
    """``address`` below which the repository's files are, ``commit`` that is looked at, ``root``: the project's folder
    on this computer."""

    address: str
    commit: str
    root: Path

    def help(self, rule: str, locale: Locale) -> str:
        """The address of a rule's page; empty where the project keeps none. It leads to the main branch, where the
        page stays when a pull request's commits are gone."""
        file = f"{FOLDER}/{page_file(rule, locale)}"
        return f"{self.address}/blob/HEAD/{file}" if (self.root / file).is_file() else ""

    def line(self, at: Position) -> str:
        """The address of a line in a file, as it is in the commit that is looked at."""
        name = quote(at.file.encode("utf-8", "surrogateescape"))
        return f"{self.address}/blob/{self.commit}/{name}#L{at.line}"


def repository(environment: Mapping[str, str], root: Path) -> Repository | None:
    """The repository that GitHub's or GitLab's variables name; None elsewhere. The project has to be the whole of it.

    https://docs.github.com/actions/reference/workflows-and-actions/variables
    https://docs.gitlab.com/ci/variables/predefined_variables/
    """
    if not (root / ".git").exists():
        return None
    server, name = environment.get("GITHUB_SERVER_URL", ""), environment.get("GITHUB_REPOSITORY", "")
    if _SERVER.match(server) and _NAME.match(name):
        return Repository(f"{server}/{name}", _commit(environment.get("GITHUB_SHA", "")), root)
    if _PROJECT.match(address := environment.get("CI_PROJECT_URL", "")):
        return Repository(f"{address}/-", _commit(environment.get("CI_COMMIT_SHA", "")), root)
    return None


def _commit(name: str) -> str:
    return name if _COMMIT.match(name) else "HEAD"
