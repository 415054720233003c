"""Somebody at work in the editor: a browser whose «folder on this computer» is one that the test fills and reads.

The system's dialog for choosing a folder cannot be answered by a test; the browser's private file system gives folders
of the same kind.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Locator, Page, expect

from tests.support import projects
from tests.support.browser import Reader
from tests.support.server import serving

STORY = "stories/water-points/story.yml"
EDITOR = "\n      editor:\n        host: github\n        repository: example/stories\n"

CHOOSE = """
window.showDirectoryPicker = async () => (await navigator.storage.getDirectory()).getDirectoryHandle('project');
"""
_PUT = """async files => {
  const top = await (await navigator.storage.getDirectory()).getDirectoryHandle('project', {create: true});
  for (const [path, data] of Object.entries(files)) {
    const names = path.split('/');
    let folder = top;
    for (const name of names.slice(0, -1)) folder = await folder.getDirectoryHandle(name, {create: true});
    const writer = await (await folder.getFileHandle(names.at(-1), {create: true})).createWritable();
    await writer.write(Uint8Array.from(atob(data), sign => sign.charCodeAt(0)));
    await writer.close();
  }
}"""
_GET = """async () => {
  const found = {};
  const walk = async (folder, before) => {
    for await (const [name, entry] of folder.entries()) {
      if (entry.kind === 'directory') { await walk(entry, `${before}${name}/`); continue; }
      const bytes = new Uint8Array(await (await entry.getFile()).arrayBuffer());
      found[before + name] = btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''));
    }
  };
  await walk(await (await navigator.storage.getDirectory()).getDirectoryHandle('project'), '');
  return found;
}"""
# Down the form again and again, since it grows on the way, on a busy machine slowly. A part that has just been drawn
# takes no clicks yet: its program is told of them some frames later.
_SEEK = """async selector => {
  const drawn = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  const scrolls = it => it.scrollHeight > it.clientHeight + 1 && getComputedStyle(it).overflowY !== 'visible';
  let box = document.querySelector('section.field');
  while (!scrolls(box) && box !== document.documentElement) box = box.parentElement;
  const end = () => box.scrollTop + box.clientHeight >= box.scrollHeight - 1;
  for (let rounds = 0; rounds < 8 && !document.querySelector(selector);) {
    if (end()) {
      box.scrollTo(0, 0);
      rounds += 1;
    } else {
      box.scrollBy(0, 300);
    }
    await drawn();
  }
  document.querySelector(selector)?.scrollIntoView({block: 'center', behavior: 'instant'});
  for (let frames = 0; frames < 3; frames += 1) await drawn();
  return document.querySelector(selector) !== null;
}"""
_CHOICES: tuple[Literal["radio"], Literal["checkbox"]] = ("radio", "checkbox")
_RECORDS = ("stories", "content")


class Desk:
    """One visit to the editor of a site, with a project's records as the folder that is edited."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def sit_down(self, project: Path) -> None:
        """Choose a folder with the records of ``project`` and wait until they are listed."""
        files = {
            file.relative_to(project).as_posix(): base64.b64encode(file.read_bytes()).decode()
            for name in _RECORDS
            for file in (project / name).rglob("*")
            if file.is_file()
        }
        # The editor takes a folder for a repository by this.
        self.page.evaluate(_PUT, {**files, ".git/HEAD": base64.b64encode(b"ref: refs/heads/main\n").decode()})
        self.page.get_by_role("button", name=re.compile("[Ll]ocal")).first.click()
        expect(self.page.get_by_role("grid").first).to_be_visible()

    def go(self, where: str) -> None:
        """Go to an address within the editor."""
        self.page.evaluate("where => { location.hash = where; }", f"#/collections/{where}")
        expect(self.page.locator("section.field").first).to_be_visible()

    def field(self, path: str) -> Locator:
        """A field by its path in the record; parts of a form are there once they have been in sight."""
        selector = f'section.field[data-key-path="{path}"]'
        assert self.page.evaluate(_SEEK, selector), f"no field {path}"
        return self.page.locator(selector)

    def write(self, path: str, words: str) -> None:
        """Type into a field."""
        self.field(path).locator("input, textarea").first.fill(words)

    def choose(self, path: str, label: str) -> None:
        """Choose one of a field's few choices."""
        field = self.field(path)
        radio, box = (field.get_by_role(role, name=label, exact=True) for role in _CHOICES)
        radio.or_(box).first.click()
        expect(radio.or_(box).first).to_be_checked()

    def pick(self, path: str, label: str) -> None:
        """Choose one of a field's many choices, which open when they are asked for."""
        self.field(path).get_by_role("combobox").first.click()
        self.page.get_by_role("option", name=label, exact=True).first.click()

    def add(self, path: str) -> None:
        """Add what an optional field or a list holds."""
        inner = self.page.locator(f'section.field[data-key-path^="{path}."]')
        field = self.field(path)
        before = inner.count()
        field.get_by_role("checkbox").or_(field.get_by_role("button", name=re.compile("^Add"))).last.click()
        expect(inner.nth(before)).to_be_attached()

    def unfold(self, path: str) -> None:
        """Open what a list holds already."""
        field = self.field(path)
        # What is opened holds folded parts of its own.
        folded = field.get_by_role("button", name="Expand", exact=True).all()
        for item in [button.get_attribute("aria-controls") for button in folded]:
            field.locator(f'[aria-controls="{item}"]').click()

    def picture(self, path: str, file: Path) -> None:
        """Choose a picture from the computer."""
        self.field(path).get_by_role("button", name="Browse").click()
        dialog = self.page.get_by_role("dialog")
        with self.page.expect_file_chooser() as chooser:
            dialog.get_by_role("button", name="Upload").click()
        chooser.value.set_files(file)
        dialog.get_by_role("button", name="Insert").click()

    def save(self) -> None:
        """Press the button."""
        self.page.get_by_role("button", name="Save", exact=True).click()

    def files(self) -> dict[str, bytes]:
        """What is in the folder now."""
        found = self.page.evaluate(_GET)
        return {path: base64.b64decode(data) for path, data in found.items() if path.split("/")[0] in _RECORDS}


def project_with_editor(folder: Path) -> Path:
    """The small project with an editor; one of its stories has comments, notes and a field that no form has."""
    project = projects.copy(projects.SMALL, folder / "project")
    settings = project / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").rstrip("\n") + EDITOR, "utf-8")
    story = project / STORY
    story.write_text(story.read_text("utf-8") + "\n# For us alone.\nnote_phone: call before noon\n", "utf-8")
    return project


@contextmanager
def at_desk(browser: Browser, site: Path, project: Path, language: str = "en") -> Iterator[Desk]:
    """Somebody who has opened the editor of the site in a browser of this language and chosen the project's folder.

    Nobody but the site is asked for anything, and the browser has nothing to say.
    """
    with serving(site) as address:
        visitor = Reader(browser, address)
        page = visitor.open("admin/", language=language)
        page.context.add_init_script(CHOOSE)
        page.reload()
        found = Desk(page)
        found.sit_down(project)
        yield found
        visitor.close()
    assert not visitor.complaints, "\n".join(visitor.complaints)
