"""A project built with what its store holds and built without: whatever was edited, both must give the same."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import pytest

from site_builder.locales import Locale
from site_builder.mkdocs_plugin import Options, building, run
from site_builder.mkdocs_plugin.output import Output, Wanted, mkdocs_output
from site_builder.pages import figures, lists, share_cards
from site_builder.problems.report import as_text
from site_builder.store import Store
from tests.support.edits import Records
from tests.support.edits.records import STORE
from tests.support.projects import digests


@dataclass(frozen=True)
class Outcome:
    """What a build gave: its problems in words, MkDocs' remarks, and its files by digest; None where it was stopped."""

    problems: tuple[str, ...]
    remarks: tuple[str, ...]
    files: dict[str, str] | None

    def differs(self, other: Outcome) -> list[str]:
        """What is not the same in the other one."""
        here, there = self.files or {}, other.files or {}
        return [
            *sorted({*self.problems} ^ {*other.problems}),
            *(["the problems' order"] if self.problems != other.problems else []),
            *sorted({*self.remarks} ^ {*other.remarks}),
            *(["only one of them gave a site"] if (self.files is None) != (other.files is None) else []),
            *sorted(name for name in here.keys() | there.keys() if here.get(name) != there.get(name)),
        ]


def short_pages(patch: pytest.MonkeyPatch) -> None:
    """Two stories and three figures a page, one plain story with a card: so few that there are more of them."""
    patch.setattr(lists, "PER_PAGE", 2)
    patch.setattr(lists, "_FIGURES", 2)
    patch.setattr(figures, "FIGURES_PER_PAGE", 3)
    patch.setattr(share_cards, "MOST", 1)
    patch.setattr(share_cards, "NEWEST", 1)


def built(project: Path, site: Path, as_of: str, processes: int | None = 1, *, preview: bool = False) -> Outcome:
    """Build the project in this process."""
    shutil.rmtree(site, ignore_errors=True)
    options = run(project, site, Options(as_of=as_of, processes=processes, preview=preview))
    problems = options.prepared.problems if options.prepared else ()
    words = tuple(as_text(problem, Locale("en")) for problem in problems)
    return Outcome(words, tuple(options.remarks), digests(site) if options.made else None)


@contextmanager
def kept_mkdocs(folder: Path) -> Iterator[None]:
    """Builds that take MkDocs' part out of a store of its own in ``folder``, and put it there: half of their work."""
    with pytest.MonkeyPatch.context() as patch, closing(Store(folder)) as kept:

        def output(root: Path, target: Path, wanted: Wanted, store: Store) -> Output:
            return mkdocs_output(root, target, wanted, kept)

        patch.setattr(building, "mkdocs_output", output)
        yield


def warm_and_cold(records: Records, folder: Path, *, wholly: bool = True) -> tuple[Outcome, Outcome]:
    """Build the records with the store that earlier calls have left in ``folder``, and without any.

    ``wholly``: whether MkDocs makes its part anew in the second build. Else it comes from a store that holds nothing
    else, under a key that ``test_mkdocs_output`` looks at.
    """
    project, site, aside = records.write(folder / "project"), folder / "site", folder / "aside"
    warm = built(project, site, records.as_of)
    (project / STORE).rename(aside)
    with nullcontext() if wholly else kept_mkdocs(folder / "mkdocs"):
        cold = built(project, site, records.as_of)
    shutil.rmtree(project / STORE)
    aside.rename(project / STORE)
    return warm, cold
