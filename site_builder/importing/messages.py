"""Puts faults, remarks and places of an import into words."""

from __future__ import annotations

from collections.abc import Sequence

from site_builder.importing.document import ImportFaultError, Location, Remark
from site_builder.locales.catalog import Catalog
from site_builder.problems import Place, Problem
from site_builder.problems.report import message


def fault_words(fault: ImportFaultError, words: Catalog) -> str:
    """Say why no draft could be made, and what to do."""
    return words.text(f"import.fault.{fault.key}", **fault.params)


def remark_words(remark: Remark, words: Catalog) -> str:
    """Say what a person must know."""
    params = dict(remark.params)
    if isinstance(fault := params.pop("fault", None), ImportFaultError):
        params["reason"] = fault_words(fault, words)
    if isinstance(rule := params.pop("rule", None), str):
        of_rule = params.pop("params", {})
        params["reason"] = message(Problem(Place(""), rule, of_rule if isinstance(of_rule, dict) else {}), words.locale)
    return words.text(f"import.remark.{remark.key}", **params)


def place_words(at: Location, documents: Sequence[str], words: Catalog, *, with_document: bool = True) -> str:
    """Say a place, ``page 1, paragraph 3``, and in which of several documents; empty where it is not known."""
    given = {name: value for name in ("page", "paragraph") if (value := getattr(at, name))}
    key = "both" if len(given) == 2 else next(iter(given), "")
    found = words.text(f"import.where.{key}", **given) if key else ""
    if with_document and at.document >= 0 and (len(documents) > 1 or not found):
        return ": ".join(filter(None, (documents[at.document], found)))
    return found
