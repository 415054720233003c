"""A project in which everything private is a token: see ``tests/cases/privacy``. Synthetic, all of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import indent

import yaml
from PIL import Image

from tests.support import parts, pictures, projects

FOLDER = parts.ROOT / "tests" / "cases" / "privacy"
OPEN = "stories/open/story.yml"

_MARK = re.compile("@(words|name|address|never|file|folder|id)@")


@dataclass
class Canaries:
    """The tokens given out. ``gate``: those that the gate alone holds back; ``never``: those that nothing may show.

    ``folders``: names of stories' folders, of which problems must speak. ``preview``: of ``gate``, those that a preview
    shows too, since it shows drafts. By number: where each stands.
    """

    gate: dict[int, str] = field(default_factory=dict)
    never: dict[int, str] = field(default_factory=dict)
    folders: dict[int, str] = field(default_factory=dict)
    preview: set[int] = field(default_factory=set)

    @property
    def all(self) -> dict[int, str]:
        """Every token."""
        return {**self.gate, **self.never, **self.folders}

    def fill(self, text: str, where: str, name: str = "", *, shown: bool = False, gone: bool = False) -> str:
        """``text`` with a new token for each mark. ``shown``: a preview shows it; ``gone``: its addresses answer."""

        def token(found: re.Match[str]) -> str:
            kind = found[1]
            if kind == "id" or (kind == "address" and gone):
                return name
            number = len(self.all) + 1
            group = {"never": self.never, "file": self.never, "folder": self.folders}.get(kind, self.gate)
            group[number] = f"{where}: {text[: found.start()].count(chr(10)) + 1}"
            if shown and group is self.gate:
                self.preview.add(number)
            return word(number) if kind in ("words", "never") else plain(number)

        return _MARK.sub(token, text)


def word(number: int) -> str:
    """A token for text: its ``ñ`` is written in many ways, all of which a search must know."""
    return f"zqñ{number:04}x"


def plain(number: int) -> str:
    """A token where only letters and digits may stand."""
    return f"zqn{number:04}x"


def canary_project(folder: Path) -> Canaries:
    """Write the project into ``folder``: the small one, with a story for each state and one that is open."""
    projects.copy(projects.SMALL, folder)
    canaries = Canaries()
    story = (FOLDER / "story.yml").read_text("utf-8")
    hidden = []
    for name, lines in _cases("states").items():
        shown = name.startswith(("draft", "no-state", "review", "embargo", "person"))
        text = canaries.fill(f"{story}{lines}\n", name, name, shown=shown, gone=name.endswith("withdrawn"))
        hidden.append(re.findall(r"^id: (\S+)$", text, re.MULTILINE)[0])
        _write(canaries, folder / f"stories/{canaries.fill('@folder@', name)}", name, text)
    _write(canaries, (folder / OPEN).parent, "open", _open(canaries))
    milestones = folder / "content/milestones.yml"
    milestones.write_text(milestones.read_text("utf-8") + _promise(canaries, hidden), "utf-8")
    settings = folder / "mkdocs.yml"
    settings.write_text(
        settings.read_text("utf-8").replace("[water-points]", f"[water-points, {', '.join(hidden)}]"), "utf-8"
    )
    return canaries


def _cases(name: str) -> dict[str, str]:
    found: dict[str, str] = yaml.safe_load((FOLDER / f"{name}.yml").read_text("utf-8"))
    return found


def _open(canaries: Canaries) -> str:
    shown = _cases("shown")
    text = canaries.fill((FOLDER / "open.yml").read_text("utf-8"), "open")
    for kind in ("photo", "quote"):
        form = (FOLDER / f"{kind}.yml").read_text("utf-8")
        items = [canaries.fill(shown[kind], f"open {kind}")]
        for name, lines in _cases(f"{kind}s").items():
            items.append(canaries.fill(form + indent(lines.strip(), "  ") + "\n", f"{kind} {name}", name))
        text += f"{kind}s:\n" + "".join(indent(item, "  ") for item in items)
    return text


def _promise(canaries: Canaries, hidden: list[str]) -> str:
    text = f"""
- id: in-canaries
  commitment: {{en: A promise of this test, es: Un compromiso de esta prueba}}
  by: [example-agency]
  note_promise: "@never@"
  updates:
    - {{on: 2025-01-01, status: planned, evidence: [{", ".join(hidden)}], note_update: "@never@"}}
  source: invented-report
"""
    return canaries.fill(text, "promise")


def _write(canaries: Canaries, folder: Path, where: str, text: str) -> None:
    folder.mkdir(parents=True)
    (folder / "story.yml").write_text(text, "utf-8")
    for number, file in enumerate(re.findall(r'^ *file: "(\S+)"', text, re.MULTILINE)):
        (folder / file).write_bytes(_photo(canaries, f"{where}, photo {number + 1}", number))


def _photo(canaries: Canaries, where: str, number: int) -> bytes:
    """A JPEG with tokens in its EXIF, XMP and comment; no two have the same pixels."""
    image = pictures.quarters((640, 480))
    image.paste((number, len(canaries.never) % 256, 0), (0, 0, 16, 16))
    exif = Image.Exif()
    exif[270] = exif[315] = exif[33432] = canaries.fill("@file@", f"{where}: EXIF")
    exif.get_ifd(0x8825)[29] = "2025:03:04"
    xmp = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" dc:source="@file@"/></rdf:RDF></x:xmpmeta>'
    )
    comment = canaries.fill("@file@", f"{where}: comment").encode()
    return pictures.file_of(
        image, exif=exif.tobytes(), xmp=canaries.fill(xmp, f"{where}: XMP").encode(), comment=comment
    )
