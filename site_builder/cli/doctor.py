"""``stories doctor``: whether this computer and this project are ready, and what to do where they are not."""

from __future__ import annotations

from pathlib import Path

import click

from site_builder.cli.console import Console
from site_builder.cli.doctor_machine import machine
from site_builder.cli.doctor_project import project as project_findings
from site_builder.cli.face import Verb
from site_builder.cli.findings import Finding
from site_builder.cli.project import project_folder
from site_builder.cli.use import WrongUseError
from site_builder.locales.catalog import Catalog
from site_builder.locales.system_errors import reason

_COLOURS = {"good": "green", "note": "yellow", "fault": "red"}


def command(words: Catalog) -> click.Command:
    """The verb with its options."""
    return Verb("doctor", words, click.pass_obj(_doctor), [])


def _doctor(console: Console, project: str | None) -> int:
    root = _root(project)
    findings = [*machine(root), *project_findings(root, console.environment, console.locale)]
    for finding in findings:
        _say(console, finding)
    faults = sum(finding.grade == "fault" for finding in findings)
    words = console.words
    console.say(
        words.plural("cli.doctor.not-good", faults, number=faults) if faults else words.text("cli.doctor.all-good")
    )
    return 1 if faults else 0


def _root(given: str | None) -> Path:
    """The project; where there is none, the folder that one is in, of which it is said that it holds none."""
    try:
        return project_folder(given, Path.cwd(), verb="doctor")
    except WrongUseError:
        if given is not None and not Path(given).is_dir():
            raise
        return Path(given or ".").resolve()


def _say(console: Console, finding: Finding) -> None:
    words = console.words
    grade = words.text(f"cli.doctor.grade.{finding.grade}")
    first, *rest = words.text(f"cli.doctor.{finding.what}.{finding.grade}", **_told(finding, words)).splitlines()
    console.say(f"{click.style(f'{grade:<6}', fg=_COLOURS[finding.grade])} {first}")
    for line in filter(None, rest):
        console.say(f"       {line}")


def _told(finding: Finding, words: Catalog) -> dict[str, object]:
    return {
        name: reason(value, words) if isinstance(value, Exception) else value for name, value in finding.params.items()
    }
