"""The site of a pull request, downloaded and opened from a disk without any server."""

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.conftest import REAL_AS_OF
from tests.support import parts, projects
from tests.support.browser import Reader
from tests.support.built import BuiltSite
from tests.support.kinds import a_story


@pytest.fixture(scope="module")
def disk_site(project: Path, tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The repository's own site with links for a disk, without a public address."""
    folder = tmp_path_factory.mktemp("disk") / "site"
    command = [parts.STORIES, "build", "--project", project, "--site-dir", folder]
    projects.run([str(word) for word in (*command, "--as-of", REAL_AS_OF, "--links", "file")])
    return BuiltSite(folder, "http://disk/")


def test_every_link_names_a_file(disk_site: BuiltSite) -> None:
    """No link leads to a folder: nothing on a disk turns a folder into its page."""
    broken = [
        f"{page.address}: {written}"
        for page in disk_site.pages.values()
        for _, written in page.links()
        if not written.startswith("#")
        and (target := disk_site.leads_to(page, written))
        and target[0] not in disk_site.files
    ]
    assert not broken, "\n".join(broken)


def test_a_reader_walks_through_it(browser: Browser, disk_site: BuiltSite, tmp_path: Path) -> None:
    """From the front door a reader gets to a story, its twin and home again, with the site's look and no error."""
    # A downloaded site is unpacked wherever it may be.
    folder = Path(shutil.copytree(disk_site.folder, tmp_path / "Descargas, año 2026"))
    someone = Reader(browser, f"{folder.as_uri()}/")
    page = someone.open("index.html")
    page.locator("main a[hreflang=en]").first.click()
    expect(page).to_have_url(f"{someone.site}en/index.html")
    page.locator(f"main a[href*='{a_story(disk_site, 'en').address.split('/')[2]}']").first.click()
    page.locator("header").get_by_role("link", name="Español").click()
    expect(page).to_have_url(re.compile(f"^{re.escape(someone.site)}es/historias/.+/index.html$"))
    assert "serif" in page.locator("h1").evaluate("it => getComputedStyle(it).fontFamily")
    page.locator("header a.frame-brand").click()
    expect(page).to_have_url(f"{someone.site}es/index.html")
    someone.close()
    assert not someone.complaints, "\n".join(someone.complaints)
