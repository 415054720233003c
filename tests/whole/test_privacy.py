"""What nobody outside may see is in no byte of the site; with the gate open it would be, so the search can find it."""

import importlib
from pathlib import Path
from typing import Any

import pytest
import yaml

from site_builder import mkdocs_plugin
from tests.support import parts, projects
from tests.support.built import BuiltSite
from tests.support.privacy import leaks

PRIVATE: dict[str, list[str]] = yaml.safe_load((projects.SITES / "small" / "private.yml").read_text(encoding="utf-8"))


def test_nothing_private_is_published(small_site: BuiltSite) -> None:
    """Drafts, withdrawn stories, people who have not agreed, consent, notes, comments and originals' names stay in."""
    assert list(leaks(small_site.folder, [*PRIVATE["gate"], *PRIVATE["always"]])) == []


def test_no_path_of_this_computer_is_published(real_site: BuiltSite, small_site: BuiltSite) -> None:
    """No folder of the computer that built the site stands in it."""
    secrets = [str(parts.ROOT), str(Path.home()), str(small_site.folder), str(real_site.folder), "/tmp/", "site-stage"]
    for site in (real_site, small_site):
        assert list(leaks(site.folder, secrets)) == []


def test_with_the_gate_open_every_secret_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: without the gate each thing that it holds back is found, so the test above can see it."""

    def no_hold(*_: Any) -> None:
        return None

    # By name: the package's own function ``publish`` hides the module of that name.
    module = importlib.import_module("site_builder.public.publish")
    for rule in ("story_hold", "quote_hold", "photo_hold"):
        monkeypatch.setattr(module, rule, no_hold)
    options = mkdocs_plugin.run(projects.SMALL, tmp_path, mkdocs_plugin.Options(as_of=projects.SMALL_AS_OF))
    assert options.made is not None, options.remarks
    found = {secret for secret, _ in leaks(tmp_path, PRIVATE["gate"])}
    assert found == set(PRIVATE["gate"])


def test_the_secrets_are_in_the_project() -> None:
    """Each secret that is never published does stand in the small project's files or their names."""
    assert {secret for secret, _ in leaks(projects.SMALL, PRIVATE["always"])} == set(PRIVATE["always"])


def test_a_withdrawn_story_leaves_a_neutral_page(small_site: BuiltSite) -> None:
    """The address of a story that was taken back answers, in each language, with a page that tells nothing of it."""
    for address, words in (("en/stories/lost-bridge/", "no longer"), ("es/historias/puente-perdido/", "ya no")):
        page = small_site.page(address)
        assert words in page.main.text
        assert not page.is_listed
        assert page.description == ""


def test_a_draft_has_no_address(small_site: BuiltSite) -> None:
    """Neither the draft's folder nor its id answers."""
    assert [page for page in small_site.pages if "orchard" in page or "canary" in page] == []


def test_a_withheld_photo_has_no_pixels(small_site: BuiltSite) -> None:
    """Only the photo whose people agreed was made into files: one digest, not two."""
    pictures = {file.rpartition("/")[2].partition("-")[0] for file in small_site.files if "/pictures/" in file}
    assert len(pictures) == 1
