"""Names where ids belong: ``themes: [Employment and training]`` means the id that the register has for that name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from site_builder.locales.slugs import slugify
from site_builder.problems import Place, Problem
from site_builder.records.base import Record
from site_builder.records.names import ids_by_name, listed

_REGISTER = {
    "by": "partners",
    "indicator": "indicators",
    "organisation": "partners",
    "partners": "partners",
    "programme": "programmes",
    "programmes": "programmes",
    "source": "sources",
    "themes": "themes",
}
_LIST = re.compile(r"(?P<field>\w+): \[(?P<items>.*)\]\Z", re.DOTALL)
# What may have stood between two items, or within one name.
_JOINTS = ("-", "-y-", "-e-", "-and-")


def by_their_ids(problems: Iterable[Problem], registers: Mapping[str, Mapping[str, Record]]) -> list[Problem]:
    """The same; where an id was expected and a name was written, with the id that the register has for it.

    ``reference-by-name`` where it has none, with the ids that there are.
    """
    by_name = {name: ids_by_name(register) for name, register in registers.items()}
    return [_advised(problem, registers, by_name) for problem in problems]


def _advised(
    problem: Problem, registers: Mapping[str, Mapping[str, Record]], by_name: Mapping[str, Mapping[str, str]]
) -> Problem:
    path = problem.at.path if isinstance(problem.at, Place) else ()
    name = _REGISTER.get(next((part for part in reversed(path) if isinstance(part, str)), ""))
    corrected = problem.params.get("corrected")
    if name is None or not isinstance(corrected, str):
        return problem
    register, names = registers[name], by_name[name]
    if problem.rule == "id-unreadable" and corrected not in register:
        if corrected in names:
            return replace(problem, params={"corrected": names[corrected]})
        params = {"file": f"content/{name}.yml", "known": listed(register)}
        return replace(problem, rule="reference-by-name", params=params)
    if problem.rule == "list-expected" and (found := _LIST.match(corrected)):
        slugs = [slugify(item) for item in found["items"].split(",")]
        whole = next((names[joined] for joint in _JOINTS if (joined := joint.join(slugs)) in names), None)
        ids = [whole] if whole else [slug if slug in register else names.get(slug, slug) for slug in slugs]
        return replace(problem, params={**problem.params, "corrected": f"{found['field']}: [{', '.join(ids)}]"})
    return problem
