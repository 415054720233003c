"""Remarks and faults in words."""

from __future__ import annotations

from site_builder.importing.document import ImportFaultError, Remark
from site_builder.locales.catalog import Catalog
from site_builder.problems import Place, Problem
from site_builder.problems.report import message


def fault_words(fault: ImportFaultError, words: Catalog) -> str:
    """Why nothing could be made of it, and what to do."""
    return words.text(f"import.fault.{fault.key}", **fault.params)


def remark_words(remark: Remark, words: Catalog) -> str:
    """What a person must be told."""
    params = dict(remark.params)
    if isinstance(fault := params.pop("fault", None), ImportFaultError):
        params["reason"] = fault_words(fault, words)
    if isinstance(rule := params.pop("rule", None), str):
        of_rule = params.pop("params", {})
        params["reason"] = message(Problem(Place(""), rule, of_rule if isinstance(of_rule, dict) else {}), words.locale)
    return words.text(f"import.remark.{remark.key}", **params)
