"""Cases as data: lists of records in YAML, and tables of text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from site_builder.reading.yaml import load_list

CASES = Path(__file__).parent.parent / "cases"


def records(name: str) -> list[dict[str, Any]]:
    """The cases in ``tests/cases/<name>.yml``: every value is text, as staff write it."""
    found, problems = load_list(name, (CASES / f"{name}.yml").read_bytes())
    assert found is not None, problems
    return [case for case in found if isinstance(case, dict)]


def table(name: str) -> list[list[str]]:
    """The lines of ``tests/cases/<name>.txt``, cut at ``|``; empty lines and those after ``#`` are for people."""
    lines = (CASES / f"{name}.txt").read_text("utf-8").splitlines()
    return [[cell.strip() for cell in line.split("|")] for line in lines if line.strip() and not line.startswith("# ")]
