"""``stories upgrade``: brings a project's software, lock, workflows and editor settings to the version that runs."""

from __future__ import annotations

import difflib
import os
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import click

from site_builder import __version__
from site_builder.cli.commands import Command, UsageError, flag, option
from site_builder.cli.console import Console
from site_builder.cli.project import project_folder
from site_builder.cli.scaffold import FOLDER, PACKAGE, REQUIREMENTS, digest_of_text, software_files, written_by
from site_builder.locales.catalog import Catalog
from site_builder.problems.report import printable
from site_builder.reading.files import is_inside
from site_builder.store.files import write_atomic

_WHEEL = re.compile(r"bilingual_stories-(?P<version>\d+(?:\.\d+)*[A-Za-z0-9.+]*)-py3-none-any\.whl")
_WHEEL_LINE = re.compile(rf"\./{FOLDER}/{_WHEEL.pattern}(?P<rest>.*)")
_PIN = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==\S+")


@dataclass
class Plan:
    """What an upgrade does to a project: files by path, with what they are to hold.

    ``edited``: files that were changed or deleted by hand, or may not be written; they stay as they are. ``removed``:
    files that this version has no more.
    """

    new: dict[str, bytes] = field(default_factory=dict)
    changed: dict[str, bytes] = field(default_factory=dict)
    edited: dict[str, bytes] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to do."""
        return not (self.new or self.changed or self.removed)


def command(words: Catalog) -> click.Command:
    """Make the command."""
    options = [
        flag(words, "--dry-run", "cli.upgrade.dry-run"),
        option(words, "--replace", "cli.upgrade.replace", "cli.file-metavar", multiple=True),
    ]
    return Command("upgrade", words, _upgrade, options)


def _upgrade(console: Console, dry_run: bool, replace: Collection[str], project: str | None) -> int:
    root, words = project_folder(project, verb="upgrade"), console.words
    if (root / PACKAGE).is_dir():
        raise UsageError("cli.wrong.upgrade-software", verb="upgrade")
    wheels = _wheels(root)
    if newer := [version for version in wheels.values() if _numbers(version) > _numbers(__version__)]:
        raise UsageError("cli.wrong.upgrade-older", verb="upgrade", found=newer[-1], version=__version__)
    files = software_files()
    if unknown := [file for file in replace if file not in files]:
        raise UsageError("cli.wrong.upgrade-replace", verb="upgrade", file=unknown[0])
    made = plan(root, files, wheels, replace)
    # Somebody's own lines may hold a password for a package index.
    _tell(console, root, made, shows=dry_run and not console.is_public_log)
    if made.is_empty:
        console.say(words.text("cli.upgrade.nothing", version=__version__))
    elif dry_run:
        console.say(words.text("cli.upgrade.dry", version=__version__))
    else:
        _write(root, made)
        programs = ".venv\\Scripts\\" if sys.platform == "win32" else ".venv/bin/"
        console.say(words.text("cli.upgrade.done", version=__version__, programs=programs))
    return 0


def plan(root: Path, files: Mapping[str, bytes], wheels: Collection[str], replace: Collection[str] = ()) -> Plan:
    """Compare the project in ``root`` with ``files``, those of this version, and decide what to do.

    A file counts as edited unless it is as the software in one of ``wheels`` wrote it, or named in ``replace``.
    Lines of somebody's own in ``requirements.txt`` stay.
    """
    known = _written(root, wheels)
    made = Plan()
    for path, content in files.items():
        file, there = root / path, _content(root, path)
        if there is None:
            # A file that an earlier version wrote and that is gone was deleted by hand.
            is_new = (path not in known or path in replace or path == REQUIREMENTS) and is_inside(file.parent, root)
            (made.new if is_new else made.edited)[path] = content
            continue
        is_ours = path.endswith(".whl") or path in replace or digest_of_text(there) in known.get(path, ())
        wanted = _merged(there, content) if path == REQUIREMENTS and not is_ours else content
        if not _is_writable(root, path) or (wanted is content and not is_ours):
            made.edited |= {path: content} if digest_of_text(there) != digest_of_text(content) else {}
        elif there != wanted:
            made.changed[path] = wanted
    for path in sorted({*known, *wheels} - files.keys()):
        there = _content(root, path)
        is_ours = path in wheels or (there is not None and digest_of_text(there) in known[path])
        if there is not None and is_ours and _is_writable(root, path):
            made.removed.append(path)
    return made


def _wheels(root: Path) -> dict[str, str]:
    """Find the software that the project carries: versions by path."""
    names = sorted(path.name for path in (root / FOLDER).glob("*.whl"))
    return {f"{FOLDER}/{name}": found["version"] for name in names if (found := _WHEEL.fullmatch(name))}


def _numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]


def _written(root: Path, wheels: Iterable[str]) -> dict[str, set[str]]:
    """Collect the digests of what the software in ``wheels`` wrote, by path."""
    found: dict[str, set[str]] = {}
    for wheel in wheels:
        for path, digest in written_by(_content(root, wheel) or b"").items():
            found.setdefault(path, set()).add(digest)
    return found


def _content(root: Path, path: str) -> bytes | None:
    """Give what a file holds, nothing for a folder or a link that leads nowhere, and None where nothing is there."""
    file = root / path
    if file.is_file():
        return file.read_bytes()
    return b"" if os.path.lexists(file) else None


def _is_writable(root: Path, path: str) -> bool:
    """Tell whether a path may be written: it is a file, and no link leads out of the project on the way."""
    file = root / path
    return file.is_file() and not file.is_symlink() and is_inside(file.parent, root)


def _merged(there: bytes, new: bytes) -> bytes:
    """Bring the pins in ``there``, an edited ``requirements.txt``, to those in ``new``; other lines stay."""
    wheel, *pins = new.decode().splitlines()
    versions = {line.partition("==")[0]: line for line in pins}
    lines = []
    for line in there.decode("utf-8", "surrogateescape").splitlines():
        pin = _PIN.match(line)
        if found := _WHEEL_LINE.match(line):
            lines.append(f"{wheel}{found['rest']}")
        elif pin and (version := versions.pop(re.sub(r"[-_.]+", "-", pin["name"]).lower(), None)):
            lines.append(f"{version}{line[pin.end() :]}")
        else:
            lines.append(line)
    before = [] if any(line.startswith(wheel) for line in lines) else [wheel]
    return "\n".join([*before, *lines, *versions.values(), ""]).encode("utf-8", "surrogateescape")


def _tell(console: Console, root: Path, made: Plan, *, shows: bool) -> None:
    """Say what happens to each file; with ``shows`` also how its text would change."""
    for key, files in (("new", made.new), ("changed", made.changed), ("edited", made.edited)):
        for path, content in files.items():
            there = _content(root, path)
            kind = "deleted" if key == "edited" and there is None else key
            console.say(console.words.text(f"cli.upgrade.{kind}", file=path))
            there = there if shows and not path.endswith(".whl") else None
            for line in _difference(there, content) if there is not None else ():
                console.say(f"    {line}")
    for path in made.removed:
        console.say(console.words.text("cli.upgrade.removed", file=path))


def _difference(old: bytes, new: bytes) -> Iterator[str]:
    before, after = (text.decode("utf-8", "replace").splitlines() for text in (old, new))
    for line in list(difflib.unified_diff(before, after, lineterm="", n=1))[2:]:
        yield click.style(printable(line), fg={"+": "green", "-": "red"}.get(line[:1]))


def _write(root: Path, made: Plan) -> None:
    """Carry a plan out: the software first, deletions last, so that an upgrade that was interrupted can be repeated."""
    for path, content in {**made.new, **made.changed}.items():
        like = root / path if path in made.changed else None
        write_atomic(root / path, content, like=like)
    for path in made.removed:
        (root / path).unlink()
